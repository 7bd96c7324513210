/** What the papers of an order are written from: the order, its steps as they were filled in, its clocks and papers. */
import type { Words } from "../../../../contracts/endpoint.ts";
import type { FormField } from "../../../../contracts/orders/shapes.ts";
import { namesIn, shownValue } from "../../../../contracts/orders/site-sheets.ts";
import { dateOf } from "../../../foundation/clock.ts";
import { type Context, staffOf } from "../../../foundation/context.ts";
import { Problem } from "../../../foundation/problem.ts";
import { type RulesInForce, rulesInForce } from "../../catalogue/index.ts";
import { accountFace, customerFace, maskName, sealedPhoneMask } from "../../customers/index.ts";
import { getRootUnit, staffFaces } from "../../identity/index.ts";
import type { OrderCatalogue } from "../catalogue/order-catalogue.ts";
import { catalogueAt } from "../catalogue-in-force.ts";
import { processOf } from "../definitions.ts";
import type { PaperFacts } from "../papers/index.ts";
import type { Definition } from "../process/definition.ts";
import { isTask } from "../process/definition.ts";
import { shownForm } from "../sealed-form.ts";
import { findHead, type OrderHead, type OrderParts, readParts } from "../store/read-order.ts";
import type { StepRow, Values } from "../store/rows.ts";
import { unitsOf } from "../units-with.ts";

export type Filled = {
  readonly step: StepRow;
  readonly formKey: string | null;
  readonly fields: readonly FormField[];
  readonly values: Values;
};

export type Ground = {
  readonly head: OrderHead;
  readonly parts: OrderParts;
  readonly definition: Definition;
  readonly rules: RulesInForce;
  /** As it was when the order was taken. */
  readonly catalogue: OrderCatalogue;
  readonly facts: Omit<PaperFacts, "number" | "issuedOn">;
  /** With the customer's name as it is: for papers that are an agreement. */
  readonly namedFacts: Omit<PaperFacts, "number" | "issuedOn">;
  readonly today: string;
};

/** @throws thing.not_found */
export async function groundOf(ctx: Context, orderId: string): Promise<Ground> {
  const head = await findHead(ctx, orderId);
  if (!head) throw new Problem("thing.not_found");
  const parts = await readParts(ctx, orderId);
  const { definition } = await processOf(ctx, head.processKey, head.processVersion);
  const today = dateOf(ctx.clock.now()).toString();
  const rules = await rulesInForce(ctx, today);
  const catalogue = await catalogueAt(ctx, head.openedAt);
  const customer = head.customerId === null ? undefined : await customerFace(ctx, head.customerId);
  const account = head.accountId === null ? undefined : await accountFace(ctx, head.accountId);
  const staff = await staffFaces(ctx, head.responsibleId === null ? [] : [head.responsibleId]);
  const responsible = head.responsibleId === null ? undefined : staff.get(head.responsibleId);
  const hotline = String(rules.value("SERVICE.HOTLINE"));
  const unit = (await unitsOf(ctx)).find(({ unitId }) => unitId === head.unitId);
  const isPerson = (customer?.kind ?? "individual") === "individual";
  const name = customer?.name ?? head.contactName;
  const phone = head.phone && sealedPhoneMask(ctx, { table: "orders.orders", id: head.id }, head.phone);
  const asked = head.form.capacity ?? head.form.installedKw;
  const facts = {
    company: {
      name: (await getRootUnit(ctx)).name.zh,
      hotline,
      ...(unit && unit.kind === "hall" ? { hall: unit.name.zh } : {}),
    },
    order: {
      number: head.number,
      typeName: catalogue.type(head.typeCode)?.name.zh ?? head.typeCode,
      acceptedAt: head.openedAt.toString(),
      ...(responsible ? { responsible: { name: responsible.name, phone: hotline } } : {}),
    },
    customer: {
      name: isPerson ? maskName(name) : name,
      kind: isPerson ? ("individual" as const) : ("organisation" as const),
      ...(phone ? { phone } : {}),
      address: head.address,
    },
    supply: {
      address: head.address,
      ...(account ? { accountNumber: account.number } : {}),
      ...(typeof asked === "number" ? { capacityAsked: `${asked} kVA` } : {}),
      ...voltageOf(catalogue, head),
      ...(head.wantedOn ? { wantedOn: String(head.wantedOn) } : {}),
    },
  } satisfies Ground["facts"];
  return {
    head,
    parts,
    definition,
    rules,
    catalogue,
    facts,
    namedFacts: { ...facts, customer: { ...facts.customer, name } },
    today,
  };
}

const voltageOf = (catalogue: OrderCatalogue, { form, typeCode }: OrderHead) => {
  const voltage = shownValue(
    catalogue.form(catalogue.type(typeCode)?.form)?.fields ?? [],
    "voltage",
    form.voltage,
  );
  return voltage === "" ? {} : { voltage };
};

/** The last part of a node's id: steps of a called process are `call/inner`. */
export const ownId = (nodeId: string) => nodeId.slice(nodeId.lastIndexOf("/") + 1);

/** The last time that one of these steps was done, with its form as it may be shown. */
export function lastDone(
  { parts, definition, catalogue }: Ground,
  ...nodeIds: readonly string[]
): Filled | undefined {
  const step = parts.steps.findLast(
    ({ nodeId, state }) => state === "done" && nodeIds.includes(ownId(nodeId)),
  );
  if (!step) return undefined;
  const node = definition.nodes[step.nodeId];
  const formKey = node && isTask(node) ? node.form : null;
  const fields = catalogue.form(formKey)?.fields ?? [];
  return { step, formKey, fields, values: shownForm(step.form) };
}

export const shown = (filled: Filled | undefined, field: string): string =>
  filled ? shownValue(filled.fields, field, filled.values[field]) : "";

export const names = (filled: Filled | undefined, ...fields: readonly string[]): string[] =>
  fields.flatMap((field) => namesIn(shown(filled, field))).slice(0, 10);

export const isYes = (filled: Filled | undefined, field: string): boolean => filled?.values[field] === true;

export const photoCount = (filled: Filled | undefined): number => {
  const photos = filled?.values.photos;
  return Array.isArray(photos) ? photos.length : photos ? 1 : 0;
};

export const missing = (zh: string, en: string): { readonly missing: Words } => ({ missing: { zh, en } });

/** Who hands a paper out, where that is a person. */
export const issuerName = (ctx: Context): string => (ctx.actor.kind === "staff" ? staffOf(ctx).name : "");
