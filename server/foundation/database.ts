/**
 * The connection to PostgreSQL: one pool as the application role, which cannot bypass row-level security, and
 * the types that cross it. Instants, dates and times of day travel as Temporal values, bigint as number.
 */
import { createHash } from "node:crypto";
import type { Writable } from "node:stream";
import { finished } from "node:stream/promises";
import {
  CompiledQuery,
  type DatabaseConnection,
  Kysely,
  PostgresDialect,
  type QueryExecutorProvider,
} from "kysely";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";

// biome-ignore lint/complexity/noBannedTypes: stores speak tagged SQL with typed rows; there is no table map
export type Database = Kysely<{}>;
/** An open transaction: what `sql` statements run on. */
export type Tx = QueryExecutorProvider;

const { types } = pg;
const typeParsers: Record<number, (text: string) => unknown> = {
  [types.builtins.INT8]: (text) => {
    const value = Number(text);
    if (!Number.isSafeInteger(value)) throw new RangeError(`bigint ${text} is beyond a safe integer`);
    return value;
  },
  [types.builtins.TIMESTAMPTZ]: (text) => Temporal.Instant.from(text.replace(" ", "T")),
  [types.builtins.DATE]: (text) => Temporal.PlainDate.from(text),
  [types.builtins.TIME]: (text) => Temporal.PlainTime.from(text),
};

const isTemporal = (value: unknown) =>
  value instanceof Temporal.Instant ||
  value instanceof Temporal.PlainDate ||
  value instanceof Temporal.PlainTime;
const toParameter = (value: unknown): unknown =>
  isTemporal(value) ? String(value) : Array.isArray(value) ? value.map(toParameter) : value;

const copyWord = "copy ";
const setWord = "set local ";
const begin = "begin";
type Query = (this: pg.Client, ...args: unknown[]) => unknown;

/**
 * Speaks Temporal, and prepares each distinct statement once per connection: parsing and planning a queue
 * statement costs more than running it. Statements do not wait for each other's answers: what is asked in one turn of the
 * program leaves in one message, and a transaction begins in the message that sets its scope.
 */
class Client extends pg.Client {
  readonly #names = new Map<string, string>();
  #isToBegin = false;

  constructor(config?: string | pg.ClientConfig) {
    super(config);
    // pg's overloads cannot be overridden without `any`; Kysely and the pool call whatever stands here.
    const query: Query = (...args) => {
      const send = pg.Client.prototype.query as unknown as Query;
      this.#gather();
      const [text, values] = args;
      if (typeof text !== "string" || !Array.isArray(values)) return send.apply(this, args);
      if (text === begin) {
        this.#isToBegin = true;
        return Promise.resolve({ command: "BEGIN", rows: [] });
      }
      const isScope = text.startsWith(setWord);
      if (this.#isToBegin) {
        this.#isToBegin = false;
        if (isScope) return send.call(this, { text: `${begin}; ${text}` });
        const begun = send.call(this, { text: begin }) as Promise<unknown>;
        return Promise.all([begun, this.query(text, values)]).then(([, answer]) => answer);
      }
      if (text.startsWith(copyWord)) return this.#copy(text, String(values[0]));
      // A scope differs from person to person: kept as prepared, it would crowd out what is asked again and again.
      if (isScope) return send.call(this, { text, values });
      return send.call(this, { ...this.#named(text), text, values: values.map(toParameter) });
    };
    this.query = query as typeof this.query;
  }

  /** Waking the database for each statement costs as much as many a statement does. */
  #gather(): void {
    const { stream } = (this as unknown as { connection: { stream: Writable } }).connection;
    stream.cork();
    process.nextTick(() => stream.uncork());
  }

  /** COPY reads from the connection itself, not from parameters: the one parameter is what it reads. */
  async #copy(text: string, lines: string): Promise<{ command: "COPY"; rowCount: number; rows: [] }> {
    // It takes over the connection: whatever is on its way has to be answered before, and whoever copies waits for it.
    await super.query("select 1");
    const line = this as unknown as { pipeline: boolean };
    line.pipeline = false;
    const stream = super.query(copyFrom(text));
    stream.end(lines);
    await finished(stream).finally(() => {
      line.pipeline = true;
    });
    return { command: "COPY", rowCount: stream.rowCount, rows: [] };
  }

  #named(text: string): { name?: string } {
    let name = this.#names.get(text);
    if (!name && this.#names.size < 500) {
      name = createHash("sha1").update(text).digest("base64url");
      this.#names.set(text, name);
    }
    return name ? { name } : {};
  }
}

export type PoolOptions = { url: string; max?: number; onError?: (error: Error) => void };

/** Opens a pool. Connections that break are replaced; a caller waits at most five seconds for one. */
export function openDatabase({ url, max = 10, onError }: PoolOptions): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    Client,
    pipeline: true,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 60_000,
    statement_timeout: 30_000,
    idle_in_transaction_session_timeout: 30_000,
    types: {
      getTypeParser: (oid: number, format?: "text" | "binary") =>
        typeParsers[oid] ?? types.getTypeParser(oid, format as "text"),
    },
  } as pg.PoolConfig);
  // A connection may also break while a command holds it: the command's query fails, and this listener keeps
  // the error from ending the process.
  pool.on("connect", (client) => client.on("error", (error) => onError?.(error)));
  pool.on("error", (error) => onError?.(error));
  return new Kysely({ dialect: new PostgresDialect({ pool }) });
}

/**
 * COPY … FROM STDIN within a transaction: the fastest way for many rows. PostgreSQL refuses it for tables under row-level
 * security, so it fills a temporary table, from which an INSERT … SELECT writes what the policies let pass.
 * @param statement begins with `copy `; a constant of the code
 * @param lines in COPY's text form
 */
export async function copyLines(tx: Tx, statement: `copy ${string}`, lines: string): Promise<void> {
  await tx.getExecutor().executeQuery(CompiledQuery.raw(statement, [lines]));
}

/** Whose rows a transaction sees: of these companies, and what is about that staff member (a complaint) not at all. */
export type Scope = { readonly orgIds: readonly number[]; readonly staffId?: string | undefined };

/**
 * Runs the work in a transaction of that scope, and commits. Unlike in Kysely's own transactions, statements that are asked
 * at once are sent at once, the first right behind the scope; what the work leaves unanswered is done before the commit, and
 * turns it into a rollback when it fails: whoever left it has to look.
 */
export function transaction<T>(db: Database, scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.transaction().execute((outer) => {
    const executor = outer.getExecutor();
    return executor.provideConnection(async (connection: DatabaseConnection) => {
      let isOver = false;
      const provider = {
        provideConnection: async <R>(
          consumer: (connection: DatabaseConnection) => Promise<R>,
        ): Promise<R> => {
          if (isOver) throw new Error("a statement came after its transaction's end");
          return consumer(connection);
        },
      };
      const own = executor.withConnectionProvider(provider);
      const scoped = connection.executeQuery(CompiledQuery.raw(scopeStatement(scope)));
      scoped.catch(() => {});
      const result = await work({ getExecutor: () => own }).finally(() => {
        isOver = true;
      });
      await scoped;
      return result;
    });
  });
}

/** Another scope for the rest of the transaction. */
export async function setScope(tx: Tx, scope: Scope): Promise<void> {
  await tx.getExecutor().executeQuery(CompiledQuery.raw(scopeStatement(scope)));
}

const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

/**
 * Integers and ids only, so the statement can be put together safely; a statement and not a function call, because that
 * reaches the nodes of a distributed database.
 */
function scopeStatement({ orgIds, staffId }: Scope): string {
  if (!orgIds.every(Number.isSafeInteger)) throw new TypeError("org ids are integers");
  if (staffId !== undefined && !uuid.test(staffId)) throw new TypeError("staff ids are uuids");
  const staff = staffId === undefined ? "" : `; set local app.staff = '${staffId}'`;
  return `${setWord}app.orgs = '${orgIds.join(",")}'${staff}`;
}

const transient = new Set(["40001", "40P01"]);
const lost = new Set([
  "57P01",
  "57P02",
  "57P03",
  "08000",
  "08003",
  "08006",
  "08001",
  "53300",
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ENOENT",
  "55P03",
  "57014",
]);
const codeOf = (error: unknown) => (error instanceof Error && "code" in error ? String(error.code) : "");

/** A deadlock or serialization failure: nothing was done, the whole transaction may be tried again. */
export const isTransient = (error: unknown): boolean => transient.has(codeOf(error));
/** The database is away, restarting or full of connections. */
export const isUnavailable = (error: unknown): boolean =>
  lost.has(codeOf(error)) ||
  (error instanceof Error &&
    /timeout exceeded when trying to connect|Connection terminated|not queryable/.test(error.message));
/** A broken constraint, by name. */
export const violates = (error: unknown, constraint: string): boolean =>
  error instanceof Error && "constraint" in error && error.constraint === constraint;
