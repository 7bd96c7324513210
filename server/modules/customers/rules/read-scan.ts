/**
 * What a reader handed over or a hand typed, made into numbers to look for. Card readers send the number alone, or with
 * everything that the card says, as JSON or in fields apart by bars and tabs; wedge readers end with Enter and come out
 * in full width when the keyboard is in Chinese mode.
 */

import type { z } from "zod";
import {
  type Checked,
  checkCreditCode,
  checkPhone,
  checkResidentId,
  type Fault,
} from "../../../../contracts/customers/identifiers.ts";
import type { QueryKind, recogniseBy } from "../../../../contracts/customers.ts";

export type RecogniseBy = z.output<typeof recogniseBy>;
export type Scan = {
  readonly how: "paper" | "phone" | "account" | "meter" | "credit" | "card";
  readonly text: string;
};
export type ReadScan = {
  readonly scans: readonly Scan[];
  readonly understoodAs: readonly QueryKind[];
  /** It can only have been meant as this, and is wrong. */
  readonly fault?: Fault;
};

/** Opaque tokens of service cards: bare, or at the end of an address. */
const token = /^(?:https?:\/\/\S*[/=#])?([\w-]{20,64})$/;
const residentId = /(?<![0-9A-Z])\d{17}[\dX](?![0-9A-Z])/g;

/** @param today a local date: nobody was born after it */
export function readScan(by: RecogniseBy, value: string, today: string): ReadScan {
  const text = plainScan(value);
  const readers =
    by === "any" ? ([readId, readCredit, readPhone, readNumber, readCard] as const) : [readerOf[by]];
  const made = readers.map((reader) => reader(text, today)).filter((one) => one !== undefined);
  // A number that is surely an ID is not taken for an account as well.
  const sure = made.find(({ isSure }) => isSure);
  const used = sure ? [sure] : made;
  const fault = used.find((one) => one.fault)?.fault;
  return {
    scans: used.flatMap(({ scans }) => scans),
    understoodAs: [...new Set(used.flatMap(({ kinds }) => kinds))],
    ...(fault && { fault }),
  };
}

type Read = {
  readonly scans: readonly Scan[];
  readonly kinds: readonly QueryKind[];
  readonly isSure?: boolean;
  readonly fault?: Fault;
};
type Reader = (text: string, today: string) => Read | undefined;

const plainScan = (value: string) =>
  value
    .normalize("NFKC")
    .replace(/[\p{Cf}\uFEFF]/gu, "")
    .replace(/[\r\n]+$/u, "")
    .trim();
const bare = (text: string) => text.replace(/[\s\-·]/gu, "").toUpperCase();

/** The one valid number within whatever the reader sent; what else it sent (name, address, birth) is not kept. */
function readId(text: string, today: string): Read | undefined {
  const whole = bare(text);
  const inside = [...text.toUpperCase().matchAll(residentId)].map(([found]) => found);
  const valid = [...new Set([whole, ...inside])].find(
    (one) => checkResidentId(one, { today, reading: true }).ok,
  );
  if (valid)
    return { scans: [{ how: "paper", text: valid }], kinds: ["id-number"], isSure: valid.length === 18 };
  const [meant] = inside.length > 0 ? inside : looksLikeId(whole) ? [whole] : [];
  if (meant === undefined || checkCreditCode(meant).ok) return undefined;
  return { scans: [], kinds: ["id-number"], isSure: true, fault: faultOf(checkResidentId(meant, { today })) };
}

/** Eighteen characters of which a hand got one wrong: nothing else of ours is so long and so plain. */
const looksLikeId = (text: string) => /^\d{17}[\dX]$/.test(text);

function faultOf(checked: Checked): Fault {
  if (checked.ok) throw new TypeError("a valid number has no fault");
  return checked.fault;
}

function readIdOnly(text: string, today: string): Read {
  const read = readId(text, today);
  if (read) return read;
  const whole = bare(text);
  // Passports and permits carry no check digit.
  if (/^[A-Z]{1,2}\d{6,10}$|^\d{8,11}$|^[A-Z]{3}\d{12}$/.test(whole))
    return { scans: [{ how: "paper", text: whole }], kinds: ["id-number"] };
  return { scans: [], kinds: ["id-number"], fault: faultOf(checkResidentId(text, { today })) };
}

function readCredit(text: string): Read | undefined {
  const checked = checkCreditCode(text, { reading: true });
  if (!checked.ok || !/[A-Z]|\d{15}/.test(checked.value)) return undefined;
  const isSure = checked.form === "current";
  return { scans: [{ how: "credit", text: checked.value }], kinds: ["credit-code"], isSure };
}

function readPhone(text: string): Read | undefined {
  const checked = checkPhone(text);
  if (!checked.ok) return undefined;
  return { scans: [{ how: "phone", text: checked.value }], kinds: ["phone"] };
}

function readPhoneOnly(text: string): Read {
  const checked = checkPhone(text);
  if (checked.ok) return { scans: [{ how: "phone", text: checked.value }], kinds: ["phone"] };
  return { scans: [], kinds: ["phone"], fault: checked.fault };
}

/** Account and meter numbers are the company's own: what they look like is not known here. Passports look alike. */
function readNumber(text: string): Read | undefined {
  const whole = bare(text);
  if (!/^[0-9A-Z]{4,24}$/.test(whole) || !/\d{4}/.test(whole)) return undefined;
  const paper: Scan[] = /^[A-Z]/.test(whole) ? [{ how: "paper", text: whole }] : [];
  return {
    scans: [{ how: "account", text: whole }, { how: "meter", text: whole }, ...paper],
    kinds: ["account", "meter", ...(paper.length > 0 ? (["id-number"] as const) : [])],
  };
}

const only =
  (how: "account" | "meter"): Reader =>
  (text) => ({ scans: [{ how, text: bare(text) }], kinds: [how] });

function readCard(text: string): Read | undefined {
  const found = token.exec(text)?.[1];
  return found === undefined ? undefined : { scans: [{ how: "card", text: found }], kinds: [] };
}

const readerOf: Record<Exclude<RecogniseBy, "any">, Reader> = {
  "id-card": readIdOnly,
  phone: readPhoneOnly,
  account: only("account"),
  meter: only("meter"),
  card: readCard,
  "credit-code": (text) =>
    readCredit(text) ?? { scans: [], kinds: ["credit-code"], fault: faultOf(checkCreditCode(text)) },
};
