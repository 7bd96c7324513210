/** `foundation.files`: which company has which file. */
import { sql } from "kysely";
import type { FileType } from "../../../contracts/files.ts";
import type { Context } from "../context.ts";
import type { ReceivedFile } from "./receive-file.ts";

export type FileRow = {
  readonly sha256: string;
  readonly bytes: number;
  readonly type: FileType;
  readonly width: number | null;
  readonly height: number | null;
};

const columns = sql`encode(sha256, 'hex') as sha256, bytes, type, width, height`;
const hash = (sha256: string) => Buffer.from(sha256, "hex");

/**
 * One at a time per content of a company, until the command ends: keeping it and sweeping it must not cross. The key is
 * of the first four bytes; two contents that share them only wait for each other.
 */
export async function lockContent(ctx: Context, sha256: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(${ctx.orgId}::int, ${hash(sha256).readInt32BE(0)}::int)`.execute(
    ctx.tx,
  );
}

export async function findFile(ctx: Context, sha256: string): Promise<FileRow | undefined> {
  const { rows } = await sql<FileRow>`
    select ${columns} from foundation.files where org_id = ${ctx.orgId} and sha256 = ${hash(sha256)}`.execute(
    ctx.tx,
  );
  return rows[0];
}

export async function insertFile(ctx: Context, file: ReceivedFile, by: string): Promise<FileRow> {
  const { bytes, type, width = null, height = null } = file;
  await sql`
    insert into foundation.files (org_id, sha256, bytes, type, width, height, kept_at, kept_by)
    values (${ctx.orgId}, ${hash(file.sha256)}, ${bytes}, ${type}, ${width}, ${height}, ${ctx.clock.now()}, ${by})`.execute(
    ctx.tx,
  );
  return { sha256: file.sha256, bytes, type, width, height };
}

/** The database says whether anything refers to it; the question must not spoil the transaction. */
export async function deleteFile(ctx: Context, sha256: string): Promise<boolean> {
  await sql`savepoint forget_file`.execute(ctx.tx);
  try {
    await sql`delete from foundation.files where org_id = ${ctx.orgId} and sha256 = ${hash(sha256)}`.execute(
      ctx.tx,
    );
    await sql`release savepoint forget_file`.execute(ctx.tx);
    return true;
  } catch (error) {
    await sql`rollback to savepoint forget_file`.execute(ctx.tx);
    if ((error as { code?: string }).code === "23503") return false;
    throw error;
  }
}
