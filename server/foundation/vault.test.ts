import assert from "node:assert/strict";
import { createCipheriv, createHash, createHmac, randomBytes } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import { readSettings } from "./settings.ts";
import { SealBroken, type Suite, Vault } from "./vault.ts";

const secret = "a secret of a test, thirty-two characters";
const place = "customers.personal_fields/01900000-0000-7000-8000-000000000000";
const keys = [3, 2].map((version) => ({ version, key: randomBytes(32) }));
const suites: readonly Suite[] = ["aes", "gm"];

for (const suite of suites) {
  const vault = new Vault({ secret, keys, suite });

  test(`${suite}: what was sealed is opened, in its place alone, and says with which key`, () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.nat(1_000_000), (plain, orgId) => {
        const sealed = vault.seal(orgId, place, plain);
        assert.equal(vault.open(orgId, place, sealed), plain.toWellFormed());
        assert.throws(() => vault.open(orgId + 1, place, sealed), SealBroken);
        assert.throws(() => vault.open(orgId, `${place}x`, sealed), SealBroken);
        assert.equal(vault.keyVersionOf(sealed), suite === "gm" ? 10_003 : 3);
      }),
      { numRuns: 300 },
    );
    assert.equal(vault.currentVersion, suite === "gm" ? 10_003 : 3);
  });

  test(`${suite}: any one changed, missing or added byte is noticed`, () => {
    const sealed = vault.seal(7, place, "11010519491231002X");
    for (let at = 0; at < sealed.length; at++) {
      const altered = Buffer.from(sealed);
      altered[at] = (altered[at] ?? 0) ^ 1;
      assert.throws(() => vault.open(7, place, altered), SealBroken, `byte ${at}`);
      assert.throws(() => vault.open(7, place, sealed.subarray(0, at)), SealBroken);
    }
    assert.throws(() => vault.open(7, place, Buffer.concat([sealed, Buffer.alloc(1)])), SealBroken);
  });

  // Of a generator with 32 bits of chance, this many would show some ten twice.
  test(`${suite}: three hundred thousand nonces are all different`, () => {
    const seen = new Set<string>();
    const length = suite === "aes" ? 12 : 16;
    for (let n = 0; n < 300_000; n++) seen.add(vault.seal(1, "p", "").toString("latin1", 3, 3 + length));
    assert.equal(seen.size, 300_000);
  });

  test(`${suite}: what the former key and the other suite sealed is read beside`, () => {
    const before = new Vault({ secret, keys: keys.slice(1), suite: suite === "aes" ? "gm" : "aes" });
    const sealed = before.seal(7, place, "13800138000");
    assert.equal(vault.open(7, place, sealed), "13800138000");
    const derived = new Vault({ secret }).seal(7, place, "13800138000");
    assert.equal(vault.open(7, place, derived), "13800138000");
    assert.throws(() => new Vault({ secret, keys: keys.slice(0, 1) }).open(7, place, sealed), /key 2 is not/);
    const other = new Vault({ secret, keys: [{ version: 2, key: randomBytes(32) }] });
    assert.throws(() => other.open(7, place, sealed), SealBroken);
    assert.notEqual(other.fingerprint(2), vault.fingerprint(2));
  });
}

test("hashes for finding are equal for equal numbers of one company and kind, whatever seals", () => {
  const [one, other] = [new Vault({ secret }), new Vault({ secret, keys, suite: "gm" })];
  const blind = one.blind(7, "phone", "13800138000");
  assert.equal(blind.length, 16);
  assert.deepEqual(other.blind(7, "phone", "13800138000"), blind);
  assert.notDeepEqual(one.blind(8, "phone", "13800138000"), blind);
  assert.notDeepEqual(one.blind(7, "id-card", "13800138000"), blind);
  assert.notDeepEqual(new Vault({ secret: `${secret}!` }).blind(7, "phone", "13800138000"), blind);
  assert.equal(one.term(7, "tail", "8000"), other.term(7, "tail", "8000"));
  assert.notEqual(one.term(7, "tail", "8000"), one.term(7, "head", "8000"));
  const terms = new Set(Array.from({ length: 10_000 }, (_, n) => one.term(7, "tail", String(n))));
  assert.equal(terms.size, 10_000);
  assert.ok([...terms].every((term) => Number.isSafeInteger(term) && term >= 0));
  // Longer than what is kept ready.
  assert.notDeepEqual(one.blind(7, "k", "x".repeat(3_000)), one.blind(7, "k", "x".repeat(3_001)));
});

test("the hash for finding is HMAC-SM3", () => {
  const vault = new Vault({ secret });
  const master = createHmac("sha256", secret).update("blind index").digest();
  const key = createHmac("sm3", master).update("7").digest();
  fc.assert(
    fc.property(fc.string({ maxLength: 100 }), (text) => {
      const expected = createHmac("sm3", key).update(`phone\0${text}`).digest().subarray(0, 16);
      assert.deepEqual(vault.blind(7, "phone", text), expected);
    }),
  );
});

const hex = (buffer: Buffer) => buffer.toString("hex");

test("SM3 and SM4 are those of GB/T 32905 and GB/T 32907", () => {
  const sm3 = (text: string) => createHash("sm3").update(text).digest("hex");
  assert.equal(sm3("abc"), "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
  assert.equal(sm3("abcd".repeat(16)), "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732");
  const key = Buffer.from("0123456789abcdeffedcba9876543210", "hex");
  const encrypt = (block: Buffer) => createCipheriv("sm4-ecb", key, null).setAutoPadding(false).update(block);
  assert.equal(hex(encrypt(key)), "681edf34d206965e86b3e94f536e4246");
  let block = key;
  for (let round = 0; round < 1_000_000; round++) block = encryptor.update(block) as Buffer<ArrayBuffer>;
  assert.equal(hex(block), "595298c7c6fd271f0402f804c33d3f66");
  // Counter mode is the block cipher over the counter: RFC 8998's base, checked against the block above.
  const counter = Buffer.from("00000000000000000000000000000001", "hex");
  const stream = createCipheriv("sm4-ctr", key, counter).update(Buffer.alloc(16));
  assert.equal(hex(stream), hex(encrypt(counter)));
});
const encryptor = createCipheriv(
  "sm4-ecb",
  Buffer.from("0123456789abcdeffedcba9876543210", "hex"),
  null,
).setAutoPadding(false);

test("keys come from the configuration, newest first, and mistakes are named without the key", () => {
  const [a, b] = keys.map(({ key }) => key.toString("base64"));
  const settings = readSettings({ MC_DATA_KEYS: `3:${a}, 2:${b}`, MC_CRYPTO: "gm" });
  assert.deepEqual(settings.MC_DATA_KEYS, keys);
  const wrong = [`2:${b},3:${a}`, `1:${a}`, `2:${a},2:${b}`, "2:short", `${a}`, `2:${a};3:${b}`, "2:"];
  for (const text of wrong)
    assert.throws(
      () => readSettings({ MC_DATA_KEYS: text }),
      ({ message }: Error) => /MC_DATA_KEYS/.test(message) && !message.includes(a ?? ""),
      text,
    );
});
