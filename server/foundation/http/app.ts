/**
 * The HTTP edge: one Hono application made from the modules' routes. For each call: who is it, may they, is the
 * request well formed, then one transaction, one handler, one answer.
 */
import { OpenAPIHono } from "@hono/zod-openapi";
import type { Context as HonoContext } from "hono";
import type { Logger } from "pino";
import type { Endpoint, InputOf } from "../../../contracts/endpoint.ts";
import type { Actor, Context } from "../context.ts";
import { isUnavailable } from "../database.ts";
import type { ReceivedFile } from "../files/receive-file.ts";
import { newId } from "../ids.ts";
import type { LiveHub } from "../live.ts";
import { Problem, problemDocument } from "../problem.ts";
import { type Call, command, type Platform } from "../transaction.ts";
import { type Admission, admit, type Gate } from "./access.ts";
import { registerDocs } from "./docs.ts";
import { findAnswer, keepAnswer } from "./idempotency.ts";
import { registerOpenApi } from "./openapi.ts";
import { parseRequest } from "./parse.ts";
import { RateLimit } from "./rate-limit.ts";
import { cookiesOf, type FileAnswer, type Route } from "./route.ts";
import { guardOrigin, securityHeaders } from "./security.ts";
import { streamView } from "./stream.ts";

export type EdgeOptions = {
  readonly platform: Platform;
  readonly gate: Gate;
  readonly live: LiveHub;
  readonly log: Logger;
  readonly routes: readonly Route[];
  /** Calls per minute for a signed-in caller; strangers share this by address. */
  readonly ratePerMinute: number;
  /** The address people use, when a proxy stands before us; decides Secure cookies and HSTS. */
  readonly publicUrl?: string | undefined;
  readonly onAnswer?: (endpoint: Endpoint | undefined, status: number, ms: number) => void;
};

type Edge = EdgeOptions & { readonly limit: RateLimit };
type Variables = { requestId: string; endpoint?: Endpoint; isFile?: true };
export type EdgeEnv = { Variables: Variables };

export function buildApp(options: EdgeOptions): OpenAPIHono<EdgeEnv> {
  const edge: Edge = { ...options, limit: new RateLimit(options.ratePerMinute) };
  const app = new OpenAPIHono<EdgeEnv>();
  app.use(async (c, next) => {
    const started = performance.now();
    const given = c.req.header("x-request-id");
    const requestId = given && /^[\w-]{8,64}$/.test(given) ? given : newId();
    c.set("requestId", requestId);
    await next();
    c.header("x-request-id", requestId);
    // A file is data: opened by itself it may load, run and send nothing.
    if (c.get("isFile")) c.header("content-security-policy", "default-src 'none'; sandbox");
    const ms = performance.now() - started;
    edge.onAnswer?.(c.get("endpoint"), c.res.status, ms);
    edge.log.debug(
      { requestId, method: c.req.method, path: c.req.path, status: c.res.status, ms: Math.round(ms) },
      "answered",
    );
  });
  app.use(securityHeaders(options.publicUrl));
  app.use("/api/*", guardOrigin(options.publicUrl));
  for (const route of options.routes) register(app, edge, route);
  registerOpenApi(app, options.routes);
  registerDocs(app, options.routes);
  app.all("/api/*", () => {
    throw new Problem("route.not_found");
  });
  app.onError((error, c) => answerProblem(edge, c, error));
  return app;
}

function register(app: OpenAPIHono<EdgeEnv>, edge: Edge, route: Route): void {
  const { endpoint } = route;
  const path = endpoint.path.replace(/\{(\w+)\}/g, ":$1");
  app.on(endpoint.method.toUpperCase(), path, async (c) => {
    c.set("endpoint", endpoint);
    return answer(edge, route, c);
  });
  if (route.live) {
    app.get(`${path}/live`, async (c) => {
      c.set("endpoint", endpoint);
      return watch(edge, route, c);
    });
  }
}

const isCommand = (endpoint: Endpoint) => endpoint.method !== "get" && !endpoint.repeatable;

async function answer(edge: Edge, route: Route, c: HonoContext<EdgeEnv>): Promise<Response> {
  const { endpoint, handle, serve, take } = route;
  const { actor, admission, input, rawBody } = await receive(edge, endpoint, c);
  const key = isCommand(endpoint) ? idempotencyKey(c) : undefined;
  const call = callOf(c, actor, admission);
  if (serve) {
    const { platform, publicUrl } = edge;
    const served = await serve(call, input, { platform, publicUrl, request: c.req.raw });
    return respond(endpoint, c, shape(endpoint, served));
  }
  const ordered = { endpoint, call, key, request: `${endpoint.method} ${c.req.path} ${rawBody}` };
  if (!take) return respond(endpoint, c, await once(edge, ordered, (ctx) => handle(ctx, input)));
  const file = await receiveUpload(edge, endpoint, c, input);
  try {
    // What goes with the file is in the query; both are what the key stands for.
    const request = `${ordered.request}${new URL(c.req.url).search} ${file.sentSha256}`;
    return respond(endpoint, c, await once(edge, { ...ordered, request }, (ctx) => take(ctx, input, file)));
  } finally {
    await edge.platform.files.discard(file);
  }
}

type Ordered = { endpoint: Endpoint; call: Call; key: string | undefined; request: string };

/** Does a command and keeps its answer under the caller's key; a repeat gets the kept one. */
function once(
  edge: Edge,
  { endpoint, call, key, request }: Ordered,
  work: (ctx: Context) => Promise<unknown>,
): Promise<Shaped> {
  return command(edge.platform, call, async (ctx) => {
    if (!key) return shape(endpoint, await work(ctx));
    const kept = await findAnswer(ctx, key, request);
    if (kept) return { body: kept.answer, cookies: [] };
    const fresh = shape(endpoint, await work(ctx));
    keepAnswer(ctx, key, { status: 200, answer: String(fresh.body) });
    return fresh;
  });
}

/** Outside any transaction: an upload may take minutes, and a connection of the database is not its to hold. */
function receiveUpload(
  { platform }: Edge,
  { upload, path }: Endpoint,
  c: HonoContext,
  input: InputOf<Endpoint>,
): Promise<ReceivedFile> {
  if (!upload) throw new TypeError(`${path} takes no file`);
  const { name } = input.query as { name?: string };
  const contentLength = Number(c.req.header("content-length")) || undefined;
  return platform.files.receive({ body: c.req.raw.body, contentLength, name: name ?? "" }, upload);
}

/** Who, may they, how often, what. */
async function receive(edge: Edge, endpoint: Endpoint, c: HonoContext<EdgeEnv>) {
  const actor = await edge.gate.authenticate(c.req.raw);
  edge.limit.take(callerOf(actor, c));
  const admission = await admit(edge.gate, endpoint, actor, c.req.param() as Record<string, string>);
  return { actor, admission, ...(await parseRequest(c, endpoint)) };
}

function callOf(c: HonoContext<EdgeEnv>, actor: Actor, admission: Admission): Call {
  const ip = addressOf(c);
  return { actor, ...admission, requestId: c.get("requestId"), ...(ip ? { ip } : {}) };
}

type Shaped = { cookies: readonly string[]; filename?: string; media?: string; body: FileAnswer["body"] };

/** The answer passes its schema on the way out: what the contract does not name stays inside. */
function shape(endpoint: Endpoint, result: unknown): Shaped {
  const cookies = (typeof result === "object" && result && cookiesOf.get(result)) || [];
  if (endpoint.file) {
    const { body, filename, media } = result as FileAnswer;
    return { body, filename, cookies, ...(media ? { media } : {}) };
  }
  return { body: JSON.stringify(endpoint.answer.parse(result)), cookies };
}

function respond(
  endpoint: Endpoint,
  c: HonoContext<EdgeEnv>,
  { body, cookies, filename, media }: Shaped,
): Response {
  for (const cookie of cookies) c.header("set-cookie", cookie, { append: true });
  c.header("cache-control", "no-store");
  c.header("content-type", media ?? endpoint.file ?? "application/json; charset=UTF-8");
  if (endpoint.file) c.set("isFile", true);
  if (filename)
    c.header("content-disposition", `attachment; filename*=UTF-8''${encodeURIComponent(filename)}`);
  return c.body(body);
}

async function watch(edge: Edge, route: Route, c: HonoContext<EdgeEnv>): Promise<Response> {
  const { endpoint, live } = route;
  if (!live) throw new Problem("route.not_found");
  const { actor, admission, input } = await receive(edge, endpoint, c);
  const call = callOf(c, actor, admission);
  const run = <T>(work: (ctx: Context) => Promise<T>) => command(edge.platform, call, work);
  const { topic, key } = await run(async (ctx) => ({
    topic: await live.topic(ctx, input),
    key: `${endpoint.path} ${live.share(ctx, input)}`,
  }));
  const view = {
    orgId: admission.orgId,
    topic,
    key,
    load: () => run((ctx) => live.load(ctx, input)),
    refreshMs: live.refreshMs,
  };
  const project = (loaded: unknown) =>
    endpoint.answer.parse(live.project(loaded, actor, input as InputOf<Endpoint>));
  const stillAllowed = async () => {
    const now = await edge.gate.authenticate(c.req.raw);
    await admit(edge.gate, endpoint, now, c.req.param() as Record<string, string>);
  };
  return streamView({ c, hub: edge.live, view, project, stillAllowed, log: edge.log });
}

function idempotencyKey(c: HonoContext): string {
  const key = c.req.header("idempotency-key");
  if (!key || !/^[\w-]{8,100}$/.test(key)) throw new Problem("request.key_missing");
  return key;
}

/** Behind a proxy on this machine, the address that the proxy saw. */
export function addressOf(c: HonoContext): string | undefined {
  const socket = (c.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined)?.incoming
    ?.socket?.remoteAddress;
  const forwarded = c.req.header("x-forwarded-for")?.split(",").at(-1)?.trim();
  return forwarded && socket && isLoopback(socket) ? forwarded : socket;
}

export const isLoopback = (address: string): boolean => /^(::ffff:)?127\.|^::1$/.test(address);

const callerOf = (actor: Actor, c: HonoContext): string =>
  actor.kind === "staff" || actor.kind === "device" || actor.kind === "key"
    ? `${actor.kind}:${actor.id}`
    : `address:${addressOf(c) ?? ""}`;

function answerProblem(edge: Edge, c: HonoContext<EdgeEnv>, error: unknown): Response {
  const requestId = c.get("requestId") ?? newId();
  const problem = toProblem(error);
  if (problem.code === "server.fault") edge.log.error({ requestId, err: error }, "an error nobody named");
  const english = c.req.header("accept-language")?.toLowerCase().startsWith("en") ?? false;
  const document = problemDocument(problem, requestId, english ? "en" : "zh");
  const headers: Record<string, string> = {
    "content-type": "application/problem+json; charset=UTF-8",
    "cache-control": "no-store",
  };
  if (problem.kind === "unavailable") headers["retry-after"] = "3";
  if (problem.kind === "too-many") headers["retry-after"] = String(problem.facts.seconds ?? 1);
  return c.body(JSON.stringify(document), document.status as 400, headers);
}

function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (isUnavailable(error)) return new Problem("server.busy");
  return new Problem("server.fault");
}
