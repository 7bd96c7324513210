/** What the hall may know of whoever presents something at a kiosk or to the guide. */
import type { CardSeen } from "../../../contracts/customers/shapes.ts";
import type { Proposal, Recognition } from "../../../contracts/customers.ts";
import type { Words } from "../../../contracts/endpoint.ts";
import { dateOf } from "../../foundation/clock.ts";
import type { Context } from "../../foundation/context.ts";
import { Problem } from "../../foundation/problem.ts";
import { mask } from "./masks.ts";
import type { Surface } from "./read-recognition.ts";
import { recognitionOf } from "./recognise.ts";
import { type RecogniseBy, readScan } from "./rules/read-scan.ts";
import { isPaper, tellCardSeen } from "./see-card.ts";
import { findHolders } from "./store/recognition.ts";
import { wantedOf } from "./wanted-numbers.ts";

export type HallRecognition = {
  readonly customerId: string;
  /** 张*, or an organisation's name. */
  readonly maskedName: string;
  readonly care: Recognition["care"];
  readonly proposals: Proposal[];
  /** Services that the proposals suggest, best first. */
  readonly serviceCodes: string[];
  readonly matters: Pick<Recognition["matters"][number], "title" | "state">[];
  /** What to have ready: papers that run out. */
  readonly papers: Words[];
};

/**
 * Null for strangers, and for a number that several people share: a public screen asks nobody which of them they are.
 * @throws what is wrong with an ID as typed
 */
export async function recogniseForHall(
  ctx: Context,
  {
    by,
    value,
    card,
  }: { readonly by: RecogniseBy; readonly value: string; readonly card?: CardSeen | null | undefined },
  surface: Surface,
): Promise<HallRecognition | null> {
  const read = readScan(by, value, dateOf(ctx.clock.now()).toString());
  if (read.fault) throw new Problem(read.fault.code, { ...read.fault.facts, field: "value" });
  if (read.scans.length === 0) return null;
  const ids = await findHolders(ctx, wantedOf(ctx, read.scans));
  const [customerId] = ids;
  if (customerId === undefined || ids.length > 1) return null;
  const { customer, ...whole } = await recognitionOf(ctx, customerId, surface);
  if (card && isPaper(read)) tellCardSeen(ctx, customer.id, card);
  const services = whole.proposals.filter(({ action }) => action.kind === "service");
  return {
    customerId: customer.id,
    maskedName: customer.kind === "individual" ? mask.name(customer.name) : customer.name,
    care: whole.care,
    proposals: whole.proposals,
    serviceCodes: [...new Set(services.map(({ action }) => action.value))],
    matters: whole.matters.map(({ title, state }) => ({ title, state })),
    papers: whole.papersExpiring.map(renew),
  };
}

const renew = ({ typeName, isExpired }: Recognition["papersExpiring"][number]): Words =>
  isExpired
    ? { zh: `新的${typeName.zh}（原件已过期）`, en: `A new ${typeName.en} (the one on file has expired)` }
    : { zh: `${typeName.zh}（即将到期）`, en: `${typeName.en} (about to expire)` };
