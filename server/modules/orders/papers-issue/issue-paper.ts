/**
 * A paper is issued: written from the order's facts, kept as canonical JSON with its hash and number. The same facts give
 * the same paper; other facts give a new version beside the old one, whose signatures stay what they were.
 */
import { canonicalJson } from "../../../../contracts/orders/paper-text.ts";
import type { PaperDocument, PaperTemplate } from "../../../../contracts/orders/papers.ts";
import { audit, type Context } from "../../../foundation/context.ts";
import { newId } from "../../../foundation/ids.ts";
import { Problem } from "../../../foundation/problem.ts";
import { seal } from "../../../foundation/secrets.ts";
import { requireInvolved } from "../involvement.ts";
import { doerOf, type OpenOrder, openOrder } from "../open-order.ts";
import { documentHash } from "../papers/index.ts";
import { saveOrder } from "../save-order.ts";
import { followMark, followPlace, followPurpose, newFollowUrl } from "./follow-url.ts";
import { type Ground, groundOf, issuerName } from "./ground.ts";
import * as store from "./store.ts";
import { type Act, makePaper, templateNames } from "./templates.ts";
import { beginWaits } from "./waits.ts";

type Wish = { readonly template: PaperTemplate; readonly act?: Act | undefined };

/** Pictures, masks and names of others are not in it: whoever works on the order may issue its papers. */
export async function issuePaper(
  ctx: Context,
  orderId: string,
  { template, act }: Wish,
): Promise<store.IssuedRow> {
  const open = await openOrder(ctx, orderId);
  if (ctx.actor.kind === "staff") await requireInvolved(ctx, open);
  const ground = await groundOf(ctx, orderId);
  const subject = act?.name ?? "";
  const latest = (await store.listIssued(ctx, orderId)).find(
    (one) => one.template === template && one.subject === subject && !one.isOutdated,
  );
  // As the last one would read today: a day later is not another paper.
  if (latest) {
    const numbering = { number: latest.number, issuedOn: dayOf(latest) };
    const same = made(template, ground, numbering, {
      act,
      followUrl: followMark,
      issuerName: issuerName(ctx),
    });
    if (canonicalJson(same) === latest.document) return latest;
  }
  const count = (await store.countIssued(ctx, orderId)) + 1;
  const number = `${open.order.number}-${String(count).padStart(2, "0")}`;
  const numbering = { number, issuedOn: ground.today };
  const followUrl = template === "receipt" ? await newFollowUrl(ctx, orderId) : followMark;
  const wish = { act, followUrl, issuerName: issuerName(ctx) };
  const document = made(template, ground, numbering, wish);
  const kept = await keepPaper(ctx, open, {
    ...{ template, subject, number, document, latest },
    follow:
      template === "receipt"
        ? { url: followUrl, shown: made(template, ground, numbering, { ...wish, followUrl: followMark }) }
        : undefined,
  });
  await saveOrder(ctx, open, { action: "paper_issued", after: { paperId: kept.id, template, number } });
  return kept;
}

type Keeping = {
  readonly template: PaperTemplate;
  readonly subject: string;
  readonly number: string;
  readonly document: PaperDocument;
  /** The version before, if any. */
  readonly latest: store.IssuedRow | undefined;
  /** Of a receipt: the address to follow the order, and the paper without it. */
  readonly follow?: { readonly url: string; readonly shown: PaperDocument } | undefined;
};

/** The row, what it waits for, and the word of it in the order's story. The caller saves the order. */
export async function keepPaper(
  ctx: Context,
  open: OpenOrder,
  { template, subject, number, document, latest, follow }: Keeping,
): Promise<store.IssuedRow> {
  const id = newId();
  const orderId = open.id;
  await store.insertIssued(ctx, {
    ...{ id, orderId, template, subject, number },
    version: (latest?.version ?? 0) + 1,
    document: canonicalJson(follow?.shown ?? document),
    follow: follow ? seal(ctx.secret, followPurpose, followPlace(ctx, id), Buffer.from(follow.url)) : null,
    hash: documentHash(document),
    by: doerOf(ctx),
  });
  await beginWaits(ctx, { orderId, paperId: id, document, formerId: latest?.id });
  const name = templateNames[template];
  open.tell({
    kind: "paper-issued",
    text: { zh: `出具单据：${name.zh}（${number}）`, en: `Paper issued: ${name.en} (${number})` },
    detail: { paperId: id, template },
    forCustomer: true,
  });
  const issued = await store.findIssued(ctx, orderId, id);
  if (!issued) throw new TypeError("a paper that was just written is not there");
  audit(ctx, { action: "orders.paper_hashed", subject: `paper:${id}`, after: { hash: issued.hash } });
  return issued;
}

const dayOf = ({ document }: store.IssuedRow): string => String(JSON.parse(document).issuedOn);

function made(
  template: PaperTemplate,
  ground: Ground,
  numbering: { readonly number: string; readonly issuedOn: string },
  wish: Parameters<typeof makePaper>[3],
) {
  const paper = makePaper(template, ground, numbering, wish);
  if ("missing" in paper)
    throw new Problem("orders.paper_facts", { whatZh: paper.missing.zh, whatEn: paper.missing.en });
  return paper;
}
