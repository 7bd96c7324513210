/** One hall, three tabs: the floor, giving numbers, appointments. Alerts that cannot wait show over all of them. */
import { Empty, Result, Segmented, Skeleton } from "antd";
import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from "react";
import { type Floor, viewFloor } from "../../contracts/hall.ts";
import { useLive } from "../parts/live.ts";
import { useNow } from "../parts/time.ts";
import { defineWords, pick } from "../parts/words.ts";
import { chime } from "../staff/chime.ts";
import { HallSelect, useHallChoice } from "../staff/hall-choice.tsx";
import { LinkBanner } from "../staff/link-banner.tsx";
import { ReaderButton } from "../staff/reader-button.tsx";
import { TopBar } from "../staff/top-bar.tsx";
import { useCommand } from "../staff/use-command.ts";
import { AlertBanner } from "./alerts.tsx";
import { guideCommands } from "./commands.ts";
import { FloorTab } from "./floor-tab.tsx";
import "./guide.css";

const TakeTab = lazy(() => import("./take-tab.tsx").then(({ TakeTab }) => ({ default: TakeTab })));
const AppointmentsTab = lazy(() =>
  import("./appointments-tab.tsx").then(({ AppointmentsTab }) => ({ default: AppointmentsTab })),
);

const t = defineWords({
  title: ["引导台", "Guide"],
  noHall: [
    "您还没有被分配到营业厅，请联系系统管理员。",
    "No hall is assigned to you; ask the administrator.",
  ],
  refused: ["这个营业厅打不开", "This hall cannot be opened"],
  tabs: ["页面", "Pages"],
  floor: ["现场 {n}", "Floor {n}"],
  take: ["取号", "Give a number"],
  appointments: ["预约", "Appointments"],
  green: ["畅通", "Calm"],
  yellow: ["偏忙", "Busy"],
  orange: ["拥挤", "Crowded"],
  red: ["严重拥挤", "Overcrowded"],
});

type Tab = "floor" | "take" | "appointments";

export function GuidePage() {
  const choice = useHallChoice();
  const hallId = choice.hall?.hallId;
  const { status, data, problem } = useLive(viewFloor, hallId ? { params: { hallId } } : null);
  if (!hallId) return <Empty description={t("noHall")} style={{ paddingTop: 160 }} />;
  const hall = <HallSelect {...choice} />;
  if (data && status !== "refused") {
    return <LiveGuide key={hallId} floor={data} hall={hall} banner={<LinkBanner status={status} />} />;
  }
  return (
    <>
      <TopBar title={t("title")} place={hall} />
      <LinkBanner status={status} />
      {status === "refused" ? (
        <Result status="warning" title={t("refused")} subTitle={problem && pick(problem)} />
      ) : (
        <Skeleton active className="guide-loading" paragraph={{ rows: 12 }} />
      )}
    </>
  );
}

type Props = { floor: Floor; hall: ReactNode; banner: ReactNode };

function LiveGuide({ floor, hall, banner }: Props) {
  const now = useNow();
  const [tab, setTab] = useState<Tab>("floor");
  const { run, pending } = useCommand(floor);
  const commands = guideCommands(floor.hall.id);
  useNewAlerts(floor);
  const shared = { floor, now, commands, run, pending };
  return (
    <div className="guide">
      <TopBar
        title={t("title")}
        place={
          <>
            {hall}
            <span className={`level is-${floor.level}`}>{t(floor.level)}</span>
          </>
        }
      >
        <Segmented<Tab>
          className="guide-tabs"
          size="large"
          aria-label={t("tabs")}
          value={tab}
          onChange={setTab}
          options={[
            { value: "floor", label: t("floor", { n: floor.today.waiting }) },
            { value: "take", label: t("take") },
            { value: "appointments", label: t("appointments") },
          ]}
        />
        <ReaderButton />
      </TopBar>
      {banner}
      <AlertBanner {...shared} />
      <Suspense fallback={<Skeleton active className="guide-loading" />}>
        {tab === "floor" && <FloorTab {...shared} />}
        {tab === "take" && <TakeTab {...shared} />}
        {tab === "appointments" && <AppointmentsTab {...shared} />}
      </Suspense>
    </div>
  );
}

export type GuideProps = {
  floor: Floor;
  now: Temporal.Instant;
  commands: ReturnType<typeof guideCommands>;
  run: ReturnType<typeof useCommand>["run"];
  pending: string | undefined;
};

/** A new alert is heard, because a guide looks at people and not at the tablet. */
function useNewAlerts({ alerts }: Floor): void {
  const known = useRef(new Set(alerts.map(({ id }) => id)));
  useEffect(() => {
    const fresh = alerts.filter(({ id }) => !known.current.has(id));
    for (const { id } of fresh) known.current.add(id);
    // The panic button is silent in the whole hall: a guide beside the window must not sound either.
    if (fresh.some(({ kind }) => kind !== "panic")) chime();
  }, [alerts]);
}
