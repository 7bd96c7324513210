import assert from "node:assert/strict";
import { test } from "node:test";
import { newTotpSecret, totpCode, totpInvitation, totpStep } from "./totp.ts";

const secret = Buffer.from("12345678901234567890");
const at = (seconds: number) => Temporal.Instant.fromEpochMilliseconds(seconds * 1_000);

/** RFC 6238, appendix B, SHA-1: the last six of its eight digits. */
const vectors: [seconds: number, code: string][] = [
  [59, "287082"],
  [1_111_111_109, "081804"],
  [1_111_111_111, "050471"],
  [1_234_567_890, "005924"],
  [2_000_000_000, "279037"],
  [20_000_000_000, "353130"],
];

test("codes are those of RFC 6238", () => {
  for (const [seconds, code] of vectors) {
    assert.equal(totpCode(secret, at(seconds)), code);
    assert.equal(totpStep(secret, code, at(seconds)), Math.floor(seconds / 30));
  }
});

test("a phone's clock may be one step off, not two", () => {
  const now = at(1_234_567_890);
  const step = Math.floor(1_234_567_890 / 30);
  for (const off of [-1, 0, 1])
    assert.equal(totpStep(secret, totpCode(secret, now.add({ seconds: off * 30 })), now), step + off);
  for (const off of [-2, 2])
    assert.equal(totpStep(secret, totpCode(secret, now.add({ seconds: off * 30 })), now), undefined);
});

test("secrets have 160 bits and reach the authenticator whole", () => {
  const made = newTotpSecret();
  assert.equal(made.length, 20);
  const { uri, secret: text } = totpInvitation(made, "guide@990101");
  assert.ok(uri.includes(`secret=${text}`));
  assert.match(text, /^[A-Z2-7]{32}$/);
});
