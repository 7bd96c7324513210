/** One-time codes of an authenticator app (RFC 6238: SHA-1, 6 digits, 30 s, which every app understands). */
import { Secret, TOTP } from "otpauth";
import type { Context } from "../../foundation/context.ts";
import { seal, unseal } from "../../foundation/secrets.ts";

const stepSeconds = 30;
/** Clocks of phones run apart: one step to either side is accepted. */
const drift = 1;

const generator = (secret: Uint8Array, label = "") =>
  new TOTP({
    issuer: "Mingchuang",
    label,
    algorithm: "SHA1",
    digits: 6,
    period: stepSeconds,
    secret: new Secret({ buffer: new Uint8Array(secret).buffer }),
  });

export const newTotpSecret = (): Buffer => Buffer.from(new Secret({ size: 20 }).bytes);

/** At rest the secret is sealed for its person: whoever reads the table alone can make no codes. */
export const sealTotp = ({ secret, orgId }: Context, staffId: string, totp: Uint8Array): Buffer =>
  seal(secret, "one-time codes", `${orgId}/${staffId}`, totp);
export const openTotp = ({ secret, orgId }: Context, staffId: string, sealed: Uint8Array): Buffer =>
  unseal(secret, "one-time codes", `${orgId}/${staffId}`, sealed);

/** What the authenticator reads from the QR code, and the secret for typing. */
export function totpInvitation(secret: Uint8Array, label: string): { secret: string; uri: string } {
  const totp = generator(secret, label);
  return { secret: totp.secret.base32, uri: totp.toString() };
}

/** The step that a code belongs to, or undefined when it fits none near now. The caller accepts each step once. */
export function totpStep(secret: Uint8Array, code: string, now: Temporal.Instant): number | undefined {
  const delta = generator(secret).validate({ token: code, timestamp: now.epochMilliseconds, window: drift });
  return delta === null ? undefined : Math.floor(now.epochMilliseconds / 1000 / stepSeconds) + delta;
}

/** The code of an instant: what the authenticator would show. */
export const totpCode = (secret: Uint8Array, now: Temporal.Instant): string =>
  generator(secret).generate({ timestamp: now.epochMilliseconds });
