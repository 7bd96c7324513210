/** The readable page of the interface, at `/api/docs`: every endpoint and every problem, from the data that answers. */
import type { Hono } from "hono";
import { z } from "zod";
import { capabilities } from "../../../contracts/capabilities.ts";
import type { Endpoint } from "../../../contracts/endpoint.ts";
import { type ProblemCode, problems } from "../../../contracts/problems.ts";
import type { EdgeEnv } from "./app.ts";
import type { Route } from "./route.ts";

export function registerDocs(app: Hono<EdgeEnv>, routes: readonly Route[]): void {
  // Made at the first visit: a start need not wait for it.
  let page: string | undefined;
  app.get("/api/docs", (c) => {
    c.header("cache-control", "no-cache");
    page ??= render(routes.map(({ endpoint }) => endpoint));
    return c.html(page);
  });
}

function render(endpoints: readonly Endpoint[]): string {
  const groups = Map.groupBy(endpoints, ({ path }) => path.split("/")[2] ?? "");
  const contents = [...groups.keys()].map((name) => `<a href="#${name}">${escaped(name)}</a>`).join(" · ");
  const sections = [...groups].map(
    ([name, members]) => `<h2 id="${name}">${escaped(name)}</h2>${members.map(section).join("")}`,
  );
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>明窗接口 · Mingchuang API</title><style>${style}</style>
<h1>明窗接口 · Mingchuang API</h1>
<p>机器可读的同一内容：<a href="/api/openapi.json">/api/openapi.json</a>（OpenAPI 3.1）。时间一律 UTC，营业时区 Asia/Shanghai；金额为整数分。
修改类请求须带 <code>Idempotency-Key</code>；重复发送同一键得到同一回答。</p>
<p>The same for machines: <a href="/api/openapi.json">/api/openapi.json</a> (OpenAPI 3.1). Times are UTC, the business zone is
Asia/Shanghai, money is whole fen. Every changing call carries an <code>Idempotency-Key</code>; the same key gets the same
answer. A view marked <b>live</b> is also pushed as server-sent events at <code>…/live</code>: <code>event: state</code> with the
whole state, resumable with <code>Last-Event-ID</code>.</p>
<p>${contents} · <a href="#problems">problems</a></p>${sections.join("")}${problemList()}</html>`;
}

function section(endpoint: Endpoint): string {
  const { method, path, capability, scope, summary, live, bodyLimit } = endpoint;
  const parts = (["params", "query", "body", "answer"] as const).map((part) =>
    schemaOf(part, endpoint[part]),
  );
  const refusals = (endpoint.problems ?? [])
    .map((code) => `<a href="#${code}"><code>${code}</code></a>`)
    .join(" ");
  return `<details><summary><b class="${method}">${method.toUpperCase()}</b> <code>${escaped(path)}</code>
${live ? "<b>live</b> " : ""}<span>${escaped(summary.zh)} · ${escaped(summary.en)}</span></summary>
<p>权限 capability: <code>${capability}</code> ${escaped(capabilities[capability].zh)} · scope: <code>${scope}</code>${
    bodyLimit ? ` · ≤ ${bodyLimit} B` : ""
  }</p>${refusals ? `<p>可能的拒绝 problems: ${refusals}</p>` : ""}${parts.join("")}</details>`;
}

function schemaOf(part: string, schema: z.ZodType | undefined): string {
  if (!schema) return "";
  const io = part === "answer" ? "output" : "input";
  const { $schema: _, ...shown } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return `<h4>${part}</h4><pre>${escaped(JSON.stringify(shown, null, 2))}</pre>`;
}

function problemList(): string {
  const rows = (Object.keys(problems) as ProblemCode[]).map((code) => {
    const { kind, zh, en } = problems[code];
    return `<tr id="${code}"><td><code>${code}</code><td>${kind}<td>${escaped(zh)}<br>${escaped(en)}`;
  });
  return `<h2 id="problems">problems</h2><table>${rows.join("")}</table>`;
}

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

const style = `body{font:16px/1.6 system-ui,sans-serif;max-width:70em;margin:2em auto;padding:0 1em;color:#1a2b33}
details{border-top:1px solid #d5dfe3;padding:.4em 0}summary{cursor:pointer}summary span{color:#51656e}
pre{background:#f4f7f8;padding:.8em;overflow:auto;font-size:13px}h4{margin:.6em 0 .2em}td{padding:.3em .8em .3em 0;vertical-align:top}
b.get{color:#0a6b4f}b.post,b.put,b.patch{color:#8a4b00}b.delete{color:#a3122b}:target{background:#fff6d6}`;
