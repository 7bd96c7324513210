/**
 * Who may take a step, and in words why not: the post it is for, the unit whose list it is on, what the order has been
 * through, and the duties that one person may not hold of one order (不相容岗位, handbook §6.7). Pure: the work list
 * shows by it what claiming, assigning and completing refuse by it.
 */
import type { Words } from "../../../contracts/endpoint.ts";
import { Problem } from "../../foundation/problem.ts";

/** By unit, the posts whose steps somebody may work on there: the own post, those covered, those stood in for. */
export type Places = ReadonlyMap<string, ReadonlySet<string>>;
export type Worker = { readonly staffId: string; readonly places: Places };

/** Where one post may be worked: on these units and on all below them. */
export type Reach = { readonly post: string; readonly unitIds: readonly string[] };
type UnitPlace = { readonly unitId: string; readonly path: readonly string[] };

/** @param within units on which (or above which) working on orders is granted; what is covered elsewhere counts for nothing */
export function placesOf(
  units: readonly UnitPlace[],
  reaches: readonly Reach[],
  within: readonly string[],
): Places {
  const granted = new Set(within);
  const places = new Map<string, ReadonlySet<string>>();
  for (const { unitId, path } of units) {
    if (!path.some((above) => granted.has(above))) continue;
    const posts = reaches.filter(({ unitIds }) => path.some((above) => unitIds.includes(above)));
    places.set(unitId, new Set(posts.map(({ post }) => post)));
  }
  return places;
}

export type StepFacts = {
  readonly name: Words;
  readonly state: "live" | "done" | "cancelled" | "error";
  readonly closedByName: string | null;
  readonly post: string | null;
  readonly unitId: string | null;
  readonly duty: string | null;
  readonly assigneeId: string | null;
  readonly assigneeName: string | null;
  readonly orderState: "open" | "suspended" | "done" | "terminated" | "merged";
  readonly accused: readonly string[] | null;
};

/** A step that somebody has done in the order, or has in hand. Work without a duty has null. */
export type Deed = {
  readonly staffId: string;
  readonly who: string;
  readonly step: Words;
  readonly duty: string | null;
};

/** Two duties of one order that take two people (catalogue/order-segregation.json); `*` stands for whatever work on it. */
export type DutyPair = { readonly a: string; readonly b: string };

export type Naming = {
  readonly dutyPairs: readonly DutyPair[];
  readonly postName: (post: string) => Words;
};

const anyDuty = "*";

/** Why this person cannot take this step now; null when he can. To be thrown, or shown by its words. */
export function refusalToClaim(
  worker: Worker,
  step: StepFacts,
  deeds: readonly Deed[],
  naming: Naming,
): Problem | null {
  if (step.state !== "live") return new Problem("orders.step_closed", { who: step.closedByName ?? "—" });
  if (step.orderState !== "open") return new Problem("orders.not_open");
  if (step.assigneeId !== null && step.assigneeId !== worker.staffId)
    return new Problem("orders.step_taken", { who: step.assigneeName ?? "—" });
  return refusalToWork(worker, step, deeds, naming);
}

/** Why this person cannot work on this step at all, whoever holds it: for assigning and completing, too. */
export function refusalToWork(
  { staffId, places }: Worker,
  step: StepFacts,
  deeds: readonly Deed[],
  naming: Naming,
): Problem | null {
  if (step.accused?.includes(staffId)) return new Problem("orders.staff_unknown");
  if (isOwnAcceptance(staffId, step, deeds)) return refusalByDuty(staffId, step, deeds, naming);
  if (step.post === null || step.unitId === null || !places.get(step.unitId)?.has(step.post)) {
    const name = step.post === null ? { zh: "—", en: "—" } : naming.postName(step.post);
    return new Problem("orders.post_wrong", { postZh: name.zh, postEn: name.en });
  }
  return refusalByDuty(staffId, step, deeds, naming);
}

/** The duty of taking an order down: whoever holds orders.accept may, whatever his post. */
export const acceptance = "accept";

/** What somebody has accepted is his to mend when it comes back. */
const isOwnAcceptance = (staffId: string, { duty }: StepFacts, deeds: readonly Deed[]): boolean =>
  duty === acceptance && deeds.some((deed) => deed.staffId === staffId && deed.duty === acceptance);

/** By the order's own history, not by roles: whoever did the one may not do the other, in either order. */
function refusalByDuty(
  staffId: string,
  { duty, name }: StepFacts,
  deeds: readonly Deed[],
  { dutyPairs }: Naming,
): Problem | null {
  const broken = deeds.find(
    (deed) => deed.staffId === staffId && dutyPairs.some((pair) => keepsApart(pair, duty, deed.duty)),
  );
  if (!broken) return null;
  const { who, step } = broken;
  return new Problem("orders.segregation", {
    who,
    dutyZh: step.zh,
    dutyEn: step.en,
    otherZh: name.zh,
    otherEn: name.en,
  });
}

/** `*` meets every other work on the order, but not the duty that it is kept apart from: two visits may be one person's. */
function keepsApart({ a, b }: DutyPair, wanted: string | null, done: string | null): boolean {
  const meets = (named: string, counterpart: string, duty: string | null) =>
    named === anyDuty ? duty !== counterpart : named === duty;
  return (meets(a, b, wanted) && meets(b, a, done)) || (meets(b, a, wanted) && meets(a, b, done));
}
