/**
 * A name, credit code, paper, phone or bank account changes only when one person asks with evidence and another agrees
 * (敏感信息变更). An open request is a matter of the customer.
 */
import { checkCreditCode } from "../../../contracts/customers/identifiers.ts";
import type { requestChange as endpoint, PersonalKind } from "../../../contracts/customers.ts";
import type { InputOf, Words } from "../../../contracts/endpoint.ts";
import { audit, type Context, staffOf } from "../../foundation/context.ts";
import { violates } from "../../foundation/database.ts";
import { newId } from "../../foundation/ids.ts";
import { Problem } from "../../foundation/problem.ts";
import { requireName } from "./create-customer.ts";
import { changeDay } from "./edit.ts";
import { findHolders, openPersonalFields } from "./personal-fields.ts";
import { withoutPersonalNumbers } from "./personal-free.ts";
import { familyOf, maskNumber, placeOf, requireNumber } from "./personal-numbers.ts";
import { presentCustomer } from "./present-customer.ts";
import * as store from "./store/changes.ts";
import { type CustomerRow, findByCreditCode, lockCustomer } from "./store/customers.ts";
import { tellCustomer } from "./tell-customer.ts";

type Wish = InputOf<typeof endpoint>["body"];

/**
 * @throws customers.merged, customers.change_evidence, customers.change_what, customers.change_same,
 *   customers.change_twice, customers.id_bound, customers.credit_code_bound, what is wrong with the value as typed
 */
export async function requestChange(ctx: Context, customerId: string, wish: Wish): Promise<string> {
  await presentCustomer(ctx, customerId);
  const customer = await lockCustomer(ctx, customerId);
  if (!customer) throw new Problem("thing.not_found");
  await requireEvidence(ctx, customerId, wish);
  const id = newId();
  const { id: askedBy, name: askedByName } = staffOf(ctx);
  const change =
    wish.field === "number"
      ? await numberChange(ctx, id, customerId, wish)
      : await textChange(ctx, customer, wish);
  const row: store.NewChange = {
    id,
    customerId,
    field: wish.field,
    label: wish.label,
    holdsFrom: changeDay(
      ctx,
      { validFrom: wish.field === "number" ? "1900-01-01" : customer.validFrom },
      wish.holdsFrom,
      "holdsFrom",
    ),
    reason: withoutPersonalNumbers(wish.reason),
    evidence: wish.evidence && withoutPersonalNumbers(wish.evidence),
    documentId: wish.documentId,
    askedBy,
    askedByName,
    ...change,
  };
  try {
    await store.insertChange(ctx, row);
  } catch (error) {
    if (violates(error, "change_requests_once")) throw new Problem("customers.change_twice");
    throw error;
  }
  audit(ctx, {
    action: "customers.change_asked",
    subject: `customer:${customerId}`,
    after: {
      requestId: id,
      field: wish.field,
      kind: row.kind,
      isEnding: row.isEnding,
      holdsFrom: row.holdsFrom,
    },
    reason: row.reason,
  });
  tellMatter(ctx, { ...row, openedAt: ctx.clock.now(), isClosed: false });
  return id;
}

async function requireEvidence(ctx: Context, customerId: string, wish: Wish): Promise<void> {
  if (wish.documentId !== null) {
    if (await store.hasDocument(ctx, customerId, wish.documentId)) return;
    throw new Problem("customers.change_evidence", { field: "documentId" });
  }
  if (wish.evidence === null) throw new Problem("customers.change_evidence", { field: "evidence" });
}

type Changed = Pick<
  store.NewChange,
  "kind" | "replacesId" | "isEnding" | "beforeText" | "afterText" | "sealed" | "keyVersion"
>;
const nothing = { kind: null, replacesId: null, isEnding: false, sealed: null, keyVersion: null };

async function textChange(ctx: Context, customer: CustomerRow, wish: Wish): Promise<Changed> {
  if (wish.value === null || wish.kind !== null || wish.replacesId !== null)
    throw new Problem("customers.change_what", { field: "value" });
  if (wish.field === "name") {
    const name = requireName(wish.value, "value");
    if (name === customer.name) throw new Problem("customers.change_same", { field: "value" });
    return { ...nothing, beforeText: customer.name, afterText: name };
  }
  const checked = checkCreditCode(wish.value);
  if (!checked.ok) throw new Problem(checked.fault.code, { ...checked.fault.facts, field: "value" });
  if (checked.value === customer.creditCode) throw new Problem("customers.change_same", { field: "value" });
  await refuseBoundCode(ctx, checked.value);
  return { ...nothing, beforeText: customer.creditCode, afterText: checked.value };
}

/** @throws customers.credit_code_bound */
export async function refuseBoundCode(ctx: Context, code: string): Promise<void> {
  const holder = await findByCreditCode(ctx, code);
  if (holder) throw new Problem("customers.credit_code_bound", { name: holder.name, field: "value" });
}

async function numberChange(ctx: Context, id: string, customerId: string, wish: Wish): Promise<Changed> {
  const present = await openPersonalFields(ctx, customerId);
  const replaced = wish.replacesId === null ? undefined : present.find((one) => one.id === wish.replacesId);
  if (wish.replacesId !== null && !replaced)
    throw new Problem("customers.change_what", { field: "replacesId" });
  const kind = wish.kind ?? replaced?.kind ?? null;
  if (kind === null) throw new Problem("customers.change_what", { field: "kind" });
  const base = { kind, replacesId: replaced?.id ?? null, beforeText: null, afterText: null };
  if (wish.value === null) {
    if (!replaced) throw new Problem("customers.change_what", { field: "value" });
    return { ...base, isEnding: true, sealed: null, keyVersion: null };
  }
  const value = requireNumber(ctx, kind, wish.value, "value");
  if (present.some((one) => one.value === value && familyOf(one.kind) === familyOf(kind)))
    throw new Problem("customers.change_same", { field: "value" });
  await refuseBoundPaper(ctx, kind, value);
  const sealed = ctx.vault.seal(ctx.orgId, placeOf("customers.change_requests", id), value);
  return { ...base, isEnding: false, sealed, keyVersion: ctx.vault.currentVersion };
}

/** Told when it is asked, not only when it is approved. @throws customers.id_bound */
async function refuseBoundPaper(ctx: Context, kind: PersonalKind, value: string): Promise<void> {
  if (familyOf(kind) !== "paper") return;
  const [holder] = await findHolders(ctx, "paper", value);
  if (holder) throw new Problem("customers.id_bound", { name: "***", field: "value" });
}

export const newValueOf = (ctx: Context, row: Pick<store.ChangeRow, "id" | "sealed">): string | null =>
  row.sealed && ctx.vault.open(ctx.orgId, placeOf("customers.change_requests", row.id), row.sealed);

export const maskedValue = (ctx: Context, row: store.ChangeRow): string | null => {
  const value = newValueOf(ctx, row);
  return value === null || row.kind === null ? null : maskNumber(row.kind, value);
};

const fieldNames: Record<string, Words> = {
  name: { zh: "姓名或名称", en: "name" },
  "credit-code": { zh: "统一社会信用代码", en: "credit code" },
  paper: { zh: "证件", en: "paper" },
  phone: { zh: "电话", en: "phone" },
  bank: { zh: "银行账号", en: "bank account" },
};

/** How a request reads: 变更申请：电话. */
export function titleOf({ field, kind }: Pick<store.NewChange, "field" | "kind">): Words {
  const { zh, en } = fieldNames[kind === null ? field : familyOf(kind)] ?? { zh: field, en: field };
  return { zh: `变更申请：${zh}`, en: `Change of ${en} asked for` };
}

/** Opens or closes the matter on the customer's page. */
export function tellMatter(
  ctx: Context,
  row: Pick<store.NewChange, "id" | "customerId" | "field" | "kind"> & {
    readonly openedAt: Temporal.Instant;
    readonly isClosed: boolean;
  },
): void {
  tellCustomer(ctx, {
    customerId: row.customerId,
    matter: {
      key: `customers:change:${row.id}`,
      kind: "change-request",
      title: titleOf(row),
      state: row.isClosed ? { zh: "已处理", en: "Decided" } : { zh: "待审核", en: "Waits for review" },
      openedAt: row.openedAt,
      isClosed: row.isClosed,
    },
  });
}
