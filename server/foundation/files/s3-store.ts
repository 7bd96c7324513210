/**
 * Files in a store that speaks S3 (MinIO, Ceph, the clouds' object stores), one bucket for all companies, told apart by
 * the first part of the key. Requests are signed by aws4fetch; bodies are read from disk as they are sent.
 */
import { openAsBlob } from "node:fs";
import { AwsClient } from "aws4fetch";
import { Problem } from "../problem.ts";
import { type FileStore, isPlace, readPlace, type StoredPlace, safePlace } from "./file-store.ts";

const requestMs = 60_000;
/** Moving a large file takes its time. */
const moveMs = 15 * 60_000;

export type S3Address = {
  readonly endpoint: string;
  readonly bucket: string;
  readonly prefix: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
};

/**
 * Reads `s3://key:secret@host[:port]/bucket[/prefix]?region=…&tls=off`. TLS unless switched off; region `us-east-1`
 * unless said, which is what most stores of one's own expect.
 */
export function parseS3Address(text: string): S3Address {
  const url = new URL(text);
  const [bucket = "", ...prefix] = url.pathname.split("/").filter(Boolean);
  const scheme = url.searchParams.get("tls") === "off" ? "http" : "https";
  return {
    endpoint: `${scheme}://${url.host}`,
    bucket,
    prefix: prefix.map((part) => `${part}/`).join(""),
    region: url.searchParams.get("region") ?? "us-east-1",
    accessKeyId: decodeURIComponent(url.username),
    secretAccessKey: decodeURIComponent(url.password),
  };
}

export function s3Store(address: S3Address): FileStore {
  const { accessKeyId, secretAccessKey, region, prefix } = address;
  const client = new AwsClient({ accessKeyId, secretAccessKey, region, service: "s3" });
  const bucketUrl = `${address.endpoint}/${address.bucket}`;
  const urlOf = (place: string) => `${bucketUrl}/${prefix}${safePlace(place)}`;
  const send = (url: string, init: RequestInit & { headers?: Record<string, string> }, ms = requestMs) =>
    ask(client, url, init, ms);
  return {
    put: async (place, path) => {
      // The store refuses bytes whose hash differs from this header: what arrives is what was checked.
      const headers = { "x-amz-content-sha256": readPlace(place).sha256 };
      await settle(
        await send(urlOf(place), { method: "PUT", headers, body: await openAsBlob(path) }, moveMs),
      );
    },
    open: async (place) => {
      const answer = await send(urlOf(place), { method: "GET" }, moveMs);
      if (answer.status === 404) {
        await answer.body?.cancel();
        return undefined;
      }
      if (!answer.ok) await settle(answer);
      return answer.body ?? undefined;
    },
    remove: async (place) => settle(await send(urlOf(place), { method: "DELETE" })),
    list: () => listAll(send, bucketUrl, prefix),
  };
}

type Send = (url: string, init: RequestInit & { headers?: Record<string, string> }) => Promise<Response>;

/** Signs, then sends by ourselves: a file body's length is only kept when the body is not wrapped in a Request before. */
async function ask(
  client: AwsClient,
  url: string,
  { body, ...init }: RequestInit & { headers?: Record<string, string> },
  ms: number,
): Promise<Response> {
  const signed = await client.sign(url, init);
  try {
    return await fetch(signed.url, {
      method: signed.method,
      headers: signed.headers,
      redirect: "error",
      signal: AbortSignal.timeout(ms),
      ...(body ? { body } : {}),
    });
  } catch {
    throw new Problem("files.no_room");
  }
}

async function settle(answer: Response): Promise<void> {
  await answer.body?.cancel();
  if (!answer.ok) throw new Problem("files.no_room");
}

async function* listAll(send: Send, bucketUrl: string, prefix: string): AsyncGenerator<StoredPlace> {
  let token: string | undefined;
  do {
    const query = new URLSearchParams({ "list-type": "2" });
    if (prefix) query.set("prefix", prefix);
    if (token) query.set("continuation-token", token);
    const answer = await send(`${bucketUrl}?${query}`, { method: "GET" });
    if (!answer.ok) await settle(answer);
    const page = await answer.text();
    // Keys are ours, hexadecimal and digits: nothing in them is escaped.
    for (const [, key = "", at = ""] of page.matchAll(
      /<Key>([^<]+)<\/Key>.*?<LastModified>([^<]+)<\/LastModified>/gs,
    )) {
      const place = key.startsWith(prefix) ? key.slice(prefix.length) : "";
      if (isPlace(place)) yield { place, at: Temporal.Instant.from(at) };
    }
    token = unescapeXml(/<NextContinuationToken>([^<]+)</.exec(page)?.[1]);
  } while (token);
}

const unescapeXml = (text: string | undefined) =>
  text
    ?.replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&apos;", "'")
    .replaceAll("&amp;", "&");
