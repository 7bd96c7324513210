/** Adds a page or a side of a paper. What is complete is current at once, and takes the place of the one before. */
import type { DocumentType, uploadDocument as endpoint } from "../../../../contracts/customers/documents.ts";
import type { AnswerOf, InputOf } from "../../../../contracts/endpoint.ts";
import { drawable } from "../../../../contracts/files.ts";
import { actorName, type Context } from "../../../foundation/context.ts";
import type { ReceivedFile } from "../../../foundation/files/receive-file.ts";
import { newId } from "../../../foundation/ids.ts";
import { Problem } from "../../../foundation/problem.ts";
import { tellChange, today } from "../edit.ts";
import { presentCustomer } from "../present-customer.ts";
import { type Dates, documentType, missingSides, requireSide, settleDates } from "../rules/document-types.ts";
import * as store from "../store/documents.ts";
import { isAccountOf } from "../store/heads.ts";
import { liveDocument } from "./document.ts";

type Input = InputOf<typeof endpoint>["query"];
type Answer = AnswerOf<typeof endpoint>;
const pagesLimit = 50;

/** @throws thing.not_found, customers.merged and the problems of the endpoint */
export async function uploadDocument(
  ctx: Context,
  customerId: string,
  input: Input,
  file: ReceivedFile,
): Promise<Answer> {
  await presentCustomer(ctx, customerId);
  await store.lockCustomer(ctx, customerId);
  const type = documentType(input.type);
  requireSide(type, input.side);
  if (type.isIdentity && !drawable.includes(file.type))
    throw new Problem("documents.picture", { type: type.name.zh });
  const accountId = input.accountId ?? null;
  if (accountId && !(await isAccountOf(ctx, customerId, accountId)))
    throw new Problem("thing.not_found", { field: "accountId" });

  const rows = await store.listRows(ctx, customerId, ["current", "incomplete"]);
  const same = rows.filter((row) => row.type === type.code && row.accountId === accountId);
  const twin = same.find(({ files }) =>
    files.some(({ sha256, side }) => sha256 === file.sha256 && side === input.side),
  );
  if (twin) return answerOf(twin, type, { isNew: false });

  const kept = await ctx.files.keep(ctx, file);
  const document = await placeOf(ctx, customerId, input, { type, same, accountId });
  await addPage(ctx, document, input.side, { sha256: kept.sha256, name: file.name });
  return settle(ctx, type, document, input.side);
}

/** The paper that the page belongs to: the one that is named, the one that waits for this side, or a new one. */
async function placeOf(
  ctx: Context,
  customerId: string,
  input: Input,
  {
    type,
    same,
    accountId,
  }: { type: DocumentType; same: readonly store.DocumentRow[]; accountId: string | null },
): Promise<store.DocumentRow> {
  if (input.documentId) {
    const named = await liveDocument(ctx, customerId, input.documentId);
    if (named.type !== type.code)
      throw new Problem("documents.type", { type: type.code, field: "documentId" });
    return named;
  }
  const waiting = same.find(({ state }) => state === "incomplete");
  if (waiting && type.sides.length > 0) {
    // The dates stand on one side: whichever brings them.
    if (input.expiresOn || input.issuedOn || input.longTerm === "yes")
      await store.saveDates(ctx, waiting.id, datesOf(ctx, type, input));
    return waiting;
  }
  const dates = datesOf(ctx, type, input);
  const id = newId();
  const { code, isSingle } = type;
  const addedByName = actorName(ctx.actor);
  await store.insertDocument(ctx, { ...dates, id, customerId, accountId, type: code, isSingle, addedByName });
  const made = await store.findDocument(ctx, customerId, id);
  if (!made) throw new TypeError("a paper that was just written is not there");
  return made;
}

function datesOf(ctx: Context, type: DocumentType, input: Input): Dates {
  const given = {
    issuedOn: input.issuedOn ?? null,
    expiresOn: input.expiresOn ?? null,
    isLongTerm: input.longTerm === "yes",
  };
  const dates = settleDates(type, given, today(ctx));
  if (dates.expiresOn !== null && dates.expiresOn < today(ctx))
    throw new Problem("documents.expired", {
      type: type.name.zh,
      expiresOn: dates.expiresOn,
      field: "expiresOn",
    });
  return dates;
}

async function addPage(
  ctx: Context,
  { id, files }: store.DocumentRow,
  side: Input["side"],
  content: { readonly sha256: string; readonly name: string },
): Promise<void> {
  const before = side === "whole" ? undefined : files.find((one) => one.side === side);
  if (before) await store.deletePage(ctx, id, before.page);
  const page = before?.page ?? Math.max(0, ...files.map((one) => one.page)) + 1;
  if (page > pagesLimit) throw new Problem("documents.pages", { limit: pagesLimit });
  await store.insertPage(ctx, { documentId: id, page, side, ...content, addedByName: actorName(ctx.actor) });
}

async function settle(
  ctx: Context,
  type: DocumentType,
  before: store.DocumentRow,
  side: Input["side"],
): Promise<Answer> {
  const { customerId, id } = before;
  const sides = [...before.files.map((one) => one.side), side];
  const isComplete = missingSides(type, sides).length === 0;
  let replaced: string | null = null;
  if (isComplete && before.state === "incomplete") {
    const on = today(ctx);
    if (type.isSingle) replaced = await store.supersede(ctx, before, on);
    await store.completeDocument(ctx, id, on);
  }
  // A page that joins a verified paper was not seen by whoever verified it.
  if (before.verifiedAt) await store.saveDates(ctx, id, before);
  await tellChange(ctx, {
    of: [customerId],
    part: "document",
    action: isComplete && before.state === "incomplete" ? "document_added" : "document_page_added",
    subject: `document:${id}`,
    title: { zh: `收存资料：${type.name.zh}`, en: `Paper kept: ${type.name.en}` },
    ...(before.accountId ? { accountId: before.accountId } : {}),
    after: { type: type.code, side, replaced },
  });
  const document = await store.findDocument(ctx, customerId, id);
  return answerOf(document ?? before, type, { isNew: true, replaced });
}

function answerOf(
  { id, state, files }: store.DocumentRow,
  type: DocumentType,
  { isNew, replaced = null }: { isNew: boolean; replaced?: string | null },
): Answer {
  const sides = files.map(({ side }) => side);
  return { documentId: id, state, isNew, missingSides: missingSides(type, sides), replaced };
}
