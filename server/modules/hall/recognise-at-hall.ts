/**
 * Recognition on a public screen: what to do comes out, who somebody is does not (service-rules §9: queue screens never
 * show names). The masked name tells the customer that it is them.
 */
import type { recogniseAtHall as contract } from "../../../contracts/customers.ts";
import type { AnswerOf, InputOf, Words } from "../../../contracts/endpoint.ts";
import { priorityReason } from "../../../contracts/hall.ts";
import type { Context } from "../../foundation/context.ts";
import { documentsOf, documentTypes, recogniseForHall } from "../customers/index.ts";
import { makeCustomerKey } from "./customer-key.ts";
import { type Queue, readHall } from "./queue.ts";

type Answer = AnswerOf<typeof contract>;
type Wish = InputOf<typeof contract>["body"];

const stranger: Answer = {
  isKnown: false,
  customerKey: null,
  maskedName: null,
  largeType: false,
  priorityReason: null,
  homeService: false,
  proposals: [],
  serviceCodes: [],
  matters: [],
  papers: [],
  papersOnFile: [],
};

const ofPlace = new Set(documentTypes.filter(({ group }) => group === "premises").map(({ code }) => code));

/** @throws thing.not_found for an unknown hall; what is wrong with the number as typed */
export async function recogniseAtHall(ctx: Context, hallId: string, wish: Wish): Promise<Answer> {
  const queue = await readHall(ctx, hallId);
  const found = await recogniseForHall(ctx, wish, ctx.actor.kind === "device" ? "kiosk" : "guide");
  if (!found) return stranger;
  const { customerId, maskedName, care } = found;
  const priority = priorityReason.safeParse(care.priorityReason).data ?? null;
  const known = { customerId, maskedName, priorityReason: priority, largeType: care.largeType };
  const offered = new Set(
    [...queue.setup.services.values()].filter((one) => !one.isClosed).map((one) => one.code),
  );
  return {
    isKnown: true,
    customerKey: makeCustomerKey(ctx, hallId, known, queue.rules.recogniseValidMs),
    maskedName,
    largeType: care.largeType,
    priorityReason: priority,
    homeService: care.homeService,
    proposals: found.proposals,
    serviceCodes: found.serviceCodes.filter((code) => offered.has(code)),
    matters: found.matters.map(({ title, state }) => ({ title, state })),
    papers: found.papers,
    papersOnFile: await onFileOf(ctx, queue, customerId),
  };
}

/**
 * Which of the papers that this hall's services ask for need not be brought. Titles are left out: the one on file is of the
 * place that the customer has, not of the one that they come about. What else is on file (an allowance, a disability) is
 * nobody's business at a public screen.
 */
async function onFileOf(ctx: Context, queue: Queue, customerId: string): Promise<Words[]> {
  const asked = [...queue.setup.services.values()].flatMap(({ asksFor }) => asksFor);
  if (!asked.some(({ types = [] }) => types.length > 0)) return [];
  const good = new Set((await documentsOf(ctx, customerId)).map(({ type }) => type));
  const there = asked.filter(({ types = [] }) => types.some((type) => good.has(type) && !ofPlace.has(type)));
  return [...new Map(there.map(({ zh, en }) => [zh, { zh, en }])).values()];
}
