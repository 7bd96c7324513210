/**
 * Numbers with right check digits that belong to nobody: the region 99 is not assigned (GB/T 2260), so no such identity
 * card or credit code exists, and the phones begin with prefixes that no operator has been given. Each is worked out
 * from the customer's index, so that none comes twice however many customers there are.
 */
import { dayText, scattered } from "./draw.ts";
import type { Gender } from "./person-names.ts";

const idWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

const sequences = 500;
/** Birthdays are moved to the nearest day of a class, so that region, day and sequence together are the customer's own. */
const dayClasses = 2_048;
const idsPerRegion = sequences * dayClasses;

export type Identity = { readonly number: string; readonly bornOn: string };

/**
 * An identity card for customer `index` of somebody born about `day` (days since 1970).
 * @param region six digits of an unassigned region; the last two move on after a million customers
 */
export function identityCard(index: number, day: number, gender: Gender, region: number): Identity {
  const own = scattered(index % idsPerRegion, idsPerRegion, 7_654_321);
  const wanted = Math.floor(own / sequences);
  const born = day - mod(day - wanted, dayClasses);
  const place = region + Math.floor(index / idsPerRegion);
  const bornOn = dayText(born);
  const sequence = (own % sequences) * 2 + (gender === "male" ? 1 : 0);
  const digits = `${place}${bornOn.replaceAll("-", "")}${String(sequence).padStart(3, "0")}`;
  let sum = 0;
  for (let at = 0; at < 17; at++) sum += (idWeights[at] as number) * (digits.charCodeAt(at) - 48);
  return { number: digits + "10X98765432"[sum % 11], bornOn };
}

const mod = (value: number, by: number) => ((value % by) + by) % by;

const phonePrefixes = ["154", "163", "164", "168", "169"];
const phonesPerPrefix = 100_000_000;
/** Numbers do not begin at nought. */
const firstPhone = 38_271_905;
/** A customer has at most so many phones of its own. */
const phonesEach = 4;

export function mobile(index: number, which: number): string {
  const all = phonePrefixes.length * phonesPerPrefix;
  const own = (firstPhone + scattered((index * phonesEach + which) % all, all, 7_654_321)) % all;
  return phonePrefixes[Math.floor(own / phonesPerPrefix)] + String(own % phonesPerPrefix).padStart(8, "0");
}

/** Area code 0999 is nobody's. */
export const landline = (index: number): string =>
  `0999${String(2_000_000 + scattered(index % 6_000_000, 6_000_000, 1_234_567)).padStart(7, "0")}`;

/** A bank card with its Luhn digit; issuer 999999 does not exist. */
export function bankCard(index: number): string {
  const digits = `999999${String(scattered(index % 1e9, 1e9, 7_654_321)).padStart(12, "0")}`;
  return digits + luhn(digits);
}

function luhn(digits: string): number {
  let sum = 0;
  for (let at = digits.length - 1, double = true; at >= 0; at--, double = !double) {
    const value = (digits.charCodeAt(at) - 48) * (double ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return (10 - (sum % 10)) % 10;
}

const creditAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const creditWeights = Array.from({ length: 17 }, (_, at) => 3 ** at % 31);
const organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2];
const organisations = 31 ** 6;

/**
 * A unified social credit code (GB 32100) with the organisation code inside it (GB 11714).
 * @param registered its first two characters: who registers it and what it is
 */
export function creditCode(index: number, registered: string, region: number): string {
  let rest = scattered(index % organisations, organisations, 7_654_321);
  let body = "";
  for (let at = 0; at < 6; at++) {
    body = creditAlphabet[rest % 31] + body;
    rest = Math.floor(rest / 31);
  }
  const organisation = `MA${body}`;
  let sum = 0;
  for (let at = 0; at < 8; at++)
    sum += (organisationWeights[at] as number) * Number.parseInt(organisation[at] ?? "0", 36);
  const check = 11 - (sum % 11);
  const digits = `${registered}${region}${organisation}${check === 10 ? "X" : check === 11 ? "0" : check}`;
  let total = 0;
  for (let at = 0; at < 17; at++)
    total += (creditWeights[at] as number) * creditAlphabet.indexOf(digits[at] ?? "0");
  return digits + creditAlphabet[(31 - (total % 31)) % 31];
}

/** One customer holds at most so many accounts, and an account has had at most so many meters. */
export const accountsEach = 64;
export const metersEach = 4;
const accounts = 1_000_000_000;
const firstAccount = 384_120_756;

/** 户号, thirteen digits: four for the company, nine for the account. */
export const accountNumber = (company: string, index: number, which: number): string =>
  `${company}${String((firstAccount + scattered((index * accountsEach + which) % accounts, accounts, 7_654_321)) % accounts).padStart(9, "0")}`;

/** Asset number of a meter, twenty-two digits with the year it was made and a check digit, as on a nameplate. */
export function meterNumber(region: number, madeIn: number, index: number, which: number): string {
  const size = accounts * metersEach;
  const own =
    (firstAccount + scattered((index * accountsEach * metersEach + which) % size, size, 2_000_003)) % size;
  const digits = `${region}1${String(madeIn % 100).padStart(2, "0")}${String(own).padStart(12, "0")}`;
  return digits + luhn(digits);
}
