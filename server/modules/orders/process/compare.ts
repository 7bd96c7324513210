/** Two versions of a process held against each other: what was added, taken away and changed, for the designer page. */
import type { Definition, Flow, ProcessNode } from "./definition.ts";

export type FieldChange = { readonly field: string; readonly before: unknown; readonly after: unknown };
export type ElementChange = {
  readonly id: string;
  readonly zh: string | null;
  readonly en: string | null;
  readonly changes: readonly FieldChange[];
};
export type Differences<Element> = {
  readonly added: readonly Element[];
  readonly removed: readonly Element[];
  readonly changed: readonly ElementChange[];
};
export type Comparison = {
  /** Of the process itself: its name, types, responsible post. */
  readonly process: readonly FieldChange[];
  readonly nodes: Differences<ProcessNode>;
  readonly flows: Differences<Flow>;
  readonly isSame: boolean;
};

export function compareDefinitions(before: Definition, after: Definition): Comparison {
  const process = fieldChanges(before, after, ["nodes", "flows", "startIds"]);
  // What leads to and from a node is told by the flows; twice would be noise.
  const nodes = differences(before.nodes, after.nodes, ["incoming", "outgoing", "boundary"]);
  const flows = differences(before.flows, after.flows, []);
  const isSame = process.length === 0 && [nodes, flows].every(isNothing);
  return { process, nodes, flows, isSame };
}

const isNothing = ({ added, removed, changed }: Differences<unknown>) =>
  added.length + removed.length + changed.length === 0;

type Named = { readonly id: string; readonly zh: string | null; readonly en: string | null };

function differences<Element extends Named>(
  before: Readonly<Record<string, Element>>,
  after: Readonly<Record<string, Element>>,
  leaveOut: readonly string[],
): Differences<Element> {
  const changed = Object.values(after).flatMap((now): ElementChange[] => {
    const then = before[now.id];
    const changes = then ? fieldChanges(then, now, leaveOut) : [];
    return changes.length > 0 ? [{ id: now.id, zh: now.zh, en: now.en, changes }] : [];
  });
  return {
    added: Object.values(after).filter(({ id }) => !before[id]),
    removed: Object.values(before).filter(({ id }) => !after[id]),
    changed,
  };
}

function fieldChanges(then: object, now: object, leaveOut: readonly string[]): FieldChange[] {
  const [before, after] = [new Map(Object.entries(then)), new Map(Object.entries(now))];
  const fields = new Set([...before.keys(), ...after.keys()].filter((field) => !leaveOut.includes(field)));
  return [...fields].flatMap((field) => {
    const change = { field, before: before.get(field) ?? null, after: after.get(field) ?? null };
    return isAlike(change.before, change.after) ? [] : [change];
  });
}

/** Plain data; the order of an object's keys is that of the reader and the same in both. */
const isAlike = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
