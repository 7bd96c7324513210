/**
 * Companies with one order each, taken and claimed through HTTP, and copies of that order by the thousand: rows that the
 * platform itself wrote, with other ids. So each step that is measured is done on an order like any other.
 */
import { createHash, randomBytes } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import * as customers from "../contracts/customers.ts";
import * as orders from "../contracts/orders.ts";
import { openDatabase } from "../server/foundation/database.ts";
import { Files } from "../server/foundation/files/files.ts";
import { newId } from "../server/foundation/ids.ts";
import { appUrl } from "../server/foundation/migrate.ts";
import { command, type Platform } from "../server/foundation/transaction.ts";
import { Vault } from "../server/foundation/vault.ts";
import { createCustomer } from "../server/modules/customers/create-customer.ts";
import { seedCompany, seedHall, seedStaff } from "../server/modules/identity/index.ts";
import { loadProcesses } from "../server/modules/orders/index.ts";
import { filledForm } from "../server/modules/orders/testing.ts";
import { benchSecret } from "./bench-server.ts";
import { systemClock } from "./clock.ts";
import { callFast } from "./http-client.ts";

export type Person = {
  readonly staffId: string;
  readonly sessionId: string;
  readonly tokenHash: Buffer;
  readonly cookie: string;
};
export type OrderCompany = {
  readonly orgId: number;
  readonly rootId: string;
  readonly hallId: string;
  readonly customerId: string;
  /** Holds the step of the order and of its copies. */
  readonly worker: Person;
  readonly orderId: string;
  readonly stepId: string;
  readonly stepVersion: number;
  /** The ids of the order, its steps and its clocks: the same place is the same thing in every company. */
  readonly ids: readonly string[];
};

/** Unlike any other number that a statement carries. */
const firstOrg = 7_410_001;
const cheapHash = { algorithm: "argon2id", memoryKib: 64, passes: 1, lanes: 1 } as const;
const password = "Bright-Pane-72";

export function benchPlatform(ownerUrl: string, max = 4): Platform {
  return {
    db: openDatabase({ url: appUrl(ownerUrl, benchSecret), max }),
    clock: systemClock,
    secret: benchSecret,
    vault: new Vault({ secret: benchSecret }),
    files: new Files(join(tmpdir(), "bench-files")),
    announce: () => {},
  };
}

/** Companies whose one order waits at the step `plan-reply` of the low voltage process, claimed. */
export async function makeOrderCompanies(
  server: { readonly base: string; readonly ownerUrl: string },
  count: number,
): Promise<OrderCompany[]> {
  const platform = benchPlatform(server.ownerUrl);
  const owner = new pg.Client({ connectionString: server.ownerUrl });
  await owner.connect();
  try {
    const made: OrderCompany[] = [];
    for (let index = 0; index < count; index++)
      made.push(await makeCompany(platform, owner, new URL(server.base), firstOrg + index));
    return made;
  } finally {
    await owner.end();
    await platform.db.destroy();
  }
}

async function makeCompany(
  platform: Platform,
  owner: pg.Client,
  base: URL,
  orgId: number,
): Promise<OrderCompany> {
  const call = { orgId, actor: { kind: "system", orgIds: [orgId] }, requestId: "bench" } as const;
  const name = { zh: `第${orgId}供电公司`, en: `Company ${orgId}` };
  const { rootId, hallId, customerId, clerkId, workerId } = await command(platform, call, async (ctx) => {
    const root = await seedCompany(ctx, { level: "county", name, parentOrgId: null });
    const hall = await seedHall(ctx, { zh: "营业厅", en: "Hall" });
    await loadProcesses(ctx);
    const staff = (login: string, post: string, role: string) =>
      seedStaff(
        ctx,
        { login, name: login, staffNumber: login, post, password, roles: [{ role }] },
        cheapHash,
      );
    const person = { kind: "individual", name: "陈小禾", unitId: root.unitId };
    const customer = customers.createCustomer.body?.parse(person);
    if (!customer) throw new TypeError("a customer is made with a body");
    return {
      rootId: root.unitId,
      hallId: hall.unitId,
      customerId: await createCustomer(ctx, customer),
      clerkId: await staff("counter", "R-ACC", "clerk"),
      workerId: await staff("field", "R-CM", "field-worker"),
    };
  });
  const clerk = await signIn(owner, orgId, clerkId);
  const worker = await signIn(owner, orgId, workerId);
  const { order } = await callFast(base, { cookie: clerk.cookie }, orders.acceptOrder, {
    body: {
      typeCode: "NI-RES",
      customerId,
      contactName: "陈小禾",
      contactPhone: "13900000001",
      address: "青禾县人民路12号",
      form: filledForm("intake-new", { use: "residential", capacity: 8, voltage: "220V" }),
      papers: ["id-card", "property-title"].map((code) => ({ code, documentId: null })),
    },
  });
  const step = await owner.query<{ id: string }>(
    "select id from orders.steps where org_id = $1 and order_id = $2 and node_id = 'plan-reply'",
    [orgId, order.id],
  );
  const stepId = step.rows[0]?.id ?? "";
  const claim = { params: { orderId: order.id, stepId } };
  const { line } = await callFast(base, { cookie: worker.cookie }, orders.claimStep, claim);
  const parts = await owner.query<{ id: string }>(
    `select id from (
       select id, 'step' as what, lpad(seq::text, 4, '0') as place from orders.steps where org_id = $1 and order_id = $2
       union all
       select c.id, 'clock', concat_ws('/', c.rule_code, c.layer, c.subject, c.stage, lpad(s.seq::text, 4, '0'))
       from orders.clocks c left join orders.steps s on s.org_id = c.org_id and s.id = c.step_id
       where c.org_id = $1 and c.order_id = $2) part order by what, place`,
    [orgId, order.id],
  );
  const ids = [order.id, ...parts.rows.map(({ id }) => id)];
  return {
    orgId,
    rootId,
    hallId,
    customerId,
    worker,
    orderId: order.id,
    stepId,
    stepVersion: line.version,
    ids,
  };
}

async function signIn(owner: pg.Client, orgId: number, staffId: string): Promise<Person> {
  const token = randomBytes(16).toString("base64url");
  const sessionId = newId();
  const tokenHash = createHash("sha256").update(token).digest();
  const now = systemClock.now();
  await owner.query(
    `insert into identity.sessions (org_id, session_id, staff_id, token_hash, signed_in_at, last_seen_at, expires_at, idle_minutes, user_agent)
     values ($1, $2, $3, $4, $5, $5, $6, 600, 'bench')`,
    [orgId, sessionId, staffId, tokenHash, now.toString(), now.add({ hours: 12 }).toString()],
  );
  return { staffId, sessionId, tokenHash, cookie: `mc_staff=${orgId}.${token}` };
}
