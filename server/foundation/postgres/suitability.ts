/** Whether a PostgreSQL server can carry the platform: its version, and how it reads Chinese text. */
import type pg from "pg";
import { StartupProblem } from "../startup-problem.ts";

const oldest = 15;
const newest = 18;

type Facts = { version: number; encoding: string; ctype: string; knowsHanzi: boolean; checksums: string };

/**
 * @returns whether pages carry checksums: demanded of our own cluster, advised for another server
 * @throws StartupProblem naming what is wrong
 */
export async function checkServer(client: pg.ClientBase, { demandChecksums = false } = {}): Promise<boolean> {
  const { rows } = await client.query<Facts>(`
    select current_setting('server_version_num')::int / 10000 as version,
           current_setting('server_encoding') as encoding,
           datctype as ctype,
           '明' ~ '^[[:alpha:]]$' as "knowsHanzi",
           current_setting('data_checksums') as checksums
    from pg_database where datname = current_database()`);
  const [facts] = rows;
  if (!facts || facts.version < oldest || facts.version > newest) {
    throw new StartupProblem(
      `数据库是 PostgreSQL ${facts?.version}，需要 ${oldest} 至 ${newest}。`,
      `The database is PostgreSQL ${facts?.version}; versions ${oldest} to ${newest} are needed.`,
    );
  }
  // Under C or POSIX no hanzi is a letter: trigram indexes stay empty and each search reads the whole table.
  if (facts.encoding !== "UTF8" || ["C", "POSIX"].includes(facts.ctype) || !facts.knowsHanzi) {
    throw new StartupProblem(
      `数据库的编码是 ${facts.encoding}、lc_ctype 是 ${facts.ctype}，无法检索中文；请用 UTF8 和 C.UTF-8（或 ICU）建库。`,
      `The database has encoding ${facts.encoding} and lc_ctype ${facts.ctype}, which cannot search Chinese: create it with UTF8 and C.UTF-8 (or ICU).`,
    );
  }
  const hasChecksums = facts.checksums === "on";
  if (demandChecksums && !hasChecksums) {
    throw new StartupProblem(
      "数据库没有启用数据页校验和，无法发现磁盘损坏；请停库后运行 pg_checksums --enable。",
      "The database has no page checksums, so damage on disk would go unseen: stop it and run pg_checksums --enable.",
    );
  }
  return hasChecksums;
}
