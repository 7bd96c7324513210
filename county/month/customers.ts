/** What customers do in the replayed month once an order waits for them, and what they do when it takes too long. */
import {
  mergeOrder,
  promiseCustomer,
  readOrder,
  resumeOrder,
  settlePromise,
  suspendOrder,
  tellOrder,
  urgeOrder,
} from "../../contracts/orders.ts";
import { Draw } from "../population/draw.ts";
import { Refusal } from "../replay/api-client.ts";
import type { Crew } from "./crew.ts";
import type { Maps } from "./maps.ts";
import { count, type Diary, type Known, together } from "./world.ts";

const day = 86_400_000;
type Event = { readonly at: number; readonly what: (now: number) => Promise<void> };

/** What is asked for in vain: the order went on meanwhile. */
const tooLate: ReadonlySet<string> = new Set([
  ...["orders.not_open", "orders.not_awaited", "orders.not_suspended", "orders.reason_unknown"],
  ...["orders.merge_kind", "orders.merge_main", "orders.merge_has_children", "orders.merge_proof"],
  ...["orders.promise_settled", "orders.merge_accused"],
]);

/** Of a hundred orders, how many are urged, asked to wait, or promised something beside their limits. */
export type Habits = { readonly urged: number; readonly suspended: number; readonly promised: number };
export const usualHabits: Habits = { urged: 6, suspended: 5, promised: 2 };

export class Customers {
  readonly #crew: Crew;
  readonly #diary: Diary;
  readonly #maps: Maps;
  readonly #seed: number;
  readonly #habits: Habits;
  #events: Event[] = [];
  #draws = 0;
  readonly #waiting = new Set<string>();

  constructor(crew: Crew, diary: Diary, maps: Maps, seed: number, habits: Habits = usualHabits) {
    this.#habits = habits;
    this.#crew = crew;
    this.#diary = diary;
    this.#maps = maps;
    this.#seed = seed;
  }

  #later(at: number, what: Event["what"]): void {
    this.#events.push({ at, what });
  }

  /** Plans what may happen to a fresh order beside its process. */
  plan(order: Known, now: number): void {
    const draw = new Draw(this.#seed, 32, ++this.#draws);
    const { urged, suspended, promised } = this.#habits;
    if (draw.below(100) < urged) this.#later(now + draw.next() * 4 * day, (at) => this.#urge(order, at));
    if (draw.below(100) < suspended)
      this.#later(now + draw.next() * 3 * day, (at) => this.#suspend(order, at));
    if (draw.below(100) < promised)
      this.#later(now + draw.next() * day, (at) => this.#promise(order, at, draw));
  }

  /** Two who rang about the same. */
  merge(order: Known, main: Known, now: number): void {
    this.#later(now, async () => {
      await this.#attempt("merged", async () => {
        await this.#crew.reader.client.call(mergeOrder, {
          params: { orderId: order.id },
          body: {
            mainId: main.id,
            reasonCode: "same-cause",
            reason: "同一故障重复来电",
            proof: "召测：同一台区停电",
          },
        });
        order.mergedInto = main.id;
      });
    });
  }

  /** Nobody of the company has a step in hand: the customer may be awaited. */
  awaited(orderId: string, now: number): void {
    if (this.#waiting.has(orderId)) return;
    this.#waiting.add(orderId);
    const draw = new Draw(this.#seed, 33, ++this.#draws);
    // Most answer within days; some of them not within the month.
    const days = draw.chance(0.06) ? 60 : 0.2 + draw.next() * 5;
    this.#later(now + days * day, (at) => this.#act(orderId, at, draw));
  }

  async tick(now: number): Promise<void> {
    const due = this.#events.filter(({ at }) => at <= now);
    if (due.length === 0) return;
    this.#events = this.#events.filter(({ at }) => at > now);
    await together(due, 6, ({ what }) => what(now));
  }

  async #act(orderId: string, now: number, draw: Draw): Promise<void> {
    this.#waiting.delete(orderId);
    const { client } = this.#crew.reader;
    this.#diary.calls++;
    const page = await client.call(readOrder, { params: { orderId } });
    if (page.order.closedAt !== null) return;
    if (page.order.state === "suspended") return this.awaited(orderId, now);
    const map = await this.#maps.of(client, `${page.process.key}/${page.process.version}`, orderId);
    const messages = page.steps
      .filter(({ state }) => state === "live")
      .flatMap(({ nodeId }) => {
        const own = map.get(nodeId)?.message;
        return own ? [own] : [];
      });
    // At a choice of answers nine in ten agree.
    const wanted = messages.includes("plan-objected") && draw.chance(0.1) ? "plan-objected" : undefined;
    const message = wanted ?? messages.find((one) => one !== "plan-objected");
    if (!message) return;
    await this.#attempt(`told ${message}`, async () => {
      const { order } = await client.call(tellOrder, {
        params: { orderId },
        body: { message, note: "客户来电" },
      });
      const known = this.#diary.orders.get(orderId);
      if (known && order.closedAt !== null) known.isOver = true;
    });
    this.awaited(orderId, now);
  }

  async #urge(order: Known, now: number): Promise<void> {
    if (order.isOver || order.mergedInto || order.accused.length > 0) return;
    await this.#attempt("urged", async () => {
      await this.#crew.reader.client.call(urgeOrder, {
        params: { orderId: order.id },
        body: { said: "什么时候能办好？", channel: "phone" },
      });
      order.urges.push(now);
    });
  }

  async #suspend(order: Known, now: number): Promise<void> {
    if (order.isOver || order.mergedInto || order.accused.length > 0) return;
    const { client } = this.#crew.reader;
    await this.#attempt("suspended", async () => {
      const reason = "客户要求等几天";
      const params = { params: { orderId: order.id } };
      // Which of them fits is the stage's: the clerk chooses from the list until one does.
      for (const reasonCode of ["plan-answer", "customer-works", "payment"])
        try {
          await client.call(suspendOrder, { ...params, body: { reasonCode, reason } });
          break;
        } catch (error) {
          const isOther = error instanceof Refusal && error.problem.code === "orders.reason_unknown";
          if (!isOther || reasonCode === "payment") throw error;
        }
      const pause: Known["pauses"][number] = { from: now, to: null };
      order.pauses.push(pause);
      this.#later(now + (0.5 + (this.#draws % 7)) * day, async (at) => {
        await this.#attempt("resumed", async () => {
          await client.call(resumeOrder, { params: { orderId: order.id }, body: { reason: "客户已准备好" } });
          pause.to = at;
        });
      });
    });
  }

  async #promise(order: Known, now: number, draw: Draw): Promise<void> {
    if (order.isOver || order.mergedInto || order.accused.length > 0) return;
    const { client } = this.#crew.reader;
    const dueAt = Temporal.Instant.fromEpochMilliseconds(now + 3 * day).toString();
    await this.#attempt("promised", async () => {
      const { commitmentId } = await client.call(promiseCustomer, {
        params: { orderId: order.id },
        body: { text: "三日内上门", dueAt },
      });
      // Three in four are kept; the rest has to be on the overdue list.
      if (draw.chance(0.75))
        this.#later(now + (0.5 + draw.next() * 2) * day, async () => {
          await this.#attempt("promise kept", () =>
            client.call(settlePromise, {
              params: { orderId: order.id, commitmentId },
              body: { note: "已上门" },
            }),
          );
        });
    });
  }

  async #attempt(what: string, work: () => Promise<unknown>): Promise<void> {
    this.#diary.calls++;
    try {
      await work();
      count(this.#diary.done, what);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { code } = error.problem;
      count(this.#diary.refused, `${what}: ${code}`);
      // Of what can only be explained nothing is promised.
      if (tooLate.has(code) || code === "orders.promise_soon" || code === "orders.promise_right") return;
      const known = this.#diary.surprises.get(`${what}: ${code}`) ?? { count: 0, example: error.message };
      known.count++;
      this.#diary.surprises.set(`${what}: ${code}`, known);
    }
  }
}
