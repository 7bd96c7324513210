/**
 * Canaries: people whose numbers occur nowhere else. Every route of every module is called by every role about them, well
 * and badly, with their numbers put into every text field; then every answer, every log line and every row of the
 * database is searched for them. A route, a field or a table added tomorrow is covered without anyone's help.
 */
import assert from "node:assert/strict";
import { Writable } from "node:stream";
import { test } from "node:test";
import * as api from "../../contracts/customers.ts";
import type { Endpoint } from "../../contracts/endpoint.ts";
import { createLog } from "../foundation/log.ts";
import { sampleBody, sampleParam, sampleQuery, sampleUpload } from "../foundation/sample-input.ts";
import { buildHall } from "../modules/hall/testing.ts";
import { type Caller, orgs, type Reply, staffRoles, testCounty } from "../modules/identity/test-county.ts";
import { modules } from "./modules.ts";

/** Where a number may stand whole: it was asked for with a reason, and that is written down. */
const whole = new Set([api.unmaskField, api.copyPersonalData].map(nameOf));

const lines: string[] = [];
const log = createLog(
  "trace",
  new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  }),
);
const endpoints: readonly Endpoint[] = modules
  .flatMap(({ routes }) => routes)
  .map(({ endpoint }) => endpoint);
const county = await testCounty({
  routes: modules.filter(({ name }) => name !== "identity").flatMap((module) => module.routes),
  edge: { log },
});
await buildHall(county);
const [hallId = ""] = county.county.halls;

const canaries = [
  { kind: "id-card", value: "110105199003077657" },
  { kind: "mobile", value: "13951746208" },
  { kind: "landline", value: "051385197342" },
  { kind: "bank-account", value: "6217001935204817621" },
  { kind: "passport", value: "E71930528" },
] as const;
const numbers = canaries.map(({ value }) => value);
const personName = "鹤望兰";
const address = "青禾县望兰路96号7栋3单元1204室";

function nameOf({ method, path }: Endpoint): string {
  return `${method} ${path}`;
}

const callers = new Map<string, Caller>();
for (const role of staffRoles) callers.set(role, await county.signedIn(role));
for (const kind of ["kiosk", "display", "pad"] as const) callers.set(kind, await county.paired(kind));
const clerk = callers.get("clerk") as Caller;

const made = await clerk.call(api.createCustomer, {
  body: {
    kind: "individual",
    name: personName,
    unitId: county.county.root,
    personalFields: canaries.map(({ kind }, at) => ({ kind, value: numbers[at] ?? "" })),
  },
});
assert.equal(made.status, 200, JSON.stringify(made.body));
const { customerId } = made.body;
const account = await clerk.call(api.openAccount, {
  params: { customerId },
  body: {
    ...(sampleBody(api.openAccount as Endpoint) as object),
    sortCode: "03",
    useCode: "202",
    tradeCode: null,
    voltageCode: "AC02202",
    unitId: county.county.root,
    supplierAccountId: null,
    transfer: "none",
    number: null,
    premise: { address, levels: {} },
  } as never,
});
assert.equal(account.status, 200, JSON.stringify(account.body));

/** What is known of the canary, by the names that paths use. */
const known = new Map<string, string>([
  ["hallId", hallId],
  ["unitId", hallId],
  ["orgId", String(orgs.county)],
  ["customerId", customerId],
  ["accountId", account.body.accountId],
]);
await learnIds();

/** One id of every table that belongs to the canary or is the only one there. */
async function learnIds(): Promise<void> {
  const { rows } = await county.platform.asOwner((owner) =>
    owner.query(`select schemaname || '.' || tablename as name, tablename as short from pg_tables t
      where schemaname in ('customers', 'hall') and exists (select from information_schema.columns c
        where c.table_schema = t.schemaname and c.table_name = t.tablename and c.column_name = 'id' and c.data_type = 'uuid')`),
  );
  for (const { name, short } of rows) {
    const found = await county.platform.asOwner((owner) =>
      owner.query(`select id from ${name} where org_id = $1 order by id desc limit 1`, [orgs.county]),
    );
    const word = short
      .replace(/ies$/, "y")
      .replace(/s$/, "")
      .replace(/_(\w)/g, (_: string, letter: string) => letter.toUpperCase());
    for (const param of [`${word}Id`, `${word.replace(/^.*(?=[A-Z])/, "").toLowerCase()}Id`])
      if (found.rows[0] && !known.has(param)) known.set(param, found.rows[0].id);
  }
}

function pathOf(endpoint: Endpoint, values: ReadonlyMap<string, string> = known): string {
  return endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(values.get(name) ?? sampleParam(endpoint, name)),
  );
}

/** Where a number of a person is typed; what a hall or a role is called is nobody's number. */
const forNumbers = new Set(["value", "phone", "query", "idNumber"]);
/** Where people write what happened, and now and then a number with it. */
const forRemarks = new Set(["reason", "note", "result", "subject", "comment", "remark", "text"]);
/** Numbers that can be told from others wherever they stand. */
const hasShape = (text: string) => /^(1[3-9]\d{9}|\d{17}[\dX]|\d{19})$/.test(text);

const isSearch = ({ path }: Endpoint) => path.endsWith("/search");
/** Why a hall is closed on a day hangs on its door: it is about nobody. */
const isAboutHalls = ({ path }: Endpoint) => path.includes("/setup/");

/** A body with the canary in it, in every field that may hold a number, and its ids where ids are asked for. */
function withText(endpoint: Endpoint, value: unknown, text: string): unknown {
  if (Array.isArray(value)) return value.map((item) => withText(endpoint, item, text));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, item]): [string, unknown] => {
    if (key.endsWith("Id") && known.has(key)) return [key, known.get(key)];
    const isField = forNumbers.has(key) || (key === "text" && isSearch(endpoint));
    const isRemark = forRemarks.has(key) && hasShape(text) && !isAboutHalls(endpoint);
    return [key, (isField || isRemark) && typeof item === "string" ? text : withText(endpoint, item, text)];
  });
  return Object.fromEntries(entries);
}

const leaks = new Set<string>();
function search(what: string, text: string): void {
  for (const number of numbers) if (text.includes(number)) leaks.add(`${what}: ${number.slice(0, 3)}…`);
}

async function send(by: Caller, endpoint: Endpoint, body: unknown): Promise<Reply<unknown>> {
  const query = new URLSearchParams(sampleQuery(endpoint)).toString();
  const path = pathOf(endpoint) + (query ? `?${query}` : "");
  const upload = sampleUpload(endpoint);
  const reply = await by.send(
    endpoint.method,
    path,
    endpoint.method === "get" ? undefined : (upload ?? body),
  );
  const text = typeof reply.body === "string" ? reply.body : JSON.stringify(reply.body);
  const isWhole = whole.has(nameOf(endpoint)) && reply.status === 200;
  if (!isWhole) search(`${nameOf(endpoint)} ${reply.status}`, text);
  for (const [name, value] of reply.headers) search(`${nameOf(endpoint)} header ${name}`, value);
  return reply;
}

/** What signs a caller out or takes somebody's rights away would end the walk. */
const endsTheWalk = /sign-out|sessions|password|\/state$|erasure|totp|grants/;

test("what the roles see of the same customer is what the policy says, field by field", async () => {
  const seenAs = async (role: string) => {
    const { body } = await (callers.get(role) as Caller).call(api.readCustomer, { params: { customerId } });
    const text = (kind: string) => body.personalFields.find((field) => field.kind === kind)?.masked;
    return {
      name: body.name,
      phone: text("mobile"),
      paper: text("id-card"),
      bank: text("bank-account"),
      address: body.accounts[0]?.premise.address,
    };
  };
  const masked = { phone: "139****6208", paper: "110***********7657" };
  assert.deepEqual(await seenAs("clerk"), {
    name: personName,
    ...masked,
    bank: `${"*".repeat(15)}${numbers[3]?.slice(-4)}`,
    address,
  });
  assert.deepEqual(await seenAs("company-manager"), { name: personName, ...masked, bank: "***", address });
  const guide = await (callers.get("guide") as Caller).call(api.recognise, {
    body: { by: "phone", value: "13951746208" },
  });
  assert.equal(guide.status, 200, JSON.stringify(guide.body));
  const line = JSON.stringify(guide.body);
  assert.ok(line.includes("鹤*") && !line.includes(personName), line);
  assert.ok(!line.includes("1204"), line);
});

test("no answer of any route shows a number whole, whoever asks and whatever is sent", async (t) => {
  const answered = new Map<string, number>();
  const note = (endpoint: Endpoint, { status }: Reply<unknown>) =>
    answered.set(nameOf(endpoint), Math.min(answered.get(nameOf(endpoint)) ?? 999, status));
  // Once with every number, by whoever may.
  for (const endpoint of endpoints) {
    if (endpoint.method === "get" || endsTheWalk.test(endpoint.path)) continue;
    for (const by of callers.values()) {
      const reply = await send(by, endpoint, sampleBody(endpoint));
      if (reply.status === 401 || reply.status === 403) continue;
      note(endpoint, reply);
      for (const text of endpoint.body ? [personName, ...numbers] : [])
        await send(by, endpoint, withText(endpoint, sampleBody(endpoint), text));
      break;
    }
  }
  // Then everybody looks at what there is now.
  await learnIds();
  for (const by of callers.values())
    for (const endpoint of endpoints.filter(({ method }) => method === "get"))
      note(endpoint, await send(by, endpoint, undefined));
  const reached = [...answered].filter(([, status]) => status === 200).length;
  t.diagnostic(`${answered.size} of ${endpoints.length} routes walked, ${reached} answered 200`);
  assert.deepEqual([...leaks], []);
  assert.ok(reached > endpoints.length / 4);
});

test("the search itself would find them: seen with a reason, they are whole", async () => {
  const record = await clerk.call(api.readCustomer, { params: { customerId } });
  const field = record.body.personalFields.find(({ kind }) => kind === "mobile");
  const seen = await clerk.call(api.unmaskField, {
    params: { customerId, fieldId: field?.id ?? "" },
    body: { reasonCode: "call-back" },
  });
  assert.equal(seen.body.value, "13951746208");
});

test("no log line has a number, a name or an address of the walk", () => {
  assert.ok(lines.length > 1_000, String(lines.length));
  const found = lines.filter((line) => [...numbers, personName, address].some((text) => line.includes(text)));
  assert.deepEqual(found.slice(0, 3), []);
});

test("no row of any table has a number whole: a copy of the database gives nobody away", async (t) => {
  const ask = (text: string) => county.platform.asOwner((owner) => owner.query(text));
  const { rows: tables } = await ask(
    "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')",
  );
  const found: string[] = [];
  let rowCount = 0;
  for (const { name } of tables) {
    const { rows } = await ask(`select t::text as text from ${name} t`);
    rowCount += rows.length;
    for (const { text } of rows)
      if (numbers.some((number) => text.includes(number))) found.push(`${name}: ${text.slice(0, 300)}`);
  }
  t.diagnostic(`${tables.length} tables, ${rowCount} rows`);
  assert.deepEqual(found.slice(0, 5), []);
});
