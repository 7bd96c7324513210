/**
 * Gives a company the shipped processes (`processes/*.bpmn`). A file that changed becomes a new version, unless the company
 * has published one of its own meanwhile: what it made stays in force, and ours is kept beside it for comparison.
 */
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { audit, type Context } from "../../foundation/context.ts";
import type { Definition } from "./process/definition.ts";
import { readDefinitions } from "./process/read-definition.ts";
import { insertPublished, listHeads, lockDefinitions, retire } from "./store/definitions.ts";

type Shipped = { readonly definition: Definition; readonly xml: string; readonly hash: string };

const folder = new URL("../../../processes/", import.meta.url);
let shipped: Promise<readonly Shipped[]> | undefined;

/** Read once per process. @throws Error that names the file and every fault of it */
export const shippedProcesses = (): Promise<readonly Shipped[]> => (shipped ??= readShipped());

async function readShipped(): Promise<readonly Shipped[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith(".bpmn")).sort();
  const texts = await Promise.all(files.map((file) => readFile(new URL(file, folder), "utf8")));
  const found = new Map<string, Shipped>();
  // Who calls another process comes after it; the shipped ones call no deeper than this.
  for (let round = 0; round < 5 && found.size < files.length; round++) {
    const isLast = round === 4;
    for (const [index, xml] of texts.entries()) {
      const file = files[index] ?? "";
      if (found.has(file.replace(".bpmn", ""))) continue;
      const read = await readDefinitions(xml, (key) => found.get(key)?.definition);
      if (read.ok) {
        for (const definition of read.definitions)
          found.set(definition.id, { definition, xml, hash: hashOf(xml, definition) });
      } else if (isLast) {
        const faults = read.faults.map(({ elementId, en }) => `${elementId ?? "-"}: ${en}`).join("; ");
        throw new Error(`processes/${file}: ${faults}`);
      }
    }
  }
  return [...found.values()];
}

/** With what it calls: a changed process changes those that call it. */
const hashOf = (xml: string, definition: Definition) =>
  createHash("sha256").update(xml).update(JSON.stringify(definition)).digest("hex");

const by = "明窗";

/** Idempotent, and one statement when nothing new was shipped. */
export async function loadProcesses(ctx: Context): Promise<void> {
  const files = await shippedProcesses();
  const isCurrent = async () => {
    const heads = await listHeads(ctx);
    const hashes = new Set(heads.map(({ key, hash }) => `${key}/${hash}`));
    return {
      heads,
      missing: files.filter(({ definition, hash }) => !hashes.has(`${definition.id}/${hash}`)),
    };
  };
  if ((await isCurrent()).missing.length === 0) return;
  await lockDefinitions(ctx);
  const { heads, missing } = await isCurrent();
  for (const { definition, xml, hash } of missing) {
    const own = heads.filter(({ key }) => key === definition.id);
    const version = 1 + Math.max(0, ...own.map((head) => head.version));
    const isOurs = own.every((head) => head.state !== "published" || head.isShipped);
    if (isOurs) await retire(ctx, definition.id);
    await insertPublished(ctx, { definition, version, xml, hash, by, note: "随平台发布", isInForce: isOurs });
  }
  audit(ctx, {
    action: "orders.processes_loaded",
    subject: "processes",
    after: { keys: missing.map(({ definition }) => definition.id) },
  });
}
