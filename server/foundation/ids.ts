/**
 * uuid v7 (RFC 9562): time-ordered, so that new rows land at the end of their index. Made here, not in the
 * database, so that PostgreSQL 15 to 18 serve alike. The time inside is the machine's and only orders rows:
 * no rule may read it.
 */
import { randomBytes } from "node:crypto";

const hex = (bytes: Buffer) => bytes.toString("hex");

export function newId(): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(performance.timeOrigin + performance.now(), 0, 6);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return [
    [0, 4],
    [4, 6],
    [6, 8],
    [8, 10],
    [10, 16],
  ]
    .map(([a, b]) => hex(bytes.subarray(a, b)))
    .join("-");
}

/** An unguessable token of 128 bits, for links and devices. */
export const newToken = (): string => randomBytes(16).toString("base64url");
