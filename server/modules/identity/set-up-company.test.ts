import assert from "node:assert/strict";
import { test } from "node:test";
import { testPlatform } from "../../foundation/test-kit.ts";
import { setUpCompany } from "./index.ts";
import { signIn } from "./sign-in.ts";

const platform = await testPlatform();
const company = {
  level: "county",
  name: { zh: "云杉县供电公司", en: "Yunshan County Power Supply Company" },
  parentOrgId: null,
} as const;
const administrators = {
  system: { login: "xitong", name: "张一" },
  security: { login: "anquan", name: "李二" },
  auditor: { login: "shenji", name: "王三" },
} as const;

test("a new company has three administrators who must change their first passwords", async () => {
  const orgId = 330199;
  const handedOver = await platform.command(orgId, (ctx) => setUpCompany(ctx, company, administrators));
  assert.deepEqual(
    handedOver.map(({ login }) => login),
    ["xitong", "anquan", "shenji"],
  );
  const call = { actor: { kind: "anyone" }, orgId: 0, requestId: "a-test-request" } as const;
  const roles: (string | undefined)[] = [];
  for (const { login, password } of handedOver) {
    const { me } = await signIn(platform, call, { orgId, login, password }, "test");
    assert.equal(me.mustChangePassword, true);
    roles.push(me.grants[0]?.role);
  }
  assert.deepEqual(roles, ["system-admin", "security-admin", "auditor"]);
});

test("one name for two of the three is refused, and no company is left behind", async () => {
  const twice = { ...administrators, auditor: administrators.system };
  await assert.rejects(
    platform.command(330198, (ctx) => setUpCompany(ctx, company, twice)),
    {
      code: "identity.login_taken",
    },
  );
});
