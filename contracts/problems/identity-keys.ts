import type { ProblemText } from "../problems.ts";

/** Refusals about the keys of other systems. */
export const identityKeyProblems = {
  "access.not_for_keys": {
    kind: "forbidden",
    zh: "这个接口不对外部系统的密钥开放，请登录后使用。",
    en: "This endpoint is not open to keys of other systems; sign in as a person.",
  },
  "identity.key_days": {
    kind: "invalid",
    zh: "密钥有效期最长 {days} 天，到期前请换发新密钥。",
    en: "A key lasts {days} days at most; make a new one before it ends.",
  },
  "identity.key_over": {
    kind: "conflict",
    zh: "该密钥已经停用。",
    en: "This key is revoked already.",
  },
} as const satisfies Record<string, ProblemText>;
