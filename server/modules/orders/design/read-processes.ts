/** The processes of a company with all their versions. */
import type { AnswerOf } from "../../../../contracts/endpoint.ts";
import type {
  listProcesses,
  ProcessVersion,
  readProcessVersion,
} from "../../../../contracts/orders/design.ts";
import type { Context } from "../../../foundation/context.ts";
import { Problem } from "../../../foundation/problem.ts";
import { catalogueNow } from "../catalogue-in-force.ts";
import { findVersion, listVersions, type VersionRow } from "../store/design.ts";

export async function readProcesses(ctx: Context): Promise<AnswerOf<typeof listProcesses>> {
  const catalogue = await catalogueNow(ctx);
  const byKey = Map.groupBy(await listVersions(ctx), ({ key }) => key);
  return {
    processes: [...byKey].map(([key, versions]) => {
      const shown = versions.find(({ state }) => state === "published") ?? versions[0];
      return {
        key,
        name: { zh: shown?.nameZh ?? key, en: shown?.nameEn ?? key },
        types: catalogue.types
          .filter(({ process }) => Object.values(process).includes(key))
          .map(({ code, name }) => ({ code, name })),
        versions: versions.map((row) => versionAnswer(ctx, row)),
      };
    }),
  };
}

/** @throws thing.not_found */
export async function readVersion(
  ctx: Context,
  key: string,
  version: number,
): Promise<AnswerOf<typeof readProcessVersion>> {
  const row = await findVersion(ctx, key, version);
  if (!row) throw new Problem("thing.not_found");
  return { key, version: versionAnswer(ctx, row), xml: row.xml };
}

export const versionAnswer = (ctx: Context, row: VersionRow): ProcessVersion => ({
  version: row.version,
  state: row.state,
  name: { zh: row.nameZh, en: row.nameEn },
  note: row.note,
  hash: row.hash,
  isShipped: row.editedBy === null,
  editedAt: row.editedAt.toString(),
  editedBy: row.editedByName,
  publishedAt: row.publishedAt?.toString() ?? null,
  publishedBy: row.publishedByName,
  running: row.running,
  isOwn: ctx.actor.kind === "staff" && row.editors.includes(ctx.actor.id),
});
