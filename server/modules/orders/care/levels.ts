/** Which level something raises (service rules §3.5), read off the data. Pure. */
import type { RulesInForce } from "../../catalogue/index.ts";
import { type EscalationLevel, orderUrging } from "../catalogue/order-urging.ts";
import type { ClockSubject } from "../store/rows.ts";

export type Level = EscalationLevel["level"];
export type Trigger = EscalationLevel["triggers"][number]["kind"];

export const levelRow = (level: Level): EscalationLevel => {
  const row = orderUrging.levels.find((one) => one.level === level);
  if (!row) throw new Error(`no level ${level}`);
  return row;
};

export const rankOf = (level: Level): number => orderUrging.levels.findIndex((one) => one.level === level);

/** The first level with such a trigger; `nth`: of a dissatisfied visit the second goes higher than the first. */
export function levelOf(trigger: Trigger, nth = 1): Level {
  const rows = orderUrging.levels.filter(({ triggers }) => triggers.some(({ kind }) => kind === trigger));
  const row = rows[Math.min(nth, rows.length) - 1];
  if (!row) throw new Error(`nothing is raised by ${trigger}`);
  return row.level;
}

/** By the share of a limit that is used up; null where nobody is told. */
export function levelOfShare(rules: RulesInForce, share: number): Level | null {
  const reached = orderUrging.levels.filter(({ triggers }) =>
    triggers.some(({ kind, rule }) => kind === "share" && rule !== null && rules.value(rule) <= share),
  );
  return reached.at(-1)?.level ?? null;
}

export const oneUp = (level: Level): Level =>
  orderUrging.levels[Math.min(rankOf(level) + 1, orderUrging.levels.length - 1)]?.level ?? level;

/** Nobody hurries a customer by telling his clerk off: the customer's own limits raise nothing. */
export const isWatched = (subject: ClockSubject): boolean => subject !== "paper";

/** What a warning is about, so that two limits of one step (the company's and the floor) raise one sheet. */
export function causeOf(
  level: Level,
  clock: {
    readonly id: string;
    readonly subject: ClockSubject;
    readonly stepId: string | null;
    readonly stage: string | null;
  },
): string {
  if (clock.subject === "step" && clock.stepId) return `${level}:step:${clock.stepId}`;
  if (clock.subject === "order") return `${level}:order`;
  if (clock.subject === "stage") return `${level}:stage:${clock.stage ?? ""}`;
  return `${level}:clock:${clock.id}`;
}
