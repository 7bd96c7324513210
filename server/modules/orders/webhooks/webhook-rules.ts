/** How webhooks are sent (catalogue/order-webhooks.json). */
import { z } from "zod";
import rows from "../../../../catalogue/order-webhooks.json" with { type: "json" };
import { confidence } from "../../../../contracts/catalogue.ts";

const count = z.int().min(1);

export const webhookRules = z
  .strictObject({
    /** How long after a failed try the next one is made; after the last it is given up. */
    retrySeconds: z.array(count).min(1),
    /** Nobody answered: how long the whole webhook waits, so that a dead receiver is not asked for every order. */
    pauseSeconds: count,
    /** A sender that says nothing for so long has been killed. Longer than a call may take. */
    claimSeconds: count,
    parallel: count,
    keptDays: count,
    source: z.string(),
    confidence,
  })
  .parse(rows);
