/** Password hashes: argon2id from node:crypto. Parameters are catalogue data and stay beside each hash. */
import { argon2, randomBytes, randomInt, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";

const derive = promisify(argon2);

export type HashParameters = {
  readonly algorithm: "argon2id";
  readonly memoryKib: number;
  readonly passes: number;
  readonly lanes: number;
};
export type PasswordHash = HashParameters & { readonly salt: Buffer; readonly hash: Buffer };

/** The same characters typed on another keyboard are the same password (NFC). */
const run = (password: string, salt: Buffer, { algorithm, memoryKib, passes, lanes }: HashParameters) =>
  derive(algorithm, {
    message: Buffer.from(password.normalize("NFC")),
    nonce: salt,
    memory: memoryKib,
    passes,
    parallelism: lanes,
    tagLength: 32,
  });

export async function hashPassword(password: string, parameters: HashParameters): Promise<PasswordHash> {
  const salt = randomBytes(16);
  return { ...parameters, salt, hash: await run(password, salt, parameters) };
}

export async function verifyPassword(password: string, kept: PasswordHash): Promise<boolean> {
  return timingSafeEqual(await run(password, kept.salt, kept), kept.hash);
}

/** Nobody has this password: verifying against it costs what a real one costs. */
export const nobodysHash = (parameters: HashParameters): PasswordHash => ({
  ...parameters,
  salt: randomBytes(16),
  hash: randomBytes(32),
});

/** Without characters that look alike on paper. */
const alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789";

/** A password to hand over: 14 characters, 81 bits, of all classes that any profile asks for. */
export function initialPassword(): string {
  for (;;) {
    const text = Array.from({ length: 14 }, () => alphabet[randomInt(alphabet.length)]).join("");
    if (/[A-Z]/.test(text) && /[a-z]/.test(text) && /\d/.test(text)) return text;
  }
}
