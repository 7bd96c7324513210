/** Small shapes that several files of identity share; not part of what it offers. */
import { z } from "zod";
import { type Capability, capabilities } from "../capabilities.ts";
import { freeText } from "../common.ts";

export const page = {
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};
export const done = z.strictObject({ done: z.literal(true) });
export const reason = freeText(200).min(2);
export const capability = z.enum(Object.keys(capabilities) as [Capability, ...Capability[]]);
export const loginName = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z][a-z0-9._-]{1,31}$/);
export const roleCode = z.string().regex(/^[a-z][a-z0-9-]{1,39}$/);
export const password = z.string().min(1).max(256);
export const totpCode = z.string().regex(/^\d{6}$/);
