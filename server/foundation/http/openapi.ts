/** The OpenAPI 3.1 page that integrators read, made from the same endpoints that answer. */
import type { OpenAPIHono } from "@hono/zod-openapi";
import { z } from "zod";
import type { Endpoint } from "../../../contracts/endpoint.ts";
import { fileTypes } from "../../../contracts/files.ts";
import { fileProblems } from "../../../contracts/problems/files.ts";
import { problems, sharedProblems } from "../../../contracts/problems.ts";
import type { EdgeEnv } from "./app.ts";
import { exampleCall, exampleOf } from "./examples.ts";
import type { Route } from "./route.ts";

const problemDocument = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number(),
    code: z.string(),
    zh: z.string(),
    en: z.string(),
  })
  .meta({ id: "Problem", description: "RFC 9457 problem document" });

const binary = z.string().meta({ format: "binary" });

type Content = Record<string, { schema: z.ZodType; readonly example?: unknown }>;

function bodyOf(endpoint: Endpoint): { body?: { content: Content } } {
  const { body, upload } = endpoint;
  if (upload) {
    const media = upload.types.map((type) => [fileTypes[type].media, { schema: binary }] as const);
    return { body: { content: Object.fromEntries(media) } };
  }
  if (!body) return {};
  // A getter: examples are made when somebody reads the page, not at every start.
  const shown = {
    schema: body,
    get example() {
      return exampleOf(endpoint).body;
    },
  };
  return { body: { content: { "application/json": shown } } };
}

function answerOf(endpoint: Endpoint): { content: Content } {
  const { file, answer } = endpoint;
  if (file) return { content: { [file]: { schema: answer } } };
  const shown = {
    schema: answer,
    get example() {
      return exampleOf(endpoint).answer;
    },
  };
  return { content: { "application/json": shown } };
}

export function registerOpenApi(app: OpenAPIHono<EdgeEnv>, routes: readonly Route[]): void {
  for (const { endpoint } of routes) {
    const codes = [
      ...Object.keys(sharedProblems),
      ...(endpoint.upload ? Object.keys(fileProblems) : []),
      ...(endpoint.problems ?? []),
    ];
    app.openAPIRegistry.registerPath({
      get "x-example-call"() {
        return exampleCall(endpoint);
      },
      method: endpoint.method,
      path: endpoint.path,
      summary: `${endpoint.summary.zh} · ${endpoint.summary.en}`,
      tags: [endpoint.path.split("/")[2] ?? "api"],
      description: `Capability: \`${endpoint.capability}\` (scope: ${endpoint.scope}).${endpoint.live ? ` Live at \`${endpoint.path}/live\`.` : ""}`,
      request: {
        ...(endpoint.params ? { params: endpoint.params as never } : {}),
        ...(endpoint.query ? { query: endpoint.query as never } : {}),
        ...bodyOf(endpoint),
      },
      responses: {
        200: { description: "OK", ...answerOf(endpoint) },
        default: {
          description: `Problem: ${codes.filter((code) => code in problems).join(", ")}`,
          content: { "application/problem+json": { schema: problemDocument } },
        },
      },
    });
  }
  app.doc31("/api/openapi.json", {
    openapi: "3.1.0",
    info: {
      title: "Mingchuang 明窗",
      version: "1",
      description: "供电营业厅服务平台接口。All times UTC; business zone Asia/Shanghai.",
    },
  });
}
