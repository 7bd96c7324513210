/**
 * uuid v7 (RFC 9562): time-ordered, so that new rows land at the end of their index. Made here, not in the
 * database, so that PostgreSQL 15 to 18 serve alike. The time inside is the machine's and only orders rows:
 * no rule may read it.
 */
import { randomBytes, randomFillSync } from "node:crypto";

/** Of the sixteen bytes those that are left to chance, and a little: ten. */
const chanceBytes = 10;
const pool = Buffer.alloc(chanceBytes * 800);
let used = pool.length;

/** Chance comes from a pool that is filled at once: an import asks for ten ids a row, and each call to the system costs. */
export function newId(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const chance = pool.toString("hex", used, used + chanceBytes);
  used += chanceBytes;
  const time = Math.floor(performance.timeOrigin + performance.now())
    .toString(16)
    .padStart(12, "0");
  const variant = "89ab"[Number.parseInt(chance.charAt(3), 16) & 3];
  return `${time.slice(0, 8)}-${time.slice(8)}-7${chance.slice(0, 3)}-${variant}${chance.slice(4, 7)}-${chance.slice(7, 19)}`;
}

/** An unguessable token of 128 bits, for links and devices. */
export const newToken = (): string => randomBytes(16).toString("base64url");
