/**
 * Binding endpoints to handlers. A module exports a list of bindings; the app registers them all, so the list
 * of routes, their permissions and their OpenAPI page come from the same data.
 */
import type { AnswerOf, Endpoint, InputOf } from "../../../contracts/endpoint.ts";
import type { Actor, Context } from "../context.ts";
import type { ReceivedFile } from "../files/receive-file.ts";
import type { Call, Platform } from "../transaction.ts";

/** A file instead of JSON, for endpoints that declare `file`. */
export type FileAnswer = {
  readonly body: Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array> | string;
  readonly filename: string;
  /** Its media type, where the endpoint answers with one of several. */
  readonly media?: string;
};
type Answer<E extends Endpoint> = E["file"] extends string ? FileAnswer : AnswerOf<E>;
export type Handler<E extends Endpoint> = (ctx: Context, input: InputOf<E>) => Promise<Answer<E>>;

/** Extra headers that an answer needs: only signing in and pairing set cookies. */
export const cookiesOf = new WeakMap<object, readonly string[]>();

export type Route = {
  readonly endpoint: Endpoint;
  readonly handle: (ctx: Context, input: InputOf<Endpoint>) => Promise<unknown>;
  readonly live?: LiveBinding;
  /** Answers an upload; see `uploadRoute`. */
  readonly take?: (ctx: Context, input: InputOf<Endpoint>, file: ReceivedFile) => Promise<unknown>;
  /** Answers without a transaction of the edge's; see `serveRoute`. */
  readonly serve?: Serve<Endpoint>;
};

/** What a route that runs its own transactions stands on; the request is there for its cookies. */
export type Ground = {
  readonly platform: Platform;
  readonly request: Request;
  readonly publicUrl?: string | undefined;
};
type Serve<E extends Endpoint> = (call: Call, input: InputOf<E>, ground: Ground) => Promise<AnswerOf<E>>;

type Topic = string | readonly string[];

/** How a live view is shared: what it is about, who shares a load, what each watcher sees of it. */
export type LiveBinding = {
  readonly topic: (ctx: Context, input: InputOf<Endpoint>) => Topic | Promise<Topic>;
  readonly share: (ctx: Context, input: InputOf<Endpoint>) => string;
  readonly load: (ctx: Context, input: InputOf<Endpoint>) => Promise<unknown>;
  readonly project: (loaded: unknown, actor: Actor, input: InputOf<Endpoint>) => unknown;
  /** State that time alone changes is pushed again this often. */
  readonly refreshMs?: number;
};

/** Binds an endpoint to the function that answers it. */
export function route<E extends Endpoint>(endpoint: E, handle: Handler<E>): Route {
  return { endpoint, handle: handle as Route["handle"] };
}

type Take<E extends Endpoint> = (ctx: Context, input: InputOf<E>, file: ReceivedFile) => Promise<AnswerOf<E>>;

/**
 * Binds an endpoint that takes a file. The edge has received and examined it before the transaction opens; it is kept
 * only if the handler calls `ctx.files.keep(ctx, file)` and the command commits. The query names it: `name`.
 */
export function uploadRoute<E extends Endpoint>(endpoint: E, take: Take<E>): Route {
  if (!endpoint.upload) throw new TypeError(`${endpoint.path} declares no upload`);
  const handle = () => Promise.reject(new TypeError(`${endpoint.path} takes a file`));
  return { endpoint, handle, take: take as NonNullable<Route["take"]> };
}

/**
 * Binds an endpoint whose handler opens its own transactions. Signing in needs it: a refused attempt must be counted
 * although it is refused, no transaction may stay open while a password is hashed, and the company is known only from
 * the body. Only for endpoints that are `repeatable` or only read.
 */
export function serveRoute<E extends Endpoint>(endpoint: E, serve: Serve<E>): Route {
  const handle = () => Promise.reject(new TypeError(`${endpoint.path} runs its own transactions`));
  return { endpoint, handle, serve: serve as Serve<Endpoint> };
}

type Live<E extends Endpoint, Loaded> = {
  /** The topic whose events make the view stale, a hall's id mostly; several for a view over several halls. */
  topic: (ctx: Context, input: InputOf<E>) => Topic | Promise<Topic>;
  /** Watchers with the same key (within a company and endpoint) share one load. */
  share: (ctx: Context, input: InputOf<E>) => string;
  load: (ctx: Context, input: InputOf<E>) => Promise<Loaded>;
  /** What one watcher sees of the shared load; must be cheap, it runs once per watcher and change. */
  project?: (loaded: Loaded, actor: Actor, input: InputOf<E>) => AnswerOf<E>;
  refreshMs?: number;
};

/** Binds a live view: GET answers it once, `<path>/live` pushes it whenever its topic has news. */
export function liveRoute<E extends Endpoint, Loaded>(endpoint: E, live: Live<E, Loaded>): Route {
  const binding = { project: (loaded: unknown) => loaded, ...live } as unknown as LiveBinding;
  return {
    endpoint,
    live: binding,
    handle: async (ctx, input) => binding.project(await binding.load(ctx, input), ctx.actor, input),
  };
}
