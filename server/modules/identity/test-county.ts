/** A province, a city and two county companies with people of every role, for tests. Factories fill in the rest. */
import type { Hono } from "hono";
import pg from "pg";
import type { CallOf, Endpoint, ResultOf } from "../../../contracts/endpoint.ts";
import { pairDevice as pairDeviceEndpoint, signIn as signInEndpoint } from "../../../contracts/identity.ts";
import type { Gate } from "../../foundation/http/access.ts";
import type { EdgeOptions } from "../../foundation/http/app.ts";
import type { Route } from "../../foundation/http/route.ts";
import { newId } from "../../foundation/ids.ts";
import { type Template, type TestPlatform, testPlatform } from "../../foundation/test-kit.ts";
import {
  createDevice,
  identity,
  identityGate,
  type SeedStaff,
  seedCompany,
  seedHall,
  seedStaff,
} from "./index.ts";

export const orgs = { province: 99, city: 9901, county: 990101, neighbour: 990102 } as const;
/** Cheap to check; the parameters stay with the hash, so real ones are not needed where speed is not the point. */
export const cheapHash = { algorithm: "argon2id", memoryKib: 64, passes: 1, lanes: 1 } as const;
export const testPassword = "Bright-Pane-72";

export type Reply<T> = {
  status: number;
  body: T;
  code: string | undefined;
  headers: Headers;
  cookies: string[];
};

/** Commands that were done in this test file, to be looked for on the audit trail. */
export const commandsDone: { endpoint: Endpoint; requestId: string }[] = [];

/** A browser, a device or a script: it keeps its cookies and sends keys as the web does. */
export class Caller {
  readonly #app: Pick<Hono, "request">;
  readonly #headers: Record<string, string>;
  readonly cookies = new Map<string, string>();

  constructor(app: Pick<Hono, "request">, headers: Record<string, string> = {}) {
    this.#app = app;
    this.#headers = headers;
  }

  async call<E extends Endpoint>(
    endpoint: E,
    input: CallOf<E> = {},
    headers: Record<string, string> = {},
  ): Promise<Reply<ResultOf<E>>> {
    const reply = await this.send<ResultOf<E>>(endpoint.method, pathOf(endpoint, input), input.body, headers);
    if (reply.status === 200 && endpoint.method !== "get")
      commandsDone.push({ endpoint, requestId: reply.headers.get("x-request-id") ?? "" });
    return reply;
  }

  /** A live view: its body goes on until it is cancelled. */
  async open(path: string): Promise<Response> {
    const cookie = [...this.cookies].map((pair) => pair.join("=")).join("; ");
    const headers = { ...(cookie ? { cookie } : {}), ...this.#headers };
    return this.#app.request(`http://localhost:8080${path}`, { headers });
  }

  async send<T>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Reply<T>> {
    const response = await this.#app.request(`http://localhost:8080${path}`, {
      method: method.toUpperCase(),
      headers: {
        ...(method === "get" ? {} : { "idempotency-key": newId() }),
        ...(this.cookies.size > 0
          ? { cookie: [...this.cookies].map((pair) => pair.join("=")).join("; ") }
          : {}),
        ...this.#headers,
        ...headers,
      },
      ...(body === undefined ? {} : { body: asSent(body) }),
    });
    const cookies = response.headers.getSetCookie();
    for (const cookie of cookies) this.#keep(cookie);
    const text = await response.text();
    const parsed = text.startsWith("{") ? JSON.parse(text) : text;
    return { status: response.status, body: parsed, code: parsed.code, headers: response.headers, cookies };
  }

  #keep(cookie: string): void {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
    if (!name) return;
    if (value) this.cookies.set(name, value);
    else this.cookies.delete(name);
  }
}

/** Text and bytes go as they are: broken JSON, and files. */
const asSent = (body: unknown): string | Uint8Array<ArrayBuffer> =>
  typeof body === "string" || body instanceof Uint8Array
    ? (body as string | Uint8Array<ArrayBuffer>)
    : JSON.stringify(body);

/** The address of an endpoint with its parameters filled in. */
export function pathOf(endpoint: Endpoint, input: CallOf<Endpoint>): string {
  const params = (input.params ?? {}) as Record<string, string>;
  const path = endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(params[name] ?? ""),
  );
  const query = new URLSearchParams(input.query as Record<string, string> | undefined).toString();
  return query ? `${path}?${query}` : path;
}

export type Org = { readonly orgId: number; readonly root: string; readonly halls: readonly string[] };
export type TestCounty = {
  readonly platform: TestPlatform;
  readonly gate: Gate;
  readonly app: Pick<Hono, "request">;
  readonly county: Org;
  readonly neighbour: Org;
  readonly city: Org;
  /** Staff ids by login name; each county has one person per role, the login being the role's code. */
  readonly people: ReadonlyMap<string, string>;
  readonly signedIn: (login: string, orgId?: number) => Promise<Caller>;
  readonly caller: (headers?: Record<string, string>) => Caller;
  readonly addStaff: (orgId: number, staff: Partial<SeedStaff> & { login: string }) => Promise<string>;
  /** Enrols and pairs a device of a hall; the caller speaks as it. */
  readonly paired: (kind: "kiosk" | "display" | "pad", hallId?: string, windowId?: string) => Promise<Caller>;
};

export const staffRoles = [
  "system-admin",
  "security-admin",
  "auditor",
  "hall-manager",
  "duty-manager",
  "guide",
  "clerk",
  "company-manager",
  "dispatcher",
  "field-worker",
  "quality-inspector",
] as const;

/** The commands done so far that left no audit row, by address. */
export async function untraced(platform: TestPlatform): Promise<string[]> {
  const client = new pg.Client({ connectionString: platform.ownerUrl });
  await client.connect();
  const { rows } = await client.query<{ id: string }>(
    "select distinct request_id as id from foundation.audit",
  );
  await client.end();
  const traced = new Set(rows.map(({ id }) => id));
  return commandsDone
    .filter(({ requestId }) => !traced.has(requestId))
    .map(({ endpoint: { method, path } }) => `${method} ${path}`);
}

type Options = {
  /** Routes of other modules, to be tested with identity's. */
  readonly routes?: readonly Route[];
  readonly edge?: Partial<EdgeOptions>;
  readonly publicUrl?: string;
  /** Administrators need one-time codes, as in a real company; without it they sign in by password alone. */
  readonly needsCodes?: boolean;
  /** A county with more in it than people; its `fill` begins with `fillCounty`. */
  readonly template?: Template;
};

export async function testCounty(options: Options = {}): Promise<TestCounty> {
  const isSample = options.needsCodes !== true;
  const platform = await testPlatform(
    options.template ?? {
      kind: isSample ? "county" : "strict",
      fill: (empty) => fillCounty(empty, isSample),
    },
  );
  const gate = identityGate(platform, options.publicUrl);
  const routes = [...identity.routes, ...(options.routes ?? [])];
  const app = platform.edge(routes, gate, {
    ...options.edge,
    ...(options.publicUrl ? { publicUrl: options.publicUrl } : {}),
  }) as unknown as Pick<Hono, "request">;
  const { people, city, county, neighbour } = await readCounty(platform);
  let number = 1000 + people.size;
  const addStaff: TestCounty["addStaff"] = async (orgId, staff) => {
    const staffId = await seedPerson(platform, orgId, `T${++number}`, staff);
    people.set(`${orgId}/${staff.login}`, staffId);
    if (orgId === orgs.county) people.set(staff.login, staffId);
    return staffId;
  };

  const caller: TestCounty["caller"] = (headers) => new Caller(app, headers);
  const signedIn: TestCounty["signedIn"] = async (login, orgId = orgs.county) => {
    const made = caller();
    const { status, body } = await made.call(signInEndpoint, {
      body: { orgId, login, password: testPassword },
    });
    if (status !== 200) throw new Error(`${login} could not sign in: ${JSON.stringify(body)}`);
    return made;
  };
  const paired: TestCounty["paired"] = async (kind, hallId = county.halls[0] ?? "", windowId) => {
    const orgId = county.halls.includes(hallId) ? county.orgId : neighbour.orgId;
    const input = { hallId, kind, name: `${kind} of a test`, ...(windowId ? { windowId } : {}) };
    const { pairingCode } = await platform.command(orgId, (ctx) => createDevice(ctx, input));
    const fresh = caller();
    const { body } = await fresh.call(pairDeviceEndpoint, { body: { pairingCode } });
    const made = caller({ "x-device": body.deviceId });
    for (const [name, value] of fresh.cookies) made.cookies.set(name, value);
    return made;
  };
  return {
    platform,
    gate,
    app,
    county,
    neighbour,
    city,
    people,
    signedIn,
    caller,
    addStaff,
    paired,
  };
}

type Wish = Partial<SeedStaff> & { login: string };

function seedPerson(platform: TestPlatform, orgId: number, staffNumber: string, wish: Wish): Promise<string> {
  const person = { name: wish.login, staffNumber, post: "R-ACC", password: testPassword, roles: [], ...wish };
  return platform.command(orgId, (ctx) => seedStaff(ctx, person, cheapHash));
}

/** The companies, and one person per role in each county; `people` beyond them, of the county. */
export async function fillCounty(
  platform: TestPlatform,
  isSample = true,
  people: readonly Wish[] = [],
): Promise<void> {
  const company = async (
    orgId: number,
    level: "province" | "city" | "county",
    parentOrgId: number | null,
  ) => {
    const name = { zh: `试验${orgId}公司`, en: `Trial company ${orgId}` };
    await platform.command(orgId, async (ctx) => {
      await seedCompany(ctx, { level, name, parentOrgId, isSample });
      if (level !== "county") return;
      for (const n of [1, 2]) await seedHall(ctx, { zh: `${n}号厅`, en: `Hall ${n}` });
    });
  };
  await company(orgs.province, "province", null);
  await company(orgs.city, "city", orgs.province);
  await company(orgs.county, "county", orgs.city);
  await company(orgs.neighbour, "county", orgs.city);
  let number = 1000;
  const add = (orgId: number, wish: Wish) => seedPerson(platform, orgId, `T${++number}`, wish);
  for (const orgId of [orgs.county, orgs.neighbour])
    for (const role of staffRoles) await add(orgId, { login: role, roles: [{ role }] });
  await add(orgs.city, { login: "city-manager", roles: [{ role: "city-manager" }] });
  for (const person of people) await add(orgs.county, person);
}

/** What `fillCounty` made, as a test wants to have it at hand. */
async function readCounty(platform: TestPlatform) {
  return platform.asOwner(async (client) => {
    const staff = await client.query<{ orgId: number; login: string; id: string }>(
      `select org_id as "orgId", login, staff_id as id from identity.staff`,
    );
    const units = await client.query<{ orgId: number; id: string; isHall: boolean }>(
      `select org_id as "orgId", unit_id as id, kind = 'hall' as "isHall" from identity.units order by name_zh`,
    );
    const orgOf = (orgId: number): Org => {
      const own = units.rows.filter((unit) => unit.orgId === orgId);
      const halls = own.filter(({ isHall }) => isHall).map(({ id }) => id);
      return { orgId, root: own.find(({ isHall }) => !isHall)?.id ?? "", halls };
    };
    const people = new Map(staff.rows.map(({ orgId, login, id }) => [`${orgId}/${login}`, id]));
    for (const { orgId, login, id } of staff.rows) if (orgId === orgs.county) people.set(login, id);
    return { people, city: orgOf(orgs.city), county: orgOf(orgs.county), neighbour: orgOf(orgs.neighbour) };
  });
}
