/** How a delivery is signed (Standard Webhooks 1.0): HMAC-SHA256 over `<id>.<timestamp>.<body>`, in base64. */
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

const prefix = "whsec_";
const secretBytes = 32;

export const newWebhookSecret = (): string => prefix + randomBytes(secretBytes).toString("base64");

export type Signed = { readonly id: string; readonly timestamp: number; readonly body: string };

export function signatureOf(secret: string, { id, timestamp, body }: Signed): string {
  const key = Buffer.from(secret.slice(prefix.length), "base64");
  return `v1,${createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64")}`;
}

/** What a receiver does; here for tests, and as the example that docs/integration.md shows. */
export function isSignedBy(secret: string, signed: Signed, given: string): boolean {
  const expected = Buffer.from(signatureOf(secret, signed));
  return given.split(" ").some((one) => {
    const said = Buffer.from(one);
    return said.length === expected.length && timingSafeEqual(said, expected);
  });
}
