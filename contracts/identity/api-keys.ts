/**
 * Keys of other systems (接口密钥): a hotline, a city's portal, a data platform. A key is shown once and then known only by
 * its hash; it is sent as `Authorization: Bearer mck_<company>_<secret>`, reaches only endpoints that say `forKeys`, holds
 * only capabilities of the list below, and ends on a day that was set when it was made.
 */
import { z } from "zod";
import type { Capability } from "../capabilities.ts";
import { empty, freeText, id, instant, words } from "../common.ts";
import { endpoint } from "../endpoint.ts";
import { reason } from "./parts.ts";

/** All that another system may hold: it hands in orders, follows them, and reads figures. Nothing of a person's work. */
export const keyCapabilities = [
  "orders.import",
  "orders.read",
  "orders.figures.view",
] as const satisfies Capability[];

/** The name under which a system's orders are known here: 12345, 12398, 95598, or its own. */
export const systemName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{1,29}$/);

export const apiKey = z.object({
  apiKeyId: id,
  name: z.string(),
  system: systemName,
  capabilities: z.array(z.enum(keyCapabilities)),
  unitId: id,
  unitName: words,
  state: z.enum(["active", "expired", "revoked"]),
  createdAt: instant,
  createdBy: z.string(),
  expiresAt: instant,
  /** To the minute. */
  lastUsedAt: instant.nullable(),
  revokedAt: instant.nullable(),
  revokedBy: z.string().nullable(),
});
export type ApiKey = z.output<typeof apiKey>;

export const listApiKeys = endpoint({
  method: "get",
  path: "/api/identity/api-keys",
  capability: "identity.roles.grant",
  scope: "company",
  summary: { zh: "接口密钥", en: "Keys of other systems" },
  query: empty,
  answer: z.object({ keys: z.array(apiKey), daysMost: z.int() }),
});

export const createApiKey = endpoint({
  method: "post",
  path: "/api/identity/api-keys",
  capability: "identity.roles.grant",
  scope: "company",
  summary: { zh: "新建接口密钥", en: "Make a key for another system" },
  query: empty,
  body: z.strictObject({
    name: freeText(60).min(2),
    system: systemName,
    capabilities: z.array(z.enum(keyCapabilities)).min(1).max(keyCapabilities.length),
    unitId: id,
    days: z.int().min(1).max(3_660),
    reason,
  }),
  /** `key` is shown here and never again. */
  answer: z.object({ apiKey, key: z.string() }),
  problems: ["identity.unit_closed", "identity.key_days"],
});

export const revokeApiKey = endpoint({
  method: "post",
  path: "/api/identity/api-keys/{apiKeyId}/revoke",
  capability: "identity.roles.grant",
  scope: "company",
  summary: { zh: "停用接口密钥", en: "Revoke a key" },
  params: z.strictObject({ apiKeyId: id }),
  body: z.strictObject({ reason }),
  answer: apiKey,
  problems: ["identity.key_over"],
});
