/**
 * `npm run company -- --org NUMBER --name 名称 --name-en NAME --system LOGIN:姓名 --security LOGIN:姓名 --auditor
 * LOGIN:姓名 [--level county|city|province] [--parent NUMBER]`: makes a company on the platform's database and prints the
 * first passwords of its three administrators, once.
 */
import { randomUUID } from "node:crypto";
import { parseArgs } from "node:util";
import { z } from "zod";
import { openCore } from "../apps/core.ts";
import { explain } from "../apps/run-app.ts";
import { createLog } from "../foundation/log.ts";
import { readSettings } from "../foundation/settings.ts";
import { StartupProblem } from "../foundation/startup-problem.ts";
import { command } from "../foundation/transaction.ts";
import { listCompanies, setUpCompany } from "../modules/identity/index.ts";

const number = z.coerce.number().int().min(1).max(999_999_999);
const person = z
  .string()
  .regex(/^[a-z][a-z0-9._-]{1,31}:.{1,40}$/, "LOGIN:姓名")
  .transform((text) => ({
    login: text.slice(0, text.indexOf(":")),
    name: text.slice(text.indexOf(":") + 1),
  }));
const wanted = z
  .strictObject({
    org: number,
    parent: number.optional(),
    level: z.enum(["county", "city", "province"]).default("county"),
    name: z.string().trim().min(2).max(100),
    "name-en": z.string().trim().min(2).max(100),
    system: person,
    security: person,
    auditor: person,
  })
  .refine(
    ({ system, security, auditor }) =>
      new Set([system, security, auditor].map(({ login }) => login)).size === 3,
    { path: ["system"], message: "三员须为三人 three people" },
  );

try {
  const text = { type: "string" } as const;
  const { values } = parseArgs({
    options: {
      ...{ org: text, parent: text, level: text, name: text, "name-en": text },
      ...{ system: text, security: text, auditor: text },
    },
  });
  await create(asked(values));
} catch (error) {
  explain(error);
  process.exitCode = 1;
}

function asked(values: Record<string, string | undefined>): z.output<typeof wanted> {
  const parsed = wanted.safeParse(values);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues
    .map(({ path, message }) => `--${path.join(".")} (${message})`)
    .join(", ");
  throw new StartupProblem(`参数有误：${faults}`, `Check these options: ${faults}`);
}

async function create({ org: orgId, parent, level, name, ...rest }: z.output<typeof wanted>): Promise<void> {
  const core = await openCore(readSettings(process.env), createLog("warn"));
  try {
    const present = new Set((await listCompanies(core.db)).map((company) => company.orgId));
    if (present.has(orgId))
      throw new StartupProblem(`公司 ${orgId} 已存在。`, `Company ${orgId} exists already.`);
    if (parent !== undefined && !present.has(parent))
      throw new StartupProblem(`没有上级公司 ${parent}。`, `There is no company ${parent} above it.`);
    const call = {
      actor: { kind: "system", orgIds: [orgId] },
      orgId,
      requestId: randomUUID(),
    } as const;
    const company = { level, name: { zh: name, en: rest["name-en"] }, parentOrgId: parent ?? null };
    const passwords = await command(core, call, (ctx) => setUpCompany(ctx, company, rest));
    console.log(`✔ ${orgId} ${name} · ${rest["name-en"]}`);
    console.log(
      "初始口令只显示这一次，首次登录须修改。 First passwords, shown once, to be changed at the first sign-in:",
    );
    for (const each of passwords) console.log(`  ${each.login.padEnd(16)} ${each.name}  ${each.password}`);
  } finally {
    await core.close();
  }
}
