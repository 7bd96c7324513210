/** Work on site (现场作业): today's visits with all that the phone needs to work without a network, and pictures. */
import { z } from "zod";
import { empty, id, instant, words } from "../common.ts";
import { endpoint } from "../endpoint.ts";
import { fileName } from "../files.ts";
import { inkBytes, inked } from "./issued.ts";
import { paperDocument } from "./papers.ts";
import { form, paper, workLine } from "./shapes.ts";
import { onOrder, onStep } from "./steps.ts";

/** A step in the caller's hands or free for them, with what has to be filled in there. */
export const visit = z.object({
  line: workLine,
  form: form.nullable(),
  /** photo, position, signature, two-persons: what proves that somebody was there. */
  evidence: z.array(z.string()),
  /** Papers without which the step cannot be completed. */
  papers: z.array(paper),
  contact: z.object({ name: z.string(), phoneMasked: z.string().nullable() }),
  demand: z.string(),
  /** Whole for whoever has the step in hand: a crew that does not know the house cannot go there. */
  address: z.string(),
  isMine: z.boolean(),
  /**
   * The sheet that the customer signs on site, as it is for the pen; filled in by `fillSheet`. Null: this step has none, or
   * it is not in the caller's hands.
   */
  sheet: z
    .object({
      document: paperDocument,
      formKey: z.string().nullable(),
      slot: z.string(),
      label: words,
    })
    .nullable(),
});
export type Visit = z.output<typeof visit>;

export const listVisits = endpoint({
  method: "get",
  path: "/api/orders/visits",
  capability: "orders.work",
  scope: "company",
  summary: { zh: "现场作业单", en: "Visits to make" },
  query: empty,
  live: true,
  answer: z.object({ visits: z.array(visit), now: instant }),
});

/**
 * The sheet of a step, signed on site. The server writes it from the step as it is done here; where that is not what the
 * customer saw (by its hash), the signature is refused and nothing is kept.
 */
export const signSheet = endpoint({
  method: "post",
  path: "/api/orders/{orderId}/steps/{stepId}/sheet",
  capability: "orders.work",
  scope: "company",
  summary: { zh: "现场签名", en: "A sheet signed on site" },
  params: onStep,
  query: empty,
  body: inked,
  bodyLimit: inkBytes,
  answer: z.object({ paperId: id, number: z.string() }),
  problems: [
    "orders.sheet_none",
    "orders.sheet_differs",
    "orders.signature_slot",
    "orders.signature_twice",
    "orders.signature_empty",
  ],
});

/** A picture from the site; the form names it by the id that comes back. The same picture again is the same one. */
export const addPicture = endpoint({
  method: "post",
  path: "/api/orders/{orderId}/pictures",
  capability: "orders.work",
  scope: "company",
  summary: { zh: "上传现场照片", en: "Add a picture from the site" },
  params: onOrder,
  query: z.strictObject({
    name: fileName,
    kind: z.enum(["photo", "signature"]).default("photo"),
    stepId: id.optional(),
    takenAt: instant.optional(),
  }),
  upload: { maxBytes: 12 * 1_048_576, types: ["jpeg", "png", "webp"] },
  answer: z.object({ pictureId: id }),
  problems: ["orders.pictures_too_many"],
});

export const listPictures = endpoint({
  method: "get",
  path: "/api/orders/{orderId}/pictures",
  capability: "orders.read",
  scope: "company",
  summary: { zh: "现场照片", en: "Pictures of an order" },
  params: onOrder,
  query: empty,
  answer: z.object({
    pictures: z.array(
      z.object({
        id,
        kind: z.enum(["photo", "signature"]),
        stepId: id.nullable(),
        stepName: words.nullable(),
        takenAt: instant,
        addedByName: z.string(),
      }),
    ),
  }),
});

export const readPicture = endpoint({
  method: "get",
  path: "/api/orders/{orderId}/pictures/{pictureId}",
  capability: "orders.read",
  scope: "company",
  summary: { zh: "查看现场照片", en: "A picture" },
  params: z.strictObject({ orderId: id, pictureId: id }),
  query: empty,
  answer: z.unknown(),
  file: "application/octet-stream",
  problems: ["files.gone"],
});
