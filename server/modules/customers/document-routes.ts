/** The HTTP face of papers, the printable file and service cards. */
import * as contract from "../../../contracts/customers/documents.ts";
import * as fileContract from "../../../contracts/customers/household-file.ts";
import { type Route, route, uploadRoute } from "../../foundation/http/route.ts";
import { issueCard, revokeCard } from "./documents/issue-card.ts";
import { changeDocument, verifyDocument, withdrawDocument } from "./documents/keep-documents.ts";
import { listDocuments } from "./documents/list-documents.ts";
import { readDocumentFile } from "./documents/read-document-file.ts";
import { readHouseholdFile } from "./documents/read-household-file.ts";
import { uploadDocument } from "./documents/upload-document.ts";

export const documentRoutes: readonly Route[] = [
  route(contract.listDocuments, (ctx, { params, query }) =>
    listDocuments(ctx, params.customerId, query.ended === "yes"),
  ),
  uploadRoute(contract.uploadDocument, (ctx, { params, query }, file) =>
    uploadDocument(ctx, params.customerId, query, file),
  ),
  route(contract.readDocumentFile, (ctx, { params, query }) => readDocumentFile(ctx, params, query.purpose)),
  route(contract.changeDocument, async (ctx, { params, body }) => ({
    version: await changeDocument(ctx, params.customerId, params.documentId, body),
  })),
  route(contract.verifyDocument, async (ctx, { params, body }) => {
    await verifyDocument(ctx, params.customerId, params.documentId, body.how);
    return {};
  }),
  route(contract.withdrawDocument, async (ctx, { params, body }) => {
    await withdrawDocument(ctx, params.customerId, params.documentId, body.reason);
    return {};
  }),
  route(fileContract.readHouseholdFile, (ctx, { params }) => readHouseholdFile(ctx, params.customerId)),
  route(fileContract.issueCard, (ctx, { params }) => issueCard(ctx, params.customerId)),
  route(fileContract.revokeCard, async (ctx, { params, body }) => {
    await revokeCard(ctx, params.customerId, body.reason);
    return {};
  }),
];
