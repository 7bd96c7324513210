/**
 * Orders that may be the same matter, the likeliest first, with what says so: for the page of an order, and while one is taken.
 */
import type { AnswerOf } from "../../../../contracts/endpoint.ts";
import type { listSimilarOrders as endpoint } from "../../../../contracts/orders.ts";
import type { Context } from "../../../foundation/context.ts";
import { Problem } from "../../../foundation/problem.ts";
import { phoneBlind } from "../../customers/index.ts";
import { orderLikeness } from "../catalogue/order-likeness.ts";
import type { Intake } from "../intake.ts";
import { orderLines } from "../read/lines.ts";
import { findMatter, listMatters, type MatterRow } from "../store/care-links.ts";
import { type Clue, likenessOf, type Matter } from "./likeness.ts";

type Similar = AnswerOf<typeof endpoint>["similar"];

/** What is looked at at most, and what is shown. */
const lookedAt = 500;
const shown = 10;

/** As the screens name them. */
const clueNames: Readonly<Record<Clue, string>> = {
  account: "sameAccount",
  customer: "sameCustomer",
  phone: "samePhone",
  place: "sameAddress",
  text: "sameWords",
  outage: "sameOutage",
  time: "sameTime",
};

/** @throws thing.not_found */
export async function similarOrders(ctx: Context, orderId: string): Promise<AnswerOf<typeof endpoint>> {
  const self = await findMatter(ctx, orderId);
  if (!self) throw new Problem("thing.not_found");
  return { similar: await likest(ctx, self, matterOf(self), orderId) };
}

/** Before it is taken: by what has been typed so far. */
export function similarToIntake(ctx: Context, intake: Intake, unitId: string): Promise<Similar> {
  const { account, address, customer, phone, said, type } = intake;
  const ids = { accountId: account?.id ?? null, customerId: customer?.id ?? null };
  return likest(
    ctx,
    { ...ids, typeCode: type.code, unitId },
    {
      ...ids,
      phone: (phone === "" ? null : phoneBlind(ctx, phone)?.toString("hex")) ?? null,
      address,
      text: `${type.name.zh} ${said.demand}`,
      outageId: null,
      at: ctx.clock.now(),
    },
  );
}

async function likest(
  ctx: Context,
  near: Parameters<typeof listMatters>[1],
  matter: Matter,
  besides?: string,
): Promise<Similar> {
  const { least, backDays } = orderLikeness;
  const after = ctx.clock.now().subtract({ hours: 24 * backDays });
  const found = (await listMatters(ctx, near, { after, most: lookedAt }))
    .filter(({ id }) => id !== besides)
    .map((other) => ({ id: other.id, ...likenessOf(matter, matterOf(other), orderLikeness) }))
    .filter(({ score }) => score >= least)
    .sort((a, b) => b.score - a.score)
    .slice(0, shown);
  const lines = new Map(
    (
      await orderLines(
        ctx,
        found.map(({ id }) => id),
      )
    ).map((line) => [line.id, line]),
  );
  return found.flatMap(({ id, score, because }) => {
    const order = lines.get(id);
    return order ? [{ order, score, because: because.map((clue) => clueNames[clue]) }] : [];
  });
}

const matterOf = (row: MatterRow): Matter => ({
  accountId: row.accountId,
  customerId: row.customerId,
  phone: row.phone,
  address: row.address,
  // The title repeats the address, which counts by itself.
  text: `${row.title.replace(row.address, "")} ${row.demand}`,
  outageId: typeof row.vars.outageId === "string" ? row.vars.outageId : null,
  at: row.openedAt,
});
