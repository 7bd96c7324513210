/**
 * Who hears of an order that needs somebody's eye: the posts that a level names, resolved up the line from the order's unit.
 * Never one of those whom the order is about: where that leaves a post without anybody, the posts one level up hear instead.
 */
import type { Context } from "../../../foundation/context.ts";
import { listHolders, staffFaces } from "../../identity/index.ts";
import { type EscalationLevel, orderUrging } from "../catalogue/order-urging.ts";
import type { OpenOrder } from "../open-order.ts";

export type Receiver = { readonly id: string; readonly name: string };
type Holder = Receiver & { readonly post: string };

export async function receiversOf(
  ctx: Context,
  open: OpenOrder,
  level: EscalationLevel["level"],
): Promise<Receiver[]> {
  const holders = await holdersAt(ctx, open);
  return chooseReceivers(orderUrging.levels, level, holders, {
    handlers: await handlersOf(ctx, open),
    accused: open.order.accused ?? [],
  });
}

/** Whoever has a step in hand, else the responsible person; never the accused. */
export async function handlersOf(ctx: Context, { tasks, order }: OpenOrder): Promise<Receiver[]> {
  const inHand = tasks.flatMap(({ assigneeId }) => (assigneeId === null ? [] : [assigneeId]));
  const ids = inHand.length > 0 ? inHand : order.responsibleId === null ? [] : [order.responsibleId];
  const faces = await staffFaces(ctx, [...new Set(ids)]);
  return [...faces.values()]
    .filter(({ staffId, state }) => state === "active" && !order.accused?.includes(staffId))
    .map(({ staffId, name }) => ({ id: staffId, name }));
}

/** People of the company who may see orders of this unit. */
async function holdersAt(ctx: Context, { order }: OpenOrder): Promise<Holder[]> {
  const holders = await listHolders(ctx, order.unitId, "orders.read");
  return holders
    .filter(({ isPart, orgId, state }) => !isPart && orgId === ctx.orgId && state === "active")
    .map(({ staffId, name, post }) => ({ id: staffId, name, post }));
}

type Aside = { readonly handlers: readonly Receiver[]; readonly accused: readonly string[] };

/** Pure. Empty when nobody is left up to the top. */
export function chooseReceivers(
  levels: readonly EscalationLevel[],
  wanted: EscalationLevel["level"],
  holders: readonly Holder[],
  { handlers, accused }: Aside,
): Receiver[] {
  const from = levels.findIndex(({ level }) => level === wanted);
  const chosen = new Map<string, Receiver>();
  for (const { receivers } of levels.slice(Math.max(0, from))) {
    let isPassedUp = false;
    for (const post of receivers) {
      const people = post === "handler" ? handlers : holders.filter((holder) => holder.post === post);
      const free = people.filter(({ id }) => !accused.includes(id));
      for (const { id, name } of free) chosen.set(id, { id, name });
      isPassedUp ||= post !== "handler" && people.length > 0 && free.length === 0;
    }
    if (chosen.size > 0 && !isPassedUp) break;
  }
  return [...chosen.values()];
}
