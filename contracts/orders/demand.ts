/** What kind of demand an order is (必做、可做、可努力), how that is handled, and what the caller may promise about it. */
import { z } from "zod";
import { empty, instant, words } from "../common.ts";
import { endpoint } from "../endpoint.ts";
import { demandKind, longWords, postCode } from "./shapes.ts";
import { onOrder } from "./steps.ts";

export const readDemand = endpoint({
  method: "get",
  path: "/api/orders/{orderId}/demand",
  capability: "orders.read",
  scope: "company",
  summary: { zh: "诉求分类与承诺权限", en: "Kind of demand, and what may be promised" },
  params: onOrder,
  query: empty,
  answer: z.object({
    now: instant,
    kind: z.object({
      kind: demandKind,
      name: words,
      meaning: longWords,
      handling: longWords,
      closing: longWords,
      /** It is not closed without the grounds. */
      needsGrounds: z.boolean(),
    }),
    /** Null: the caller's posts promise nothing about this kind of demand. */
    right: z
      .object({
        post: postCode,
        /** A promise may not be shorter than this share of what is left of the limit. */
        shortestPercent: z.int(),
        /** No time before it may be promised. */
        earliest: instant,
        /** Of the whole order; null where it has none. */
        dueAt: instant.nullable(),
      })
      .nullable(),
    /** Whoever may, the post with the widest right first. */
    postsThatMay: z.array(postCode),
  }),
});
