/** What an audit row changed, field by field: nested fields by their path, unchanged ones left out. */
export type ChangedField = { readonly field: string; readonly before: string; readonly after: string };

export function changedFields(before: unknown, after: unknown): ChangedField[] {
  const was = flat(before);
  const is = flat(after);
  return [...new Set([...was.keys(), ...is.keys()])]
    .map((field) => ({ field, before: was.get(field) ?? "", after: is.get(field) ?? "" }))
    .filter((change) => change.before !== change.after);
}

function flat(value: unknown, path = "", into = new Map<string, string>()): Map<string, string> {
  if (value === null || value === undefined) return into;
  // Lists are compared whole: a shifted place in a list is not a change of each of its items.
  if (typeof value !== "object" || Array.isArray(value)) {
    into.set(path || "·", typeof value === "string" ? value : JSON.stringify(value));
    return into;
  }
  for (const [name, part] of Object.entries(value)) flat(part, path ? `${path}.${name}` : name, into);
  return into;
}
