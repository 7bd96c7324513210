/** How urgent something is, told three times: colour, word and picture. */
import type { Heat } from "../../../contracts/orders/shapes.ts";
import { Icon, type IconName } from "../../parts/icons.tsx";
import { dayAndTime } from "../../parts/time.ts";
import { dueWords } from "./due.ts";
import { heatName } from "./words.ts";

const icons: Readonly<Record<Heat, IconName>> = {
  calm: "clock",
  half: "clock",
  warm: "bolt",
  over: "alert",
  paused: "pause",
  ended: "check",
};

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
