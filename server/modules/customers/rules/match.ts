/** Holds what was found by terms against the real text, and says how well it fits. */
import type { QueryKind } from "../../../../contracts/customers.ts";
import { spellingsOf } from "./pinyin.ts";
import { plainName, plainText } from "./plain-text.ts";
import type { How, Part, Query } from "./query.ts";
import { type Findable, plainNumber } from "./terms.ts";

/** 0: it is just this; 1: it begins or ends with it; 2: it is somewhere inside. */
export type Match = { readonly kinds: readonly QueryKind[]; readonly rank: 0 | 1 | 2 };
type Found = { readonly kind: QueryKind; readonly rank: Match["rank"] };

/** @returns undefined when a part of the query is not in this customer at all */
export function matchCustomer(query: Query, customer: Findable): Match | undefined {
  const plain = plainFindable(customer);
  const matches = query.splits.flatMap((parts) => matchParts(parts, plain) ?? []);
  return matches.sort((one, other) => one.rank - other.rank)[0];
}

function matchParts(parts: readonly Part[], customer: Plain): Match | undefined {
  const kinds = new Set<QueryKind>();
  let worst: Match["rank"] = 0;
  for (const part of parts) {
    const found = matchPart(part, customer);
    if (found.length === 0) return undefined;
    for (const { kind } of found) kinds.add(kind);
    worst = Math.max(worst, Math.min(...found.map(({ rank }) => rank))) as Match["rank"];
  }
  return { kinds: [...kinds], rank: worst };
}

function matchPart({ typed, readings }: Part, customer: Plain): Found[] {
  if (readings.length === 0) return fits(plainText(typed), "address", customer);
  const seen = new Set<string>();
  return readings.flatMap(({ how, text }) => {
    if (seen.has(how)) return [];
    seen.add(how);
    return fits(text, how, customer);
  });
}

/** Every text made comparable once per customer; how a name is read only when somebody asks by letters. */
type Plain = {
  readonly name: string;
  readonly addresses: readonly string[];
  readonly numbers: Readonly<Record<"account" | "meter" | "credit" | "phone" | "paper", readonly string[]>>;
  readonly spelled: () => readonly { readonly kind: QueryKind; readonly text: string }[];
};

function plainFindable(customer: Findable): Plain {
  return {
    name: plainName(customer.name),
    addresses: customer.addresses.map(plainText),
    numbers: {
      account: customer.accountNumbers.map(plainNumber),
      meter: customer.meterNumbers.map(plainNumber),
      credit: customer.creditCode ? [plainNumber(customer.creditCode)] : [],
      phone: customer.phones.map(plainNumber),
      paper: customer.papers.map(plainNumber),
    },
    spelled: () =>
      spellingsOf(customer.name, customer.isPerson).flatMap(({ full, initials, mixed }) => [
        { kind: "pinyin" as const, text: full },
        { kind: "initials" as const, text: initials },
        ...mixed.map((text) => ({ kind: "pinyin" as const, text })),
      ]),
  };
}

function fits(text: string, how: How, customer: Plain): Found[] {
  if (how === "name") return inside(customer.name, text, "name");
  if (how === "address") return customer.addresses.flatMap((address) => inAddress(address, text)).slice(0, 1);
  if (how === "letters")
    return customer.spelled().flatMap(({ kind, text: spelled }) => {
      if (!spelled.startsWith(text)) return [];
      return [{ kind, rank: spelled === text ? (0 as const) : (1 as const) }];
    });
  return customer.numbers[how]
    .filter((number) => number.endsWith(text))
    .map((number) => (number === text ? { kind: whole[how], rank: 0 } : { kind: tail[how], rank: 1 }));
}

const whole = {
  account: "account",
  meter: "meter",
  credit: "credit-code",
  phone: "phone",
  paper: "id-number",
} as const;
const tail = { ...whole, account: "account-tail", phone: "phone-tail", paper: "id-tail" } as const;

function inside(text: string, wanted: string, kind: QueryKind): Found[] {
  if (wanted === "" || !text.includes(wanted)) return [];
  return [{ kind, rank: text === wanted ? 0 : text.startsWith(wanted) ? 1 : 2 }];
}

/** 88 is house number 88 before it is a piece of 188; 3 is never a piece of 13. */
function inAddress(address: string, wanted: string): Found[] {
  if (!/^\d+$/.test(wanted)) return inside(address, wanted, "address");
  const runs: readonly string[] = address.match(/\d+/g) ?? [];
  if (runs.includes(wanted)) return [{ kind: "address", rank: 1 }];
  return wanted.length > 1 ? inside(address, wanted, "address") : [];
}
