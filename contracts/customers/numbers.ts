/** Numbers by which a customer is reached and billed: phones, bank cards and accounts, the company's account numbers. */
import { expected, type NumberFormat, wrongAt } from "./number-format.ts";
import {
  type Checked,
  checkFault,
  corrections,
  digitsOnly,
  lettersAndDigits,
  readTyped,
  refuse,
  strayIn,
} from "./typed.ts";

export type PhoneKind = "mobile" | "landline" | "service";

/** Area codes of three digits (010, 02x) go before eight digits; those of four before seven or eight. */
const landline = /^0(?:(?:10|2\d)[2-8]\d{7}|[3-9]\d{2}[2-8]\d{6,7})$/;
const service = /^[48]00\d{7}$/;
const mobileLength = 11;

/** A mobile, a landline with its area code, or a 400/800 number. +86 and 0086 are left out and told. */
export function checkPhone(typed: string): Checked<{ readonly kind: PhoneKind }> {
  const prefix = /^\s*(?:[+＋]\s*86|00\s*86)/u.exec(typed)?.[0] ?? "";
  const read = readTyped(typed.slice(prefix.length), digitsOnly);
  const changes = prefix
    ? [
        { position: 1, from: prefix.trim(), to: "", why: "country-code" as const },
        ...read.changes.map((change) => ({ ...change, position: change.position + [...prefix].length })),
      ]
    : read.changes;
  const { text } = read;
  const told = { text, changes };
  const stray = strayIn(text, digitsOnly.allowed);
  if (stray) return refuse("customers.phone_character", stray, told);
  if (service.test(text)) return { ok: true, value: text, changes, kind: "service" };
  if (text.startsWith("0")) {
    if (landline.test(text)) return { ok: true, value: text, changes, kind: "landline" };
    return refuse("customers.landline", { length: text.length }, told);
  }
  if (!text.startsWith("1")) {
    const code = text.length === mobileLength ? "customers.phone_start" : "customers.phone_kind";
    return refuse(code, { position: 1, character: text[0] ?? "" }, told);
  }
  if (text.length !== mobileLength)
    return refuse("customers.phone_length", { length: text.length, expected: mobileLength }, told);
  if (!/^1[3-9]/.test(text))
    return refuse("customers.phone_start", { position: 2, character: text[1] ?? "" }, told);
  return { ok: true, value: text, changes, kind: "mobile" };
}

/** ISO/IEC 7812: every second digit from the right is doubled; the sum ends in nought. */
export function passesLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, at) => {
    const value = Number(digit) * (at % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

const cardLengths = { least: 13, most: 19 };
const accountLengths = { least: 6, most: 32 };

/** A bank card, which carries a check digit. Passbooks and company accounts do not: see `checkBankAccount`. */
export function checkBankCard(typed: string): Checked {
  const read = readTyped(typed, digitsOnly);
  const { text, changes } = read;
  const stray = strayIn(text, digitsOnly.allowed);
  if (stray) return refuse("customers.card_character", stray, read);
  if (text.length < cardLengths.least || text.length > cardLengths.most)
    return refuse("customers.card_length", { length: text.length, ...cardLengths }, read);
  if (!passesLuhn(text)) {
    const { code, facts } = checkFault(
      "customers.card_check",
      corrections(text, () => digitsOnly.allowed, passesLuhn),
    );
    return refuse(code, facts, read);
  }
  return { ok: true, value: text, changes };
}

/** A passbook or a company's account (对公账号): banks number them as they like, so only the length is held against it. */
export function checkBankAccount(typed: string): Checked {
  const read = readTyped(typed, digitsOnly);
  const stray = strayIn(read.text, digitsOnly.allowed);
  if (stray) return refuse("customers.card_character", stray, read);
  const { length } = read.text;
  if (length < accountLengths.least || length > accountLengths.most)
    return refuse("customers.card_length", { length, ...accountLengths }, read);
  return { ok: true, value: read.text, changes: read.changes };
}

/**
 * 户号, by the company's own format (service rules §7.3). Text, never a number: noughts at the front count.
 * @param format from `parseFormat` of the company's pattern
 */
export function checkAccountNumber(typed: string, format: NumberFormat): Checked {
  const read = readTyped(typed, format.hasLetters ? lettersAndDigits : digitsOnly);
  const { text, changes } = read;
  const wrong = wrongAt(format, text);
  if (!wrong) return { ok: true, value: text, changes };
  if (wrong.character !== undefined)
    return refuse(
      "customers.account_character",
      { position: wrong.position, character: wrong.character },
      read,
    );
  return refuse("customers.account_length", { length: text.length, expected: expected(format) }, read);
}

/** As people read it aloud: in fours. */
export const groupedAccount = (account: string): string => account.match(/.{1,4}/gu)?.join(" ") ?? "";
