/**
 * What every answer about orders needs to know beside the rows: names of units, people and customers, what the caller may
 * see of personal data, which time the clocks count by, and from which shares of a limit a clock is warm.
 */
import type { Words } from "../../../../contracts/endpoint.ts";
import { dateOf } from "../../../foundation/clock.ts";
import { actorName, type Context } from "../../../foundation/context.ts";
import { rulesInForce } from "../../catalogue/index.ts";
import { type CustomerFace, customerFaces, type Sight, sightOf } from "../../customers/index.ts";
import { type StaffFace, staffFaces } from "../../identity/index.ts";
import type { OrderCatalogue } from "../catalogue/order-catalogue.ts";
import { catalogueNow } from "../catalogue-in-force.ts";
import type { WorkTime } from "../clock/marks.ts";
import type { WarnShares } from "../heat.ts";
import { unitsOf } from "../units-with.ts";
import { workTimeOf } from "../work-time.ts";

export type Look = {
  readonly now: Temporal.Instant;
  readonly callerId: string;
  readonly callerName: string;
  readonly see: Sight;
  readonly shares: WarnShares;
  /** As it is today: for what things are called. */
  readonly catalogue: OrderCatalogue;
  readonly timeOf: (unitId: string) => WorkTime;
  readonly unitName: (unitId: string) => Words;
  readonly customers: ReadonlyMap<string, CustomerFace>;
  readonly staff: ReadonlyMap<string, StaffFace>;
};

type About = {
  readonly unitIds: readonly string[];
  readonly customerIds: readonly (string | null)[];
  readonly staffIds: readonly (string | null)[];
};

export async function warnShares(ctx: Context): Promise<WarnShares> {
  const rules = await rulesInForce(ctx, dateOf(ctx.clock.now()).toString());
  return { half: rules.value("WARN.REMIND"), warm: rules.value("WARN.WARN") };
}

/** One statement for each kind of name, however long the list; all of them travel together. */
export async function lookOf(ctx: Context, about: About): Promise<Look> {
  const [units, customers, staff, see] = await Promise.all([
    unitsOf(ctx),
    customerFaces(ctx, known(about.customerIds)),
    staffFaces(ctx, known(about.staffIds)),
    sightOf(ctx),
  ]);
  const names = new Map(units.map(({ unitId, name }) => [unitId, name]));
  const times = new Map<string, WorkTime>();
  for (const unitId of new Set(about.unitIds)) times.set(unitId, await workTimeOf(ctx, unitId));
  const anyTime = await workTimeOf(ctx);
  return {
    now: ctx.clock.now(),
    callerId: ctx.actor.kind === "staff" ? ctx.actor.id : "",
    callerName: actorName(ctx.actor),
    see,
    shares: await warnShares(ctx),
    catalogue: await catalogueNow(ctx),
    timeOf: (unitId) => times.get(unitId) ?? anyTime,
    unitName: (unitId) => names.get(unitId) ?? { zh: "—", en: "—" },
    customers,
    staff,
  };
}

const known = (ids: readonly (string | null)[]): string[] => ids.filter((id) => id !== null);
