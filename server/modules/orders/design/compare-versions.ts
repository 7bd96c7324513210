/** Two versions of a process held against each other, in words that the designer's list shows as they are. */
import type { AnswerOf } from "../../../../contracts/endpoint.ts";
import type { compareProcesses, ProcessDifferences } from "../../../../contracts/orders/design.ts";
import type { Context } from "../../../foundation/context.ts";
import { Problem } from "../../../foundation/problem.ts";
import { compareDefinitions, type Differences, type FieldChange } from "../process/compare.ts";
import type { Definition } from "../process/definition.ts";
import { readCompiled } from "../store/definitions.ts";
import { findVersion } from "../store/design.ts";
import { readDrawing, requireSound } from "./drawing.ts";

/** @throws thing.not_found, processes.same_version, processes.faulty for a draft that cannot be read */
export async function compareVersions(
  ctx: Context,
  key: string,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<AnswerOf<typeof compareProcesses>> {
  if (from === to) throw new Problem("processes.same_version");
  const [before, after] = [await look(ctx, key, from), await look(ctx, key, to)];
  const { process, nodes, flows, isSame } = compareDefinitions(before.definition, after.definition);
  return {
    process: process.map(changeAnswer),
    nodes: differencesAnswer(nodes),
    flows: differencesAnswer(flows),
    isSame,
    before: { version: from, xml: before.xml },
    after: { version: to, xml: after.xml },
  };
}

async function look(
  ctx: Context,
  key: string,
  version: number,
): Promise<{ xml: string; definition: Definition }> {
  const row = await findVersion(ctx, key, version);
  if (!row) throw new Problem("thing.not_found");
  const { xml, state } = row;
  if (state !== "draft") {
    const definition = await readCompiled(ctx, key, version);
    if (definition) return { xml, definition };
  }
  const drawing = await readDrawing(ctx, key, xml);
  // A draft may have errors of course; what matters here is that it can be read.
  return { xml, definition: drawing.definition ?? requireSound(drawing) };
}

const changeAnswer = ({ field, before, after }: FieldChange) => ({
  field,
  before: textOf(before),
  after: textOf(after),
});

function textOf(value: unknown): string | null {
  if (value === null || value === undefined || value === "") return null;
  if (Array.isArray(value) && value.every((item) => typeof item === "string")) return value.join(" ") || null;
  return typeof value === "string" ? value : JSON.stringify(value);
}

type Named = { readonly id: string; readonly zh: string | null; readonly en: string | null };
const elementAnswer = ({ id, zh, en }: Named) => ({
  id,
  name: { zh: (zh ?? id).slice(0, 200), en: (en ?? zh ?? id).slice(0, 200) },
});

const differencesAnswer = <E extends Named>({
  added,
  removed,
  changed,
}: Differences<E>): ProcessDifferences => ({
  added: added.map(elementAnswer),
  removed: removed.map(elementAnswer),
  changed: changed.map((element) => ({
    ...elementAnswer(element),
    changes: element.changes.map(changeAnswer),
  })),
});
