/** What papers are called; their codes are those of the archive (catalogue/document-types.json). */
import types from "../../../catalogue/document-types.json" with { type: "json" };
import type { Words } from "../../../contracts/endpoint.ts";

const names = new Map<string, Words>(types.map(({ code, name }) => [code, name]));
export const paperName = (code: string): Words => names.get(code) ?? { zh: code, en: code };
