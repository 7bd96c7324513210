/** Papers of an order as lists, pages and PDF. */
import type { AnswerOf } from "../../../../contracts/endpoint.ts";
import type { listIssued as endpoint } from "../../../../contracts/orders/issued.ts";
import { paperTemplates } from "../../../../contracts/orders/papers.ts";
import type { Context } from "../../../foundation/context.ts";
import type { FileAnswer } from "../../../foundation/http/route.ts";
import { Problem } from "../../../foundation/problem.ts";
import { sightOf } from "../../customers/index.ts";
import { renderBundle, SignatureMismatch, type SignedPaper, sixFormBag, sixForms } from "../papers/index.ts";
import { isTask } from "../process/definition.ts";
import { isHidden } from "../read/lines.ts";
import { documentOf, lineOf, signatureOf } from "./answers.ts";
import { followMark } from "./follow-url.ts";
import { type Ground, groundOf, issuerName } from "./ground.ts";
import * as store from "./store.ts";
import { makePaper, templateNames } from "./templates.ts";

const probe = "某某某";

/**
 * Papers say who and where. Whoever's post hides names or addresses does not open them, nor anybody who is outside an
 * order whose customer asked for secrecy.
 * @throws thing.not_found, access.denied
 */
export async function requirePaperSight(ctx: Context, orderId: string): Promise<Ground> {
  const ground = await groundOf(ctx, orderId);
  if (ctx.actor.kind === "customer") return ground;
  if (!(await seesPapers(ctx)) || (ctx.actor.kind === "staff" && isHidden(ground.head, ctx.actor.id)))
    throw new Problem("access.denied");
  return ground;
}

export async function seesPapers(ctx: Context): Promise<boolean> {
  const see = await sightOf(ctx);
  return see("name", probe) === probe && see("address", probe) === probe;
}

export async function listPapers(ctx: Context, orderId: string): Promise<AnswerOf<typeof endpoint>> {
  const ground = await requirePaperSight(ctx, orderId);
  const rows = await store.listIssued(ctx, orderId);
  const suggested = suggestedBy(ground);
  const wish = { followUrl: followMark, issuerName: issuerName(ctx) };
  const numbering = { number: ground.head.number, issuedOn: ground.today };
  return {
    papers: rows.map((row) => lineOf(ctx, row)),
    templates: paperTemplates
      .filter((template) => template !== "bag-cover")
      .map((template) => {
        const made = template === "legal-act" ? undefined : makePaper(template, ground, numbering, wish);
        return {
          template,
          name: templateNames[template],
          isSuggested: suggested.has(template) && !rows.some((row) => row.template === template),
          missing: made && "missing" in made ? made.missing : null,
        };
      }),
  };
}

/** What the steps that are done or open print by the process. */
function suggestedBy({ parts, definition }: Ground): ReadonlySet<string> {
  return new Set(
    parts.steps.flatMap(({ nodeId, state }) => {
      const node = definition.nodes[nodeId];
      return node && isTask(node) && node.output && (state === "done" || state === "live")
        ? [node.output]
        : [];
    }),
  );
}

/** @throws thing.not_found, access.denied */
export async function issuedPaper(ctx: Context, orderId: string, paperId: string): Promise<store.IssuedRow> {
  await requirePaperSight(ctx, orderId);
  const row = await store.findIssued(ctx, orderId, paperId);
  if (!row) throw new Problem("thing.not_found");
  return row;
}

const signedPaper = (ctx: Context, row: store.IssuedRow): SignedPaper => ({
  document: documentOf(ctx, row),
  signatures: row.signatures.map(signatureOf),
});

/** Set outside of any other work; a signature that is of other words stops it. @throws orders.signature_foreign */
export async function pdfOf(ctx: Context, row: store.IssuedRow): Promise<FileAnswer> {
  return {
    body: await render([signedPaper(ctx, row)]),
    filename: `${row.number}-${templateNames[row.template].zh}.pdf`,
  };
}

async function render(papers: readonly SignedPaper[]): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await renderBundle(papers));
  } catch (error) {
    if (error instanceof SignatureMismatch)
      throw new Problem("orders.signature_foreign", { slot: error.slot });
    throw error;
  }
}

/** 一袋六表: the cover and what has been issued of the six, the latest of each. */
export async function readBag(ctx: Context, orderId: string): Promise<FileAnswer> {
  const ground = await requirePaperSight(ctx, orderId);
  const forms: readonly string[] = sixForms.map(({ template }) => template);
  const isLow = !ground.head.customerClass.startsWith("HV");
  const wanted = isLow
    ? sixForms.map((form) =>
        form.template === "application-hv" ? ({ ...form, template: "application-lv" } as const) : form,
      )
    : sixForms;
  const rows = (await store.listIssued(ctx, orderId))
    .filter(
      ({ template, isOutdated }) =>
        !isOutdated && (forms.includes(template) || template === "application-lv"),
    )
    .reverse();
  const signed = new Map(rows.map((row) => [documentOf(ctx, row).number, signedPaper(ctx, row)]));
  const bag = sixFormBag(
    {
      ...ground.facts,
      number: `${ground.head.number}-00`,
      issuedOn: ground.today,
      forms: wanted,
      archivedBy: issuerName(ctx),
    },
    [...signed.values()].map(({ document }) => document),
  );
  const papers = bag.map((document) => signed.get(document.number) ?? { document });
  return { body: await render(papers), filename: `${ground.head.number}-一袋六表.pdf` };
}
