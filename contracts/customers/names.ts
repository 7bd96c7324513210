/**
 * Names of people and organisations. Rare characters (𠮷, with their variation selectors) are names like any other;
 * what cannot be seen, turns the line round or is a picture is not part of a legal name.
 */
import { type Change, type Checked, refuse, visible } from "./typed.ts";

/** As the reader counts characters: 𠮷 is one. */
export const lengthOfName = (name: string): number => [...segments.segment(name)].length;
const segments = new Intl.Segmenter("zh", { granularity: "grapheme" });

/** The longest name in characters as people see them. */
export const nameMost = 50;
/** A character as seen may be built of several code points (a base and its marks), within reason. */
const codePointsMost = nameMost * 4;

/** The dot of names such as 阿依古丽·买买提, as other keyboards write it. */
const dot = /[\u2022\u2027\u30FB\uFF65\u0387\u2219\u22C5\uFF0E]/u;
/** Controls, unassigned code points, halves of a pair, what directs the writing, what has no width. */
const unseen = /[\p{Cc}\p{Cn}\p{Cs}\p{Cf}\u2028\u2029]/u;
const picture = /[\p{Extended_Pictographic}\p{Regional_Indicator}\p{Emoji_Modifier}]|\uFE0F|\u20E3/u;

/** Trimmed, NFC, inner spaces one each; 1 to 50 characters. What was changed is told. */
export function checkName(typed: string): Checked {
  const changes: Change[] = [];
  const composed = typed.normalize("NFC").replace(/[\s\p{Zs}]+/gu, (space, at: number) => {
    if (space !== " ") changes.push({ position: at + 1, from: space, to: " ", why: "separator" });
    return " ";
  });
  const text = [...composed.trim()]
    .map((letter, at) => {
      if (!dot.test(letter)) return letter;
      changes.push({ position: at + 1, from: letter, to: "·", why: "look-alike" });
      return "·";
    })
    .join("");
  const read = { text, changes };
  if (text === "") return refuse("customers.name_empty", {}, read);
  const stray = [...text].findIndex((letter) => unseen.test(letter) || picture.test(letter));
  if (stray >= 0) return refuseLetter(read, stray);
  const length = lengthOfName(text);
  if (length > nameMost || [...text].length > codePointsMost)
    return refuse("customers.name_long", { length, most: nameMost }, read);
  return { ok: true, value: text, changes };
}

function refuseLetter(read: { text: string; changes: Change[] }, index: number): Checked<never> {
  const letters = [...read.text];
  const letter = letters[index] ?? "";
  const position = lengthOfName(letters.slice(0, index).join("")) + 1;
  // The joiner inside a family emoji comes after its first picture, which is met before it.
  const code = picture.test(letter) ? "customers.name_emoji" : "customers.name_character";
  return refuse(code, { position, character: visible(letter) }, read);
}
