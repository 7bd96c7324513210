/** A second person puts a version in force; new orders begin with it, those under way stay on theirs. */
import { audit, type Context, staffOf } from "../../../foundation/context.ts";
import { Problem } from "../../../foundation/problem.ts";
import { lockDefinitions, publishedVersion, retire } from "../store/definitions.ts";
import { findVersion, markPublished, type VersionRow } from "../store/design.ts";
import { readDrawing, requireSound } from "./drawing.ts";

/** @throws thing.not_found, processes.not_draft, processes.edited_meanwhile, processes.own_publish, processes.faulty */
export async function publishVersion(
  ctx: Context,
  key: string,
  version: number,
  hash: string,
): Promise<VersionRow> {
  const by = staffOf(ctx);
  await lockDefinitions(ctx);
  const draft = await findVersion(ctx, key, version);
  if (!draft) throw new Problem("thing.not_found");
  if (draft.state !== "draft") throw new Problem("processes.not_draft", { version });
  if (draft.hash !== hash) throw new Problem("processes.edited_meanwhile", { who: draft.editedByName });
  // The database says so too, whatever happens here.
  if (draft.editors.includes(by.id)) throw new Problem("processes.own_publish");
  const definition = requireSound(await readDrawing(ctx, key, draft.xml));

  const former = await publishedVersion(ctx, key);
  await retire(ctx, key);
  await markPublished(ctx, key, version, definition, by);
  audit(ctx, {
    action: "processes.published",
    subject: `process:${key}/${version}`,
    before: { version: former ?? null },
    after: { version, hash, editedBy: draft.editedByName },
  });
  const row = await findVersion(ctx, key, version);
  if (!row) throw new Error(`version ${version} of ${key} is gone`);
  return row;
}

/** @throws processes.not_published */
export async function retireProcess(ctx: Context, key: string, reason: string): Promise<void> {
  await lockDefinitions(ctx);
  const version = await publishedVersion(ctx, key);
  if (version === undefined) throw new Problem("processes.not_published");
  await retire(ctx, key);
  audit(ctx, {
    action: "processes.retired",
    subject: `process:${key}/${version}`,
    before: { version },
    reason,
  });
}
