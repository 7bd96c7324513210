/**
 * SM2 (GB/T 32918.5) is not used yet; signing in with an SM2 key will need it. The standard's example is verified here by
 * its own arithmetic over Node's SM3, and Node's ready-made signature is shown not to be it: whoever builds on
 * `sign("sm3", …)` with an SM2 key has ECDSA on the SM2 curve or an empty user id, and no other system will accept it.
 */
import assert from "node:assert/strict";
import { createHash, createPublicKey, verify } from "node:crypto";
import { test } from "node:test";

const p = 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn;
const a = 0xfffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffcn;
const b = 0x28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93n;
const n = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n;
type Point = readonly [bigint, bigint] | undefined;
const base: Point = [
  0x32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7n,
  0xbc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0n,
];

// The example of GB/T 32918.5, Annex A.
const publicKey: Point = [
  0x09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020n,
  0xccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13n,
];
const message = "message digest";
const userId = "1234567812345678";
const signature = {
  r: 0xf5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3n,
  s: 0xb1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aan,
};

const mod = (value: bigint, by: bigint) => ((value % by) + by) % by;
function power(value: bigint, exponent: bigint, by: bigint): bigint {
  let result = 1n;
  for (let [x, e] = [mod(value, by), exponent]; e > 0n; e >>= 1n, x = (x * x) % by)
    if (e & 1n) result = (result * x) % by;
  return result;
}
function add(one: Point, other: Point): Point {
  if (!one || !other) return one ?? other;
  const [[x1, y1], [x2, y2]] = [one, other];
  if (x1 === x2 && mod(y1 + y2, p) === 0n) return undefined;
  const [rise, run] = x1 === x2 && y1 === y2 ? [3n * x1 * x1 + a, 2n * y1] : [y2 - y1, x2 - x1];
  const slope = rise * power(run, p - 2n, p);
  const x = mod(slope * slope - x1 - x2, p);
  return [x, mod(slope * (x1 - x) - y1, p)];
}
function times(point: Point, factor: bigint): Point {
  let [result, doubled]: [Point, Point] = [undefined, point];
  for (let left = factor; left > 0n; left >>= 1n, doubled = add(doubled, doubled))
    if (left & 1n) result = add(result, doubled);
  return result;
}

const bytes = (value: bigint) => Buffer.from(value.toString(16).padStart(64, "0"), "hex");
const sm3 = (...parts: Buffer[]) => createHash("sm3").update(Buffer.concat(parts)).digest();
const [[xG, yG], [xA, yA]] = [base, publicKey];
const idBits = Buffer.from([0, userId.length * 8]);
const digest = sm3(
  sm3(idBits, Buffer.from(userId), ...[a, b, xG, yG, xA, yA].map(bytes)),
  Buffer.from(message),
);

function isSigned({ r, s }: typeof signature, e: bigint): boolean {
  const t = mod(r + s, n);
  const point = add(times(base, s), times(publicKey, t));
  return t !== 0n && point !== undefined && mod(e + point[0], n) === r;
}

test("the standard's example is right, and no other message or signature is", () => {
  assert.equal(digest.toString("hex"), "f0b43e94ba45accaace692ed534382eb17e6ab5a19ce7b31f4486fdfc0d28640");
  const e = BigInt(`0x${digest.toString("hex")}`);
  assert.equal(isSigned(signature, e), true);
  assert.equal(isSigned(signature, e + 1n), false);
  assert.equal(isSigned({ ...signature, s: signature.s + 1n }, e), false);
});

test("Node's own verification does not know the standard's signature", () => {
  // SubjectPublicKeyInfo: id-ecPublicKey, SM2, the point uncompressed.
  const head = Buffer.from("3059301306072a8648ce3d020106082a811ccf5501822d034200", "hex");
  const der = Buffer.concat([head, Buffer.from([4]), bytes(xA), bytes(yA)]);
  const key = createPublicKey({ key: der, format: "der", type: "spki" });
  const { r, s } = signature;
  const raw = Buffer.concat([bytes(r), bytes(s)]);
  assert.equal(verify("sm3", Buffer.from(message), { key, dsaEncoding: "ieee-p1363" }, raw), false);
});
