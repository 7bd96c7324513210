/** The shipped processes as definitions, for the tests of the data. */
import { readdirSync, readFileSync } from "node:fs";
import type { Definition } from "../process/definition.ts";
import { readDefinitions } from "../process/read-definition.ts";

const folder = new URL("../../../../processes/", import.meta.url);
export const processFiles: readonly string[] = readdirSync(folder).filter((name) => name.endsWith(".bpmn"));
export const readProcessFile = (file: string): string => readFileSync(new URL(file, folder), "utf8");

/** @throws Error that names the file and what is wrong with it */
export async function shippedProcesses(): Promise<ReadonlyMap<string, Definition>> {
  const found = new Map<string, Definition>();
  // What the others call comes first.
  for (const file of ["F-VISIT.bpmn", ...processFiles.filter((name) => name !== "F-VISIT.bpmn")]) {
    const read = await readDefinitions(readProcessFile(file), (key) => found.get(key));
    if (!read.ok) throw new Error(`${file}: ${read.faults.map(({ en }) => en).join("; ")}`);
    for (const definition of read.definitions) found.set(definition.id, definition);
  }
  return found;
}
