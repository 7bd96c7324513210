/**
 * Every refusal the platform can give, by stable code, in Chinese and English. `{name}` is filled from the
 * problem's facts. A module adds its own list to `problems/<module>.ts`; this file joins them.
 */
import type { Words } from "./endpoint.ts";
import { catalogueProblems } from "./problems/catalogue.ts";
import { customersProblems } from "./problems/customers.ts";
import { documentProblems } from "./problems/documents.ts";
import { exportProblems } from "./problems/exports.ts";
import { fileProblems } from "./problems/files.ts";
import { hallProblems } from "./problems/hall.ts";
import { identifierProblems } from "./problems/identifiers.ts";
import { identityProblems } from "./problems/identity.ts";
import { identityAccessProblems } from "./problems/identity-access.ts";
import { identityKeyProblems } from "./problems/identity-keys.ts";
import { importProblems } from "./problems/imports.ts";
import { keepingProblems } from "./problems/keeping.ts";
import { orderCareProblems } from "./problems/order-care.ts";
import { orderDesignProblems } from "./problems/order-design.ts";
import { orderIntegrationProblems } from "./problems/order-integration.ts";
import { orderMyProblems } from "./problems/order-my.ts";
import { orderProblems } from "./problems/orders.ts";
import { personalDataProblems } from "./problems/personal-data.ts";
import { strategyProblems } from "./problems/strategies.ts";
import { tableProblems } from "./problems/tables.ts";

/** How loudly the edge answers: each kind is one HTTP status. */
export type ProblemKind =
  | "invalid" // 400 the request itself is wrong
  | "unauthenticated" // 401
  | "forbidden" // 403
  | "not-found" // 404
  | "conflict" // 409 right request, wrong moment
  | "too-large" // 413
  | "unprocessable" // 422 same key, other content
  | "too-many" // 429
  | "fault" // 500
  | "unavailable"; // 503 try again soon

export type ProblemText = Words & { readonly kind: ProblemKind };

export const sharedProblems = {
  "request.invalid": {
    kind: "invalid",
    zh: "提交的内容有误：{field}。请改正后重试。",
    en: "The request is not valid: {field}. Correct it and try again.",
  },
  "request.too_large": {
    kind: "too-large",
    zh: "提交的内容过大（上限 {limit} 字节）。",
    en: "The request is too large (limit {limit} bytes).",
  },
  "request.too_slow": {
    kind: "invalid",
    zh: "提交的内容没有在一分钟内收全，请检查网络后重试。",
    en: "The request did not arrive within a minute. Check the network and try again.",
  },
  "request.not_json": {
    kind: "invalid",
    zh: "请求正文不是合法的 JSON。",
    en: "The request body is not valid JSON.",
  },
  "request.key_missing": {
    kind: "invalid",
    zh: "缺少 Idempotency-Key 请求头，无法保证不重复办理。",
    en: "The Idempotency-Key header is missing; send a fresh uuid with each command.",
  },
  "request.key_reused": {
    kind: "unprocessable",
    zh: "同一个 Idempotency-Key 已用于另一项内容，请换一个新的。",
    en: "This Idempotency-Key was used for another content; use a fresh one.",
  },
  "request.too_many": {
    kind: "too-many",
    zh: "操作过于频繁，请 {seconds} 秒后再试。",
    en: "Too many requests; try again in {seconds} seconds.",
  },
  "request.foreign_origin": {
    kind: "forbidden",
    zh: "请求来自其他网站，已拒绝。",
    en: "The request came from another site and was refused.",
  },
  "route.not_found": { kind: "not-found", zh: "没有这个地址。", en: "There is nothing at this address." },
  "access.sign_in": { kind: "unauthenticated", zh: "请先登录。", en: "Please sign in first." },
  "access.denied": {
    kind: "forbidden",
    zh: "您的岗位没有这项权限，请联系管理员。",
    en: "Your post does not include this permission; ask your administrator.",
  },
  "access.preview": {
    kind: "forbidden",
    zh: "正在以某岗位预览，只能查看，不能办理、导出或查看文件。请先结束预览。",
    en: "You are previewing a role: everything can be looked at, nothing done, exported or opened as a file. End the preview first.",
  },
  "thing.not_found": {
    kind: "not-found",
    zh: "没有找到，或不属于您的单位。",
    en: "Not found, or not part of your unit.",
  },
  "server.fault": {
    kind: "fault",
    zh: "系统出了问题，请稍后再试；如仍不行，请报告编号 {requestId}。",
    en: "Something went wrong on our side. Try again; if it stays, report number {requestId}.",
  },
  "server.busy": {
    kind: "unavailable",
    zh: "系统正忙或正在恢复，请几秒后再试。",
    en: "The system is busy or recovering; try again in a few seconds.",
  },
} as const satisfies Record<string, ProblemText>;

export const problems = {
  ...sharedProblems,
  ...fileProblems,
  ...tableProblems,
  ...importProblems,
  ...exportProblems,
  ...catalogueProblems,
  ...identityProblems,
  ...identityAccessProblems,
  ...identityKeyProblems,
  ...identifierProblems,
  ...keepingProblems,
  ...personalDataProblems,
  ...customersProblems,
  ...documentProblems,
  ...orderProblems,
  ...orderMyProblems,
  ...orderCareProblems,
  ...orderDesignProblems,
  ...orderIntegrationProblems,
  ...strategyProblems,
  ...hallProblems,
};
export type ProblemCode = keyof typeof problems;

/** The body of every refusal: RFC 9457 with our own members beside. */
export type ProblemDocument = {
  type: string;
  title: string;
  status: number;
  code: ProblemCode;
  detail: string;
  zh: string;
  en: string;
  field?: string;
  requestId: string;
};
