/**
 * Names and addresses as they are compared: what a keyboard, a form or a copied text may write differently is written
 * one way. Only for comparing and finding; what people read stays as it was entered.
 */

/** What has no width, and the selectors that choose between drawings of one character (葛󠄀). */
const unseen = /\p{Cf}|\p{Cc}|[\u{FE00}-\u{FE0F}]|[\u{E0100}-\u{E01EF}]/gu;
const dashes = /[\p{Pd}−－]/gu;
const dots = /[·•‧・･∙⋅.]/gu;

/** Full-width forms, case, dashes and blanks made one. */
export const plainText = (text: string): string =>
  text.normalize("NFKC").toLowerCase().replace(unseen, "").replace(dashes, "-").replace(/\s+/gu, "");

/** The dot of 阿依古丽·买买提 is left out: half of all keyboards do not find it. */
export const plainName = (text: string): string => plainText(text).replace(dots, "");

/** Characters as code points: 𠮷 is one. */
export const lettersOf = (text: string): string[] => [...text];

export const isHan = (text: string): boolean => /\p{Script=Han}/u.test(text);
