/**
 * Identity papers and their numbers: the resident identity card (GB 11643-1999), the unified social credit code
 * (GB 32100-2015) with the organisation code inside it (GB 11714), passports and permits.
 */
import {
  type Checked,
  checkFault,
  corrections,
  creditAlphabet,
  creditCode,
  digitsAndX,
  lettersAndDigits,
  readTyped,
  refuse,
  strayIn,
} from "./typed.ts";

/** `old`: a former form that an archive may hold, 待换证; never accepted anew. */
export type PaperForm = { readonly form: "current" | "old" };

const idWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const idLength = 18;
const oldIdLength = 15;
/** GB/T 2260: the first two digits name a province; 9 begins a foreign permanent resident's card. */
const provinces = new Set(
  "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83".split(
    " ",
  ),
);
/** Residence permits for people of Hong Kong, Macao and Taiwan: the region is the whole place. */
const permitRegions = new Set(["810000", "820000", "830000"]);

const isRegion = (id: string) =>
  id[0] === "9" ||
  (provinces.has(id.slice(0, 2)) && (!/^8[123]/.test(id) || permitRegions.has(id.slice(0, 6))));

const idCheckDigit = (id: string) =>
  "10X98765432"[idWeights.reduce((sum, weight, at) => sum + weight * Number(id[at]), 0) % 11] ?? "";

/** Which part of `YYYYMMDD` does not exist: from 1, within the eight digits. Undefined when the day exists. */
function dateFault(day: string): { from: number; to: number } | undefined {
  const [year, month, date] = [Number(day.slice(0, 4)), Number(day.slice(4, 6)), Number(day.slice(6))];
  if (!/^(18|19|20)/.test(day)) return { from: 1, to: 4 };
  if (month < 1 || month > 12) return { from: 5, to: 6 };
  const { daysInMonth } = Temporal.PlainYearMonth.from({ year, month });
  return date < 1 || date > daysInMonth ? { from: 7, to: 8 } : undefined;
}

const iso = (day: string) => `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`;

const isRightId = (id: string, today: string) =>
  /^\d{17}[\dX]$/.test(id) &&
  isRegion(id) &&
  dateFault(id.slice(6, 14)) === undefined &&
  iso(id.slice(6, 14)) <= today &&
  idCheckDigit(id) === id[17];

export type IdOptions = {
  /** A local date; nobody was born after it. */
  readonly today: string;
  /** Reading what an archive holds: the 15-digit form passes, marked `old`. */
  readonly reading?: boolean;
};

/** 居民身份证号, 18 characters, X in capitals. */
export function checkResidentId(typed: string, { today, reading = false }: IdOptions): Checked<PaperForm> {
  const read = readTyped(typed, digitsAndX);
  const { text, changes } = read;
  const stray = strayIn(text, digitsAndX.allowed);
  if (stray) return refuse("customers.id_character", stray, read);
  const inside = text.slice(0, -1).indexOf("X");
  if (inside >= 0) return refuse("customers.id_character", { position: inside + 1, character: "X" }, read);
  if (text.length === oldIdLength) return checkOldId(read, reading);
  if (text.length !== idLength)
    return refuse("customers.id_length", { length: text.length, expected: idLength }, read);
  if (!isRegion(text)) {
    const to = provinces.has(text.slice(0, 2)) ? 6 : 2;
    return refuse("customers.id_region", { from: 1, to, region: text.slice(0, to) }, read);
  }
  const wrong = dateFault(text.slice(6, 14));
  if (wrong) {
    const [from, to] = [wrong.from + 6, wrong.to + 6];
    return refuse("customers.id_date", { from, to, characters: text.slice(from - 1, to) }, read);
  }
  if (iso(text.slice(6, 14)) > today) return refuse("customers.id_future", { from: 7, to: 14 }, read);
  if (idCheckDigit(text) !== text[17]) {
    const letters = (index: number) => (index === 17 ? digitsAndX.allowed : "0123456789");
    const { code, facts } = checkFault(
      "customers.id_check",
      corrections(text, letters, (id) => isRightId(id, today)),
    );
    return refuse(code, facts, read);
  }
  return { ok: true, value: text, changes, form: "current" };
}

function checkOldId(read: ReturnType<typeof readTyped>, reading: boolean): Checked<PaperForm> {
  const { text, changes } = read;
  const stray = strayIn(text, "0123456789");
  if (stray) return refuse("customers.id_character", stray, read);
  if (!reading) return refuse("customers.id_old", {}, read);
  const wrong = isRegion(text) ? dateFault(`19${text.slice(6, 12)}`) : { from: -3, to: -2 };
  if (wrong) {
    const [from, to] = [wrong.from + 4, wrong.to + 4];
    return refuse("customers.id_date", { from, to, characters: text.slice(from - 1, to) }, read);
  }
  return { ok: true, value: text, changes, form: "old" };
}

/** The day of birth that a valid resident identity number carries, `YYYY-MM-DD`. */
export const birthOf = (id: string): string =>
  iso(id.length === oldIdLength ? `19${id.slice(6, 12)}` : id.slice(6, 14));

/** The third digit of the sequence: odd for men. */
export const sexOf = (id: string): "female" | "male" =>
  Number(id[id.length === oldIdLength ? 14 : 16]) % 2 === 1 ? "male" : "female";

const creditLength = 18;
const creditWeights = Array.from({ length: 17 }, (_, at) => 3 ** at % 31);
const organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2];

const creditCheckDigit = (code: string) =>
  creditAlphabet[
    (31 -
      (creditWeights.reduce((sum, weight, at) => sum + weight * creditAlphabet.indexOf(code[at] ?? ""), 0) %
        31)) %
      31
  ];

/** GB 11714: eight characters and the check, which is X for ten and 0 for eleven. */
function organisationCheckDigit(code: string): string {
  const value = (at: number) => Number.parseInt(code[at] ?? "0", 36);
  const rest = 11 - (organisationWeights.reduce((sum, weight, at) => sum + weight * value(at), 0) % 11);
  return rest === 10 ? "X" : rest === 11 ? "0" : String(rest);
}

const isRightCredit = (code: string) =>
  creditCheckDigit(code) === code[17] &&
  /^\d{6}$/.test(code.slice(2, 8)) &&
  organisationCheckDigit(code.slice(8, 16)) === code[16];

/** 统一社会信用代码, 18 characters; when reading, also the former 15-digit licence and 9-character organisation code. */
export function checkCreditCode(typed: string, { reading = false } = {}): Checked<PaperForm> {
  const read = readTyped(typed, creditCode);
  const { text, changes } = read;
  if (reading && (/^\d{15}$/.test(text) || /^[\dA-Z]{8}[\dX]$/.test(text)))
    return { ok: true, value: text, changes, form: "old" };
  const stray = strayIn(text, creditAlphabet);
  if (stray) return refuse("customers.credit_character", stray, read);
  if (text.length !== creditLength)
    return refuse("customers.credit_length", { length: text.length, expected: creditLength }, read);
  const letter = [...text].findIndex((one, at) => at >= 2 && at < 8 && !/\d/.test(one));
  if (letter >= 0)
    return refuse(
      "customers.credit_character",
      { position: letter + 1, character: text[letter] ?? "" },
      read,
    );
  if (creditCheckDigit(text) !== text[17]) {
    const { code, facts } = checkFault(
      "customers.credit_check",
      corrections(text, () => creditAlphabet, isRightCredit),
    );
    return refuse(code, facts, read);
  }
  const expected = organisationCheckDigit(text.slice(8, 16));
  if (expected !== text[16])
    return refuse("customers.credit_organisation", { from: 9, to: 17, position: 17 }, read);
  return { ok: true, value: text, changes, form: "current" };
}

/** Papers that carry no check digit; only their length can be held against them. Lengths are designed here (AD). */
const paperLengths = {
  passport: { least: 5, most: 15 },
  "hk-macao-permit": { least: 9, most: 11 },
  "taiwan-permit": { least: 8, most: 12 },
  other: { least: 4, most: 30 },
} as const;
export type LengthOnlyPaper = keyof typeof paperLengths;

/** 护照、港澳居民来往内地通行证、台湾居民来往大陆通行证 and others: letters, digits and the length. */
export function checkPaper(typed: string, kind: LengthOnlyPaper): Checked {
  const read = readTyped(typed, lettersAndDigits);
  const { least, most } = paperLengths[kind];
  const stray = strayIn(read.text, lettersAndDigits.allowed);
  if (stray) return refuse("customers.paper_character", stray, read);
  const { length } = read.text;
  if (length < least || length > most) return refuse("customers.paper_length", { length, least, most }, read);
  return { ok: true, value: read.text, changes: read.changes };
}
