/**
 * Texts of papers, the same on the server and on the crew's phone: cleaned, dated, and spelled in the one way that is
 * hashed. A sheet that is filled in without a network must have the hash that the server will work out for it.
 */
import { type PaperDocument, paperDocument, unseenCharacters } from "./papers.ts";

const zone = "Asia/Shanghai";

/**
 * Text as paper takes it: one form of each letter, no control characters, no marks that turn the reading direction.
 * A script stays what it is, the letters of a script.
 */
export const clean = (text: string): string =>
  text
    .toWellFormed()
    .normalize("NFC")
    .replace(/\r\n?|[\u2028\u2029]/g, "\n")
    .replace(/\t/g, " ")
    .replace(unseenCharacters, "")
    .trim();

/** `2026-12-14` → 2026年12月14日 */
export function longDate(date: string | null | undefined): string {
  if (!date) return "";
  const { year, month, day } = Temporal.PlainDate.from(date);
  return `${year}年${month}月${day}日`;
}

/** An instant as the wall clock of the company showed it: 2026年11月30日 09:12 */
export function longMoment(at: string | null | undefined): string {
  if (!at) return "";
  const local = Temporal.Instant.from(at).toZonedDateTimeISO(zone);
  return `${longDate(local.toPlainDate().toString())} ${local.toPlainTime().toString({ smallestUnit: "minute" })}`;
}

/** The day on the wall calendar of the company. */
export const dayOfMoment = (at: string): string =>
  Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDate().toString();

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };

/** One spelling for each value: keys sorted by code unit, nothing absent, no blanks (RFC 8785 for what papers hold). */
export function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const entries = Object.entries(value)
    .filter((entry): entry is [string, Json] => entry[1] !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${canonicalJson(one)}`).join(",")}}`;
}

/**
 * What SHA-256 is taken of. The kind goes in front, so that a paper's hash can never be passed off as that of anything
 * else. The document is parsed first: what is not a paper has no hash.
 */
export const hashedText = (document: PaperDocument): string =>
  `mingchuang.paper.1\n${canonicalJson(paperDocument.parse(document))}`;
