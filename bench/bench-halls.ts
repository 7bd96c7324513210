/**
 * Many halls in many companies, with every window open and a clerk signed in at it. Put in by SQL as the owner:
 * signing in five thousand clerks one by one would take longer than the bench.
 */

import { createHash, randomBytes } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { openDatabase } from "../server/foundation/database.ts";
import { Files } from "../server/foundation/files/files.ts";
import { newId } from "../server/foundation/ids.ts";
import { appUrl } from "../server/foundation/migrate.ts";
import { command } from "../server/foundation/transaction.ts";
import { Vault } from "../server/foundation/vault.ts";
import { seedCompany, seedHall } from "../server/modules/identity/index.ts";
import { benchSecret } from "./bench-server.ts";
import { systemClock } from "./clock.ts";

export type BenchWindow = { readonly windowId: string; readonly staffId: string; readonly cookie: string };
export type BenchHall = {
  readonly orgId: number;
  readonly hallId: string;
  readonly serviceId: string;
  readonly windows: readonly BenchWindow[];
};

const hallsPerCompany = 20;
const windowsPerHall = 10;
const sha256 = (text: string) => createHash("sha256").update(text).digest();

/** Company numbers are unlike any other number that a statement carries, so that they can be told apart in a recording. */
const firstOrg = 7_310_001;

export async function makeHalls(ownerUrl: string, count: number): Promise<BenchHall[]> {
  const db = openDatabase({ url: appUrl(ownerUrl, benchSecret), max: 4 });
  const vault = new Vault({ secret: benchSecret });
  const files = new Files(join(tmpdir(), "bench-files"));
  const platform = { db, clock: systemClock, secret: benchSecret, vault, files, announce: () => {} };
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    const halls: BenchHall[] = [];
    for (let company = 0; company < Math.ceil(count / hallsPerCompany); company++) {
      const orgId = firstOrg + company;
      const name = { zh: `第${company + 1}供电公司`, en: `Company ${company + 1}` };
      const call = { orgId, actor: { kind: "system", orgIds: [orgId] }, requestId: "bench" } as const;
      await command(platform, call, (ctx) => seedCompany(ctx, { level: "county", name, parentOrgId: null }));
      for (let index = 0; index < Math.min(hallsPerCompany, count - company * hallsPerCompany); index++) {
        const unit = await command(platform, call, (ctx) =>
          seedHall(ctx, { zh: `第${index + 1}营业厅`, en: `Hall ${index + 1}` }),
        );
        halls.push(await furnish(owner, orgId, unit.unitId, index));
      }
    }
    await owner.query("analyze");
    return halls;
  } finally {
    await owner.end();
    await db.destroy();
  }
}

async function furnish(owner: pg.Client, orgId: number, hallId: string, index: number): Promise<BenchHall> {
  const serviceId = newId();
  const windows = Array.from({ length: windowsPerHall }, () => {
    const token = randomBytes(16).toString("base64url");
    return {
      windowId: newId(),
      staffId: newId(),
      sessionId: newId(),
      token,
      cookie: `mc_staff=${orgId}.${token}`,
    };
  });
  const now = systemClock.now().toString();
  const later = systemClock.now().add({ hours: 12 }).toString();
  await owner.query("begin");
  await owner.query(
    `insert into hall.halls (org_id, id, code, name_zh, name_en, grade, address, seats, opened_on)
     values ($1, $2, $3, '营业厅', 'Hall', 'C', '路 1 号', 60, '2026-01-01')`,
    [orgId, hallId, `H${index}`],
  );
  for (const days of ["workday", "offday"]) {
    await owner.query(
      `insert into hall.hours (org_id, id, hall_id, days, opens, closes, valid_from) values ($1, $2, $3, $4, '00:00', '23:59:59', '2026-01-01')`,
      [orgId, newId(), hallId, days],
    );
  }
  await owner.query(
    `insert into hall.services (org_id, id, hall_id, code, letter, name_zh, name_en, typical_minutes) values ($1, $2, $3, 'B', 'B', '交费', 'Payment', 5)`,
    [orgId, serviceId, hallId],
  );
  for (const [n, { windowId, staffId, sessionId, token }] of windows.entries()) {
    const login = `c${index}-${n}`;
    await owner.query(
      `insert into identity.staff (org_id, staff_id, login, name, staff_number, post, unit_id, state, created_at)
       values ($1, $2, $3, '柜员', $3, 'R-ACC', $4, 'active', $5)`,
      [orgId, staffId, login, hallId, now],
    );
    await owner.query(
      `insert into identity.grants (org_id, grant_id, staff_id, role, duty, unit_id, granted_at) values ($1, $2, $3, 'hall-manager', 'none', $4, $5)`,
      [orgId, newId(), staffId, hallId, now],
    );
    // A session looks for its owner's password, to know whether it is due.
    await owner.query(
      `insert into identity.passwords (org_id, staff_id, version, algorithm, memory_kib, passes, lanes, salt, hash, set_at, must_change)
       values ($1, $2, 1, 'argon2id', 8, 1, 1, '\\x00', '\\x00', $3, false)`,
      [orgId, staffId, now],
    );
    await owner.query(
      `insert into identity.sessions (org_id, session_id, staff_id, token_hash, signed_in_at, last_seen_at, expires_at, idle_minutes, user_agent)
       values ($1, $2, $3, $4, $5, $5, $6, 600, 'bench')`,
      [orgId, sessionId, staffId, sha256(token), now, later],
    );
    await owner.query(
      `insert into hall.windows (org_id, id, hall_id, number, name_zh, name_en, kind, skills, state, staff_id, opened_at)
       values ($1, $2, $3, $4, '窗口', 'Window', 'general', '{B}', 'open', $5, $6)`,
      [orgId, windowId, hallId, String(n + 1), staffId, now],
    );
    await owner.query(
      `insert into hall.stints (org_id, id, hall_id, window_id, staff_id, kind, started_at) values ($1, $2, $3, $4, $5, 'open', $6)`,
      [orgId, newId(), hallId, windowId, staffId, now],
    );
  }
  await owner.query("commit");
  return { orgId, hallId, serviceId, windows };
}
