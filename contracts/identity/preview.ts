/**
 * 'As this role' (以某岗位预览): an administrator sees the pages as a role would. The session only reads while it lasts:
 * commands and files are refused, so nothing is changed, exported or unmasked. It ends by itself.
 */
import { z } from "zod";
import { empty, id } from "../common.ts";
import { endpoint } from "../endpoint.ts";
import { done, roleCode } from "./parts.ts";

export const startPreview = endpoint({
  method: "post",
  path: "/api/identity/preview",
  capability: "identity.preview",
  scope: "company",
  summary: { zh: "以某岗位预览", en: "Preview as a role" },
  /** A unit on which the caller holds the right to preview; the company's root unless said. */
  body: z.strictObject({ role: roleCode, unitId: id.optional() }),
  answer: done,
  problems: ["identity.preview_refused", "identity.role_retired"],
});

export const endPreview = endpoint({
  method: "post",
  path: "/api/identity/preview/end",
  capability: "signed-in",
  scope: "none",
  duringPreview: true,
  summary: { zh: "结束预览", en: "End the preview" },
  body: empty,
  answer: done,
});
