/**
 * Every route of every module, taken from the list that the server registers: strangers stay out, roles reach exactly
 * what the catalogue of roles says, other companies' things do not exist, and malformed calls are refused. A route
 * added tomorrow is walked without anyone's help.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import pg from "pg";
import roles from "../../catalogue/roles.json" with { type: "json" };
import type { Endpoint } from "../../contracts/endpoint.ts";
import {
  createApiKey as createApiKeyEndpoint,
  keyCapabilities,
  startPreview,
} from "../../contracts/identity.ts";
import { newToken } from "../foundation/ids.ts";
import { sampleBody, sampleParam, sampleQuery, sampleUpload } from "../foundation/sample-input.ts";
import { buildArchive } from "../modules/customers/testing-archive.ts";
import { takeTicket } from "../modules/hall/take-ticket.ts";
import { buildHall, plainOrder } from "../modules/hall/testing.ts";
import { type Caller, orgs, type Reply, staffRoles, testCounty } from "../modules/identity/test-county.ts";
import { modules } from "./modules.ts";

/** Open to anyone, each for a reason; a route that is not here asks who calls. */
const open = new Set([
  // Signing in and pairing come before anyone is known.
  "get /api/identity/companies",
  "post /api/identity/sign-in",
  "post /api/identity/sign-out",
  "post /api/identity/sign-on/begin",
  "post /api/identity/sign-on/finish",
  "post /api/identity/devices/pair",
  "get /api/identity/devices/me",
  // What hangs on the hall's door.
  "get /api/hall/{hallId}/front",
  "get /api/hall/{hallId}/opening",
  // A number and an appointment by phone: the token or the code that comes back is the right.
  "post /api/hall/{hallId}/phone-tickets",
  "get /api/hall/{hallId}/slots",
  "post /api/hall/{hallId}/appointments",
  "get /api/hall/{hallId}/appointments/mine",
  "post /api/hall/{hallId}/appointments/cancel",
  "post /api/hall/{hallId}/phone-check-in",
  // An order without an account: what opens it is a code to the phone that was given with it.
  "post /api/my/order-codes",
  "post /api/my/order-sessions",
  // The stand-in phone of the sample county; not there anywhere else.
  "get /api/my/sample-inbox",
]);

const routes = modules.flatMap((module) => module.routes);
const endpoints: readonly Endpoint[] = routes.map((route) => route.endpoint);
const lives = routes.filter(({ live }) => live).map(({ endpoint }) => endpoint);
const county = await testCounty({
  routes: modules.filter(({ name }) => name !== "identity").flatMap((module) => module.routes),
});
const { caller, platform } = county;
// Halls at work on both sides of the fence.
await buildHall(county);
const theirHall = await buildHall({ ...county, county: county.neighbour });
const [hallId = ""] = county.county.halls;
const nameOf = ({ method, path }: Endpoint) => `${method} ${path}`;

const callers = new Map<string, Caller>();
for (const role of staffRoles) callers.set(role, await county.signedIn(role));
callers.set("city-manager", await county.signedIn("city-manager", orgs.city));
for (const kind of ["kiosk", "display", "pad"] as const) callers.set(kind, await county.paired(kind));
/** Another system with all that one may hold: it reaches what says `forKeys`, nothing else. */
const { key } = (
  await (
    await county.signedIn("security-admin")
  ).call(createApiKeyEndpoint, {
    body: {
      name: "外部系统",
      system: "12345",
      capabilities: [...keyCapabilities],
      unitId: county.county.root,
      days: 30,
      reason: "试验",
    },
  })
).body;
const otherSystem = caller({ authorization: `Bearer ${key}` });
const customer = () => caller({ authorization: `Ticket ${orgs.county}.${newToken()}` });

type Change = {
  params?: Record<string, string>;
  body?: unknown;
  query?: string;
  headers?: Record<string, string>;
  path?: string;
};

function pathWith(endpoint: Endpoint, params: Record<string, string> = {}): string {
  const fixed: Record<string, string> = { hallId, unitId: hallId, orgId: String(orgs.county), ...params };
  return endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(fixed[name] ?? sampleParam(endpoint, name)),
  );
}

/** A well-formed call, with this or that changed. */
function send(by: Caller, endpoint: Endpoint, change: Change = {}): Promise<Reply<unknown>> {
  const query = change.query ?? new URLSearchParams(sampleQuery(endpoint)).toString();
  const path = (change.path ?? pathWith(endpoint, change.params)) + (query ? `?${query}` : "");
  const body = "body" in change ? change.body : (sampleUpload(endpoint) ?? sampleBody(endpoint));
  return by.send(endpoint.method, path, endpoint.method === "get" ? undefined : body, change.headers);
}

const holds = (role: string, endpoint: Endpoint): boolean => {
  if (endpoint.capability === "anyone") return true;
  const found = roles.find(({ code }) => code === role);
  if (endpoint.capability === "signed-in") return found?.duty !== "device";
  return found?.capabilities.includes(endpoint.capability) ?? false;
};

/** Somebody who may: the role with the fewest rights besides. */
function holderOf(endpoint: Endpoint): Caller {
  if (endpoint.capability.startsWith("my.")) return customer();
  const role = [...callers.keys()].find((one) => one !== "city-manager" && holds(one, endpoint));
  assert.ok(role, `no role may ${nameOf(endpoint)}`);
  const holder = callers.get(role);
  assert.ok(holder);
  return holder;
}

/** Collects all differences, so that one run tells everything. */
async function walk(
  list: readonly Endpoint[],
  check: (endpoint: Endpoint) => Promise<string | undefined>,
): Promise<void> {
  const wrong: string[] = [];
  for (const endpoint of list) {
    const fault = await check(endpoint);
    if (fault) wrong.push(`${nameOf(endpoint)}: ${fault}`);
  }
  assert.deepEqual(wrong, []);
}

const commands = endpoints.filter(({ method }) => method !== "get");
const withBody = commands.filter(({ body }) => body);
const guarded = endpoints.filter((endpoint) => !open.has(nameOf(endpoint)));

test("no two routes share an address, and every path begins with its module", () => {
  assert.equal(new Set(endpoints.map(nameOf)).size, endpoints.length);
  assert.ok(endpoints.length >= 40);
});

test("strangers are asked to sign in everywhere but on the short list, HEAD and live views included", async () => {
  await walk(guarded, async (endpoint) => {
    const seen = [await send(caller(), endpoint)];
    if (endpoint.method === "get") seen.push(await caller().send("head", pathWith(endpoint)));
    if (lives.includes(endpoint))
      seen.push(await send(caller(), endpoint, { path: `${pathWith(endpoint)}/live` }));
    return seen.every(({ status }) => status === 401) ? undefined : seen.map(({ status }) => status).join();
  });
});

test("the open routes are those on the list, no more", async () => {
  await walk(endpoints, async (endpoint) =>
    (endpoint.capability === "anyone") === open.has(nameOf(endpoint))
      ? undefined
      : `capability ${endpoint.capability}`,
  );
});

test("OPTIONS opens nothing to other sites", async () => {
  await walk(endpoints, async (endpoint) => {
    const { status, headers } = await caller().send("options", pathWith(endpoint));
    return status >= 400 && !headers.has("access-control-allow-origin") ? undefined : String(status);
  });
});

test("made-up, foreign and ended credentials are strangers", async () => {
  const forged = [
    { cookie: `mc_staff=${orgs.county}.${newToken()}` },
    { cookie: `mc_staff=${orgs.county}.${"A".repeat(2_000)}` },
    { cookie: "mc_staff=1 or 1=1.x" },
    { "x-device": "01900000-0000-7000-8000-000000000000" },
    { authorization: "Bearer x" },
    { authorization: `Bearer mck_${orgs.county}_${newToken()}` },
    { authorization: "Ticket 1.short" },
  ];
  const [first] = guarded;
  assert.ok(first);
  for (const headers of forged)
    assert.equal((await send(caller(headers), first)).status, 401, JSON.stringify(headers));
});

for (const [role, by] of [...callers, ["customer", customer()] as const]) {
  test(`${role} reaches what the catalogue of roles says, nothing else`, async () => {
    await walk(guarded, async (endpoint) => {
      if (endpoint.capability === "signed-in" && role !== "customer" && holds(role, endpoint))
        return undefined;
      const may = role === "customer" ? endpoint.capability.startsWith("my.") : holds(role, endpoint);
      // An empty body: what is allowed stops at the schema, and nothing is done.
      const reply = await send(by, endpoint, { body: {} });
      const isRefused = reply.status === 401 || reply.status === 403;
      if (may === !isRefused) return undefined;
      // A role of the city company holds nothing that the county's halls are asked for by another company's path.
      return `${may ? "should pass" : "should be refused"}, got ${reply.status} ${reply.code}`;
    });
    await walk(
      lives.filter((endpoint) => guarded.includes(endpoint) && !holds(role, endpoint) && role !== "customer"),
      async (endpoint) => {
        const reply = await send(by, endpoint, { path: `${pathWith(endpoint)}/live` });
        return reply.status === 403 ? undefined : `live got ${reply.status}`;
      },
    );
  });
}

test("a key reaches what is for keys, nothing else, also not live", async () => {
  const mine: readonly string[] = keyCapabilities;
  await walk(guarded, async (endpoint) => {
    const may = endpoint.forKeys === true && mine.includes(endpoint.capability);
    const { status, code } = await send(otherSystem, endpoint, { body: {} });
    const isRefused = status === 401 || status === 403;
    if (may !== !isRefused || status >= 500)
      return `${may ? "should pass" : "should be refused"}: ${status} ${code}`;
    return !endpoint.forKeys && code !== "access.not_for_keys" ? code : undefined;
  });
  await walk(
    lives.filter((endpoint) => guarded.includes(endpoint) && !endpoint.forKeys),
    async (endpoint) => {
      const reply = await send(otherSystem, endpoint, { path: `${pathWith(endpoint)}/live` });
      return reply.status === 403 ? undefined : `live got ${reply.status}`;
    },
  );
  // An endpoint that is for keys asks for something that a key can hold.
  await walk(
    endpoints.filter(({ forKeys }) => forKeys),
    async ({ capability }) => (mine.includes(capability) ? undefined : `no key holds ${capability}`),
  );
});

test("things of another company do not exist", async (t) => {
  // The neighbour has one of everything.
  await county.signedIn("clerk", orgs.neighbour);
  await county.paired("kiosk", county.neighbour.halls[0]);
  const input = plainOrder([theirHall.service("B1")]);
  await theirHall.run((ctx) => takeTicket(ctx, theirHall.hallId, input));
  await buildArchive({ platform, orgId: orgs.neighbour, unitId: county.neighbour.root });
  const theirs = await idsOf(orgs.neighbour);
  const asked = new Set(endpoints.flatMap(({ path }) => path.match(/(?<=\{)\w+Id(?=\})/g) ?? []));
  t.diagnostic(`ids tried: ${[...asked].filter((name) => theirs.has(name)).join(", ")}`);
  const untried = [...asked].filter((name) => !theirs.has(name));
  if (untried.length > 0) t.diagnostic(`the neighbour has none of: ${untried.join(", ")}`);
  await walk(guarded, async (endpoint) => {
    const names = [...endpoint.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "");
    const foreign = names.filter((name) => theirs.has(name));
    for (const name of foreign) {
      const value = theirs.get(name) ?? "";
      const reply = await send(holderOf(endpoint), endpoint, { params: { [name]: value } });
      if (reply.status !== 404) return `${name} of the neighbour: ${reply.status} ${reply.code}`;
    }
    return undefined;
  });
});

/**
 * One real id of that company for each name that a path may use: `ticketId` is the `id` of a table `tickets`, else any
 * table's column `ticket_id`.
 */
async function idsOf(orgId: number): Promise<Map<string, string>> {
  const client = new pg.Client({ connectionString: platform.ownerUrl });
  await client.connect();
  const found = new Map<string, string>([
    ["hallId", county.neighbour.halls[0] ?? ""],
    ["unitId", county.neighbour.halls[0] ?? ""],
  ]);
  const irregular: Record<string, string> = { people: "person_id" };
  const { rows } = await client.query<{ table: string; column: string }>(
    `select c.table_schema || '.' || c.table_name as table, c.column_name as column from information_schema.columns c
     where c.data_type = 'uuid' and exists (select from information_schema.columns o where o.table_schema = c.table_schema
       and o.table_name = c.table_name and o.column_name = 'org_id')
     order by (c.column_name = 'id') desc`,
  );
  const own = (table: string) => {
    const name = table.replace(/^.*\./, "");
    return irregular[name] ?? `${name.replace(/ies$/, "y").replace(/s$/, "")}_id`;
  };
  for (const { table, column } of rows) {
    const name = (column === "id" ? own(table) : column).replace(/_(\w)/g, (_, letter: string) =>
      letter.toUpperCase(),
    );
    if (found.has(name)) continue;
    const value = await client.query<{ id: string | null }>(
      `select ${column}::text as id from ${table} where org_id = $1 and ${column} is not null limit 1`,
      [orgId],
    );
    if (value.rows[0]?.id) found.set(name, value.rows[0].id);
  }
  await client.end();
  return found;
}

test("commands from other sites are refused before anything else", async () => {
  await walk(commands, async (endpoint) => {
    const replies = [
      await send(holderOf(endpoint), endpoint, { headers: { origin: "https://evil.example" } }),
      await send(holderOf(endpoint), endpoint, { headers: { "sec-fetch-site": "cross-site" } }),
      await send(holderOf(endpoint), endpoint, { headers: { origin: "null" } }),
    ];
    return replies.every(({ code }) => code === "request.foreign_origin")
      ? undefined
      : replies.map(({ status }) => status).join();
  });
  await walk(lives, async (endpoint) => {
    const headers = { origin: "https://evil.example" };
    const reply = await send(holderOf(endpoint), endpoint, { path: `${pathWith(endpoint)}/live`, headers });
    return reply.status === 403 ? undefined : `live ${reply.status}`;
  });
});

test("a command without an Idempotency-Key is not done", async () => {
  await walk(
    commands.filter(({ repeatable }) => !repeatable),
    async (endpoint) => {
      const { code, status } = await send(holderOf(endpoint), endpoint, {
        headers: { "idempotency-key": "" },
      });
      return code === "request.key_missing" ? undefined : `${status} ${code}`;
    },
  );
});

test("fields that nobody asked for are refused", async () => {
  await walk(withBody, async (endpoint) => {
    for (const extra of [{ isAdmin: true }, { orgId2: 1 }, { granted_by: null }]) {
      const { code, status } = await send(holderOf(endpoint), endpoint, {
        body: { ...sampleBody(endpoint), ...extra },
      });
      if (code !== "request.invalid") return `${status} ${code}`;
    }
    return undefined;
  });
});

test("malformed, polluting, deep and oversized bodies are refused", async () => {
  const valid = (endpoint: Endpoint) => JSON.stringify(sampleBody(endpoint) ?? {}).slice(1);
  const comma = (rest: string) => (rest === "}" ? "}" : `,${rest}`);
  const bodies: [string, number, (endpoint: Endpoint) => string][] = [
    ["not JSON", 400, () => "{oops"],
    ["a list", 400, () => "[]"],
    ["null", 400, () => "null"],
    ["__proto__", 400, (endpoint) => `{"__proto__":{"isAdmin":true}${comma(valid(endpoint))}`],
    ["constructor", 400, (endpoint) => `{"constructor":{"prototype":{}}${comma(valid(endpoint))}`],
    ["deep", 400, (endpoint) => `{"x":${"[".repeat(500)}${"]".repeat(500)}${comma(valid(endpoint))}`],
    ["oversized", 413, (endpoint) => `{"x":"${"y".repeat((endpoint.bodyLimit ?? 65_536) + 1)}"}`],
  ];
  await walk(withBody, async (endpoint) => {
    for (const [what, expected, make] of bodies) {
      const { status, code } = await send(holderOf(endpoint), endpoint, { body: make(endpoint) });
      if (status !== expected) return `${what}: ${status} ${code}`;
    }
    return undefined;
  });
});

test("a parameter given twice is refused; ids that are none are not found", async () => {
  await walk(guarded, async (endpoint) => {
    const twice = await send(holderOf(endpoint), endpoint, { query: "limit=1&limit=2" });
    if (twice.status !== 400) return `twice: ${twice.status} ${twice.code}`;
    const names = [...endpoint.path.matchAll(/\{(\w+Id)\}/g)].map(([, name]) => name ?? "");
    for (const name of names)
      for (const value of ["x", "' or 1=1 --", "..%2f..", "00000000-0000-0000-0000-000000000000"]) {
        const reply = await send(holderOf(endpoint), endpoint, { params: { [name]: value } });
        if (reply.status !== 404) return `${name}=${value}: ${reply.status} ${reply.code}`;
      }
    return undefined;
  });
});

const payloads = [
  "' or '1'='1",
  "'; drop table identity.staff; --",
  "\\'; select pg_sleep(5); --",
  "1; copy (select 1) to program 'id'",
  "$$;$$",
  "%27%20or%201=1",
  "<script>alert(1)</script>",
  "{{7*7}}",
  "#{7*7}",
  "../../etc/passwd",
  "=cmd|' /C calc'!A0",
  "\u202eabc",
  "a\u0000b",
  "😀".repeat(40),
  "x".repeat(60_000),
];

test("hostile text in any text field never breaks anything", async () => {
  await walk(endpoints, async (endpoint) => {
    const body = sampleBody(endpoint) ?? {};
    const fields = Object.keys(body).filter((name) => typeof body[name] === "string");
    for (const payload of payloads) {
      for (const field of fields) {
        const reply = await send(holderOf(endpoint), endpoint, { body: { ...body, [field]: payload } });
        if (reply.status >= 500) return `${field}=${payload.slice(0, 30)}: ${reply.status}`;
      }
      const query = new URLSearchParams({ ...sampleQuery(endpoint), text: payload.slice(0, 100) }).toString();
      if (endpoint.method !== "get" || endpoint.file) continue;
      const reply = await send(holderOf(endpoint), endpoint, { query });
      if (reply.status >= 500) return `query: ${payload.slice(0, 30)}: ${reply.status}`;
    }
    return undefined;
  });
});

test("every answer carries the security headers, and no refusal tells more than it should", async () => {
  await walk(endpoints, async (endpoint) => {
    for (const reply of [
      await send(caller(), endpoint),
      await send(holderOf(endpoint), endpoint, { body: {} }),
    ]) {
      const { headers } = reply;
      const csp = headers.get("content-security-policy") ?? "";
      const scripts = /script-src ([^;]*)/.exec(csp)?.[1] ?? "*";
      // A file opened by itself runs nothing at all.
      const isShut = reply.status === 200 && endpoint.file && csp === "default-src 'none'; sandbox";
      if (!isShut && (scripts !== "'self'" || !csp.includes("frame-ancestors 'none'"))) return `csp ${csp}`;
      if (headers.get("x-content-type-options") !== "nosniff") return "nosniff";
      if (headers.get("cache-control") !== "no-store") return `cache-control ${headers.get("cache-control")}`;
      if (!headers.get("x-request-id")) return "x-request-id";
      if (headers.has("server") || headers.has("x-powered-by")) return "tells what it runs";
      const text = JSON.stringify(reply.body);
      if (reply.status >= 400 && /\bat .*\.ts:\d|select .* from|node_modules|pg_/i.test(text))
        return text.slice(0, 200);
      if (reply.status >= 400 && !headers.get("content-type")?.startsWith("application/problem+json"))
        return "not a problem document";
    }
    return undefined;
  });
});

test("an unknown address is a problem document like any other", async () => {
  const reply = await caller().send("get", "/api/no/such/thing");
  assert.equal(reply.code, "route.not_found");
});

test("while a role is previewed every command and every file is refused, of whatever module", async () => {
  const by = await county.signedIn("security-admin");
  const body = { role: "hall-manager" };
  assert.equal((await by.call(startPreview, { body })).status, 200);
  await walk(
    endpoints.filter(({ method, file, duringPreview }) => (method !== "get" || file) && !duringPreview),
    async (endpoint) => {
      const { status, code } = await send(by, endpoint);
      return code === "access.preview" ? undefined : `${status} ${code}`;
    },
  );
});
