/**
 * Where personal data is sealed before it reaches the database, and where the keyed hashes come from by which it is
 * found again. Two suites: AES-256-GCM, or SM4-CTR with HMAC-SM3 over the ciphertext where 国密 (GB/T 39786) is asked
 * for. What was sealed says with which suite and key, so old and new are read side by side while a key is changed.
 *
 * Keys are derived per company and purpose: what leaks of one company says nothing of another. None enters the
 * database. The hashes for finding have a key of their own that does not change with the sealing keys (decision 0010).
 */
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hash,
  randomFillSync,
  timingSafeEqual,
} from "node:crypto";

export type Suite = "aes" | "gm";
export type VaultKey = { readonly version: number; readonly key: Buffer };
export type VaultSettings = {
  /** The platform's secret: key 1 and the key for finding come from it. */
  readonly secret: string;
  /** Keys from the configuration, the newest first; none means the key that is derived from the secret. */
  readonly keys?: readonly VaultKey[];
  readonly suite?: Suite;
};

/** Version 1 is derived from the secret; keys that are given begin at 2. */
export const derivedVersion = 1;
export const highestVersion = 9_999;
/** In `key_version` columns SM4 counts from here, so that a change of suite is a rotation like any other. */
const gmOffset = 10_000;
const suiteBytes = { aes: 1, gm: 2 } as const;
const headBytes = 3;

/** A sealed value cannot be opened: altered, moved to another row, or its key is not configured. */
export class SealBroken extends Error {
  constructor(why: string) {
    super(`sealed data cannot be opened: ${why}`);
    this.name = "SealBroken";
  }
}

export class Vault {
  /** The newest key and the suite, as `key_version` columns hold it. */
  readonly currentVersion: number;
  /** All that can be opened. */
  readonly versions: readonly number[];
  readonly #suite: Suite;
  readonly #newest: number;
  readonly #masters: ReadonlyMap<number, Buffer>;
  readonly #derived = new Map<string, SealKeys>();
  readonly #finders = new Map<number, FindKey>();
  readonly #finderMaster: Buffer;

  constructor({ secret, keys = [], suite = "aes" }: VaultSettings) {
    const derived = { version: derivedVersion, key: hmac("sha256", Buffer.from(secret), "data key 1") };
    const all = [...keys, derived];
    this.#masters = new Map(all.map(({ version, key }) => [version, key]));
    this.#newest = (all[0] ?? derived).version;
    this.#suite = suite;
    this.#finderMaster = hmac("sha256", Buffer.from(secret), "blind index");
    this.currentVersion = stampOf(this.#newest, suite);
    this.versions = all.map(({ version }) => version);
  }

  /**
   * Seals `plain` for the company. `place` names the row that it belongs to and is not stored: sealed text that is
   * moved to another row cannot be opened there.
   */
  seal(orgId: number, place: string, plain: string): Buffer {
    const head = Buffer.allocUnsafe(headBytes);
    head[0] = suiteBytes[this.#suite];
    head.writeUInt16BE(this.#newest, 1);
    const keys = this.#keysOf(orgId, this.#newest);
    const bound = boundTo(head, orgId, place);
    return this.#suite === "aes" ? sealAes(keys, head, bound, plain) : sealGm(keys, head, bound, plain);
  }

  /** @throws SealBroken when it was altered, moved, or its key is not in the configuration */
  open(orgId: number, place: string, sealed: Uint8Array): string {
    const all = Buffer.isBuffer(sealed) ? sealed : Buffer.from(sealed);
    if (all.length < headBytes) throw new SealBroken("too short");
    const version = all.readUInt16BE(1);
    if (!this.#masters.has(version)) throw new SealBroken(`key ${version} is not configured`);
    const keys = this.#keysOf(orgId, version);
    const bound = boundTo(all.subarray(0, headBytes), orgId, place);
    if (all[0] === suiteBytes.aes) return openAes(keys, all, bound);
    if (all[0] === suiteBytes.gm) return openGm(keys, all, bound);
    throw new SealBroken("unknown suite");
  }

  /** What a `key_version` column holds for this: the key's version, 10,000 more under SM4. */
  keyVersionOf(sealed: Uint8Array): number {
    const all = Buffer.from(sealed);
    return stampOf(all.readUInt16BE(1), all[0] === suiteBytes.gm ? "gm" : "aes");
  }

  /**
   * A keyed hash by which equal numbers find each other: HMAC-SM3, 16 bytes. SM3 under both suites, so that a change
   * of suite leaves every index as it is. `kind` keeps an ID from matching a phone of the same digits.
   */
  blind(orgId: number, kind: string, text: string): Buffer {
    return this.#finder(orgId).mac(`${kind}\0${text}`);
  }

  /** The same as a number of 52 bits, exact in JavaScript, for arrays of search terms; of another key. */
  term(orgId: number, kind: string, text: string): number {
    return this.#finder(orgId).short(`${kind}\0${text}`);
  }

  /** Says which key a version is without giving it away; tells a mistyped key from the right one. */
  fingerprint(version: number): string | undefined {
    const key = this.#masters.get(version);
    return key && hmac("sha256", key, "fingerprint").toString("hex").slice(0, 16);
  }

  #keysOf(orgId: number, version: number): SealKeys {
    const name = `${orgId}/${version}`;
    const known = this.#derived.get(name);
    if (known) return known;
    const master = this.#masters.get(version);
    if (!master) throw new SealBroken(`key ${version} is not configured`);
    const made: SealKeys = {
      aes: hmac("sha256", master, `${orgId}/aes-256-gcm`),
      sm4: hmac("sm3", master, `${orgId}/sm4-ctr`).subarray(0, 16),
      sm3: hmac("sm3", master, `${orgId}/hmac-sm3`),
    };
    this.#derived.set(name, made);
    return made;
  }

  #finder(orgId: number): FindKey {
    const known = this.#finders.get(orgId);
    if (known) return known;
    const made = new FindKey(hmac("sm3", this.#finderMaster, String(orgId)));
    this.#finders.set(orgId, made);
    return made;
  }
}

type SealKeys = { readonly aes: Buffer; readonly sm4: Buffer; readonly sm3: Buffer };

/** What a `key_version` column holds for a key under a suite. */
export const stampOf = (version: number, suite: Suite): number => (suite === "gm" ? gmOffset : 0) + version;
/** The key's version and the suite of what a `key_version` column holds. */
export const versionOf = (stamp: number): number => stamp % gmOffset;
export const suiteOf = (stamp: number): Suite => (stamp > gmOffset ? "gm" : "aes");
const hmac = (algorithm: "sha256" | "sm3", key: Buffer, text: string) =>
  createHmac(algorithm, key).update(text).digest();
const boundTo = (head: Buffer, orgId: number, place: string) =>
  Buffer.concat([head, Buffer.from(`${orgId}/${place}`)]);

const aes = "aes-256-gcm";
const aesNonce = 12;
const aesTag = 16;
const sm4 = "sm4-ctr";
const sm4Nonce = 16;
const sm3Tag = 32;

function sealAes({ aes: key }: SealKeys, head: Buffer, bound: Buffer, plain: string): Buffer {
  const nonce = freshNonce(aesNonce);
  const cipher = createCipheriv(aes, key, nonce).setAAD(bound);
  return Buffer.concat([head, nonce, cipher.update(plain, "utf8"), cipher.final(), cipher.getAuthTag()]);
}

function openAes({ aes: key }: SealKeys, all: Buffer, bound: Buffer): string {
  const from = headBytes + aesNonce;
  if (all.length < from + aesTag) throw new SealBroken("too short");
  try {
    const cipher = createDecipheriv(aes, key, all.subarray(headBytes, from), { authTagLength: aesTag })
      .setAAD(bound)
      .setAuthTag(all.subarray(-aesTag));
    return cipher.update(all.subarray(from, -aesTag), undefined, "utf8") + cipher.final("utf8");
  } catch {
    throw new SealBroken("altered, moved or sealed with another key");
  }
}

/** Encrypt, then MAC over everything that is stored and the place (ASVS 11.3.5). */
function sealGm(keys: SealKeys, head: Buffer, bound: Buffer, plain: string): Buffer {
  const nonce = freshNonce(sm4Nonce);
  const cipher = createCipheriv(sm4, keys.sm4, nonce);
  const body = Buffer.concat([nonce, cipher.update(plain, "utf8"), cipher.final()]);
  return Buffer.concat([head, body, tagOf(keys, bound, body)]);
}

function openGm(keys: SealKeys, all: Buffer, bound: Buffer): string {
  const from = headBytes + sm4Nonce;
  if (all.length < from + sm3Tag) throw new SealBroken("too short");
  const body = all.subarray(headBytes, -sm3Tag);
  if (!timingSafeEqual(tagOf(keys, bound, body), all.subarray(-sm3Tag)))
    throw new SealBroken("altered, moved or sealed with another key");
  const cipher = createDecipheriv(sm4, keys.sm4, body.subarray(0, sm4Nonce));
  return cipher.update(body.subarray(sm4Nonce), undefined, "utf8") + cipher.final("utf8");
}

/** The length of `bound` goes first: nothing can be shifted between what is bound and what is stored. */
function tagOf({ sm3: key }: SealKeys, bound: Buffer, body: Buffer): Buffer {
  const length = Buffer.allocUnsafe(4);
  length.writeUInt32BE(bound.length);
  return createHmac("sm3", key).update(length).update(bound).update(body).digest();
}

const pool = Buffer.alloc(4_096);
let used = pool.length;

/** Random, from a pool that is filled at once: a call to the generator for each of a million rows is most of the time. */
function freshNonce(bytes: number): Buffer {
  if (used + bytes > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const nonce = Buffer.from(pool.subarray(used, used + bytes));
  pool.fill(0, used, used + bytes);
  used += bytes;
  return nonce;
}

const blockBytes = 64;
const blindBytes = 16;

/** HMAC-SM3 with its two padded keys kept: the one-shot hash is twice as fast as an HMAC object made anew. */
class FindKey {
  readonly #inner = Buffer.alloc(1_024);
  readonly #outer = Buffer.alloc(blockBytes + sm3Tag, 0x5c);
  readonly #short = Buffer.alloc(1_024);

  constructor(key: Buffer) {
    this.#inner.fill(0x36, 0, blockBytes);
    for (const [at, byte] of key.entries()) {
      this.#inner[at] = 0x36 ^ byte;
      this.#outer[at] = 0x5c ^ byte;
    }
    hmac("sm3", key, "terms").copy(this.#short);
  }

  mac(text: string): Buffer {
    // By way of hex: making a string of the hash is half the price of making a buffer.
    this.#outer.write(hash("sm3", this.#filled(this.#inner, text), "hex"), blockBytes, "hex");
    return Buffer.from(hash("sm3", this.#outer, "hex").slice(0, blindBytes * 2), "hex");
  }

  /**
   * One hash over a whole block of key and the text, of which four fifths are thrown away: with that much hidden the
   * key needs no second round, and an import makes ten of these for each customer.
   */
  short(text: string): number {
    return Number.parseInt(hash("sm3", this.#filled(this.#short, text), "hex").slice(0, 13), 16);
  }

  #filled(buffer: Buffer, text: string): Buffer {
    const length = Buffer.byteLength(text);
    if (blockBytes + length > buffer.length)
      return Buffer.concat([buffer.subarray(0, blockBytes), Buffer.from(text)]);
    buffer.write(text, blockBytes);
    return buffer.subarray(0, blockBytes + length);
  }
}
