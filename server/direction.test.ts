import assert from "node:assert/strict";
import { globSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join, normalize } from "node:path";
import { test } from "node:test";
import { floors, mayCall, openRooms } from "./direction.ts";

const root = normalize(join(import.meta.dirname, ".."));
const sources = globSync("{contracts,server,county,web}/**/*.{ts,tsx}", { cwd: root });
const importPattern = /(?:from|import)\s*\(?\s*"(\.[^"]+)"/g;

type Import = { file: string; target: string };

async function allImports(): Promise<Import[]> {
  const found = await Promise.all(
    sources.map(async (file) => {
      const text = await readFile(join(root, file), "utf8");
      return [...text.matchAll(importPattern)].map(([, path = ""]) => ({
        file,
        target: normalize(join(dirname(file), path)),
      }));
    }),
  );
  return found.flat();
}

const floorOf = (path: string) =>
  Object.keys(floors).find((floor) => path === floor || path.startsWith(`${floor}/`));
const moduleOf = (path: string) => /^server\/modules\/([\w-]+)\//.exec(path)?.[1];
const isTest = (path: string) => /\.test\.tsx?$|\/testing[\w-]*\.ts$|\/test-kit\.ts$/.test(path);

const imports = await allImports();

/** The checks as functions of an import, so that each can also be shown to fail. */
function complaint({ file, target }: Import): string | undefined {
  const from = floorOf(file);
  const to = floorOf(target);
  if (
    from &&
    to &&
    from !== to &&
    !(floors[from as keyof typeof floors] as readonly string[]).includes(to) &&
    !isTest(file)
  ) {
    return `${file} reaches up to ${target}`;
  }
  const own = moduleOf(file);
  const other = moduleOf(target);
  if (!other || own === other || isTest(file)) return undefined;
  const isDoor = target === `server/modules/${other}/index.ts`;
  const isOpen = !own && openRooms.some((room) => target.startsWith(room));
  if (!isDoor && !isOpen) return `${file} goes past the door of ${other}: ${target}`;
  if (own && !(mayCall[own as keyof typeof mayCall] as readonly string[] | undefined)?.includes(other)) {
    return `${own} may not call ${other}: ${file}`;
  }
  return undefined;
}

test("imports point one way", () => {
  assert.ok(imports.length > 100);
  assert.deepEqual(imports.map(complaint).filter(Boolean), []);
});

test("the check itself fails where it should", () => {
  const bad: Import[] = [
    { file: "server/foundation/x.ts", target: "server/modules/hall/index.ts" },
    { file: "server/modules/identity/x.ts", target: "server/modules/hall/index.ts" },
    { file: "server/modules/hall/x.ts", target: "server/modules/identity/store.ts" },
    { file: "web/desk/x.tsx", target: "server/modules/hall/index.ts" },
    { file: "contracts/x.ts", target: "server/foundation/clock.ts" },
  ];
  for (const each of bad) assert.ok(complaint(each), JSON.stringify(each));
});

test("every module is on the page, and only modules are", () => {
  const modules = new Set(sources.map(moduleOf).filter((name) => name !== undefined));
  assert.deepEqual([...modules].sort(), Object.keys(mayCall).sort());
});

test("one surface of the web does not reach into another", () => {
  const shared = ["parts", "staff", "print", "reader"];
  const surfaceOf = (path: string) => /^web\/([\w-]+)\//.exec(path)?.[1];
  const wrong = imports.filter(({ file, target }) => {
    const to = surfaceOf(target);
    return to && surfaceOf(file) !== to && !shared.includes(to);
  });
  assert.deepEqual(wrong, []);
});

test("business code reads neither the machine's clock nor the database's", async () => {
  const clockless = sources.filter((file) => file.startsWith("server/modules/") && !isTest(file));
  for (const file of clockless) {
    const text = (await readFile(join(root, file), "utf8")).replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");
    assert.doesNotMatch(
      text,
      /Date\.now|new Date\b|Temporal\.Now|\bnow\(\)\s*(?!;|\.|,|\)|\})(?=at)|current_timestamp|clock_timestamp/,
      file,
    );
  }
});
