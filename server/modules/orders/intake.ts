/**
 * What an order will be, worked out from what was said and what the archive has: one ID in, the rest from there (一证受理).
 * The same for the check before accepting and for accepting itself, whatever the channel.
 */
import type { InputOf } from "../../../contracts/endpoint.ts";
import type { acceptOrder, previewOrder } from "../../../contracts/orders.ts";
import type { Context } from "../../foundation/context.ts";
import { Problem } from "../../foundation/problem.ts";
import {
  type AccountFace,
  accountFace,
  type CustomerFace,
  customerFace,
  phoneOf,
} from "../customers/index.ts";
import { findUnit, getRootUnit, staffFaces } from "../identity/index.ts";
import type { OrderCatalogue } from "./catalogue/order-catalogue.ts";
import type { OrderTypeRow } from "./catalogue/order-types.ts";
import { catalogueNow } from "./catalogue-in-force.ts";
import type { LimitInForce } from "./limits.ts";
import type { OrderRow } from "./store/rows.ts";

export type Said = InputOf<typeof previewOrder>["body"];
/** What a channel hands in. An imported order names the system that it comes from and its number there. */
export type Application = InputOf<typeof acceptOrder>["body"] & {
  readonly source?: { readonly name: string; readonly ref: string };
  /** Limits beside the type's own, counted from when the other system took it. */
  readonly limits?: readonly HandedLimit[];
};
export type HandedLimit = Pick<LimitInForce, "ruleCode" | "layer" | "limit"> & {
  readonly at: Temporal.Instant;
};

export type Intake = {
  /** What is in force as it is taken: the order keeps to it as long as it runs. */
  readonly catalogue: OrderCatalogue;
  readonly type: OrderTypeRow;
  readonly customer: CustomerFace | null;
  readonly account: AccountFace | null;
  readonly customerClass: OrderRow["customerClass"];
  readonly areaType: OrderRow["areaType"];
  readonly address: string;
  readonly contactName: string;
  /** Whole; sealed as soon as the order has an id. */
  readonly phone: string;
  readonly title: string;
  readonly said: Said;
};

/**
 * @throws orders.type_unknown, orders.account_needed, orders.class_wrong, customers.unknown; with `isPreview` what is not
 *   known yet is taken as it most likely will be, so that a clerk sees something from the first key on
 */
export async function prepareIntake(ctx: Context, said: Said, isPreview = false): Promise<Intake> {
  const catalogue = await catalogueNow(ctx);
  const type = catalogue.type(said.typeCode);
  if (!type?.isOffered || Object.keys(type.process).length === 0)
    throw new Problem("orders.type_unknown", { type: said.typeCode, field: "typeCode" });
  const account = said.accountId === null ? null : ((await accountFace(ctx, said.accountId)) ?? null);
  if (said.accountId !== null && !account) throw new Problem("customers.unknown");
  if (type.needsAccount && !account && !isPreview)
    throw new Problem("orders.account_needed", { field: "accountId" });
  const customerId = said.customerId ?? account?.customerId ?? null;
  const customer = customerId === null ? null : ((await customerFace(ctx, customerId)) ?? null);
  if (customerId !== null && !customer) throw new Problem("customers.unknown");
  const customerClass = said.customerClass ?? classOf(type, account, said.form.voltage);
  if (!type.classes.includes(customerClass) || type.process[customerClass] === undefined)
    throw new Problem("orders.class_wrong", { field: "customerClass" });
  const address = said.address || account?.address || "";
  return {
    catalogue,
    type,
    customer,
    account,
    customerClass,
    areaType: said.areaType ?? (account ? areas[account.area] : "URBAN"),
    address,
    contactName: said.contactName || customer?.name || "",
    phone: said.contactPhone || (customer && (await phoneOf(ctx, customer.id))) || "",
    title: [type.name.zh, address].filter(Boolean).join(" ").slice(0, 200),
    said,
  };
}

const areas = { urban: "URBAN", rural: "RURAL", remote: "REMOTE" } as const;

/** Of a new customer by the voltage asked for; of an account by its sort and how many sources feed it (§0.3). */
function classOf(
  type: OrderTypeRow,
  account: AccountFace | null,
  voltage: unknown,
): OrderRow["customerClass"] {
  const [only] = type.classes;
  if (only && type.classes.length === 1) return only;
  const asked = typeof voltage === "string" ? voltage : "";
  const known = account ? classOfAccount(account) : undefined;
  const isHigh = /kV$/.test(asked);
  // An increase or a move may cross from low to high voltage: what is asked for goes before what is there.
  if (asked !== "" && (known === undefined || isHigh !== known.startsWith("HV"))) {
    const fitting = type.classes.find((one) => one.startsWith("HV") === isHigh);
    if (fitting) return fitting;
  }
  return known && type.classes.includes(known) ? known : (only ?? "RES");
}

function classOfAccount({ sortCode, sources }: AccountFace): OrderRow["customerClass"] {
  if (sortCode === "03") return "RES";
  if (sortCode === "02") return "LVN";
  return sources > 1 ? "HV2" : "HV1";
}

/** The unit that will answer for the order: as said, the caller's own, or the company. @throws thing.not_found */
export async function answeringUnit(ctx: Context, unitId: string | null): Promise<string> {
  if (unitId !== null) {
    const unit = await findUnit(ctx, unitId);
    if (unit?.state !== "open") throw new Problem("thing.not_found");
    return unitId;
  }
  if (ctx.actor.kind === "staff") {
    const own = (await staffFaces(ctx, [ctx.actor.id])).get(ctx.actor.id);
    if (own) return own.unitId;
  }
  return (await getRootUnit(ctx)).unitId;
}
