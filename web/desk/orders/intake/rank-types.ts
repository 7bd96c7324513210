/** Kinds of order by what somebody types: the code, a piece of the name, the pinyin or its initials. Pure. */
import type { OrderType } from "../../../../contracts/orders/shapes.ts";

/** 0 is best; undefined does not match. */
function rankOf({ code, name, spelling }: OrderType, wanted: string): number | undefined {
  const [full = "", initials = ""] = spelling.split(" ");
  const lower = code.toLowerCase();
  if (lower === wanted || name.zh === wanted || initials === wanted || full === wanted) return 0;
  if (name.zh.startsWith(wanted) || initials.startsWith(wanted)) return 1;
  if (lower.startsWith(wanted) || full.startsWith(wanted)) return 2;
  if (name.zh.includes(wanted)) return 3;
  if (name.en.toLowerCase().includes(wanted) || lower.includes(wanted)) return 4;
  if (initials.includes(wanted)) return 5;
  return full.includes(wanted) ? 6 : undefined;
}

/** @param service of the number at the window: what people took it for comes first while nothing is typed */
export function rankTypes(types: readonly OrderType[], text: string, service?: string): readonly OrderType[] {
  const wanted = text
    .trim()
    .toLowerCase()
    .replace(/^受理\s*/, "")
    .replaceAll("'", "");
  if (wanted === "") {
    const fits = ({ services }: OrderType) => service !== undefined && services.includes(service);
    return [...types.filter(fits), ...types.filter((type) => !fits(type))];
  }
  return types
    .map((type) => ({ type, rank: rankOf(type, wanted) }))
    .filter((entry): entry is { type: OrderType; rank: number } => entry.rank !== undefined)
    .sort((one, other) => one.rank - other.rank || one.type.name.zh.length - other.type.name.zh.length)
    .map(({ type }) => type);
}
