import assert from "node:assert/strict";
import { test } from "node:test";
import { testPlatform } from "../../foundation/test-kit.ts";
import { loadSampleOrganisation, sampleSignIns, seedCompany } from "./index.ts";
import { sampleOrgs } from "./sample.ts";
import { signIn } from "./sign-in.ts";
import { listCompanies } from "./store/catalogue.ts";

const platform = await testPlatform();
const call = { actor: { kind: "anyone" }, orgId: 0, requestId: "a-test-request" } as const;

test("an empty database gets the sample once; its sign-ins work and reach their halls", async () => {
  const first = await loadSampleOrganisation(platform);
  assert.equal(first?.isNew, true);
  assert.equal(first?.hallIds.length, 3);
  const again = await loadSampleOrganisation(platform);
  assert.deepEqual(again, { ...first, isNew: false });
  assert.equal((await listCompanies(platform.db)).length, Object.keys(sampleOrgs).length);
  const { orgId, password } = first ?? { orgId: 0, password: "" };
  for (const { login, role, hallId } of first?.people ?? []) {
    const { me } = await signIn(platform, call, { orgId, login, password }, "test");
    assert.deepEqual([me.grants[0]?.role, me.mustChangePassword], [role, false]);
    if (hallId)
      assert.deepEqual(
        me.halls.map((hall) => hall.hallId),
        [hallId],
      );
  }
  const { me } = await signIn(
    platform,
    call,
    { orgId: sampleSignIns.orgId, ...sampleSignIns.system },
    "test",
  );
  assert.ok(me.capabilities.includes("identity.staff.manage"));
});

test("a database where another company works is left alone", async () => {
  const other = await testPlatform();
  const company = {
    level: "county",
    name: { zh: "真公司", en: "A real company" },
    parentOrgId: null,
  } as const;
  await other.command(4711, (ctx) => seedCompany(ctx, company));
  assert.equal(await loadSampleOrganisation(other), undefined);
  assert.equal((await listCompanies(other.db)).length, 1);
});
