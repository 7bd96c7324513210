/**
 * `npm run audit:verify [-- --heads FILE]`: verifies the audit trail of every company. With `--heads` the chain's ends
 * are compared with those in the file, and then kept there for the next time; keep the file where those who can write
 * to the database cannot. Exit code 1 when anything is wrong.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { z } from "zod";
import { ownerUrlOf } from "../apps/core.ts";
import { explain } from "../apps/run-app.ts";
import { type Fault, verifyAudit } from "../foundation/audit-chain.ts";
import { readSettings } from "../foundation/settings.ts";

const headsFile = z.array(z.object({ orgId: z.int(), seq: z.int(), hash: z.string() }));
const words: Readonly<Record<Fault["what"], string>> = {
  altered: "这一行或它之前的链接被改动 · this row, or its link to the one before, was altered",
  missing: "这一行之前有记录被删除 · rows before this one are missing",
  "end-cut": "从这一行起的记录被删除 · the rows from here to the end are missing",
  "head-altered": "末尾与公司日志不一致 · the end does not agree with the company's journal",
  rewritten: "与上次核验的结果不同 · not what the last verification saw",
};

try {
  const { values } = parseArgs({ options: { heads: { type: "string" } } });
  const anchors =
    values.heads && existsSync(values.heads)
      ? headsFile.parse(JSON.parse(readFileSync(values.heads, "utf8")))
      : [];
  const verdict = await verifyAudit(await ownerUrlOf(readSettings(process.env)), anchors);
  for (const { orgId, seq, what } of verdict.faults) console.error(`✖ ${orgId} #${seq}: ${words[what]}`);
  for (const { orgId, seq, hash } of verdict.heads) console.log(`${orgId} #${seq} ${hash}`);
  const isWhole = verdict.faults.length === 0;
  if (isWhole && values.heads) writeFileSync(values.heads, `${JSON.stringify(verdict.heads, null, 2)}\n`);
  const companies = verdict.heads.length;
  console.log(
    isWhole
      ? `✔ 审计链完整：${companies} 家公司，${verdict.rows} 条记录。 The audit trail is whole: ${companies} companies, ${verdict.rows} rows.`
      : `✖ 审计链有 ${verdict.faults.length} 处异常。 The audit trail has ${verdict.faults.length} faults.`,
  );
  process.exitCode = isWhole ? 0 : 1;
} catch (error) {
  explain(error);
  process.exitCode = 1;
}
