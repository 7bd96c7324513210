/** One filled example of each template: for the tests, and for looking at. */
import type { PaperDocument } from "../../../../contracts/orders/papers.ts";
import { applicationHv, applicationLv } from "./templates/application.ts";
import { notice } from "./templates/notice.ts";
import { receipt } from "./templates/receipt.ts";
import { factoryApplication, factoryNotice, residentApplication, residentReceipt } from "./testing-facts.ts";

export const examples = (): Record<string, PaperDocument> => ({
  "application-lv": applicationLv(residentApplication),
  "application-hv": applicationHv(factoryApplication),
  receipt: receipt(residentReceipt),
  notice: notice(factoryNotice),
});
