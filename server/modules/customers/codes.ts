/**
 * Code lists of the archive (用户分类, 供电电压, 用电类别, 行业 …): catalogue data with source and confidence, read once. A code
 * that is not in its list is refused when it is entered; one that an archive brought along is shown as it is.
 */
import shipped from "../../../catalogue/customer-codes.json" with { type: "json" };
import type { CodeList, CodeListName } from "../../../contracts/customers.ts";
import type { Words } from "../../../contracts/endpoint.ts";
import { Problem } from "../../foundation/problem.ts";

export const codeLists = shipped as Readonly<Record<CodeListName, CodeList>>;

const named = new Map(
  Object.entries(codeLists).map(([list, { codes }]) => [list, new Map(codes.map((row) => [row.code, row]))]),
);

/**
 * The row that a code stands for. In a list whose codes go on (GB/T 4754 has four digits, the list two) it is the row
 * that the code begins with.
 */
function rowOf(list: CodeListName, code: string): Words | undefined {
  const rows = named.get(list);
  const own = rows?.get(code);
  if (own || !codeLists[list].longer || !/^[A-Z]\d{3,4}$/.test(code)) return own;
  return rows?.get(code.slice(0, 3));
}

/** What a code is called; one that no list has stands for itself. */
export function nameOfCode(list: CodeListName, code: string): Words {
  const { zh, en } = rowOf(list, code) ?? { zh: code, en: code };
  return { zh, en };
}

/** Whether a code stands for something in its list. */
export const knowsCode = (list: CodeListName, code: string): boolean => rowOf(list, code) !== undefined;

/** @throws customers.code_unknown */
export function requireCode(list: CodeListName, code: string | null | undefined, field: string): void {
  if (code == null || rowOf(list, code)) return;
  throw new Problem("customers.code_unknown", { code, list: codeLists[list].zh, field });
}
