/**
 * The start page. Only where the sample county is loaded does it say more than where things are: the documented sign-ins,
 * and paired devices at one press. A company that works here for real never answers with either.
 */
import { z } from "zod";
import { id, words } from "./common.ts";
import { endpoint } from "./endpoint.ts";
import { deviceKinds } from "./identity.ts";

export const sampleCounty = z.object({
  orgId: z.int(),
  password: z.string(),
  people: z.array(z.object({ login: z.string(), name: z.string(), role: z.string(), roleName: words })),
  halls: z.array(z.object({ hallId: id, name: words })),
});
export type SampleCounty = z.infer<typeof sampleCounty>;

export const viewStart = endpoint({
  method: "get",
  path: "/api/start",
  capability: "anyone",
  scope: "none",
  summary: { zh: "起始页：样例登录", en: "The start page: sample sign-ins" },
  /** Null where no sample county is loaded. */
  answer: z.object({ sample: sampleCounty.nullable() }),
});

/** A device of the sample county with a fresh pairing code: the address opens it. Asked again, it is the same device. */
export const openSampleDevice = endpoint({
  method: "post",
  path: "/api/start/devices",
  capability: "anyone",
  scope: "none",
  repeatable: true,
  summary: { zh: "打开样例设备", en: "Open a device of the sample county" },
  body: z.strictObject({ hallId: id, kind: z.enum(deviceKinds) }),
  answer: z.object({ path: z.string() }),
  problems: ["thing.not_found"],
});
