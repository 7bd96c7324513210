/** What a check of the intake looks at, and how it says what it found. */
import type { Words } from "../../../contracts/endpoint.ts";
import type { Context } from "../../foundation/context.ts";
import type { RulesInForce } from "../catalogue/index.ts";
import type { IntakeCheck } from "./catalogue/order-checks.ts";
import type { Intake } from "./intake.ts";
import type { IntakePaper } from "./intake-papers.ts";
import type { SimilarOrder } from "./store/similar.ts";

export type Found = {
  readonly text: Words;
  readonly orderId?: string;
  readonly customerId?: string;
  /** Where what was found weighs more or less than the check as such, and why. */
  readonly level?: IntakeCheck["level"];
  readonly reason?: Words;
};
export type Site = {
  readonly ctx: Context;
  readonly intake: Intake;
  readonly papers: readonly IntakePaper[];
  readonly rules: RulesInForce;
  readonly today: Temporal.PlainDate;
  readonly similar: readonly SimilarOrder[];
};
export type Look = (site: Site) => Promise<readonly Found[]> | readonly Found[];

export const none: readonly Found[] = [];
export const text = (value: unknown) => (typeof value === "string" ? value : "");
export const dayOf = (value: unknown) => {
  const found = /^\d{4}-\d\d-\d\d/.exec(text(value))?.[0];
  return found === undefined ? undefined : Temporal.PlainDate.from(found);
};
export const say = (zh: string, en: string, more: Omit<Found, "text"> = {}): Found[] => [
  { text: { zh, en }, ...more },
];
