/** Signing on the evaluator of a window (评价器签名): the clerk lays a paper before the customer, who reads and signs it there. */
import { z } from "zod";
import { empty, freeText, id, instant, words } from "../common.ts";
import { endpoint } from "../endpoint.ts";
import { inkBytes, inked, issuedPaper, onPaper } from "./issued.ts";
import { documentHash, paperDocument } from "./papers.ts";

/** At the window where the clerk sits; a paper that lay there before is taken away. */
export const askOnPad = endpoint({
  method: "post",
  path: "/api/orders/{orderId}/documents/{paperId}/pad",
  capability: "orders.work",
  scope: "company",
  summary: { zh: "请客户在评价器上签名", en: "Let the customer sign on the pad" },
  params: onPaper,
  query: empty,
  body: z.strictObject({
    slot: z.string().max(40),
    signerName: freeText(80).min(1),
    /** What the clerk sees: a paper that changed meanwhile is not laid before anybody. */
    documentHash,
  }),
  answer: issuedPaper,
  problems: [
    "orders.no_pad",
    "orders.paper_outdated",
    "orders.signature_other_document",
    "orders.signature_slot",
    "orders.signature_twice",
  ],
});

export const takeFromPad = endpoint({
  method: "post",
  path: "/api/orders/{orderId}/documents/{paperId}/pad/end",
  capability: "orders.work",
  scope: "company",
  summary: { zh: "收回评价器上的单据", en: "Take the paper from the pad" },
  params: onPaper,
  query: empty,
  body: empty,
  answer: issuedPaper,
});

const atWindow = z.strictObject({ hallId: id, windowId: id });
const onAsk = z.strictObject({ hallId: id, windowId: id, askId: id });

export const padSigning = z.object({
  now: instant,
  ask: z
    .object({
      askId: id,
      title: words,
      place: words,
      signerName: z.string(),
      document: paperDocument,
      hash: documentHash,
      until: instant,
    })
    .nullable(),
});
export type PadSigning = z.output<typeof padSigning>;

/** Only for the evaluator of this very window. */
export const viewPadSigning = endpoint({
  method: "get",
  path: "/api/hall/{hallId}/windows/{windowId}/signing",
  capability: "hall.rate",
  scope: "unit",
  live: true,
  summary: { zh: "评价器上待签的单据", en: "The paper on the pad" },
  params: atWindow,
  query: empty,
  answer: padSigning,
});

export const signOnPad = endpoint({
  method: "post",
  path: "/api/hall/{hallId}/windows/{windowId}/signing/{askId}",
  capability: "hall.rate",
  scope: "unit",
  summary: { zh: "在评价器上签名", en: "Sign on the pad" },
  params: onAsk,
  query: empty,
  body: inked.pick({ documentHash: true, strokes: true, png: true }),
  bodyLimit: inkBytes,
  answer: empty,
  problems: [
    "orders.pad_over",
    "orders.paper_outdated",
    "orders.signature_other_document",
    "orders.signature_twice",
    "orders.signature_empty",
  ],
});

export const declineOnPad = endpoint({
  method: "post",
  path: "/api/hall/{hallId}/windows/{windowId}/signing/{askId}/decline",
  capability: "hall.rate",
  scope: "unit",
  summary: { zh: "在评价器上不签", en: "Not sign on the pad" },
  params: onAsk,
  query: empty,
  body: empty,
  answer: empty,
  problems: ["orders.pad_over"],
});
