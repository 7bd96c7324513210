/** Every endpoint that speaks of orders has an example, and each example passes the schema that it stands beside. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { OpenAPIHono } from "@hono/zod-openapi";
import { z } from "zod";
import type { Endpoint } from "../../contracts/endpoint.ts";
import type { EdgeEnv } from "../foundation/http/app.ts";
import { exampleCall, exampleOf } from "../foundation/http/examples.ts";
import { registerOpenApi } from "../foundation/http/openapi.ts";
import { modules } from "./modules.ts";

const ofOrders: readonly Endpoint[] = modules
  .filter(({ name }) => name === "orders")
  .flatMap(({ routes }) => routes.map(({ endpoint }) => endpoint));
const ofKeys: readonly Endpoint[] = modules
  .flatMap(({ routes }) => routes.map(({ endpoint }) => endpoint))
  .filter(({ path }) => path.startsWith("/api/identity/api-keys"));

test("each example of an order endpoint is taken by its own schema", () => {
  const wrong: string[] = [];
  for (const endpoint of [...ofOrders, ...ofKeys]) {
    const example = exampleOf(endpoint);
    for (const part of ["params", "query", "body", "answer"] as const) {
      const schema = endpoint[part];
      if (!schema || (part === "answer" && endpoint.file)) continue;
      const parsed = schema.safeParse(example[part]);
      const issue = parsed.error?.issues[0];
      if (issue)
        wrong.push(`${endpoint.method} ${endpoint.path} ${part}: ${issue.path.join(".")} ${issue.message}`);
    }
    if (exampleCall(endpoint).includes("{")) wrong.push(`${endpoint.path}: a parameter is not filled in`);
  }
  assert.deepEqual(wrong, []);
  assert.ok(ofOrders.length > 80, String(ofOrders.length));
});

test("what other systems call has an example written by hand", () => {
  const bare = ofOrders
    .filter(({ forKeys, method }) => forKeys && method === "post")
    .filter(({ example }) => example?.body === undefined || example.answer === undefined);
  assert.deepEqual(
    bare.map(({ path }) => path),
    [],
  );
});

test("the OpenAPI page shows them: body, answer and the call as one line", async () => {
  const app = new OpenAPIHono<EdgeEnv>();
  registerOpenApi(
    app,
    modules.flatMap(({ routes }) => routes),
  );
  const page = z
    .object({
      paths: z.record(
        z.string(),
        z.record(
          z.string(),
          z.looseObject({
            "x-example-call": z.string(),
            requestBody: z.object({ content: z.record(z.string(), z.looseObject({})) }).optional(),
            responses: z.record(z.string(), z.object({ content: z.record(z.string(), z.looseObject({})) })),
          }),
        ),
      ),
    })
    .parse(await (await app.request("/api/openapi.json")).json());
  const post = page.paths["/api/integration/orders"]?.post;
  assert.equal(post?.["x-example-call"], "POST /api/integration/orders");
  assert.match(JSON.stringify(post?.requestBody?.content["application/json"]?.example), /QH2026-0301-0007/);
  for (const { method, path, file } of ofOrders) {
    const shown = page.paths[path]?.[method];
    assert.ok(shown, path);
    if (!file) assert.ok("example" in (shown.responses["200"]?.content["application/json"] ?? {}), path);
  }
});
