import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { keyedHash, seal, unseal } from "./secrets.ts";

const secret = "a secret of thirty-two characters";

test("a keyed hash depends on the secret, the purpose and the text, and is no plain hash", () => {
  const phone = "13800138000";
  const hash = keyedHash(secret, "phone", phone);
  assert.deepEqual(hash, keyedHash(secret, "phone", phone));
  const others = [
    keyedHash("another secret, as long as the first", "phone", phone),
    keyedHash(secret, "person", phone),
    keyedHash(secret, "phone", "13800138001"),
    createHash("sha256").update(phone).digest(),
  ];
  for (const other of others) assert.notDeepEqual(hash, other);
});

test("sealed text opens in its place alone, and not once altered", () => {
  const plain = Buffer.from("twenty bytes of data");
  const sealed = seal(secret, "codes", "1/anna", plain);
  assert.deepEqual(unseal(secret, "codes", "1/anna", sealed), plain);
  assert.equal(sealed.includes(plain), false);
  assert.notDeepEqual(sealed, seal(secret, "codes", "1/anna", plain), "no two are alike");
  assert.throws(() => unseal(secret, "codes", "1/berta", sealed));
  assert.throws(() => unseal(secret, "other", "1/anna", sealed));
  assert.throws(() => unseal("another secret, as long as the first", "codes", "1/anna", sealed));
  for (let at = 0; at < sealed.length; at++) {
    const altered = Buffer.from(sealed);
    altered.writeUInt8(sealed.readUInt8(at) ^ 1, at);
    assert.throws(() => unseal(secret, "codes", "1/anna", altered));
  }
  assert.throws(() => unseal(secret, "codes", "1/anna", sealed.subarray(0, 20)), "cut short");
});
