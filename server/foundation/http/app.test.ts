import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "kysely";
import type { ProblemDocument } from "../../../contracts/problems.ts";
import { testPlatform } from "../test-kit.ts";
import { createNotes, notesGate, notesRoutes, unitOfOrg } from "../testing-notes.ts";

const platform = await testPlatform();
await createNotes(platform);
const app = platform.edge(notesRoutes, notesGate);
const url = (org: number) => `http://localhost/api/notes/${unitOfOrg(org)}`;

type Options = { org?: number; key?: string | null; headers?: Record<string, string>; body?: string };
const post = (
  org: number,
  { org: as = org, key = crypto.randomUUID(), headers, body = '{"text":"你好"}' }: Options = {},
) =>
  app.request(url(org), {
    method: "POST",
    body,
    headers: { "x-test-org": String(as), ...(key ? { "idempotency-key": key } : {}), ...headers },
  });
const codeOf = async (response: Response | Promise<Response>) =>
  ((await (await response).json()) as ProblemDocument).code;

test("a command sent many times at once is done once, with the same bytes", async () => {
  const key = crypto.randomUUID();
  const answers = await Promise.all(Array.from({ length: 20 }, () => post(1, { key })));
  const texts = new Set(await Promise.all(answers.map((answer) => answer.text())));
  assert.deepEqual(
    answers.map(({ status }) => status),
    Array(20).fill(200),
  );
  assert.equal(texts.size, 1);
  const { rows } = await platform.command(1, (ctx) => sql`select 1 from notes.notes`.execute(ctx.tx));
  assert.equal(rows.length, 1);
  assert.equal(await codeOf(post(1, { key, body: '{"text":"别的"}' })), "request.key_reused");
});

test("each malformed request gets its own clear refusal", async () => {
  const deep = `{"text":"x","nested":${"[".repeat(30)}${"]".repeat(30)}}`;
  const cases: [Options, string][] = [
    [{ key: null }, "request.key_missing"],
    [{ body: "{" }, "request.not_json"],
    [{ body: '{"text":1}' }, "request.invalid"],
    [{ body: '{"text":"x","role":"admin"}' }, "request.invalid"],
    [{ body: '{"text":"x","__proto__":{"a":1}}' }, "request.invalid"],
    [{ body: deep }, "request.invalid"],
    [{ body: `{"text":"${"x".repeat(70_000)}"}` }, "request.too_large"],
    [{ headers: { origin: "https://elsewhere.example" } }, "request.foreign_origin"],
    [{ headers: { "sec-fetch-site": "cross-site" } }, "request.foreign_origin"],
  ];
  for (const [options, code] of cases)
    assert.equal(await codeOf(post(1, options)), code, JSON.stringify(options).slice(0, 80));
  assert.equal(
    await codeOf(app.request(`${url(1)}?a=1&a=2`, { headers: { "x-test-org": "1" } })),
    "request.invalid",
  );
  assert.equal(await codeOf(app.request("http://localhost/api/nothing")), "route.not_found");
});

test("strangers are asked to sign in, other companies find nothing", async () => {
  assert.equal(await codeOf(app.request(url(1))), "access.sign_in");
  assert.equal(await codeOf(post(1, { org: 2 })), "thing.not_found");
  assert.equal(
    (await app.request("http://localhost/api/notes/not-a-uuid", { headers: { "x-test-org": "1" } })).status,
    404,
  );
});

test("problems speak Chinese first and English on request, and carry the request's id", async () => {
  const chinese = (await (await app.request(url(1))).json()) as ProblemDocument;
  assert.equal(chinese.title, "请先登录。");
  const response = await app.request(url(1), {
    headers: { "accept-language": "en-GB", "x-request-id": "my-request-1" },
  });
  const english = (await response.json()) as ProblemDocument;
  assert.equal(english.title, "Please sign in first.");
  assert.equal(english.requestId, "my-request-1");
  assert.equal(response.headers.get("content-type"), "application/problem+json; charset=UTF-8");
});

test("every answer carries the security headers", async () => {
  for (const response of [
    await post(1),
    await app.request(url(1)),
    await app.request("http://localhost/api/openapi.json"),
  ]) {
    const policy = response.headers.get("content-security-policy") ?? "";
    assert.match(policy, /script-src 'self'(;|$)/);
    assert.match(policy, /frame-ancestors 'none'/);
    assert.equal(response.headers.get("x-content-type-options"), "nosniff");
    assert.equal(response.headers.get("x-frame-options"), "DENY");
  }
  const behindTls = platform.edge(notesRoutes, notesGate, { publicUrl: "https://hall.example" });
  assert.match(
    (await behindTls.request(url(1))).headers.get("strict-transport-security") ?? "",
    /max-age=31536000/,
  );
});

test("a caller who never stops is slowed down, others are not", async () => {
  const strict = platform.edge(notesRoutes, notesGate, { ratePerMinute: 10 });
  const statuses = [];
  for (let n = 0; n < 8; n++)
    statuses.push((await strict.request(url(1), { headers: { "x-test-org": "1" } })).status);
  assert.deepEqual(statuses, [200, 200, 200, 200, 200, 429, 429, 429]);
  assert.equal((await strict.request(url(2), { headers: { "x-test-org": "2" } })).status, 200);
});

test("when the pool is exhausted the answer is 503 with Retry-After, and then it goes on", async () => {
  const release = Promise.withResolvers<void>();
  const hogs = Array.from({ length: 12 }, () => platform.command(9, () => release.promise));
  const answer = await post(1);
  assert.equal(answer.status, 503);
  assert.equal(answer.headers.get("retry-after"), "3");
  release.resolve();
  await Promise.all(hogs);
  assert.equal((await post(1)).status, 200);
});

test("the OpenAPI page lists every endpoint with its problems", async () => {
  const page = (await (await app.request("http://localhost/api/openapi.json")).json()) as {
    openapi: string;
    paths: object;
  };
  assert.equal(page.openapi, "3.1.0");
  assert.deepEqual(Object.keys(page.paths), ["/api/notes/{hallId}"]);
});
