/**
 * What to propose to a customer who was just recognised: the released strategies of this surface whose condition holds,
 * within their days and the customer's limit, best first. What is proposed counts as shown.
 */
import type { Proposal } from "../../../contracts/customers/shapes.ts";
import type { StrategyContent, Surface } from "../../../contracts/customers/strategies.ts";
import { type Clock, dateOf } from "../../foundation/clock.ts";
import type { Context } from "../../foundation/context.ts";
import { factsOf } from "./customer-facts.ts";
import { careRules } from "./customer-rules.ts";
import { mask } from "./masks.ts";
import { celFacts } from "./rules/facts.ts";
import { insertShowings, type PastShowing, readShown } from "./store/showings.ts";
import { listReleased, type ReleasedStrategy } from "./store/strategies.ts";
import { compile, publicFacts } from "./strategy.ts";

/**
 * Two short statements, and a third when something is shown that was not shown here today; nothing else is written. A limit
 * counts days, and a strategy is shown once per day and surface (a constraint), so that recognitions at the same instant
 * cannot break it.
 */
export async function proposalsFor(ctx: Context, customerId: string, surface: Surface): Promise<Proposal[]> {
  const today = dateOf(ctx.clock.now()).toString();
  const { headVersion, past } = await readShown(ctx, customerId, today);
  const open = (await releasedOf(ctx, headVersion)).filter(
    ({ id, content }) =>
      isOpen(content, surface, today) &&
      isWithinLimit(
        content,
        past.filter((one) => one.strategyId === id),
      ),
  );
  if (open.length === 0) return [];
  const [customer] = await factsOf(ctx, [customerId]);
  if (!customer) return [];
  const isPublic = surface === "kiosk" || surface === "phone";
  const facts = isPublic ? publicFacts(customer.facts, mask.account) : celFacts(customer.facts);
  const { proposalsMost } = await careRules(ctx);
  const matching = open
    .filter(({ id, version, content }) => compile(id, version, content).holds(facts) === true)
    .slice(0, proposalsMost);

  const shownHere = new Map(
    past.flatMap((one) =>
      one.daysAgo === 0 && one.surface === surface ? [[one.strategyId, one.id] as const] : [],
    ),
  );
  const fresh = matching.flatMap(({ id, version }) =>
    shownHere.has(id) ? [] : [{ strategyId: id, version }],
  );
  const begun = await insertShowings(ctx, customerId, surface, today, fresh);
  return matching.map(({ id, version, content }) => ({
    showingId: shownHere.get(id) ?? begun.get(id) ?? id,
    strategyId: id,
    title: content.title,
    text: content.text,
    reason: compile(id, version, content).reason(facts),
    priority: content.priority,
    action: content.action,
  }));
}

const isOpen = ({ surfaces, startsOn, endsOn }: StrategyContent, surface: Surface, today: string): boolean =>
  surfaces.includes(surface) && startsOn <= today && (endsOn === null || endsOn >= today);

/** Shown on fewer days than allowed, today aside, and not answered within them. */
export function isWithinLimit(
  { limit }: Pick<StrategyContent, "limit">,
  past: readonly PastShowing[],
): boolean {
  const recent = past.filter(({ daysAgo }) => daysAgo < limit.days);
  if (recent.some((one) => one.answer !== null && !isUnderWay(one))) return false;
  const days = new Set(recent.map(({ daysAgo }) => daysAgo));
  days.delete(0);
  return days.size < limit.times;
}

/** Accepted today on the way in: the clerk who is about to do it still sees it. */
const isUnderWay = ({ daysAgo, answer, surface }: PastShowing): boolean =>
  daysAgo === 0 && answer === "accepted" && surface !== "desk";

type Kept = { readonly version: number; readonly strategies: readonly ReleasedStrategy[] };
/** By the platform's clock object: two platforms of one process (tests) do not see each other's companies. */
const kept = new WeakMap<Clock, Map<number, Kept>>();

/** Kept in this process per company until the company's head says that something changed. */
async function releasedOf(ctx: Context, headVersion: number): Promise<readonly ReleasedStrategy[]> {
  const companies = kept.get(ctx.clock) ?? new Map<number, Kept>();
  kept.set(ctx.clock, companies);
  const present = companies.get(ctx.orgId);
  if (present?.version === headVersion) return present.strategies;
  const strategies = await listReleased(ctx);
  companies.set(ctx.orgId, { version: headVersion, strategies });
  return strategies;
}
