/**
 * Open and past orders of the sample county, so that every screen has something to show: by the use cases themselves, each at
 * the time at which it would have happened. The same seed tells the same story. Many steps share a transaction: one each
 * would make the first start slow.
 */
import roles from "../catalogue/roles.json" with { type: "json" };
import { acceptOrder as acceptEndpoint } from "../contracts/orders.ts";
import type { Context, StaffActor } from "../server/foundation/context.ts";
import { Problem } from "../server/foundation/problem.ts";
import { command, type Platform } from "../server/foundation/transaction.ts";
import { getRootUnit, listStaff, type SampleOrganisation } from "../server/modules/identity/index.ts";
import {
  acceptOrder,
  claimStep,
  completeStep,
  listTypes,
  nextTask,
  previewOrder,
  settlePaper,
} from "../server/modules/orders/index.ts";
import { Applicants } from "./month/applications.ts";
import { fillForm } from "./month/fill-form.ts";
import { Draw } from "./population/draw.ts";
import { sampleSeed } from "./population/sample-population.ts";
import { residents } from "./replay/visitors.ts";

export type LivesWish = {
  readonly open: number;
  readonly past: number;
  readonly seed?: number;
  /** Ends it between two batches. */
  readonly signal?: AbortSignal;
};
/** What a fresh sample county has: enough for every list to have a second page, little enough to be there in a minute. */
export const sampleLives = { open: 120, past: 240 } as const;
const batch = 12;
const dayMs = 86_400_000;

const proofs = { photos: ["photo-1"], position: "31.23,121.47", signature: "s-1", persons: "甲、乙" };

type NextTask = NonNullable<Awaited<ReturnType<typeof nextTask>>>;
type Worker = { readonly actor: StaffActor; readonly post: string };

/** @returns how many orders were taken */
export async function liveSampleOrders(
  platform: Platform,
  { orgId }: SampleOrganisation,
  { open, past, seed = sampleSeed, signal }: LivesWish,
): Promise<number> {
  const now = platform.clock.now().epochMilliseconds;
  // Every life has its own times: this clock is set, back and forth, to each act's own.
  const clock = { at: now };
  const replayed: Platform = {
    ...platform,
    clock: { now: () => Temporal.Instant.fromEpochMilliseconds(Math.floor(clock.at)) },
  };
  const call = { actor: { kind: "system", orgIds: [orgId] }, orgId, requestId: `sample-${orgId}` } as const;
  const files = residents();
  let taken = 0;
  for (let from = 0; from < open + past && !signal?.aborted; from += batch)
    await command(replayed, call, async (ctx) => {
      const lives = new Lives(ctx, clock, now, await workersOf(ctx), new Applicants(...offered(ctx), files));
      for (let nth = from; nth < Math.min(from + batch, open + past); nth++)
        if (await lives.live(new Draw(seed, 35, nth), nth < open)) taken++;
      // Nobody is to be told today of what happened weeks ago.
      ctx.pending.events.length = 0;
    });
  return taken;
}

const offered = (ctx: Context) => {
  const { types, forms } = listTypes(ctx);
  return [types, forms] as const;
};

async function workersOf(ctx: Context): Promise<readonly Worker[]> {
  const { unitId: root } = await getRootUnit(ctx);
  const roleOf: Readonly<Record<string, string>> = {
    "R-ACC": "clerk",
    "R-HALL": "hall-manager",
    "R-DUTY": "duty-manager",
    "R-MGR": "company-manager",
    "R-CMD": "dispatcher",
  };
  const staff = (await listStaff(ctx, { state: "active", limit: 200 })).toSorted((a, b) =>
    a.login < b.login ? -1 : 1,
  );
  return staff.map(({ staffId, name, post }) => {
    const role = roles.find(({ code }) => code === (roleOf[post] ?? "field-worker"));
    const capabilities = new Set(role?.capabilities ?? []) as StaffActor["grants"][number]["capabilities"];
    const grants = [{ unitId: root, capabilities, role: role?.code ?? "" }];
    return {
      post,
      actor: {
        kind: "staff",
        id: staffId,
        name,
        orgId: ctx.orgId,
        orgIds: [ctx.orgId],
        grants,
        sessionId: staffId,
      },
    };
  });
}

class Lives {
  readonly #ctx: Context;
  readonly #clock: { at: number };
  readonly #now: number;
  readonly #workers: readonly Worker[];
  readonly #applicants: Applicants;

  constructor(
    ctx: Context,
    clock: { at: number },
    now: number,
    workers: readonly Worker[],
    applicants: Applicants,
  ) {
    this.#ctx = ctx;
    this.#clock = clock;
    this.#now = now;
    this.#workers = workers;
    this.#applicants = applicants;
  }

  /** Past ones began weeks ago and are brought to their end; open ones lately, and stop where today finds them. */
  async live(draw: Draw, isOpen: boolean): Promise<boolean> {
    // Some lie for weeks: they are what is overdue.
    const age = isOpen
      ? draw.chance(0.25)
        ? 10 + draw.next() * 15
        : draw.next() * 6
      : 20 + draw.next() * 38;
    this.#clock.at = atDesk(this.#now - age * dayMs, draw);
    const clerk = this.#of("R-ACC", draw);
    const accused = this.#of("R-ACC", draw).actor.id;
    const instant = Temporal.Instant.fromEpochMilliseconds(Math.floor(this.#clock.at));
    const wish = this.#applicants.draw(draw, instant, accused === clerk.actor.id ? [] : [accused]);
    const orderId = await this.#take(clerk, wish.body);
    if (orderId === undefined) return false;
    await this.#walk(orderId, draw, isOpen ? draw.between(0, 4) : 40);
    return true;
  }

  /** As at the counter: the check says what must be brought and what is warned of. */
  async #take(clerk: Worker, wish: object): Promise<string | undefined> {
    const ctx = this.#as(clerk);
    const said = acceptEndpoint.body?.parse(wish);
    if (!said) return undefined;
    try {
      const { findings, papers } = await previewOrder(ctx, said);
      const order = await acceptOrder(ctx, {
        ...said,
        papers: papers.flatMap(({ code, need }) => (need === "must" ? [{ code, documentId: null }] : [])),
        passedOver: findings.flatMap(({ code, level }) =>
          level === "warn" ? [{ code, reason: "已核实" }] : [],
        ),
      });
      return order.order.id;
    } catch (error) {
      // Who may not ask for this is sent home.
      if (error instanceof Problem) return undefined;
      throw error;
    }
  }

  /** Step by step by somebody of its post who may, hours apart, until it waits for somebody else or today has come. */
  async #walk(orderId: string, draw: Draw, steps: number): Promise<void> {
    for (let nth = 0; nth < steps; nth++) {
      const task = await nextTask(this.#ctx, orderId);
      if (!task) return;
      this.#clock.at += (0.3 + draw.next() * 9) * 3_600_000;
      if (task.duty === "visit") this.#clock.at = atDesk(this.#clock.at + dayMs / 2, draw);
      if (this.#clock.at >= this.#now) return;
      const pool = this.#workers.filter(({ post }) => post === task.post);
      const start = draw.below(Math.max(1, pool.length));
      let isDone = false;
      for (let at = 0; at < pool.length && !isDone; at++) {
        const worker = pool[(start + at) % pool.length];
        if (worker) isDone = await this.#complete(worker, orderId, task, draw);
      }
      if (!isDone) return;
    }
  }

  async #complete(worker: Worker, orderId: string, task: NextTask, draw: Draw): Promise<boolean> {
    const ctx = this.#as(worker);
    try {
      await claimStep(ctx, orderId, task.stepId);
      for (const code of task.owed)
        await settlePaper(ctx, orderId, { code, state: "received", documentId: null, reason: "" });
      const values = fillForm(
        task.form,
        draw,
        Temporal.Instant.fromEpochMilliseconds(Math.floor(this.#clock.at)),
      );
      const form = { ...(task.evidence.length > 0 ? proofs : {}), ...values };
      const { version = task.version } = (await nextTask(ctx, orderId)) ?? {};
      await completeStep(ctx, orderId, task.stepId, { version, form, note: "", doneAt: null });
      return true;
    } catch (error) {
      if (error instanceof Problem) return false;
      throw error;
    }
  }

  #of(post: string, draw: Draw): Worker {
    const pool = this.#workers.filter((one) => one.post === post);
    if (pool.length === 0) throw new Error(`the sample county has nobody of ${post}`);
    return draw.pick(pool);
  }

  #as({ actor }: Worker): Context {
    return { ...this.#ctx, actor };
  }
}

/** Between nine and twelve of that day: nobody is rung up at night. */
function atDesk(at: number, draw: Draw): number {
  const east = 8 * 3_600_000;
  const day = Math.floor((at + east) / dayMs);
  return day * dayMs - east + (9 + draw.next() * 2.9) * 3_600_000;
}
