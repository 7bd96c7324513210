/**
 * What the platform's secret is used for, each purpose with a key of its own (HMAC-SHA256 of its label), so that what
 * leaks of one says nothing of another. All processes of a platform share the secret; it never enters the database.
 */
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from "node:crypto";

const keyFor = (secret: string, purpose: string): Buffer =>
  createHmac("sha256", secret).update(purpose).digest();

/**
 * A hash that only the platform can make. For what has few possible values: a phone number behind a plain hash is
 * found in a minute by trying all of them.
 */
export const keyedHash = (secret: string, purpose: string, text: string): Buffer =>
  createHmac("sha256", keyFor(secret, purpose)).update(text).digest();

const nonceBytes = 12;
const tagBytes = 16;

/**
 * Encrypts with AES-256-GCM: nonce, ciphertext, tag. `place` says whose it is and is not stored: sealed text that is
 * moved to another row cannot be opened there.
 */
export function seal(secret: string, purpose: string, place: string, plain: Uint8Array): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv("aes-256-gcm", keyFor(secret, purpose), nonce).setAAD(Buffer.from(place));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** @throws Error when it was altered, moved, or sealed with another secret */
export function unseal(secret: string, purpose: string, place: string, sealed: Uint8Array): Buffer {
  const all = Buffer.from(sealed);
  const cipher = createDecipheriv("aes-256-gcm", keyFor(secret, purpose), all.subarray(0, nonceBytes), {
    authTagLength: tagBytes,
  })
    .setAAD(Buffer.from(place))
    .setAuthTag(all.subarray(-tagBytes));
  return Buffer.concat([cipher.update(all.subarray(nonceBytes, -tagBytes)), cipher.final()]);
}
