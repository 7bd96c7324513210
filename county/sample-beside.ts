/**
 * What happens to the sample's orders beside their steps: people urge, ask colleagues, hand over, stop the clocks and let
 * them run on, say why something was late. What the platform refuses here is left, as it is in life.
 */
import type { Context, StaffActor } from "../server/foundation/context.ts";
import { Problem } from "../server/foundation/problem.ts";
import {
  claimStep,
  consult,
  explainOverdue,
  handOver,
  lateClocks,
  nextTask,
  noteOrder,
  resumeOrder,
  superviseOrder,
  suspendOrder,
  urgeOrder,
} from "../server/modules/orders/index.ts";
import type { Draw } from "./population/draw.ts";
import { consultations, lateReasons, notes, urges } from "./sample-words.ts";

export type Worker = { readonly actor: StaffActor; readonly post: string };

const hourMs = 3_600_000;
/** Why the clocks may stand still without a paper as proof; which of them fits is the stage's. */
const unproven = [
  ["plan-answer", "客户要与家人商量后再定"],
  ["customer-works", "客户内线还没做完，来电要求等一周"],
  ["payment", "客户说下周一到厅交费"],
] as const;
/** Of what was late, how much somebody has said why. */
const explainedShare = 0.7;

export class Beside {
  readonly #clock: { at: number };
  readonly #ctx: Context;
  readonly #workers: readonly Worker[];

  constructor(ctx: Context, clock: { at: number }, workers: readonly Worker[]) {
    this.#ctx = ctx;
    this.#clock = clock;
    this.#workers = workers;
  }

  /** What today finds open: some in somebody's hands, some urged, some standing still, some waiting for an answer. */
  async ofOpen(orderId: string, draw: Draw, now: number): Promise<void> {
    const [isHeld, isUrged, isStopped] = [draw.chance(0.5), draw.chance(0.1), draw.chance(0.08)];
    const dispatcher = this.#as("R-CMD", draw);
    this.#clock.at = Math.min(now - 600_000, this.#clock.at + (0.2 + draw.next()) * hourMs);
    const task = isHeld ? await nextTask(this.#ctx, orderId) : undefined;
    const pool = this.#workers.filter(({ post }) => post === task?.post);
    if (task && pool.length > 0)
      await may(() => claimStep({ ...this.#ctx, actor: draw.pick(pool).actor }, orderId, task.stepId));
    const urge = { channel: "phone", said: draw.pick(urges), isInsisted: false } as const;
    if (isUrged) await may(() => urgeOrder(dispatcher, orderId, urge));
    if (draw.chance(0.25)) {
      const note = { text: draw.pick(notes), forCustomer: false };
      await may(() => noteOrder(dispatcher, orderId, note));
    }
    await this.#ofColleagues(orderId, draw, now);
    await this.#explain(orderId, draw);
    if (isStopped) await this.#stop(orderId, draw);
  }

  /** Just now: nobody here was employed weeks ago, and what was asked then would be late all of it. */
  async #ofColleagues(orderId: string, draw: Draw, now: number): Promise<void> {
    const [isSupervised, isConsulted, isOffered] = [draw.chance(0.07), draw.chance(0.07), draw.chance(0.07)];
    if (!isSupervised && !isConsulted && !isOffered) return;
    this.#clock.at = now;
    const dispatcher = this.#as("R-CMD", draw);
    const sheet = {
      level: "L3",
      reason: "客户再次来电，承诺时间将到",
      demanded: "今天内联系客户并说明进度",
    } as const;
    if (isSupervised) await may(() => superviseOrder(dispatcher, orderId, sheet));
    const asked = [this.#of("R-MGR", draw), this.#of("R-HALL", draw), this.#of("R-CM", draw)];
    const question = {
      question: draw.pick(consultations),
      staffIds: asked.map(({ actor }) => actor.id),
      posts: [],
    };
    if (isConsulted) await may(() => consult(dispatcher, orderId, question));
    const receiver = this.#of(draw.pick(["R-CM", "R-SUR", "R-MGR"]), draw);
    const to = { staffId: receiver.actor.id, reason: "客户住在他的片区，由他跟到底" };
    if (isOffered) await may(() => handOver(dispatcher, orderId, to));
  }

  /** On its way an order stands still for some days and goes on. */
  async rest(orderId: string, draw: Draw, now: number): Promise<void> {
    if (!(await this.#stop(orderId, draw))) return;
    // Some far too long: an inspector looks at those.
    const days = draw.chance(0.2) ? 16 + draw.next() * 6 : 1 + draw.next() * 4;
    this.#clock.at = Math.min(now - hourMs, this.#clock.at + days * 24 * hourMs);
    await may(() => resumeOrder(this.#as("R-CMD", draw), orderId, "客户来电确认，继续办理"));
  }

  async ofPast(orderId: string, draw: Draw): Promise<void> {
    await this.#explain(orderId, draw);
  }

  /** With the first reason that fits the stage. */
  async #stop(orderId: string, draw: Draw): Promise<boolean> {
    const dispatcher = this.#as("R-CMD", draw);
    for (const [reasonCode, reason] of unproven) {
      const pause = { reasonCode, reason, proofId: null };
      if (await may(() => suspendOrder(dispatcher, orderId, pause))) return true;
    }
    return false;
  }

  async #explain(orderId: string, draw: Draw): Promise<void> {
    for (const clockId of await lateClocks(this.#ctx, orderId)) {
      if (!draw.chance(explainedShare)) continue;
      const [reasonCode, reason] = draw.pick(lateReasons);
      const why = { reasonCode, reason, proofId: null };
      await may(() => explainOverdue(this.#as("R-CMD", draw), orderId, clockId, why));
    }
  }

  #of(post: string, draw: Draw): Worker {
    const pool = this.#workers.filter((one) => one.post === post);
    if (pool.length === 0) throw new Error(`the sample county has nobody of ${post}`);
    return draw.pick(pool);
  }

  #as(post: string, draw: Draw): Context {
    return { ...this.#ctx, actor: this.#of(post, draw).actor };
  }
}

/** @returns whether it was done: what is refused is left */
async function may(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (error instanceof Problem) return false;
    throw error;
  }
}
