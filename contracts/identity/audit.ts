/** The audit trail. */
import { z } from "zod";
import { freeText, instant } from "../common.ts";
import { endpoint } from "../endpoint.ts";
import { page } from "./parts.ts";

export const auditRow = z.object({
  seq: z.int(),
  at: instant,
  actor: z.string(),
  actorName: z.string(),
  /** For whom (`staff:<id> <name>`), when standing in; which role (`role:<code>`), when previewing. */
  actingAs: z.string().nullable(),
  action: z.string(),
  subject: z.string(),
  before: z.unknown(),
  after: z.unknown(),
  reason: z.string().nullable(),
  ip: z.string().nullable(),
  requestId: z.string(),
});

/** Newest first. Reading the trail is itself written to it. */
export const listAudit = endpoint({
  method: "get",
  path: "/api/identity/audit",
  capability: "audit.read",
  scope: "company",
  summary: { zh: "审计记录", en: "The audit trail" },
  query: z.strictObject({
    ...page,
    actor: freeText(80).optional(),
    action: freeText(80).optional(),
    subject: freeText(120).optional(),
    from: instant.optional(),
    to: instant.optional(),
  }),
  answer: z.object({ rows: z.array(auditRow), next: z.string().nullable() }),
});
