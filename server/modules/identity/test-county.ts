/** A province, a city and two county companies with people of every role, for tests. Factories fill in the rest. */
import type { Hono } from "hono";
import pg from "pg";
import type { CallOf, Endpoint, ResultOf } from "../../../contracts/endpoint.ts";
import { pairDevice as pairDeviceEndpoint, signIn as signInEndpoint } from "../../../contracts/identity.ts";
import type { Gate } from "../../foundation/http/access.ts";
import type { EdgeOptions } from "../../foundation/http/app.ts";
import type { Route } from "../../foundation/http/route.ts";
import { newId } from "../../foundation/ids.ts";
import { type TestPlatform, testPlatform } from "../../foundation/test-kit.ts";
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
};

export async function testCounty(options: Options = {}): Promise<TestCounty> {
  const platform = await testPlatform();
  const gate = identityGate(platform, options.publicUrl);
  const routes = [...identity.routes, ...(options.routes ?? [])];
  const app = platform.edge(routes, gate, {
    ...options.edge,
    ...(options.publicUrl ? { publicUrl: options.publicUrl } : {}),
  }) as unknown as Pick<Hono, "request">;
  const people = new Map<string, string>();
  let number = 1000;

  const addStaff: TestCounty["addStaff"] = async (orgId, staff) => {
    const filled = {
      name: staff.login,
      staffNumber: `T${++number}`,
      post: "R-ACC",
      password: testPassword,
      roles: [],
      ...staff,
    };
    const staffId = await platform.command(orgId, (ctx) => seedStaff(ctx, filled, cheapHash));
    people.set(`${orgId}/${staff.login}`, staffId);
    if (orgId === orgs.county) people.set(staff.login, staffId);
    return staffId;
  };

  const addCompany = async (
    orgId: number,
    level: "province" | "city" | "county",
    parentOrgId: number | null,
  ): Promise<Org> => {
    const name = { zh: `试验${orgId}公司`, en: `Trial company ${orgId}` };
    const isSample = options.needsCodes !== true;
    const root = await platform.command(orgId, (ctx) =>
      seedCompany(ctx, { level, name, parentOrgId, isSample }),
    );
    const halls: string[] = [];
    if (level === "county")
      for (const n of [1, 2]) {
        const hall = await platform.command(orgId, (ctx) =>
          seedHall(ctx, { zh: `${n}号厅`, en: `Hall ${n}` }),
        );
        halls.push(hall.unitId);
      }
    return { orgId, root: root.unitId, halls };
  };

  await addCompany(orgs.province, "province", null);
  const city = await addCompany(orgs.city, "city", orgs.province);
  const county = await addCompany(orgs.county, "county", orgs.city);
  const neighbour = await addCompany(orgs.neighbour, "county", orgs.city);
  for (const org of [county, neighbour])
    for (const role of staffRoles) await addStaff(org.orgId, { login: role, roles: [{ role }] });
  await addStaff(orgs.city, { login: "city-manager", roles: [{ role: "city-manager" }] });

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
