/**
 * The platform's files. Content-addressed: the same bytes are kept once per company, and what is kept never changes. A row
 * of `foundation.files` says that a company has a file; companies share no file and no row, so nothing can be learnt of
 * another's by uploading a copy. What the rows do not name is swept.
 */
import { createWriteStream } from "node:fs";
import { chmod, mkdir, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { actorName, type Context } from "../context.ts";
import { newId } from "../ids.ts";
import { Problem } from "../problem.ts";
import { systemCode } from "../startup-problem.ts";
import { diskStore } from "./disk-store.ts";
import { type FileStore, placeOf } from "./file-store.ts";
import { type Incoming, type ReceivedFile, receiveFile, type UploadLimits } from "./receive-file.ts";
import * as rows from "./rows.ts";

/** Uploads of one process at a time; each holds a file open and, for pictures, waits for its turn in memory. */
const uploadsLimit = 32;
/** Older temporary files belong to nobody: no upload takes so long. */
const temporaryHours = 6;

export type KeptFile = rows.FileRow;

export class Files {
  readonly store: FileStore;
  readonly #temporary: string;
  #uploads = 0;

  /** @param folder for temporary files, and for all files unless another store is given; made when it is needed */
  constructor(folder: string, store: FileStore = diskStore(folder)) {
    this.store = store;
    this.#temporary = join(folder, "tmp");
  }

  /** Receives and examines a file; it is not kept until `keep`. Whoever calls ends with `discard`. */
  async receive(incoming: Incoming, limits: UploadLimits): Promise<ReceivedFile> {
    if (this.#uploads >= uploadsLimit) throw new Problem("server.busy");
    this.#uploads++;
    try {
      await this.#makeFolder();
      return await receiveFile(this.#temporary, incoming, limits);
    } finally {
      this.#uploads--;
    }
  }

  /**
   * Keeps a received file for the company of the command. The bytes are in the store before the row can commit; when the
   * command fails they are left over, and swept.
   * @throws files.no_room
   */
  async keep(ctx: Context, file: ReceivedFile): Promise<KeptFile> {
    await rows.lockContent(ctx, file.sha256);
    const kept = await rows.findFile(ctx, file.sha256);
    if (kept) return kept;
    try {
      await this.store.put(placeOf(ctx.orgId, file.sha256), file.path);
    } catch (error) {
      if (systemCode(error) === "ENOSPC" || systemCode(error) === "EDQUOT")
        throw new Problem("files.no_room");
      throw error;
    }
    return rows.insertFile(ctx, file, actorName(ctx.actor));
  }

  /** The bytes of a file of the command's company. @throws files.gone */
  async open(ctx: Context, sha256: string): Promise<ReadableStream<Uint8Array>> {
    const bytes = (await rows.findFile(ctx, sha256)) && (await this.store.open(placeOf(ctx.orgId, sha256)));
    if (!bytes) throw new Problem("files.gone");
    return bytes;
  }

  /**
   * A local path of a kept file, for readers that must jump about in it (XLSX) or take long over it (imports); a store
   * elsewhere is copied from. Whoever calls ends with `release`. The caller has seen the company's row.
   * @throws files.gone
   */
  async borrow(orgId: number, sha256: string): Promise<{ path: string; release: () => Promise<void> }> {
    const place = placeOf(orgId, sha256);
    const local = this.store.localPath?.(place);
    if (local) {
      if (!(await stat(local).catch(() => undefined))) throw new Problem("files.gone");
      return { path: local, release: () => Promise.resolve() };
    }
    const bytes = await this.store.open(place);
    if (!bytes) throw new Problem("files.gone");
    await this.#makeFolder();
    const path = join(this.#temporary, newId());
    await pipeline(Readable.fromWeb(bytes as never), createWriteStream(path, { flags: "wx", mode: 0o600 }));
    return { path, release: () => rm(path, { force: true }) };
  }

  /**
   * Strikes a file out of the company's list; the sweep removes the bytes. False while something still refers to it (a
   * foreign key on `foundation.files`).
   */
  forget(ctx: Context, sha256: string): Promise<boolean> {
    return rows.deleteFile(ctx, sha256);
  }

  /** Removes what is left of a received file; one that was kept has moved on, or been copied. */
  discard(file: ReceivedFile): Promise<void> {
    return rm(file.path, { force: true });
  }

  /** Removes temporary files that nobody works on any more. @returns how many */
  async sweepTemporary(now = Temporal.Now.instant()): Promise<number> {
    const before = now.subtract({ hours: temporaryHours }).epochMilliseconds;
    let removed = 0;
    for (const name of await readdir(this.#temporary).catch(() => [])) {
      const path = join(this.#temporary, name);
      const found = await stat(path).catch(() => undefined);
      if (!found || found.mtimeMs >= before) continue;
      await rm(path, { force: true });
      removed++;
    }
    return removed;
  }

  async #makeFolder(): Promise<void> {
    await mkdir(this.#temporary, { recursive: true, mode: 0o700 });
    await chmod(this.#temporary, 0o700);
  }
}
