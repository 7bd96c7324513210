/** What differs between two rows of the catalogue, place by place, in words that whoever reads a form knows. */
import type { Words } from "../../../../contracts/endpoint.ts";

export type Difference = { readonly place: string; readonly was: string | null; readonly is: string | null };
type Content = Readonly<Record<string, unknown>>;

/** Lists of things with a code, a key or a value are matched by it, whatever their order. */
const idOf = (value: unknown): string | undefined => {
  if (typeof value !== "object" || value === null) return undefined;
  const { code, key, value: own } = value as Record<string, unknown>;
  return [code, key, own].find((one) => typeof one === "string") as string | undefined;
};

export function differencesOf(shipped: Content, content: Content): Difference[] {
  const [was, is] = [leavesOf(shipped), leavesOf(content)];
  return [...new Set([...was.keys(), ...is.keys()])]
    .map((place) => ({ place, was: was.get(place) ?? null, is: is.get(place) ?? null }))
    .filter((one) => one.was !== one.is);
}

function leavesOf(content: Content): Map<string, string> {
  const leaves = new Map<string, string>();
  const walk = (place: string, value: unknown): void => {
    if (value === null || value === undefined || value === "") return;
    if (Array.isArray(value)) {
      if (value.every((one) => idOf(one) === undefined)) {
        if (value.length > 0) leaves.set(place, value.map(String).join("、"));
        return;
      }
      for (const one of value) walk(`${place} › ${idOf(one) ?? ""}`, one);
      return;
    }
    if (typeof value === "object") {
      if (isWords(value)) leaves.set(place, `${value.zh} / ${value.en}`);
      else
        for (const [key, part] of Object.entries(value)) walk(place === "" ? key : `${place} › ${key}`, part);
      return;
    }
    leaves.set(place, String(value));
  };
  walk("", content);
  return leaves;
}

const isWords = (value: object): value is Words =>
  "zh" in value && "en" in value && Object.keys(value).length === 2;
