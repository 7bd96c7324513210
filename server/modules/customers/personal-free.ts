/** Free text that people type now and then holds a number that must not stand there; it is kept, but masked. */
import { mask } from "./masks.ts";

/** Eleven digits that begin as mobiles do; eighteen characters as papers have; nineteen digits as bank cards have. */
const mobile = /(?<![\dA-Za-z])1[3-9]\d(?:[ -]?\d{4}){2}(?!\d)/g;
const paper = /(?<![\dA-Za-z])\d{17}[\dXx](?![\dA-Za-z])/g;
const bankCard = /(?<!\d)\d{19}(?!\d)/g;

/** @returns the text with mobile, identity card and bank card numbers masked; account and meter numbers stay */
export function withoutPersonalNumbers(text: string): string {
  return text
    .replace(bankCard, (found) => mask.bank(found))
    .replace(paper, (found) => mask.paper(found))
    .replace(mobile, (found) => mask.phone(found.replace(/\D/g, "")));
}
