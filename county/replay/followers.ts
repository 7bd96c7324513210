/**
 * Customers who follow their order on the web, by the code on the receipt that the clerk gave them: they look, urge when
 * they lose patience, and rate what is over.
 */
import * as contract from "../../contracts/orders.ts";
import type { Finding } from "../month/check-order.ts";
import { count, type Diary, type Known } from "../month/world.ts";
import { Draw } from "../population/draw.ts";
import { type ApiClient, Refusal } from "./api-client.ts";

type Follower = {
  readonly order: Known;
  readonly phone: ApiClient;
  readonly draw: Draw;
  rating?: number;
};

/** Of those who look while it runs, how many urge; of those who see that it is over, how many rate. */
const urging = 0.05;
const rating = 0.7;
/** One in two looks at a time: nobody stares at the page all day. */
const looking = 0.5;

export class Followers {
  readonly #diary: Diary;
  readonly #phone: (token: string) => ApiClient;
  readonly #all: Follower[] = [];
  readonly findings: Finding[] = [];

  constructor(diary: Diary, phone: (token: string) => ApiClient) {
    this.#diary = diary;
    this.#phone = phone;
  }

  get count(): number {
    return this.#all.length;
  }

  /** The clerk prints the receipt; the code on it is all that the customer needs. */
  async give(clerk: ApiClient, order: Known, seed: number): Promise<void> {
    const params = { orderId: order.id };
    this.#diary.calls++;
    const paper = await clerk.call(contract.issuePaper, { params, body: { template: "receipt" } });
    const [, token] = /#t=([\w.-]+)/.exec(JSON.stringify(paper.document)) ?? [];
    if (token === undefined) this.#wrong(order, "its receipt has no code");
    else this.#all.push({ order, phone: this.#phone(token), draw: new Draw(seed, 37, this.#all.length) });
  }

  async look(): Promise<void> {
    for (const follower of this.#all) if (follower.draw.chance(looking)) await this.#lookOnce(follower);
  }

  async #lookOnce(follower: Follower): Promise<void> {
    const { order, phone, draw } = follower;
    const view = await this.#view(follower);
    if (view.closedAt !== null) {
      if (!view.canRate || follower.rating !== undefined || !draw.chance(rating)) return;
      const level = draw.chance(0.1) ? 3 : draw.between(4, 5);
      await phone.call(contract.rateMyOrder, { body: { level } });
      follower.rating = level;
      count(this.#diary.done, "rated on the web");
      return;
    }
    if (!view.canUrge || !draw.chance(urging)) return;
    await phone.call(contract.urgeMyOrder, { body: { said: "什么时候能办好？" } }).catch((error: unknown) => {
      // Over meanwhile.
      if (!(error instanceof Refusal && error.problem.code === "orders.not_open")) throw error;
    });
    count(this.#diary.done, "urged on the web");
    order.urges.push(Date.parse(view.now));
  }

  /** In the evening all look once more: the order must be theirs, and their rating must be what they gave. */
  async lookBack(): Promise<void> {
    for (const follower of this.#all) {
      const { rating: kept } = await this.#view(follower);
      const given = follower.rating ?? null;
      if (kept !== given) this.#wrong(follower.order, `rated ${given}, shown ${kept}`);
    }
  }

  async #view({ order, phone }: Follower): Promise<contract.MyOrderView> {
    this.#diary.calls++;
    const view = await phone.call(contract.viewMyOrder);
    if (view.number !== order.number) this.#wrong(order, `its receipt opens ${view.number}`);
    // One that was merged opens again in its own time for its own call back; in the evening its page is held against that.
    if (order.mergedInto === null && (view.closedAt !== null) !== order.isOver)
      this.#wrong(order, `the customer is told ${view.state}, the clerks ${order.isOver ? "over" : "open"}`);
    return view;
  }

  #wrong(order: Known, what: string): void {
    this.findings.push({ check: "figure", what: `${order.number}: ${what}` });
  }
}
