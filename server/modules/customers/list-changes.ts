/** Requests to change sensitive fields, as this caller may see both values. */
import type { ChangeRequest } from "../../../contracts/customers.ts";
import { type Context, staffOf } from "../../foundation/context.ts";
import { customerLines } from "./customer-lines.ts";
import { type Sight, sightOf } from "./field-policy.ts";
import { familyOf, placeOf } from "./personal-numbers.ts";
import { newValueOf } from "./request-change.ts";
import { type ChangeView, listChanges as listRows } from "./store/changes.ts";

const pageMost = 50;
type Filter = {
  readonly state?: ChangeRequest["state"] | undefined;
  readonly customerId?: string | undefined;
  readonly after?: string | undefined;
};

/** The newest first. */
export async function listChanges(
  ctx: Context,
  { state, customerId, after }: Filter,
): Promise<{ requests: ChangeRequest[]; next: string | null }> {
  const filter = { state: state ?? null, customerId: customerId ?? null, after: after ?? null };
  const rows = await listRows(ctx, filter, pageMost + 1);
  const shown = rows.slice(0, pageMost);
  const ids = [...new Set(shown.map((row) => row.customerId))];
  const lines = new Map((await customerLines(ctx, ids)).map((line) => [line.id, line]));
  const see = await sightOf(ctx);
  const { id: me } = staffOf(ctx);
  const requests = shown.flatMap((row): ChangeRequest[] => {
    const customer = lines.get(row.customerId);
    return customer ? [{ ...answerOf(ctx, row, see, me), customer }] : [];
  });
  return { requests, next: rows.length > pageMost ? (shown.at(-1)?.id ?? null) : null };
}

function answerOf(ctx: Context, row: ChangeView, see: Sight, me: string): Omit<ChangeRequest, "customer"> {
  const { id, state, field, kind, isEnding, reason, evidence, documentId, askedByName, decidedByName, note } =
    row;
  return {
    id,
    state,
    field,
    kind,
    isEnding,
    ...values(ctx, row, see),
    isStale: state === "open" && isStale(row),
    holdsFrom: row.holdsFrom.toString(),
    reason,
    evidence,
    documentId,
    askedAt: row.askedAt.toString(),
    askedByName,
    decidedAt: row.decidedAt?.toString() ?? null,
    decidedByName,
    note,
    mayDecide: state === "open" && row.askedBy !== me,
    mayWithdraw: state === "open" && row.askedBy === me,
  };
}

/** A code of an organisation is public; names and numbers are shown as the policy says. */
function values(ctx: Context, row: ChangeView, see: Sight): Pick<ChangeRequest, "before" | "after"> {
  if (row.field === "credit-code") return { before: row.beforeText, after: row.afterText };
  if (row.field === "name") return { before: see("name", row.beforeText), after: see("name", row.afterText) };
  const family = familyOf(row.kind ?? "mobile");
  const before =
    row.replaced &&
    ctx.vault.open(ctx.orgId, placeOf("customers.personal_fields", row.replaced.id), row.replaced.sealed);
  return { before: see(family, before), after: see(family, newValueOf(ctx, row)) };
}

const isStale = (row: ChangeView): boolean =>
  row.field === "name"
    ? row.nameNow !== row.beforeText
    : row.field === "credit-code"
      ? row.creditCodeNow !== row.beforeText
      : row.replacesId !== null && row.replaced?.isOpen !== true;
