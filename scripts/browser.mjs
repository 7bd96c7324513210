/**
 * The browser that the page tests drive: Debian's chromium without its window (the headless shell is the same engine, and
 * takes a quarter less time), installed when there is none and we may.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import places from "./browser-places.json" with { type: "json" };
import { say } from "./prepare.mjs";

const fonts = "fonts-noto-cjk";

const find = () => [process.env.CHROMIUM ?? "", ...places].find((place) => place && existsSync(place));

/** The browser's path, or undefined after saying exactly what to install. */
export function findBrowser() {
  const found = find();
  if (found) return found;
  const mayInstall = process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");
  if (mayInstall) {
    say("正在安装 chromium（页面测试需要）…", "Installing chromium, which the page tests need…");
    apt(["update", "-qq"]);
    // Not every distribution has the shell as a package of its own.
    for (const name of ["chromium-headless-shell", "chromium"]) {
      apt(["install", "-y", "-qq", "--no-install-recommends", name, fonts]);
      const installed = find();
      if (installed) return installed;
    }
  }
  say(
    `页面测试需要浏览器，请先运行：sudo apt-get update && sudo apt-get install -y chromium ${fonts}（或设 CHROMIUM=浏览器路径）`,
    `The page tests need a browser. Run: sudo apt-get update && sudo apt-get install -y chromium ${fonts} (or set CHROMIUM to a browser's path)`,
  );
  return undefined;
}

function apt(args) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  spawnSync("apt-get", args, { stdio: ["ignore", "ignore", "inherit"], env });
}
