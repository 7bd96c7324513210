/**
 * Finding and recognising customers among a hundred thousand and among a million: each kind of query through HTTP, and
 * as the bare use case without it. What matters is the slowest kind at a million, and that it hardly grows.
 */
import { pinyin } from "pinyin-pro";
import { recognise, searchCustomers } from "../contracts/customers.ts";
import { signIn } from "../contracts/identity.ts";
import { Draw } from "../county/population/draw.ts";
import { command, type Platform } from "../server/foundation/transaction.ts";
import type { CustomerFile } from "../server/modules/customers/index.ts";
import { understand } from "../server/modules/customers/rules/query.ts";
import { findByTerms } from "../server/modules/customers/store/search.ts";
import { sampleSignIns } from "../server/modules/identity/index.ts";
import { type Archive, openArchive } from "./customer-archive.ts";
import { callFast } from "./http-client.ts";
import { type Bench, type Figure, quantile } from "./kit.ts";

const sizes = [100_000, 1_000_000] as const;
const queriesEach = 150;
const warmUps = 20;
/** As many as the search asks for. */
const candidatesOfEach = 40;
const clerk = "guiyuan1";

const pick = (text: string, draw: Draw, length: number) => {
  const letters = [...text];
  const at = draw.below(Math.max(1, letters.length - length + 1));
  return letters.slice(at, at + length).join("");
};
const spell = (name: string, pattern: "pinyin" | "first") =>
  pinyin(name, { toneType: "none", type: "array", pattern, v: true, surname: "head" })
    .join("")
    .replace(/[^a-z]/g, "");
const numberOf = ({ personalFields }: CustomerFile, kind: "mobile" | "id-card") =>
  personalFields.find((field) => field.kind === kind && field.validTo === null)?.value;
const meterOf = ({ accounts }: CustomerFile) =>
  accounts[0]?.points[0]?.meters.find(({ removedOn }) => removedOn === null)?.assetNumber;
const isPerson = ({ kind }: CustomerFile) => kind === "individual";

/** One letter is no search: a rare character has no reading. */
const typable = (letters: string) => (letters.length > 1 ? letters : undefined);

/** What somebody types who looks for a customer; undefined when that customer cannot be looked for in this way. */
const queries = {
  name: (file: CustomerFile) => file.name,
  name_fragment: ({ name }: CustomerFile, draw: Draw) => pick(name.replace(/^..县/, ""), draw, 2),
  surname: (file: CustomerFile) => (isPerson(file) ? [...file.name][0] : undefined),
  pinyin: (file: CustomerFile) => (isPerson(file) ? typable(spell(file.name, "pinyin")) : undefined),
  initials: (file: CustomerFile) => (isPerson(file) ? typable(spell(file.name, "first")) : undefined),
  // Digits alone are asked for in fours: a house number without its street is nobody's address.
  address_two: ({ premises }: CustomerFile, draw: Draw) => {
    const fragment = pick(premises[0]?.address ?? "", draw, 2);
    return /\p{Script=Han}/u.test(fragment) ? fragment : undefined;
  },
  address_long: ({ premises }: CustomerFile) => premises[0]?.address.slice(6),
  name_and_address: ({ name, premises }: CustomerFile, draw: Draw) =>
    // From within its words: nobody remembers half of a house number.
    premises[0] &&
    `${[...name][0]} ${pick(premises[0].address.slice(6).replace(/[^\p{Script=Han}].*$/u, ""), draw, 3)}`,
  phone: (file: CustomerFile) => numberOf(file, "mobile"),
  phone_tail: (file: CustomerFile) => numberOf(file, "mobile")?.slice(-4),
  id_number: (file: CustomerFile) => numberOf(file, "id-card"),
  id_tail: (file: CustomerFile) => numberOf(file, "id-card")?.slice(-4),
  account: ({ accounts }: CustomerFile) => accounts[0]?.number,
  account_tail: ({ accounts }: CustomerFile) => accounts[0]?.number.slice(-4),
  meter: meterOf,
  credit_code: ({ creditCode }: CustomerFile) => creditCode ?? undefined,
} as const;
type Kind = keyof typeof queries;
const kinds = Object.keys(queries) as Kind[];

/** The one whole number that each kind of recognition begins with. */
const scans = {
  id_card: (file: CustomerFile) => numberOf(file, "id-card"),
  phone: (file: CustomerFile) => numberOf(file, "mobile"),
  account: ({ accounts }: CustomerFile) => accounts[0]?.number,
  meter: meterOf,
} as const;

type Timing = { readonly p50: number; readonly p95: number };
type Measured = {
  readonly search: ReadonlyMap<Kind, Timing>;
  /** The statement alone that finds candidates by their terms, on a connection of our own. */
  readonly statement: ReadonlyMap<Kind, Timing>;
  readonly recognise: Timing;
};

export const customerSearch: Bench = {
  name: "customer_search",
  about: "each kind of search and the recognition, through HTTP, among 100 thousand and a million customers",
  async run(log) {
    const measured: Measured[] = [];
    for (const size of sizes) {
      const archive = await openArchive(size, log);
      try {
        measured.push(await measure(archive, log));
      } finally {
        await archive.close();
      }
    }
    return figuresOf(measured[0] as Measured, measured[1] as Measured);
  },
};

async function measure(
  { server, platform, population, orgId, customers }: Archive,
  log: (line: string) => void,
) {
  const base = new URL(server.base);
  const cookie = await signInAs(server.base, orgId);
  const send = (text: string) => callFast(base, { cookie }, searchCustomers, { body: { text, limit: 20 } });
  const search = new Map<Kind, Timing>();
  const statement = new Map<Kind, Timing>();
  for (const kind of kinds) {
    const texts = textsOf(customers, kind.length * 7, (file, draw) => queries[kind](file, draw), population);
    const missed: string[] = [];
    const timing = await time(texts, async (text) => {
      const { hits } = await send(text);
      if (hits.length === 0) missed.push(text);
    });
    if (missed.length > 0) throw new Error(`${kind} found nobody: ${missed.slice(0, 5).join(", ")}`);
    const bare = await timeStatement(platform, orgId, texts);
    log(`${customers} ${kind}: ${told(timing)}; the statement ${told(bare)}`);
    search.set(kind, timing);
    statement.set(kind, bare);
  }
  const numbers = Object.values(scans).flatMap((of, at) => textsOf(customers, 900 + at, of, population));
  const recognised = await time(numbers, (value) =>
    callFast(base, { cookie }, recognise, { body: { value } }),
  );
  log(`${customers} recognise: ${told(recognised)}`);
  return { search, statement, recognise: recognised };
}

const told = ({ p50, p95 }: Timing) => `p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms`;

/** What PostgreSQL alone takes to name the candidates: above 30 ms the plan wants looking at. */
function timeStatement(platform: Platform, orgId: number, texts: readonly string[]): Promise<Timing> {
  const call = { actor: { kind: "system", orgIds: [orgId] }, orgId, requestId: "bench" } as const;
  return command(platform, call, async (ctx) =>
    time(texts, async (text) => {
      const query = understand(orgId, text, (kind, tail) => ctx.vault.term(orgId, kind, tail));
      if (query) await findByTerms(ctx, query.alternatives, candidatesOfEach);
    }),
  );
}

/** One after the other, as one clerk types: the time from the request to the whole answer. */
async function time(texts: readonly string[], send: (text: string) => Promise<unknown>): Promise<Timing> {
  for (const text of texts.slice(0, warmUps)) await send(text);
  const spent: number[] = [];
  for (const text of texts.slice(warmUps)) {
    const began = performance.now();
    await send(text);
    spent.push(performance.now() - began);
  }
  return { p50: quantile(spent, 0.5), p95: quantile(spent, 0.95) };
}

/** Texts for customers drawn from the whole county, the same in every run. */
function textsOf(
  customers: number,
  stream: number,
  textOf: (file: CustomerFile, draw: Draw) => string | undefined,
  population: Archive["population"],
): string[] {
  const draw = new Draw(26, stream, 0);
  const texts: string[] = [];
  while (texts.length < queriesEach + warmUps) {
    const text = textOf(population.customer(draw.below(customers)), draw);
    if (text) texts.push(text);
  }
  return texts;
}

async function signInAs(base: string, orgId: number): Promise<string> {
  const answer = await fetch(base + signIn.path, {
    method: "POST",
    headers: { "content-type": "application/json", "idempotency-key": crypto.randomUUID() },
    body: JSON.stringify({ orgId, login: clerk, password: sampleSignIns.system.password }),
  });
  if (!answer.ok) throw new Error(`the clerk cannot sign in: ${await answer.text()}`);
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
}

function figuresOf(small: Measured, large: Measured): Figure[] {
  const [worst] = [...large.search].sort(([, a], [, b]) => b.p95 - a.p95);
  const [kind, timing] = worst ?? (["name", { p50: Number.NaN, p95: Number.NaN }] as const);
  const before = small.search.get(kind)?.p95 ?? Number.NaN;
  return [
    {
      name: "customer_search_p95_ms",
      value: timing.p95,
      unit: "ms",
      note: `the slowest kind (${kind}) among a million, through HTTP; aim under 30`,
    },
    {
      name: "customer_search_growth",
      value: timing.p95 / before,
      unit: "times",
      note: "the same kind, against 100 thousand",
    },
    ...kinds.map((each) => ({
      name: `customer_search_${each}_p95_ms`,
      value: large.search.get(each)?.p95 ?? Number.NaN,
      unit: "ms",
      note: `p50 ${large.search.get(each)?.p50.toFixed(1)}; among 100 thousand ${small.search.get(each)?.p95.toFixed(1)}; the statement alone ${large.statement.get(each)?.p95.toFixed(1)}`,
    })),
    {
      name: "recognise_p95_ms",
      value: large.recognise.p95,
      unit: "ms",
      note: `one number in, the whole customer out; among 100 thousand ${small.recognise.p95.toFixed(1)}; aim under 50`,
    },
  ];
}
