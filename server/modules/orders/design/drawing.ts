/** A drawing as the designer sends it: read, checked, and everything that is wrong with it told at once. */
import { createHash } from "node:crypto";
import type { ProcessFinding } from "../../../../contracts/orders/design.ts";
import type { Context } from "../../../foundation/context.ts";
import { Problem } from "../../../foundation/problem.ts";
import { checkDefinition } from "../process/check-definition.ts";
import type { Definition } from "../process/definition.ts";
import { Faults, idOf, manyOf, parseFile, textOf } from "../process/element.ts";
import { readDefinitions } from "../process/read-definition.ts";
import { publishedDefinitions } from "../store/design.ts";
import { lookupsOf } from "./vocabulary.ts";

export type Drawing = {
  readonly definition: Definition | null;
  readonly findings: readonly ProcessFinding[];
};

export async function readDrawing(ctx: Context, key: string, xml: string): Promise<Drawing> {
  const published = await publishedDefinitions(ctx);
  const read = await readDefinitions(xml, (called) => (called === key ? undefined : published.get(called)));
  if (!read.ok) return { definition: null, findings: read.faults.map(faultFinding) };
  const [definition] = read.definitions;
  if (read.definitions.length !== 1 || definition?.id !== key)
    return { definition: null, findings: [otherKey(key)] };
  const findings = checkDefinition(definition, await lookupsOf(ctx));
  return { definition, findings: findings.map((one) => ({ ...one, path: [...one.path] })) };
}

const faultFinding = (fault: {
  readonly zh: string;
  readonly en: string;
  readonly code: string;
  readonly elementId: string | null;
}): ProcessFinding => ({ ...fault, level: "error", path: [] });

const otherKey = (key: string): ProcessFinding => ({
  zh: `流程编号应为“${key}”，且只能有一个流程。`,
  en: `There must be one process, with the id “${key}”.`,
  level: "error",
  code: "key_wrong",
  elementId: null,
  path: [],
});

export const errorsOf = (findings: readonly ProcessFinding[]): ProcessFinding[] =>
  findings.filter(({ level }) => level === "error");

/** @throws processes.faulty with the first error, its path in the sentence */
export function requireSound({ definition, findings }: Drawing): Definition {
  const [first, ...more] = errorsOf(findings);
  if (first)
    throw new Problem("processes.faulty", {
      count: more.length + 1,
      faultZh: first.zh,
      faultEn: first.en,
      ...(first.elementId === null ? {} : { field: first.elementId }),
    });
  if (!definition) throw new Error("a drawing without errors is a definition");
  return definition;
}

export const hashOfDrawing = (xml: string): string => createHash("sha256").update(xml).digest("hex");

/**
 * What a draft must be to be kept at all: BPMN with the one process that it is a draft of.
 * @throws processes.unreadable, processes.key_wrong
 */
export async function nameOfDrawing(key: string, xml: string): Promise<{ nameZh: string; nameEn: string }> {
  const faults = new Faults();
  const root = await parseFile(xml, faults);
  if (!root) {
    const [{ zh: faultZh, en: faultEn } = { zh: "—", en: "—" }] = faults.list;
    throw new Problem("processes.unreadable", { faultZh, faultEn });
  }
  const processes = manyOf(root, "rootElements").filter(
    (element) => element.$type === "bpmn:Process" && manyOf(element, "flowElements").length > 0,
  );
  const [process] = processes;
  if (!process || processes.length > 1 || idOf(process) !== key)
    throw new Problem("processes.key_wrong", { process: key });
  const nameZh = textOf(process, "name") ?? key;
  return { nameZh, nameEn: textOf(process, "mc:en") ?? nameZh };
}
