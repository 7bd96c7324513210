import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";
import { sql } from "kysely";
import { newId } from "../foundation/ids.ts";
import { createLog } from "../foundation/log.ts";
import { readSettings } from "../foundation/settings.ts";
import { testSecret } from "../foundation/test-kit.ts";
import { command } from "../foundation/transaction.ts";
import { addPersonalField } from "../modules/customers/personal-fields.ts";
import { orgs, testCounty } from "../modules/identity/test-county.ts";
import { openCore } from "./core.ts";

const { platform, county } = await testCounty();
/** The secret of the test cluster, whose role it makes: another one would lock the other tests out. */
const open = (environment: Record<string, string>) =>
  openCore(
    { ...readSettings({ DATABASE_URL: platform.ownerUrl, ...environment }), MC_SECRET: testSecret },
    createLog("silent"),
  );

test("a key that rows still need and the configuration lacks refuses to start, and is named", async () => {
  const key = randomBytes(32).toString("base64");
  const core = await open({ MC_DATA_KEYS: `2:${key}` });
  const orgId = orgs.county;
  await command(core, { actor: { kind: "system", orgIds: [orgId] }, orgId, requestId: "t" }, async (ctx) => {
    const id = newId();
    await sql`insert into customers.customers (org_id, id, kind, name, unit_id, valid_from, created_at, created_by, updated_at, updated_by)
      values (${orgId}, ${id}, 'individual', '某人', ${county.root}, '2020-01-01', now(), 'test', now(), 'test')`.execute(
      ctx.tx,
    );
    await addPersonalField(ctx, id, { kind: "mobile", value: "13800138000" });
  });
  await core.close();
  await assert.rejects(open({}), /sealed with key 2/);
  await (await open({ MC_DATA_KEYS: `3:${randomBytes(32).toString("base64")},2:${key}` })).close();
});
