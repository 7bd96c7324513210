import assert from "node:assert/strict";
import { test } from "node:test";
import pg from "pg";
import { z } from "zod";
import { type CallOf, endpoint } from "../../../contracts/endpoint.ts";
import * as api from "../../../contracts/identity.ts";
import { audit } from "../../foundation/context.ts";
import { route } from "../../foundation/http/route.ts";
import { newId, newToken } from "../../foundation/ids.ts";
import { commandsDone, orgs, testCounty, untraced } from "./test-county.ts";

/** What another system might call: reading, doing, and what is not for it. */
const shape = {
  capability: "orders.read",
  scope: "company",
  summary: { zh: "试", en: "Trial" },
  answer: z.object({ said: z.string() }),
} as const;
const readIt = endpoint({ ...shape, method: "get", path: "/api/test/read", forKeys: true });
const doIt = endpoint({
  ...shape,
  method: "post",
  path: "/api/test/do",
  capability: "orders.import",
  forKeys: true,
  body: z.strictObject({}),
});
const readStaff = endpoint({ ...shape, method: "get", path: "/api/test/staff" });
const atHall = endpoint({
  ...shape,
  method: "get",
  path: "/api/test/halls/{hallId}",
  scope: "unit",
  params: z.strictObject({ hallId: z.uuid() }),
  forKeys: true,
});

const county = await testCounty({
  edge: { ratePerMinute: 120 },
  routes: [
    route(readIt, async ({ actor }) => ({ said: actor.kind === "key" ? actor.system : actor.kind })),
    route(doIt, async (ctx) => {
      audit(ctx, { action: "test.done", subject: "test" });
      return { said: newId() };
    }),
    route(readStaff, async () => ({ said: "" })),
    route(atHall, async () => ({ said: "" })),
  ],
});
const { platform, signedIn, caller } = county;
const security = await signedIn("security-admin");
const [hallId = "", otherHall = ""] = county.county.halls;

const wish = { name: "市12345平台", system: "12345", days: 90, reason: "接入热线" };
type KeyWish = Partial<NonNullable<CallOf<typeof api.createApiKey>["body"]>>;
async function makeKey(change: KeyWish = {}) {
  const body = {
    ...wish,
    capabilities: ["orders.import", "orders.read"] as ("orders.import" | "orders.read")[],
    unitId: county.county.root,
    ...change,
  };
  return security.call(api.createApiKey, { body });
}
const as = (key: string) => caller({ authorization: `Bearer ${key}` });

test("a key is shown once, works, is named on the trail, and only its hash is kept", async () => {
  const { status, body } = await makeKey();
  assert.equal(status, 200);
  assert.match(body.key, /^mck_990101_[\w-]{22}$/);
  const system = as(body.key);
  assert.equal((await system.call(readIt)).body.said, "12345");
  assert.equal((await system.call(doIt, { body: {} })).status, 200);
  const listed = (await security.call(api.listApiKeys)).body.keys.find(
    ({ apiKeyId }) => apiKeyId === body.apiKey.apiKeyId,
  );
  assert.equal(listed?.state, "active");
  assert.ok(listed?.lastUsedAt);
  const owner = new pg.Client({ connectionString: platform.ownerUrl });
  await owner.connect();
  const done = await owner.query("select actor, actor_name from foundation.audit where action = 'test.done'");
  assert.deepEqual(done.rows, [{ actor: `key:${body.apiKey.apiKeyId}`, actor_name: "市12345平台" }]);
  const secret = body.key.split("_").slice(2).join("_");
  const kept = await owner.query(
    `select (select string_agg(k::text, '') from identity.api_keys k) || (select string_agg(a::text, '') from foundation.audit a)
      || (select string_agg(i::text, '') from foundation.idempotency i) as all`,
  );
  await owner.end();
  assert.ok(!kept.rows[0].all.includes(secret));
});

test("a key reaches only what is for keys, with its own capabilities, in its own unit", async () => {
  const { body } = await makeKey({ capabilities: ["orders.read"], unitId: hallId });
  const system = as(body.key);
  assert.equal((await system.call(readStaff)).code, "access.not_for_keys");
  assert.equal((await system.call(api.getMe)).code, "access.not_for_keys");
  assert.equal((await system.call(api.listApiKeys)).code, "access.not_for_keys");
  assert.equal((await system.call(doIt, { body: {} })).code, "access.denied");
  assert.equal((await system.call(atHall, { params: { hallId } })).status, 200);
  assert.equal((await system.call(atHall, { params: { hallId: otherHall } })).code, "thing.not_found");
  const theirs = county.neighbour.halls[0] ?? "";
  assert.equal((await system.call(atHall, { params: { hallId: theirs } })).code, "thing.not_found");
});

test("commands of a key carry an Idempotency-Key, and a repeat gets the same answer", async () => {
  const system = as((await makeKey()).body.key);
  assert.equal(
    (await system.send("post", doIt.path, {}, { "idempotency-key": "" })).code,
    "request.key_missing",
  );
  const headers = { "idempotency-key": newId() };
  const [first, again] = [
    await system.send<{ said: string }>("post", doIt.path, {}, headers),
    await system.send<{ said: string }>("post", doIt.path, {}, headers),
  ];
  assert.equal(first.body.said, again.body.said);
});

test("wrong, altered, foreign, expired and revoked keys are strangers", async () => {
  const { body } = await makeKey({ days: 2 });
  const [, , ...rest] = body.key.split("_");
  const secret = rest.join("_");
  for (const wrong of [
    `mck_990101_${newToken()}`,
    `mck_${orgs.neighbour}_${secret}`,
    `mck_9999999999_${secret}`,
    `mck_0_${secret}`,
    `${body.key}x`,
    "mck_990101_' or true --aaaaaaa",
  ])
    assert.equal((await as(wrong).call(readIt)).code, "access.sign_in", wrong);
  assert.equal((await as(body.key).call(readIt)).status, 200);
  const revoked = await makeKey();
  const system = as(revoked.body.key);
  assert.equal((await system.call(readIt)).status, 200);
  const params = { apiKeyId: revoked.body.apiKey.apiKeyId };
  assert.equal(
    (await security.call(api.revokeApiKey, { params, body: { reason: "密钥外泄" } })).body.state,
    "revoked",
  );
  assert.equal((await system.call(readIt)).code, "access.sign_in", "at once");
  assert.equal(
    (await security.call(api.revokeApiKey, { params, body: { reason: "再停一次" } })).code,
    "identity.key_over",
  );
  platform.pass({ hours: 49 });
  assert.equal((await as(body.key).call(readIt)).code, "access.sign_in");
  for (const [name, value] of (await signedIn("security-admin")).cookies) security.cookies.set(name, value);
});

test("only the security administrator makes keys, and what they may hold is a short list", async () => {
  const made = { ...wish, capabilities: ["orders.read" as const], unitId: county.county.root };
  for (const login of ["system-admin", "auditor", "hall-manager", "company-manager"])
    assert.equal(
      (await (await signedIn(login)).call(api.createApiKey, { body: made })).code,
      "access.denied",
      login,
    );
  const send = (body: object) => security.send("post", api.createApiKey.path, { ...made, ...body });
  assert.equal((await send({ capabilities: ["orders.work"] })).code, "request.invalid");
  assert.equal((await send({ capabilities: ["identity.roles.grant"] })).code, "request.invalid");
  assert.equal((await send({ capabilities: [] })).code, "request.invalid");
  assert.equal((await send({ days: 366 })).code, "identity.key_days");
  assert.equal((await send({ unitId: county.neighbour.root })).code, "thing.not_found");
});

test("a key that never stops is slowed down, others are not", async () => {
  const [busy, calm] = [as((await makeKey()).body.key), as((await makeKey()).body.key)];
  const seen = new Set<number>();
  for (let n = 0; n < 150 && !seen.has(429); n++) seen.add((await busy.call(readIt)).status);
  assert.deepEqual([...seen].sort(), [200, 429]);
  assert.equal((await calm.call(readIt)).status, 200);
});

test("every command that was done is on the audit trail", async () => {
  assert.ok(commandsDone.length > 8);
  assert.deepEqual(await untraced(platform), []);
});
