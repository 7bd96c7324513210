/**
 * Takes a file in as it comes: to a temporary file, hashed and counted on the way, never whole in memory. What is too
 * large is refused at the first byte over the limit, or before the first when the sender says so.
 */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { type FileHandle, open, rm } from "node:fs/promises";
import { join } from "node:path";
import type { FileType } from "../../../contracts/files.ts";
import { newId } from "../ids.ts";
import { Problem } from "../problem.ts";
import { systemCode } from "../startup-problem.ts";
import { cleanFileName } from "./file-name.ts";
import { inspectFile, type Wanted } from "./inspect-file.ts";

/** A sender that says nothing for so long has gone. */
const silenceMs = 30_000;

export type UploadLimits = Wanted & { readonly maxBytes: number };

/** A file that has been received and examined, and is not yet kept. */
export type ReceivedFile = {
  /** Hexadecimal, of the content as it will be kept. */
  readonly sha256: string;
  /** Hexadecimal, of the content as it was sent: where a photo's place was removed, these differ. */
  readonly sentSha256: string;
  readonly bytes: number;
  readonly type: FileType;
  /** Clean, with the extension of what it really is; only to be shown. */
  readonly name: string;
  readonly width?: number;
  readonly height?: number;
  /** Where it lies for now. */
  readonly path: string;
};

export type Incoming = {
  readonly body: ReadableStream<Uint8Array> | null;
  /** As the sender says; not believed, but an honest sender is spared the way. */
  readonly contentLength?: number | undefined;
  readonly name: string;
};

/**
 * Whoever calls removes `path` in the end (`Files.discard`), kept or not.
 * @throws files.too_large, files.empty, files.interrupted, files.no_room and what `inspectFile` throws
 */
export async function receiveFile(
  folder: string,
  incoming: Incoming,
  limits: UploadLimits,
): Promise<ReceivedFile> {
  const { contentLength = 0, body, name } = incoming;
  if (contentLength > limits.maxBytes) throw tooLarge(limits);
  const path = join(folder, newId());
  try {
    const sent = await write(path, body, limits);
    if (contentLength > 0 && sent.bytes !== contentLength) throw new Problem("files.interrupted");
    const { isRewritten, ...found } = await inspectFile(path, name, limits);
    const sha256 = isRewritten ? await hashOf(path) : sent.sha256;
    const { bytes } = sent;
    return { path, bytes, sha256, sentSha256: sent.sha256, name: cleanFileName(name, found.type), ...found };
  } catch (error) {
    await rm(path, { force: true });
    if (systemCode(error) === "ENOSPC" || systemCode(error) === "EDQUOT") throw new Problem("files.no_room");
    throw error;
  }
}

const tooLarge = ({ maxBytes }: UploadLimits) =>
  new Problem("files.too_large", { limitMb: Math.round(maxBytes / 1_048_576) });

async function write(
  path: string,
  body: ReadableStream<Uint8Array> | null,
  limits: UploadLimits,
): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash("sha256");
  const file = await open(path, "wx", 0o600);
  let bytes = 0;
  try {
    for await (const chunk of heard(body)) {
      bytes += chunk.byteLength;
      if (bytes > limits.maxBytes) throw tooLarge(limits);
      hash.update(chunk);
      await writeAll(file, chunk);
    }
    if (bytes === 0) throw new Problem("files.empty");
    await file.sync();
  } finally {
    await file.close();
  }
  return { bytes, sha256: hash.digest("hex") };
}

async function writeAll(file: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let done = 0; done < chunk.byteLength; ) {
    const { bytesWritten } = await file.write(chunk, done);
    done += bytesWritten;
  }
}

/** The chunks of a body, as long as the sender is heard of. */
async function* heard(body: ReadableStream<Uint8Array> | null): AsyncGenerator<Uint8Array> {
  if (!body) return;
  const reader = body.getReader();
  let timer: NodeJS.Timeout | undefined;
  try {
    for (;;) {
      const silence = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new Problem("files.interrupted")), silenceMs);
      });
      const next = reader.read().catch(() => Promise.reject(new Problem("files.interrupted")));
      const { done, value } = await Promise.race([next, silence]);
      clearTimeout(timer);
      if (done) return;
      yield value;
    }
  } finally {
    clearTimeout(timer);
    await reader.cancel().catch(() => {});
  }
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest("hex");
}
