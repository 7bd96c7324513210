/**
 * Everything by which a person or an organisation is known, checked the same way in the browser while somebody types,
 * at the server's door and in an import. A refusal says which character is wrong. Pure: no clock, no database.
 */
export { checkName, lengthOfName, nameMost } from "./names.ts";
export { expected, type NumberFormat, parseFormat } from "./number-format.ts";
export {
  checkAccountNumber,
  checkBankAccount,
  checkBankCard,
  checkPhone,
  groupedAccount,
  type PhoneKind,
  passesLuhn,
} from "./numbers.ts";
export {
  birthOf,
  checkCreditCode,
  checkPaper,
  checkResidentId,
  type IdOptions,
  type LengthOnlyPaper,
  type PaperForm,
  sexOf,
} from "./papers.ts";
export type { Change, Checked, Correction, Fault } from "./typed.ts";
