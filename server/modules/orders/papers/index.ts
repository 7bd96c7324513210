/**
 * The papers of an order: facts → document → hash, page, PDF.
 *
 * A template is a pure function; it neither fetches nor masks. What it gives is shown by `web/parts/paper`, set as PDF by
 * `renderPdf`, and signed by its `documentHash` (decision 0014).
 */
export { type BagFacts, sixFormBag, sixForms } from "./bag.ts";
export {
  documentHash,
  isSignatureValid,
  type SignatureFault,
  signatureFault,
  signatureHash,
} from "./document-hash.ts";
export type * from "./facts.ts";
export { renderBundle, renderPdf, SignatureMismatch, type SignedPaper } from "./pdf/render-pdf.ts";
export { type ApplicationFacts, applicationHv, applicationLv } from "./templates/application.ts";
export { type ContractFacts, contract } from "./templates/contract.ts";
export { type LegalActFacts, legalAct } from "./templates/legal-act.ts";
export {
  type EnergiseFacts,
  energiseSheet,
  type MeterSheetFacts,
  meterSheet,
} from "./templates/meter-sheets.ts";
export { type NoticeFacts, notice } from "./templates/notice.ts";
export { completionOpinion, designOpinion, interimOpinion, type OpinionFacts } from "./templates/opinions.ts";
export { type PenetrationFacts, penetrationReport } from "./templates/penetration-report.ts";
export { type PlanReplyFacts, planReply } from "./templates/plan-reply.ts";
export { type ReceiptFacts, receipt } from "./templates/receipt.ts";
export { type SupervisionFacts, supervision } from "./templates/supervision.ts";
export { type SurveyFacts, survey } from "./templates/survey.ts";
export { type UndertakingFacts, undertaking } from "./templates/undertaking.ts";
