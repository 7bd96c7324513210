/**
 * Customers: who they are, what they own, what is open with them, and how they are found (客户档案).
 *
 * A customer (客户) has accounts (户号), each at a premise with its supply points, metering points, meters and contracts;
 * contact people and relations to other customers. Main tables hold the present row and the day it began; the row before
 * it is kept, so that the archive "as of" any past day can be asked (`read-customer.ts`). Personal numbers are sealed and
 * only ever leave masked. Every change is one transaction: lock, decide, save, then audit, event and search row.
 * Owns the schema "customers". Calls catalogue and identity. Hears `customer.happening`, by which any module above feeds a
 * customer's timeline. Tells the others, by topic customer id: customers.changed (`events.ts`).
 */
import type { Context } from "../../foundation/context.ts";
import type { Module } from "../../foundation/module.ts";
import { classListener } from "./compute-classes.ts";
import { timelineListener } from "./hear-happenings.ts";
import { importJobName, importPayload, runImport } from "./import/run-import.ts";
import { customersRoutes } from "./routes.ts";
import { customerRuns, startRun, sweepRuns, walkRun } from "./runs.ts";
import { sweepCustomers } from "./sweep.ts";

export { noteLook } from "./access-record.ts";
export { acceptServices, answerProposal } from "./answer-proposal.ts";
export { careOf } from "./care-of.ts";
export {
  type AccountChange,
  changeAccountByOrder,
  changePhoneByOrder,
  closeAccountByOrder,
  renameByOrder,
} from "./change-by-order.ts";
export type {
  AccountFile,
  ContractFile,
  CustomerFile,
  DocumentFile,
  MeterFile,
  MeteringPointFile,
  PersonalFile,
  PersonFile,
  PinFile,
  PremiseFile,
  RegisterFile,
  RelationFile,
  SupplyPointFile,
} from "./customer-file.ts";
export { documentsOf, hasPaper } from "./documents/list-documents.ts";
export { uploadDocument } from "./documents/upload-document.ts";
export { hiddenText, type Sight, sightOf } from "./field-policy.ts";
export { type Loaded, type LoadPlace, loadCustomers, searchLines } from "./load-customers.ts";
export { loadStrategies } from "./load-strategies.ts";
export {
  type FittedMeter,
  fitMeterByOrder,
  hasMeter,
  type MeterEntry,
  takeMeterOffByOrder,
} from "./meter-by-order.ts";
export { moveAccountByOrder } from "./move-by-order.ts";
export { type Finding, noteAnalysis } from "./note-analysis.ts";
export { noteFact, type ToldFact } from "./note-fact.ts";
export { type NewAccount, openAccount } from "./open-account.ts";
export {
  maskName,
  maskPaper,
  maskPhone,
  openPhone,
  phoneBlind,
  phoneOf,
  sealedPhoneMask,
  sealPhone,
} from "./order-facts.ts";
export { bindPaperByOrder, holderOfPaper, passAccountByOrder } from "./owner-by-order.ts";
export { answerOnPhone, isPhoneOf, proposalsOnPhone } from "./phone-proposals.ts";
export { proposalsFor } from "./propose.ts";
export { recognitionOf } from "./recognise.ts";
export { type HallRecognition, recogniseForHall } from "./recognise-at-hall.ts";
export { searchTerms } from "./refresh-search.ts";
export { missingKeys, sweepKeys } from "./reseal.ts";
export { documentTypes } from "./rules/document-types.ts";
export { adviceOf, levelWords } from "./rules/registers.ts";
export { mergeAccountsByOrder, splitAccountByOrder } from "./split-by-order.ts";
export { analyseArchive, countSearchRows, hasCustomers, rebuildSearch } from "./store/bulk-load.ts";
export { documentExists } from "./store/documents.ts";
export { accountsNumbered, type CustomerFace, customerFace, customerFaces } from "./store/faces.ts";
export {
  type AccountFace,
  type Arrears,
  accountFace,
  accountsAt,
  accountsOnTransformerOf,
  arrearsOf,
  holdAccounts,
  registersOf,
} from "./store/order-facts.ts";
export { latestDemandTerm } from "./store/terms.ts";
export { type Happening, type ToldEntry, type ToldMatter, tellCustomer } from "./tell-customer.ts";
export { agreeDemandByOrder, swapByOrder } from "./terms-by-order.ts";

/** Works out the computed classes of every customer, as a background job. @returns the run */
export const startClassRun = (ctx: Context): Promise<string> => startRun(ctx, "classes");

export const customers: Module = {
  name: "customers",
  routes: customersRoutes,
  sweep: async (platform) => {
    await sweepCustomers(platform);
    await sweepRuns(platform);
  },
  listeners: [timelineListener, classListener],
  jobs: (platform) => ({
    [customerRuns.job]: (payload) => walkRun(platform, payload),
    [importJobName]: (payload) => runImport(platform, importPayload.parse(payload)),
  }),
};
