/** What is wrong with a number that somebody types, in the page's language: which character, and what to do. */
import {
  type Checked,
  checkAccountNumber,
  checkBankAccount,
  checkCreditCode,
  checkName,
  checkPaper,
  checkPhone,
  checkResidentId,
  type Fault,
  type NumberFormat,
} from "../../../contracts/customers/identifiers.ts";
import type { PersonalKind } from "../../../contracts/customers/shapes.ts";
import { problems } from "../../../contracts/problems.ts";
import { localDay, now } from "../../parts/time.ts";
import { pick } from "../../parts/words.ts";

const facts = /\{(\w+)\}/g;

/** The sentence of a refusal with its facts filled in. */
export const faultWords = ({ code, facts: given }: Fault): string =>
  pick(problems[code]).replace(facts, (_, name: string) => String(given[name] ?? ""));

const said = (checked: Checked): string | undefined => (checked.ok ? undefined : faultWords(checked.fault));

/** Today in Asia/Shanghai: nobody was born after it. */
export const today = (): string => localDay(now());

export const nameFault = (typed: string) => said(checkName(typed));
export const creditFault = (typed: string) => said(checkCreditCode(typed));
export const accountFault = (typed: string, format: NumberFormat) => said(checkAccountNumber(typed, format));

/** Whether a personal number may be saved as it stands. */
export function personalFault(kind: PersonalKind, typed: string): string | undefined {
  switch (kind) {
    case "id-card":
      return said(checkResidentId(typed, { today: today() }));
    case "old-id":
      return said(checkResidentId(typed, { today: today(), reading: true }));
    case "mobile":
    case "landline":
      return said(checkPhone(typed));
    case "bank-account":
      return said(checkBankAccount(typed));
    case "passport":
      return said(checkPaper(typed, "passport"));
    case "hk-macao":
      return said(checkPaper(typed, "hk-macao-permit"));
    case "taiwan":
      return said(checkPaper(typed, "taiwan-permit"));
    case "foreign-residence":
      return said(checkPaper(typed, "other"));
  }
}

/**
 * A number as long as an identity card, a credit code or a mobile that cannot be one is told before anybody is asked;
 * anything else may still be an account, a meter or a card, and the server decides.
 */
export function presentedFault(typed: string): string | undefined {
  const text = typed.replace(/[\s-]/g, "");
  if (/^\d{17}[\dXx]$/.test(text)) return said(checkResidentId(text, { today: today() }));
  if (/^[0-9A-Z]{18}$/i.test(text)) return said(checkCreditCode(text));
  return undefined;
}
