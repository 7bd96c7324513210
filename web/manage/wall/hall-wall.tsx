/** One hall in full, for the screen on the manager's wall. */
import { ArrowLeftOutlined } from "@ant-design/icons";
import { type HallFace, viewFloor } from "../../../contracts/hall.ts";
import { useLive } from "../../parts/live.ts";
import { pick } from "../../parts/words.ts";
import { address } from "../../staff/router.ts";
import { Alerts } from "./alerts.tsx";
import { Curve } from "./curve.tsx";
import { allFacts, Facts } from "./facts.tsx";
import { FloorPicture } from "./floor-picture.tsx";
import { WallFrame, WallWaiting } from "./frame.tsx";
import { QueueBars } from "./queue-bars.tsx";
import { t } from "./words.ts";

export function HallWall({ hallId }: { hallId: string }) {
  const live = useLive(viewFloor, { params: { hallId } });
  if (!live.data || live.status === "refused") return <WallWaiting live={live} />;
  const floor = live.data;
  const promiseS = floor.waitPromiseS;
  const head = (
    <>
      <div>
        <h2>{pick(floor.hall.name)}</h2>
        <Hours hall={floor.hall} />
      </div>
      <span className={`level ${floor.level}`}>{t(floor.level)}</span>
      <Facts facts={allFacts(floor.today, promiseS)} />
    </>
  );
  return (
    <WallFrame look="wall-full" status={live.status} head={head}>
      {(dark) => (
        <>
          <FloorPicture floor={floor} promiseS={promiseS} />
          <QueueBars services={floor.services} promiseS={promiseS} />
          <Curve curve={floor.curve} promiseS={promiseS} dark={dark} />
          <Alerts floor={floor} />
        </>
      )}
    </WallFrame>
  );
}

export function Hours({ hall, link = true }: { hall: HallFace; link?: boolean }) {
  const spans = hall.hours.map(({ opens, closes }) => `${opens}–${closes}`).join(" · ");
  return (
    <div className="hours">
      {link && (
        <a href={address(["wall"])} aria-label={t("back")}>
          <ArrowLeftOutlined />{" "}
        </a>
      )}
      {hall.isOpen ? t("openNow") : t("closedNow")} · {spans || t("closedDay")}
    </div>
  );
}
