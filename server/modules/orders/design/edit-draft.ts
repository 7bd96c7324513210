/** A draft is begun, changed and thrown away. One per process; what is published stays in force meanwhile. */
import type { ProcessFinding } from "../../../../contracts/orders/design.ts";
import { audit, type Context, staffOf } from "../../../foundation/context.ts";
import { Problem } from "../../../foundation/problem.ts";
import { lockDefinitions } from "../store/definitions.ts";
import { deleteDraft, findDraft, insertDraft, updateDraft, type VersionRow } from "../store/design.ts";
import { hashOfDrawing, nameOfDrawing, readDrawing } from "./drawing.ts";

type Wish = { readonly xml: string; readonly note: string; readonly seenHash: string | null };

/** @throws processes.unreadable, processes.key_wrong, processes.edited_meanwhile */
export async function saveDraft(
  ctx: Context,
  key: string,
  { xml, note, seenHash }: Wish,
): Promise<{ row: VersionRow; findings: readonly ProcessFinding[] }> {
  const by = staffOf(ctx);
  const names = await nameOfDrawing(key, xml);
  await lockDefinitions(ctx);
  const present = await findDraft(ctx, key);
  if ((present?.hash ?? null) !== seenHash)
    throw new Problem("processes.edited_meanwhile", { who: present?.editedByName ?? "—" });
  const draft = { key, xml, note, hash: hashOfDrawing(xml), ...names };
  if (present) await updateDraft(ctx, draft, by);
  else await insertDraft(ctx, draft, by);

  const row = await findDraft(ctx, key);
  if (!row) throw new Error(`the draft of ${key} was not kept`);
  audit(ctx, {
    action: present ? "processes.draft_changed" : "processes.draft_begun",
    subject: `process:${key}/${row.version}`,
    ...(present ? { before: { hash: present.hash } } : {}),
    after: { hash: row.hash, note },
  });
  const { findings } = await readDrawing(ctx, key, xml);
  return { row, findings };
}

/** @throws thing.not_found, processes.edited_meanwhile */
export async function discardDraft(ctx: Context, key: string, hash: string): Promise<void> {
  await lockDefinitions(ctx);
  const present = await findDraft(ctx, key);
  if (!present) throw new Problem("thing.not_found");
  if (present.hash !== hash) throw new Problem("processes.edited_meanwhile", { who: present.editedByName });
  await deleteDraft(ctx, key);
  audit(ctx, {
    action: "processes.draft_discarded",
    subject: `process:${key}/${present.version}`,
    before: { hash: present.hash, editedBy: present.editedByName },
  });
}
