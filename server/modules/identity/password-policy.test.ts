import assert from "node:assert/strict";
import { test } from "node:test";
import { Problem } from "../../foundation/problem.ts";
import { commonPasswords } from "./common-passwords.ts";
import { hashPassword, initialPassword, verifyPassword } from "./password.ts";
import { checkHistory, checkPassword, type PasswordPolicy } from "./password-policy.ts";
import { cheapHash } from "./test-county.ts";

const dengbao: PasswordPolicy = { minLength: 8, maxLength: 128, minClasses: 3, history: 5, maxAgeDays: 90 };
const international: PasswordPolicy = {
  minLength: 12,
  maxLength: 128,
  minClasses: 0,
  history: 0,
  maxAgeDays: null,
};
const personal = ["王小明", "wangxm", "20260017", "青禾县供电公司", "Qinghe"];

const verdict = (policy: PasswordPolicy, password: string): string => {
  try {
    checkPassword(policy, password, personal);
    return "good";
  } catch (error) {
    assert.ok(error instanceof Problem);
    return error.code.replace("identity.password_", "");
  }
};

/** Password, verdict under level 3 of 等保, verdict under the international advice. */
const table: [password: string, dengbao: string, international: string][] = [
  // Length.
  ["", "short", "short"],
  ["aB3$", "short", "short"],
  ["aB3$efg", "short", "short"],
  ["aB3$efgh", "good", "short"],
  ["tK7-window", "good", "short"],
  ["tK7-windowpa", "good", "good"],
  [`Kd7-${"xwvqmztb".repeat(8)}`, "good", "good"],
  [`Kd7-${"xwvqmztb".repeat(15)}`, "good", "good"],
  [`Kd7-${"xwvqmztb".repeat(16)}`, "long", "long"],
  ["😀Ab1😀😀😀", "short", "short"],
  ["😀Ab1😀😀😀😀", "good", "short"],
  // Composition: demanded by the one, not asked by the other.
  ["lowercaseonlyhere", "simple", "good"],
  ["UPPERCASEONLYHERE", "simple", "good"],
  ["lowerAndUpperOnly", "simple", "good"],
  ["lower7and8digits", "simple", "good"],
  ["lower-and-symbols", "simple", "good"],
  ["Mixed7Classes", "good", "good"],
  ["mixed7-classes", "good", "good"],
  ["MIXED7-CLASSES", "good", "good"],
  ["correct horse battery staple", "simple", "good"],
  ["四个词语连在一起就够长了", "simple", "good"],
  ["四个词语Ab连在一起够长", "good", "good"],
  ["83920174650291", "simple", "good"],
  ["      Ab3      ", "good", "good"],
  // Common words with the usual tails and replacements.
  ["Password123", "common", "short"],
  ["Password1234", "common", "common"],
  ["P@ssw0rd", "common", "short"],
  ["P@ssw0rd123!", "common", "common"],
  ["Welcome@2026", "common", "common"],
  ["Admin@123", "common", "short"],
  ["Admin123456", "common", "short"],
  ["Huawei@123", "common", "short"],
  ["Woaini1314", "common", "short"],
  ["Woaini520!", "good", "short"],
  ["Dianli@2026", "common", "short"],
  ["Guowang@123", "common", "short"],
  ["YingYeTing123", "common", "common"],
  ["GongDian@2026", "common", "common"],
  ["Administrator1", "common", "common"],
  ["administrator", "simple", "common"],
  ["ChangeMe2026!", "common", "common"],
  ["Qwerty@2024", "common", "short"],
  // Runs, repetitions, dates, telephone numbers.
  ["1234567890", "simple", "short"],
  ["12345678901234567890", "simple", "common"],
  ["qwertyuiop", "simple", "short"],
  ["qwertyuiopqwerty", "simple", "common"],
  ["1qaz2WSX", "common", "short"],
  ["1qaz2WSX3edc", "common", "common"],
  ["abcdefghijklm", "simple", "common"],
  ["zyxwvutsrqponm", "simple", "common"],
  ["aaaaaaaaaaaa", "simple", "common"],
  ["Ab1Ab1Ab1Ab1", "common", "common"],
  ["Ab1-Ab1-Ab1-", "common", "common"],
  ["1998-07-21", "simple", "short"],
  ["13800138000", "simple", "short"],
  // What is known about the person, the company, the system.
  ["Wangxm-2718", "personal", "short"],
  ["xx-WANGXM-7xyz", "personal", "personal"],
  ["王小明是我A1b", "personal", "short"],
  ["No-20260017-x", "personal", "personal"],
  ["Qinghe-2718-b", "personal", "personal"],
  ["Mingchuang#81", "personal", "personal"],
  ["我爱明窗Aa1的", "personal", "short"],
  ["Wang-9-Kites-x", "good", "good"],
];

test(`${table.length} passwords get the verdict that each profile demands`, () => {
  assert.ok(table.length >= 60);
  const wrong = table.filter(
    ([password, strict, loose]) =>
      verdict(dengbao, password) !== strict || verdict(international, password) !== loose,
  );
  assert.deepEqual(
    wrong.map(([password]) => [password, verdict(dengbao, password), verdict(international, password)]),
    [],
  );
});

test("at least three thousand common passwords are known", () => {
  assert.ok(commonPasswords.size >= 3_000, String(commonPasswords.size));
});

test("passwords to hand over pass every profile, and no two are alike", () => {
  const made = Array.from({ length: 300 }, initialPassword);
  assert.equal(new Set(made).size, 300);
  for (const password of made) assert.equal(verdict(dengbao, password), "good", password);
});

test("the last five passwords do not come back; what is older may", async () => {
  const earlier = await Promise.all(
    ["Five-5a", "Four-4a", "Three-3", "Two-2aa", "One-1aa", "Zero-0a"].map((one) =>
      hashPassword(one, cheapHash),
    ),
  );
  await assert.rejects(checkHistory(dengbao, "Five-5a", earlier), { code: "identity.password_reused" });
  await assert.rejects(checkHistory(dengbao, "One-1aa", earlier), { code: "identity.password_reused" });
  await checkHistory(dengbao, "Zero-0a", earlier);
  await assert.rejects(checkHistory(international, "Five-5a", earlier), { code: "identity.password_reused" });
  await checkHistory(international, "Four-4a", earlier);
});

test("a hash verifies its password alone, however the characters were composed", async () => {
  const kept = await hashPassword("Caf\u00e9-Pane-1", cheapHash);
  assert.equal(await verifyPassword("Cafe\u0301-Pane-1", kept), true);
  assert.equal(await verifyPassword("cafe\u0301-Pane-1", kept), false);
  assert.notDeepEqual(
    (await hashPassword("same", cheapHash)).hash,
    (await hashPassword("same", cheapHash)).hash,
  );
});
