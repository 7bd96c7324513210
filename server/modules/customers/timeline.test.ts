import assert from "node:assert/strict";
import { test } from "node:test";
import { withoutPersonalNumbers } from "./personal-free.ts";

test("numbers of people in free text are masked; account and meter numbers stay", () => {
  assert.equal(withoutPersonalNumbers("请打 13800138000 找老张"), "请打 138****8000 找老张");
  assert.equal(withoutPersonalNumbers("138 0013 8000"), "138****8000");
  assert.equal(withoutPersonalNumbers("证件11010519491231002X。"), "证件110***********002X。");
  assert.equal(withoutPersonalNumbers("卡 6222020200112233445"), "卡 ***************3445");
  assert.equal(withoutPersonalNumbers("户号 3201234567890，表号 0012345678"), "户号 3201234567890，表号 0012345678");
});
