/** One household, one file (一户一档案): all that the archive knows of a customer, as it goes on paper. */
import card from "../../../../catalogue/service-card.json" with { type: "json" };
import type { readHouseholdFile as endpoint } from "../../../../contracts/customers/household-file.ts";
import type { AnswerOf } from "../../../../contracts/endpoint.ts";
import { actorName, audit, type Context } from "../../../foundation/context.ts";
import { companyName, noteLook } from "../access-record.ts";
import { readCustomer } from "../read-customer.ts";
import { readTimeline } from "../read-timeline.ts";
import { findCard } from "../store/cards.ts";
import { documentsOf } from "./list-documents.ts";

/** What fits on a page without hiding the rest. */
const latestEntries = 12;

/** @throws thing.not_found */
export async function readHouseholdFile(
  ctx: Context,
  customerId: string,
): Promise<AnswerOf<typeof endpoint>> {
  const archive = await readCustomer(ctx, customerId);
  const { entries, counts } = await readTimeline(ctx, customerId, { limit: latestEntries });
  const papers = await documentsOf(ctx, customerId);
  const issued = await findCard(ctx, customerId);
  await noteLook(ctx, customerId);
  audit(ctx, { action: "customers.file_read", subject: `customer:${customerId}` });
  return {
    company: await companyName(ctx),
    madeAt: ctx.clock.now().toString(),
    madeByName: actorName(ctx.actor),
    archive,
    papers: papers.map(({ id, typeName, standing, expiresOn, isLongTerm, verified, files }) => ({
      ...{ id, typeName, standing, expiresOn, isLongTerm },
      verifiedByName: verified?.byName ?? null,
      pages: files.length,
    })),
    running: { counts, latest: entries },
    hotline: card.hotline,
    card: issued ? { issuedAt: issued.issuedAt.toString(), issuedBy: issued.issuedBy } : null,
  };
}
