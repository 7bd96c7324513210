/** An entry in a register, as one of the county's people proposed it and another agreed to it, some day of the last year. */
import type { RegisterFile } from "../../server/modules/customers/index.ts";
import { type Draw, dayText } from "./draw.ts";
import type { Setting } from "./population.ts";
import { today } from "./supply.ts";

type Entry = Pick<RegisterFile, "id" | "register" | "level" | "accountId" | "reason" | "source">;

export function registerEntry(
  { servants: { proposer, reviewer } }: Setting,
  draw: Draw,
  entry: Entry,
  /** How long it holds. */
  days = 365,
): RegisterFile {
  const day = today - draw.between(5, 300);
  return {
    ...entry,
    proposedBy: proposer.id,
    proposedByName: proposer.name,
    reviewedBy: reviewer.id,
    reviewedByName: reviewer.name,
    at: `${dayText(day)}T10:00:00+08:00`,
    validFrom: dayText(day),
    expiresOn: dayText(day + days),
  };
}
