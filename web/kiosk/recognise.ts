/** Recognition on a public screen: what comes back says what to do, not who somebody is. */
import { recogniseAtHall } from "../../contracts/customers/recognition.ts";
import type { CardSeen } from "../../contracts/customers/shapes.ts";
import type { ResultOf } from "../../contracts/endpoint.ts";
import { type PriorityReason, priorityReason } from "../../contracts/hall/shapes.ts";
import { call } from "../parts/api.ts";

export type Known = ResultOf<typeof recogniseAtHall>;

/** Short: a customer stands there, and without recognition everything works as well. */
const impatient = { attempts: 2, timeoutMs: 5_000 };

export const recogniseHere = (hallId: string, value: string, card: CardSeen | null): Promise<Known> =>
  call(recogniseAtHall, { params: { hallId }, body: { value, card } }, impatient);

/** The priority that a care entry gives, in the words of the hall. */
export const priorityOf = ({ priorityReason: code }: Known): PriorityReason | null =>
  priorityReason.safeParse(code).data ?? null;

/** Whether there is anything to tell; else one goes straight to the services. */
export const hasNews = ({ serviceCodes, proposals, matters, papers, homeService }: Known): boolean =>
  homeService || [serviceCodes, proposals, matters, papers].some((list) => list.length > 0);
