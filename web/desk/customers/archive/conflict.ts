/** Two people changed one record: which side a field is taken from before anybody chose. */
export type Side = "mine" | "theirs";

const same = (one: unknown, other: unknown) => Object.is(one ?? null, other ?? null);

/** Whoever changed it, if only one did; undefined where both did, differently: a person must say. */
export function sideOf(base: unknown, mine: unknown, theirs: unknown): Side | undefined {
  if (same(mine, theirs) || same(mine, base)) return "theirs";
  return same(theirs, base) ? "mine" : undefined;
}
