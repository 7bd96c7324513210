/** How urgent something is, told three times: colour, word and picture. */
import type { Heat, WorkLine } from "../../../contracts/orders/shapes.ts";
import { Icon, type IconName } from "../../parts/icons.tsx";
import { dayAndTime, now, useNow } from "../../parts/time.ts";
import { defineWords } from "../../parts/words.ts";
import { dueWords } from "./due.ts";
import { heatName } from "./words.ts";

const t = defineWords({ orderLate: ["整单超期", "Order late"] });

const icons: Readonly<Record<Heat, IconName>> = {
  calm: "clock",
  half: "clock",
  warm: "bolt",
  over: "alert",
  paused: "pause",
  ended: "check",
};

/** Now by the platform's clock, drawn anew this often; right with the very push that brought the platform's clock. */
export function useClock(everyMs: number): Temporal.Instant {
  useNow(everyMs);
  return now();
}

type Props = { heat: Heat; dueAt: string | null; now: Temporal.Instant };

export function HeatMark({ heat, dueAt, now }: Props) {
  const counts = dueAt !== null && heat !== "ended" && heat !== "paused";
  return (
    <span className={`heat is-${heat}`} title={dueAt ? dayAndTime(dueAt) : undefined}>
      <Icon name={icons[heat]} />
      <b>{heatName(heat)}</b>
      {counts && <span className="heat-left">{dueWords(dueAt, now)}</span>}
    </span>
  );
}

/** Why a step that is in time stands among what is over: its order is late as a whole. */
export function OrderLateMark({ line: { order, heat } }: { line: WorkLine }) {
  if (order.heat !== "over" || heat === "over") return null;
  return <span className="badge badge-priority">{t("orderLate")}</span>;
}
