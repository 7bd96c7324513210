/** Signing in and out, and what people do about their own sign-in: the password, one-time codes. */
import { z } from "zod";
import { empty, id, instant, words } from "../common.ts";
import { endpoint } from "../endpoint.ts";
import { capability, done, password, totpCode } from "./parts.ts";

const hallSeen = z.object({ hallId: id, orgId: z.int(), name: words });
export const me = z.object({
  staffId: id,
  orgId: z.int(),
  companyName: words,
  name: z.string(),
  staffNumber: z.string(),
  post: z.string(),
  /** Must be true to nothing else: until the password is changed every other call is refused. */
  mustChangePassword: z.boolean(),
  passwordExpiresAt: instant.nullable(),
  totp: z.boolean(),
  sessionId: id,
  /** What this person may do, and on which units (and all below them). */
  grants: z.array(z.object({ unitId: id, role: z.string(), capabilities: z.array(capability) })),
  /** The union of the grants' capabilities: what the menus show. */
  capabilities: z.array(capability),
  /** The halls that some grant covers. */
  halls: z.array(hallSeen),
});
export type Me = z.output<typeof me>;

/** The companies that a sign-in page offers. */
export const listCompanies = endpoint({
  method: "get",
  path: "/api/identity/companies",
  capability: "anyone",
  scope: "none",
  summary: { zh: "可登录的公司", en: "Companies to sign in to" },
  answer: z.object({ companies: z.array(z.object({ orgId: z.int(), name: words, level: z.string() })) }),
});

export const signIn = endpoint({
  method: "post",
  path: "/api/identity/sign-in",
  capability: "anyone",
  scope: "none",
  repeatable: true,
  summary: { zh: "登录", en: "Sign in" },
  body: z.strictObject({
    orgId: z.int().min(1),
    login: z.string().max(64),
    password,
    code: totpCode.optional(),
  }),
  answer: me,
  problems: ["identity.sign_in_failed", "identity.sign_in_paused", "identity.code_needed"],
});

export const signOut = endpoint({
  method: "post",
  path: "/api/identity/sign-out",
  capability: "anyone",
  scope: "none",
  repeatable: true,
  summary: { zh: "退出登录", en: "Sign out" },
  body: empty,
  answer: done,
});

export const getMe = endpoint({
  method: "get",
  path: "/api/identity/me",
  capability: "signed-in",
  scope: "none",
  summary: { zh: "我的身份与权限", en: "Who I am and what I may do" },
  answer: me,
});

export const passwordRules = endpoint({
  method: "get",
  path: "/api/identity/password-rules",
  capability: "signed-in",
  scope: "none",
  summary: { zh: "口令规则", en: "Password rules" },
  answer: z.object({
    profile: z.string(),
    minLength: z.int(),
    maxLength: z.int(),
    minClasses: z.int(),
    history: z.int(),
    maxAgeDays: z.int().nullable(),
  }),
});

export const changePassword = endpoint({
  method: "post",
  path: "/api/identity/password",
  capability: "signed-in",
  scope: "none",
  summary: { zh: "修改口令", en: "Change my password" },
  body: z.strictObject({ current: password, next: password }),
  answer: done,
  problems: [
    "identity.password_wrong",
    "identity.sign_in_paused",
    "identity.password_short",
    "identity.password_long",
    "identity.password_simple",
    "identity.password_common",
    "identity.password_personal",
    "identity.password_reused",
  ],
});

export const startTotp = endpoint({
  method: "post",
  path: "/api/identity/totp",
  capability: "signed-in",
  scope: "none",
  summary: { zh: "绑定动态口令", en: "Set up one-time codes" },
  body: z.strictObject({ password }),
  /** The otpauth address goes into a QR code; the codes count once `confirmTotp` has seen one. */
  answer: z.object({ secret: z.string(), uri: z.string() }),
  problems: ["identity.password_wrong", "identity.sign_in_paused", "identity.totp_present"],
});

export const confirmTotp = endpoint({
  method: "post",
  path: "/api/identity/totp/confirm",
  capability: "signed-in",
  scope: "none",
  summary: { zh: "启用动态口令", en: "Confirm one-time codes" },
  body: z.strictObject({ code: totpCode }),
  answer: done,
  problems: ["identity.code_wrong", "identity.totp_absent", "identity.totp_present"],
});

export const removeTotp = endpoint({
  method: "post",
  path: "/api/identity/totp/remove",
  capability: "signed-in",
  scope: "none",
  summary: { zh: "停用动态口令", en: "Remove one-time codes" },
  body: z.strictObject({ password }),
  answer: done,
  problems: ["identity.password_wrong", "identity.sign_in_paused", "identity.totp_absent"],
});
