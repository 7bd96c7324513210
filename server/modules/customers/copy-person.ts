/** Everything that is kept about one person, for the person (PIPL art. 45): whole, readable, recorded. */
import { businessZone } from "../../foundation/clock.ts";
import { actorName, audit, type Context } from "../../foundation/context.ts";
import { companyName, nameSeen } from "./access-record.ts";
import { inventory } from "./inventory.ts";
import { placeOf } from "./personal-numbers.ts";
import { readRows } from "./store/person.ts";
import { addAccess } from "./store/privacy.ts";
import { type Because, requireReason, sentence, takeOne } from "./unmask.ts";

/** @throws customers.unmask_reason, customers.unmask_limit */
export async function copyPerson(ctx: Context, customerId: string, because: Because) {
  await nameSeen(ctx, customerId);
  const reason = await requireReason(ctx, because);
  await takeOne(ctx);
  const sections = [];
  for (const entry of inventory.entries.filter(({ copied }) => copied)) {
    // Sealed rows need their seal and id until they are opened.
    const hidden = entry.sealed
      ? inventory.hiddenColumns.filter((name) => name !== "sealed")
      : inventory.hiddenColumns;
    const rows = await readRows(ctx, entry, customerId, hidden);
    if (rows.length === 0) continue;
    const { what, purpose, keptFor } = entry;
    const opened = entry.sealed ? rows.map((row) => openRow(ctx, entry.table, row)) : rows;
    sections.push({ what, purpose, keptFor, rows: opened.map(readable) });
  }
  await addAccess(ctx, { customerId, kind: "copied", ...reason });
  const subject = `customer:${customerId}`;
  audit(ctx, {
    action: "customers.copied",
    subject,
    after: { sections: sections.length },
    reason: sentence(reason),
  });
  return {
    madeAt: ctx.clock.now().toString(),
    madeBy: actorName(ctx.actor),
    company: await companyName(ctx),
    sections,
  };
}

function openRow(ctx: Context, table: string, row: Record<string, unknown>): Record<string, unknown> {
  const { sealed, ...rest } = row;
  // A request to change a name has no number.
  if (sealed === null || sealed === undefined) return rest;
  // to_jsonb writes a bytea as \x and hexadecimal digits.
  const bytes = Buffer.from(String(sealed).replace(/^\\x/, ""), "hex");
  return { value: ctx.vault.open(ctx.orgId, placeOf(table, String(row.id)), bytes), ...rest };
}

/** Columns by what people call them; those that are empty, and ids, are left out. */
function readable(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).flatMap(([name, value]) =>
      value === null || name === "id" || name.endsWith("_id")
        ? []
        : [[inventory.columns[name] ?? name, plain(value)]],
    ),
  );
}

/** As it is read on paper: the time here, yes and no, sentences without their translation. */
function plain(value: unknown): unknown {
  if (typeof value === "boolean") return value ? "是" : "否";
  if (typeof value === "string" && /^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|\+00:00)$/.test(value))
    return Temporal.Instant.from(value)
      .toZonedDateTimeISO(businessZone)
      .toString({ smallestUnit: "minute", offset: "never", timeZoneName: "never" })
      .replace("T", " ");
  if (Array.isArray(value)) return value.map(plain).join("；");
  if (typeof value === "object" && value !== null && "zh" in value) return value.zh;
  return value;
}
