/** All halls of the person's units at a glance; a card opens the hall in full. */
import { AlertFilled } from "@ant-design/icons";
import { type HallBrief, viewHalls } from "../../../contracts/hall.ts";
import { useLive } from "../../parts/live.ts";
import { pick } from "../../parts/words.ts";
import { address } from "../parts/router.ts";
import { briefFacts, Facts } from "./facts.tsx";
import { WallFrame, WallWaiting } from "./frame.tsx";
import { Hours } from "./hall-wall.tsx";
import { counterLook } from "./levels.ts";
import { usePromiseS } from "./queries.ts";
import { t } from "./words.ts";

const gravity = { red: 0, orange: 1, yellow: 2, green: 3 } as const;

export function HallsWall() {
  const live = useLive(viewHalls, {});
  const promiseS = usePromiseS();
  if (!live.data || live.status === "refused") return <WallWaiting live={live} />;
  // The hall in trouble stands first; halls that are alike keep the order of their codes.
  const halls = live.data.halls.toSorted(
    (a, b) => gravity[a.level] - gravity[b.level] || a.hall.code.localeCompare(b.hall.code),
  );
  const sum = (of: (brief: HallBrief) => number) => halls.reduce((total, brief) => total + of(brief), 0);
  const totals = [
    { term: t("taken"), value: String(sum(({ today }) => today.taken)) },
    { term: t("served"), value: String(sum(({ today }) => today.served)) },
    { term: t("waiting"), value: String(sum(({ today }) => today.waiting)) },
    { term: t("abandoned"), value: String(sum(({ today }) => today.abandoned)) },
    { term: t("alerts"), value: String(sum(({ openAlerts }) => openAlerts)) },
  ];
  const head = (
    <>
      <h2>{t("title")}</h2>
      <Facts facts={totals} />
    </>
  );
  return (
    <WallFrame look="wall-many" status={live.status} head={head}>
      {() =>
        halls.length === 0 ? (
          <p className="wall-quiet">{t("noHalls")}</p>
        ) : (
          halls.map((brief) => <HallCard key={brief.hall.id} brief={brief} promiseS={promiseS} />)
        )
      }
    </WallFrame>
  );
}

function HallCard({ brief, promiseS }: { brief: HallBrief; promiseS: number | undefined }) {
  const { hall, level, windows, today, openAlerts } = brief;
  return (
    <a className="wall-panel hall-card" href={address(["wall", hall.id])} data-hall={hall.code}>
      <header>
        <div>
          <h3>{pick(hall.name)}</h3>
          <Hours hall={hall} link={false} />
        </div>
        <span className={`level ${level}`}>{t(level)}</span>
      </header>
      <Facts facts={briefFacts(today, promiseS)} />
      <div className="dots">
        {windows.map((window) => {
          const look = counterLook(window);
          return (
            <i key={window.id} className={look} title={t(`state_${look}`)}>
              {window.number}
            </i>
          );
        })}
      </div>
      {openAlerts > 0 && (
        <div className="is-bad">
          <AlertFilled /> {t("alerts")} · {openAlerts}
        </div>
      )}
    </a>
  );
}
