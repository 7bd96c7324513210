/**
 * Injection, confused types and immoderate wishes, for every field of every route: taken from the list that the server
 * registers, and from the schemas of the contracts, so that a field added tomorrow is tried without anyone's help.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import pg from "pg";
import type { z } from "zod";
import type { Endpoint } from "../../contracts/endpoint.ts";
import { newToken } from "../foundation/ids.ts";
import {
  jsonSchemaOf,
  sampleBody,
  sampleParam,
  sampleQuery,
  sampleUpload,
  sampleValue,
} from "../foundation/sample-input.ts";
import { buildHall } from "../modules/hall/testing.ts";
import { type Caller, orgs, staffRoles, testCounty } from "../modules/identity/test-county.ts";
import { injections, marker } from "./injections.ts";
import { modules } from "./modules.ts";

type Json = z.core.JSONSchema.BaseSchema;
type Path = readonly (string | number)[];

// Every statement that any connection of this process sends, as text: values travel beside it, never in it.
const statements = new Set<string>();
const send = pg.Client.prototype.query;
pg.Client.prototype.query = function (this: pg.Client, ...args: never[]) {
  const [first] = args as unknown[];
  statements.add(typeof first === "string" ? first : String((first as { text?: unknown } | undefined)?.text));
  return (send as (...all: never[]) => unknown).apply(this, args);
} as typeof send;

const endpoints: readonly Endpoint[] = modules
  .flatMap(({ routes }) => routes)
  .map(({ endpoint }) => endpoint);
const county = await testCounty({
  routes: modules.filter(({ name }) => name !== "identity").flatMap((module) => module.routes),
});
await buildHall(county);
const [hallId = ""] = county.county.halls;
const callers = new Map<string, Caller>();
for (const role of staffRoles) callers.set(role, await county.signedIn(role));
for (const kind of ["kiosk", "display", "pad"] as const) callers.set(kind, await county.paired(kind));
const roles = (await import("../../catalogue/roles.json", { with: { type: "json" } })).default;

function callerFor({ capability }: Endpoint): Caller {
  if (capability === "anyone") return county.caller();
  if (capability.startsWith("my."))
    return county.caller({ authorization: `Ticket ${orgs.county}.${newToken()}` });
  const role = [...callers.keys()].find((code) => {
    const found = roles.find((one) => one.code === code);
    return capability === "signed-in" ? found?.duty !== "device" : found?.capabilities.includes(capability);
  });
  const found = callers.get(role ?? "");
  assert.ok(found, `nobody may ${capability}`);
  return found;
}

function addressOf(endpoint: Endpoint, query: Record<string, string> = sampleQuery(endpoint)): string {
  const fixed: Record<string, string> = { hallId, unitId: hallId, orgId: String(orgs.county) };
  const path = endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(fixed[name] ?? sampleParam(endpoint, name)),
  );
  const search = new URLSearchParams(query).toString();
  return search ? `${path}?${search}` : path;
}

const call = (endpoint: Endpoint, body: unknown, query?: Record<string, string>) =>
  callerFor(endpoint).send(endpoint.method, addressOf(endpoint, query), sampleUpload(endpoint) ?? body);

/** Every leaf of a schema, optional ones too, with its kind. */
function leaves(schema: Json, path: Path = []): { path: Path; schema: Json }[] {
  const choices = (schema.anyOf ?? schema.oneOf) as Json[] | undefined;
  if (choices) return leaves(choices.find(({ type }) => type !== "null") ?? {}, path);
  if (schema.type === "object")
    return Object.entries(schema.properties ?? {}).flatMap(([name, one]) =>
      leaves(one as Json, [...path, name]),
    );
  if (schema.type === "array") return leaves((schema.items ?? {}) as Json, [...path, 0]);
  return [{ path, schema }];
}

/** The value with something else at a path; what lies on the way and is missing is made from the schema. */
function withAt(value: unknown, schema: Json, [head, ...rest]: Path, put: unknown): unknown {
  const choices = (schema.anyOf ?? schema.oneOf) as Json[] | undefined;
  const own = choices ? (choices.find(({ type }) => type !== "null") ?? {}) : schema;
  if (head === undefined) return put;
  if (typeof head === "number") {
    const items = (own.items ?? {}) as Json;
    const list = Array.isArray(value) && value.length > 0 ? value : [sampleValue(items)];
    return [withAt(list[0], items, rest, put), ...list.slice(1)];
  }
  const object = typeof value === "object" && value !== null ? value : (sampleValue(own) as object);
  const inner = (own.properties?.[head] ?? {}) as Json;
  return { ...object, [head]: withAt(Reflect.get(object, head), inner, rest, put) };
}

/** Every endpoint gets so many of the injections: in the short form a part that goes round, so that the fields share them all. */
const parts = process.env.FAULTS === "long" ? 1 : 6;

test("sixty injections into the text fields: no error, no delay, and no statement ever holds one", async (t) => {
  const wrong: string[] = [];
  let fields = 0;
  let calls = 0;
  for (const [place, endpoint] of endpoints.entries()) {
    const { body } = endpoint;
    const sample = sampleBody(endpoint);
    const schema = body && jsonSchemaOf(body);
    const texts = schema ? leaves(schema).filter((leaf) => leaf.schema.type === "string") : [];
    fields += texts.length;
    const bodyWith = (paths: readonly Path[], text: string) =>
      paths.reduce<unknown>((made, path) => withAt(made, schema ?? {}, path, text), sample);
    const passes = (paths: readonly Path[], text: string) => body?.safeParse(bodyWith(paths, text)).success;
    const paths = texts.map(({ path }) => path);
    // What the contract lets through is tried all fields at once, and each by itself with some, in case one field's
    // refusal hides another; of what it refuses at the door, a few are enough.
    const made = injections.flatMap((text, nth) => {
      if (nth % parts !== place % parts) return [];
      const open = paths.filter((path) => passes([path], text));
      const alone = paths.filter((path, field) =>
        open.includes(path) ? Math.floor(nth / parts + field) % 10 === 0 : nth < 3,
      );
      return [open, ...alone.map((path) => [path])]
        .filter((some) => some.length > 0)
        .map((some) => ({ some, text }));
    });
    for (const { some, text } of made) {
      calls++;
      const begun = performance.now();
      const { status } = await call(endpoint, bodyWith(some, text));
      const ms = performance.now() - begun;
      if (status >= 500 || ms > 4_000)
        wrong.push(
          `${endpoint.method} ${endpoint.path} ${some.map((path) => path.join("."))}: ${status} in ${ms} ms`,
        );
    }
    if (endpoint.method !== "get" || endpoint.file) continue;
    for (const name of Object.keys((endpoint.query && jsonSchemaOf(endpoint.query).properties) ?? {})) {
      fields++;
      // Each parameter gets another eighth of them, so that together they get all.
      for (const text of injections.filter((_, nth) => nth % 8 === fields % 8)) {
        calls++;
        const { status } = await call(endpoint, undefined, { ...sampleQuery(endpoint), [name]: text });
        if (status >= 500) wrong.push(`${endpoint.path}?${name}=${text}: ${status}`);
      }
    }
  }
  t.diagnostic(`${calls} calls into ${fields} fields, ${statements.size} statements`);
  assert.deepEqual(wrong, []);
  assert.ok(fields > 80);
  assert.deepEqual(
    [...statements].filter((text) => text.includes(marker)),
    [],
    "a value became part of a statement",
  );
  const { rows } = await county.platform.asOwner((client) =>
    client.query("select count(*)::int as count from identity.staff"),
  );
  assert.ok(rows[0].count > 10, "nobody dropped anything");
});

test("the listening itself works: a statement with a value in it is seen", async () => {
  await county.platform.asOwner((client) => client.query(`select '${marker}' as x`));
  assert.ok([...statements].some((text) => text.includes(marker)));
});

test("numbers for texts, lists for numbers, objects for both: refused by the contract, never a fault", async (t) => {
  const wrong: string[] = [];
  let calls = 0;
  const values: unknown[] = [
    0,
    -1,
    1e308,
    true,
    "1",
    "",
    [],
    [[]],
    {},
    { $gt: "" },
    ["x"],
    { toString: "x" },
  ];
  let field = 0;
  for (const endpoint of endpoints) {
    const { body } = endpoint;
    if (!body) continue;
    const schema = jsonSchemaOf(body);
    for (const { path } of leaves(schema)) {
      field++;
      const mine = values.filter((_, nth) => nth % parts === field % parts);
      const made = mine.map((value) => withAt(sampleBody(endpoint), schema, path, value));
      for (const one of made.filter((each) => !body.safeParse(each).success)) {
        calls++;
        const { status, code } = await call(endpoint, one);
        if (status !== 400 || code !== "request.invalid")
          wrong.push(
            `${endpoint.method} ${endpoint.path} ${path.join(".")} ${JSON.stringify(one)}: ${status} ${code}`,
          );
      }
    }
  }
  t.diagnostic(`${calls} calls`);
  assert.deepEqual(wrong.slice(0, 10), []);
});

test("nobody gets a page of a million rows, and every list has its bound", async () => {
  const wrong: string[] = [];
  for (const endpoint of endpoints) {
    const query = endpoint.query ? jsonSchemaOf(endpoint.query).properties : undefined;
    for (const name of ["limit", "pageSize", "count"].filter((one) => query && one in query)) {
      for (const value of ["1000000", "0", "-1", "1.5", "1e9", "NaN", ""]) {
        const { status } = await call(endpoint, undefined, { ...sampleQuery(endpoint), [name]: value });
        if (status !== 400) wrong.push(`${endpoint.path}?${name}=${value}: ${status}`);
      }
    }
    const schema = endpoint.body && jsonSchemaOf(endpoint.body);
    for (const [name, one] of Object.entries(schema?.properties ?? {})) {
      const list = one as Json;
      if (list.type === "array" && list.maxItems === undefined && !hasEnumItems(list))
        wrong.push(`${endpoint.path} ${name}: a list without bound`);
    }
  }
  assert.deepEqual(wrong, []);
});

/** A list of a few known words cannot grow beyond what the body may hold. */
const hasEnumItems = (list: Json) => Boolean((list.items as Json | undefined)?.enum);
