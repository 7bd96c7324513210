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
  /** An administrator's rule: one-time codes cannot be turned off. */
  totpRequired: z.boolean(),
  /** Setting up one-time codes, or giving one: until it is done every other call is refused. */
  due: z.enum(["enrol", "code"]).nullable(),
  sessionId: id,
  /** What this person may do, and on which units (and all below them); `for`: as a colleague's stand-in. */
  grants: z.array(
    z.object({
      unitId: id,
      role: z.string(),
      capabilities: z.array(capability),
      for: z.object({ name: z.string(), until: instant }).nullable(),
    }),
  ),
  /** The role that this session previews just now: grants are the role's, and nothing can be done. */
  preview: z
    .object({
      role: z.string(),
      roleName: words,
      unitId: id,
      unitName: words,
      until: instant,
      /** Until then, by the platform's clock: the page's own may be wrong. */
      leftSeconds: z.int(),
    })
    .nullable(),
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
  answer: z.object({
    companies: z.array(
      z.object({
        orgId: z.int(),
        name: words,
        level: z.string(),
        /** What its single sign-on is called, if it has one. */ signOn: words.nullable(),
      }),
    ),
  }),
});

export const signIn = endpoint({
  method: "post",
  path: "/api/identity/sign-in",
  capability: "anyone",
  scope: "none",
  repeatable: true,
  duringPreview: true,
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
  duringPreview: true,
  summary: { zh: "退出登录", en: "Sign out" },
  body: empty,
  /** After a single sign-on: where the browser goes so that the provider's session ends too. */
  answer: done.extend({ continueAt: z.url().nullable() }),
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
  /** A session that waits for just this need not repeat the password. */
  body: z.strictObject({ password: password.optional() }),
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
  problems: [
    "identity.password_wrong",
    "identity.sign_in_paused",
    "identity.totp_absent",
    "identity.totp_required",
  ],
});

/** The second factor of a session that came through single sign-on. */
export const giveCode = endpoint({
  method: "post",
  path: "/api/identity/totp/code",
  capability: "signed-in",
  scope: "none",
  repeatable: true,
  summary: { zh: "输入动态口令", en: "Give a one-time code" },
  body: z.strictObject({ code: totpCode }),
  answer: done,
  problems: ["identity.code_needed", "identity.code_not_due", "identity.sign_in_paused"],
});
