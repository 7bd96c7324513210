import assert from "node:assert/strict";
import { test } from "node:test";
import { readSettings } from "./settings.ts";
import { StartupProblem } from "./startup-problem.ts";

test("nothing set: everything has a sensible value, and only this machine gets in", () => {
  const settings = readSettings({ PATH: "/usr/bin", HOME: "/root" });
  assert.equal(settings.PORT, 8080);
  assert.equal(settings.MC_HOST, "127.0.0.1");
  assert.equal(settings.DATABASE_URL, undefined);
  assert.equal(settings.MC_DATA_DIR, "data");
});

test("given values are read in their kind; an empty one counts as not set", () => {
  const settings = readSettings({
    PORT: "9000",
    MC_PUBLIC_URL: "https://hall.example/",
    MC_METRICS_TOKEN: "",
  });
  assert.equal(settings.PORT, 9000);
  assert.equal(settings.MC_PUBLIC_URL, "https://hall.example");
  assert.equal(settings.MC_METRICS_TOKEN, undefined);
});

const refused: [string, Record<string, string>, RegExp][] = [
  ["a misspelt name", { MC_LOGLEVEL: "info" }, /MC_LOGLEVEL is not a known setting/],
  ["a port that is none", { PORT: "http" }, /PORT is invalid/],
  ["a port out of range", { PORT: "70000" }, /PORT is invalid/],
  ["another kind of database", { DATABASE_URL: "mysql://root@localhost/x" }, /DATABASE_URL is invalid/],
  ["an address without its scheme", { MC_PUBLIC_URL: "hall.example" }, /MC_PUBLIC_URL is invalid/],
  ["a short secret", { MC_SECRET: "hunter2" }, /MC_SECRET is invalid/],
  ["a level that does not exist", { MC_LOG_LEVEL: "loud" }, /MC_LOG_LEVEL is invalid/],
  ["several at once", { PORT: "-1", MC_X: "1" }, /PORT is invalid.*MC_X is not a known setting/],
];

for (const [what, environment, expected] of refused) {
  test(`${what} refuses to start and names itself, but not its value`, () => {
    assert.throws(
      () => readSettings(environment),
      (problem) => {
        assert.ok(problem instanceof StartupProblem);
        assert.match(problem.en, expected);
        for (const name of Object.keys(environment)) assert.ok(problem.zh.includes(name));
        assert.ok(!problem.message.includes("hunter2") && !problem.message.includes("root@"));
        return true;
      },
    );
  });
}
