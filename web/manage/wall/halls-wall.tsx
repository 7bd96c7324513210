/** All halls of the person's units at a glance; a card opens the hall in full. */
import { AlertFilled } from "@ant-design/icons";
import { Select } from "antd";
import { useState } from "react";
import { type HallBrief, viewHalls } from "../../../contracts/hall.ts";
import { listCompanies } from "../../../contracts/identity.ts";
import { useLive } from "../../parts/live.ts";
import { pick } from "../../parts/words.ts";
import { useAsk } from "../../staff/query.ts";
import { address } from "../../staff/router.ts";
import { useMe } from "../../staff/session.tsx";
import { briefFacts, Facts } from "./facts.tsx";
import { WallFrame, WallWaiting } from "./frame.tsx";
import { Hours } from "./hall-wall.tsx";
import { counterLook } from "./levels.ts";
import { t } from "./words.ts";

const gravity = { red: 0, orange: 1, yellow: 2, green: 3 } as const;

export function HallsWall() {
  const { orgId: own, halls: mine } = useMe();
  const companies = [...new Set(mine.map(({ orgId }) => orgId))];
  const [orgId, choose] = useState(companies.includes(own) ? own : (companies[0] ?? own));
  const live = useLive(viewHalls, { params: { orgId } });
  if (!live.data || live.status === "refused") return <WallWaiting live={live} />;
  // The hall in trouble stands first, then the fuller one; halls that are alike stand by their codes.
  const halls = live.data.halls.toSorted(
    (a, b) =>
      gravity[a.level] - gravity[b.level] ||
      b.today.waiting - a.today.waiting ||
      a.hall.code.localeCompare(b.hall.code),
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
      {companies.length > 1 && <CompanyChoice companies={companies} orgId={orgId} onChoose={choose} />}
      <Facts facts={totals} />
    </>
  );
  return (
    <WallFrame look="wall-many" status={live.status} head={head}>
      {() =>
        halls.length === 0 ? (
          <p className="wall-quiet">{t("noHalls")}</p>
        ) : (
          halls.map((brief) => <HallCard key={brief.hall.id} brief={brief} />)
        )
      }
    </WallFrame>
  );
}

type ChoiceProps = { companies: readonly number[]; orgId: number; onChoose: (orgId: number) => void };

/** For those above a county: one company at a time. */
function CompanyChoice({ companies, orgId, onChoose }: ChoiceProps) {
  const { data } = useAsk(listCompanies);
  const nameOf = (company: number) => {
    const known = data?.companies.find((one) => one.orgId === company);
    return known ? pick(known.name) : String(company);
  };
  return (
    <Select
      aria-label={t("company")}
      value={orgId}
      onChange={onChoose}
      options={companies.map((value) => ({ value, label: nameOf(value) }))}
      popupMatchSelectWidth={false}
    />
  );
}

function HallCard({ brief }: { brief: HallBrief }) {
  const { hall, level, windows, today, openAlerts, waitPromiseS } = brief;
  return (
    <a className="wall-panel hall-card" href={address(["wall", hall.id])} data-hall={hall.code}>
      <header>
        <div>
          <h3>{pick(hall.name)}</h3>
          <Hours hall={hall} link={false} />
        </div>
        <span className={`level ${level}`}>{t(level)}</span>
      </header>
      <Facts facts={briefFacts(today, waitPromiseS)} />
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
