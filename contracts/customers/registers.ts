/** What registers there are (名册): levels, terms and the care that each asks for. The entries are in register-entries.ts. */
import { z } from "zod";
import { empty, words } from "../common.ts";
import { endpoint } from "../endpoint.ts";
import { register } from "./shapes.ts";

export const listRegisterLevels = endpoint({
  method: "get",
  path: "/api/register-levels",
  capability: "customers.read",
  scope: "company",
  summary: { zh: "名册的等级", en: "Levels of the registers" },
  query: empty,
  answer: z.object({
    registers: z.array(
      z.object({
        register,
        name: words,
        levels: z.array(
          z.object({
            code: z.string(),
            name: words,
            /** An entry lasts so long unless said otherwise; null: until it is ended. */
            termMonths: z.int().nullable(),
            checkMonths: z.int().nullable(),
            care: z.object({
              priorityReason: z.string().nullable(),
              largeType: z.boolean(),
              homeService: z.boolean(),
              fewerPapers: z.boolean(),
            }),
            source: z.string(),
            confidence: z.string(),
          }),
        ),
      }),
    ),
  }),
});
