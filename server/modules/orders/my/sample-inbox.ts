/** The stand-in phone of the sample county: what a gateway would have sent. Nowhere else is there such a page. */
import type { AnswerOf } from "../../../../contracts/endpoint.ts";
import type { readSampleInbox } from "../../../../contracts/orders/my.ts";
import { newId } from "../../../foundation/ids.ts";
import { Problem } from "../../../foundation/problem.ts";
import { command, type Platform } from "../../../foundation/transaction.ts";
import { sampleSignIns } from "../../identity/index.ts";
import { latestSealed } from "./notice-store.ts";
import { openNotice } from "./notices.ts";

/** @throws thing.not_found where people work for real */
export async function sampleInbox(platform: Platform): Promise<AnswerOf<typeof readSampleInbox>> {
  const { orgId } = sampleSignIns;
  if (platform.outside?.isSample !== true || platform.outside.smsUrl !== undefined)
    throw new Problem("thing.not_found");
  const call = { actor: { kind: "system", orgIds: [orgId] }, orgId, requestId: newId() } as const;
  return command(platform, call, async (ctx) => ({
    messages: (await latestSealed(ctx, 20)).map(({ id, sealed, phoneMasked, at }) => ({
      at: at.toString(),
      phoneMasked,
      text: openNotice(ctx, id, sealed).text,
    })),
  }));
}
