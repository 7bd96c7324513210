/**
 * The store of objects, against a server of S3's language (s3rver). That one does not look at signatures of the fourth
 * version, so a guard stands before it that works each one out anew from the published rules, and holds bodies against
 * their hash, as real stores do.
 */
import assert from "node:assert/strict";
import { createHash, createHmac } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import S3rver from "s3rver";
import { Problem } from "../problem.ts";
import { testPlatform } from "../test-kit.ts";
import { placeOf } from "./file-store.ts";
import { Files } from "./files.ts";
import { parseS3Address, s3Store } from "./s3-store.ts";
import { sweepStore } from "./sweep-store.ts";
import { pdf } from "./testing-files.ts";

const folder = mkdtempSync(join(tmpdir(), "s3-"));
const bucket = "papers";
const secretKey = "S3RVER";
const objects = new S3rver({
  address: "127.0.0.1",
  port: 0,
  silent: true,
  directory: join(folder, "objects"),
  configureBuckets: [{ name: bucket, configs: [] }],
});
const platform = await testPlatform();
let guard: Server;
let address = "";
let refused = 0;

before(async () => {
  const { port } = (await objects.run()) as AddressInfo;
  guard = createServer(async (request, response) => {
    const body = Buffer.concat(await Array.fromAsync(request as AsyncIterable<Buffer>));
    if (!isSigned(request) || !isWhole(request, body)) {
      refused++;
      response.writeHead(403).end("<Error><Code>SignatureDoesNotMatch</Code></Error>");
      return;
    }
    const answer = await fetch(`http://127.0.0.1:${port}${request.url}`, {
      method: request.method ?? "GET",
      headers: { "content-length": String(body.length) },
      ...(request.method === "PUT" ? { body: new Uint8Array(body) } : {}),
    });
    response.writeHead(answer.status).end(new Uint8Array(await answer.arrayBuffer()));
  });
  await new Promise<void>((done) => guard.listen(0, "127.0.0.1", done));
  address = `127.0.0.1:${(guard.address() as AddressInfo).port}`;
});
after(async () => {
  guard.close();
  guard.closeAllConnections();
  await objects.close();
  rmSync(folder, { recursive: true, force: true });
});

const hash = (data: string | Buffer) => createHash("sha256").update(data).digest("hex");
const isWhole = ({ headers, method }: IncomingMessage, body: Buffer) =>
  method !== "PUT" ||
  (headers["x-amz-content-sha256"] === hash(body) && headers["content-length"] === String(body.length));

/** AWS Signature Version 4, worked out from its description. */
function isSigned({ headers, method, url = "" }: IncomingMessage): boolean {
  const parts =
    /Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+), Signature=(\w+)/.exec(
      headers.authorization ?? "",
    );
  if (!parts) return false;
  const [, , day = "", region = "", names = "", signature] = parts;
  const { pathname, searchParams } = new URL(url, "http://host");
  const query = [...searchParams]
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .sort()
    .join("&");
  const signed = names.split(";").map((name) => `${name}:${headers[name]}\n`);
  const canonical = [method, pathname, query, signed.join(""), names, headers["x-amz-content-sha256"]].join(
    "\n",
  );
  const toSign = [
    "AWS4-HMAC-SHA256",
    headers["x-amz-date"],
    `${day}/${region}/s3/aws4_request`,
    hash(canonical),
  ];
  const key = [day, region, "s3", "aws4_request"].reduce<Buffer>(
    (made, part) => createHmac("sha256", made).update(part).digest(),
    Buffer.from(`AWS4${secretKey}`),
  );
  return createHmac("sha256", key).update(toSign.join("\n")).digest("hex") === signature;
}

const filesAt = (more = "", secret = secretKey) =>
  new Files(
    join(folder, "local"),
    s3Store(parseS3Address(`s3://S3RVER:${secret}@${address}/${bucket}${more}?region=cn-north-1&tls=off`)),
  );
const receive = (files: Files, content: Buffer) =>
  files.receive(
    { body: new Blob([new Uint8Array(content)]).stream(), name: "a.pdf" },
    { maxBytes: 30_000_000, types: ["pdf"] },
  );

async function keep(files: Files, content: Buffer, orgId = 1): Promise<string> {
  const file = await receive(files, content);
  try {
    return (await platform.command(orgId, (ctx) => files.keep(ctx, file))).sha256;
  } finally {
    await files.discard(file);
  }
}

test("files go to the store and come back, below a prefix of the bucket too", async () => {
  for (const prefix of ["", "/mingchuang/files"]) {
    const files = filesAt(prefix);
    const content = Buffer.concat([
      pdf(`/In (${prefix})`),
      Buffer.alloc(3_000_000, "% padding\n"),
      Buffer.from("%%EOF\n"),
    ]);
    const sha256 = await keep(files, content);
    assert.equal(sha256, hash(content));
    const back = await platform.command(1, (ctx) => files.open(ctx, sha256));
    assert.equal(hash(Buffer.from(await new Response(back).arrayBuffer())), sha256);
    const borrowed = await files.borrow(1, sha256);
    assert.equal(readdirSync(join(folder, "local", "tmp")).length, 1);
    await borrowed.release();
    assert.deepEqual(readdirSync(join(folder, "local", "tmp")), []);
  }
  assert.equal(refused, 0);
});

test("another company's file is not there, and a missing object is named", async () => {
  const files = filesAt();
  const sha256 = await keep(files, pdf("/Of (company 7)"), 7);
  await assert.rejects(
    platform.command(8, (ctx) => files.open(ctx, sha256)),
    { code: "files.gone" },
  );
  await files.store.remove(placeOf(7, sha256));
  await assert.rejects(
    platform.command(7, (ctx) => files.open(ctx, sha256)),
    { code: "files.gone" },
  );
  await assert.rejects(files.borrow(7, sha256), { code: "files.gone" });
});

test("a wrong key and a store that is away refuse the command, and nothing is remembered", async () => {
  const content = pdf("/Nobody (keeps it)");
  await assert.rejects(keep(filesAt("", "wrong"), content), { code: "files.no_room" });
  assert.equal(refused, 1);
  const away = new Files(join(folder, "local"), s3Store(parseS3Address("s3://a:b@127.0.0.1:1/none?tls=off")));
  await assert.rejects(keep(away, content), { code: "files.no_room" });
  assert.equal(await keep(filesAt(), content), hash(content));
});

test("bytes that changed on the way are refused by the store", async () => {
  const files = filesAt();
  const file = await receive(files, pdf("/As (checked)"));
  writeFileSync(file.path, pdf("/As (changed)"));
  const kept = platform.command(1, (ctx) => files.keep(ctx, file));
  await assert.rejects(kept, (error) => error instanceof Problem && error.code === "files.no_room");
  await files.discard(file);
});

test("the sweep finds what no row names in the store as well", async () => {
  const files = filesAt("/swept");
  const lost = await receive(files, pdf("/Lost (yes)"));
  const failed = platform.command(3, async (ctx) => {
    await files.keep(ctx, lost);
    throw new Problem("thing.not_found");
  });
  await assert.rejects(failed);
  await files.discard(lost);
  await keep(files, pdf("/Kept (yes)"), 3);
  const later = Temporal.Now.instant().add({ hours: 25 });
  assert.equal(await sweepStore(files, platform.ownerUrl, later), 1);
  assert.equal(await sweepStore(files, platform.ownerUrl, later), 0);
});

test("the address is read in all its parts", () => {
  assert.deepEqual(parseS3Address("s3://id:a%2Fb@oss.example:9000/papers/here/too?region=cn-east-2"), {
    endpoint: "https://oss.example:9000",
    bucket: "papers",
    prefix: "here/too/",
    region: "cn-east-2",
    accessKeyId: "id",
    secretAccessKey: "a/b",
  });
});
