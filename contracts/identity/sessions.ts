/** Sessions: one's own, and other people's. */
import { z } from "zod";
import { id, instant } from "../common.ts";
import { endpoint } from "../endpoint.ts";
import { done } from "./parts.ts";

const session = z.object({
  sessionId: id,
  signedInAt: instant,
  lastSeenAt: instant,
  ip: z.string().nullable(),
  userAgent: z.string(),
  current: z.boolean(),
});

export const listMySessions = endpoint({
  method: "get",
  path: "/api/identity/sessions",
  capability: "signed-in",
  scope: "none",
  summary: { zh: "我的登录", en: "My sessions" },
  answer: z.object({ sessions: z.array(session) }),
});

export const endMySession = endpoint({
  method: "delete",
  path: "/api/identity/sessions/{sessionId}",
  capability: "signed-in",
  scope: "none",
  summary: { zh: "注销我的一处登录", en: "End one of my sessions" },
  params: z.strictObject({ sessionId: id }),
  answer: done,
});

export const listStaffSessions = endpoint({
  method: "get",
  path: "/api/identity/staff/{staffId}/sessions",
  capability: "identity.sessions.revoke",
  scope: "company",
  summary: { zh: "某人的登录", en: "Someone's sessions" },
  params: z.strictObject({ staffId: id }),
  answer: z.object({ sessions: z.array(session) }),
});

export const endStaffSession = endpoint({
  method: "delete",
  path: "/api/identity/staff/{staffId}/sessions/{sessionId}",
  capability: "identity.sessions.revoke",
  scope: "company",
  summary: { zh: "注销某人的一处登录", en: "End one of someone's sessions" },
  params: z.strictObject({ staffId: id, sessionId: id }),
  answer: done,
});

export const endStaffSessions = endpoint({
  method: "delete",
  path: "/api/identity/staff/{staffId}/sessions",
  capability: "identity.sessions.revoke",
  scope: "company",
  summary: { zh: "注销某人的全部登录", en: "End all of someone's sessions" },
  params: z.strictObject({ staffId: id }),
  answer: z.object({ ended: z.int() }),
});
