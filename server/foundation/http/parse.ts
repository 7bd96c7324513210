/** Parses a request at the door against its endpoint's schemas; inside, everything is trusted. */
import type { Context as HonoContext } from "hono";
import type { Endpoint, InputOf } from "../../../contracts/endpoint.ts";
import { Problem } from "../problem.ts";

const defaultBodyLimit = 65_536;
const depthLimit = 12;
/** A sender of 64 KiB that needs longer is not a slow line but a held door. */
const bodyMs = 60_000;

export type ParsedRequest = {
  readonly input: InputOf<Endpoint>;
  readonly rawBody: string;
  readonly params: Record<string, string>;
};

export async function parseRequest(c: HonoContext, endpoint: Endpoint): Promise<ParsedRequest> {
  const params = c.req.param() as Record<string, string>;
  const rawBody = endpoint.body ? await readBody(c, endpoint.bodyLimit ?? defaultBodyLimit) : "";
  const input = {
    params: check(endpoint.params, params, "path"),
    query: check(endpoint.query, singleValues(c), "query"),
    body: endpoint.body ? check(endpoint.body, parseJson(rawBody), "body") : undefined,
  } as InputOf<Endpoint>;
  return { input, rawBody, params };
}

function check(schema: Endpoint["body"], value: unknown, part: string): unknown {
  if (!schema) return undefined;
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const keys = issue?.code === "unrecognized_keys" ? issue.keys : [];
  const field = [part, ...(issue?.path ?? []), ...keys.slice(0, 1)].join(".");
  throw new Problem(part === "path" ? "thing.not_found" : "request.invalid", { field: field.slice(0, 100) });
}

/** A parameter given twice is a trick, not a list. */
function singleValues(c: HonoContext): Record<string, string> {
  const all = c.req.queries();
  const twice = Object.keys(all).find((name) => (all[name]?.length ?? 0) > 1);
  if (twice) throw new Problem("request.invalid", { field: `query.${twice}`.slice(0, 100) });
  return c.req.query();
}

/** Reads at most `limit` bytes, whatever Content-Length claims, and waits for them at most a minute. */
async function readBody(c: HonoContext, limit: number): Promise<string> {
  const { body } = c.req.raw;
  if (!body) return "";
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = body.getReader();
  let isLate = false;
  const late = setTimeout(() => {
    isLate = true;
    reader.cancel().catch(() => {});
  }, bodyMs);
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      size += next.value.byteLength;
      if (size > limit) throw new Problem("request.too_large", { limit });
      chunks.push(next.value);
    }
  } finally {
    clearTimeout(late);
    await reader.cancel().catch(() => {});
  }
  if (isLate) throw new Problem("request.too_slow");
  return Buffer.concat(chunks).toString("utf8");
}

function parseJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text || "{}");
  } catch {
    throw new Problem("request.not_json");
  }
  refuseDeep(value, depthLimit);
  return value;
}

/** Nesting is bounded, and `__proto__` is refused by name: no schema asks for it. */
function refuseDeep(value: unknown, left: number): void {
  if (typeof value !== "object" || value === null) return;
  if (left === 0) throw new Problem("request.invalid", { field: "body (nesting)" });
  for (const [key, child] of Object.entries(value)) {
    if (key === "__proto__") throw new Problem("request.invalid", { field: "body.__proto__" });
    refuseDeep(child, left - 1);
  }
}
