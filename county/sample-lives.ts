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
import { Applicants, type Application, type Wish } from "./month/applications.ts";
import { fillForm } from "./month/fill-form.ts";
import { Draw } from "./population/draw.ts";
import { sampleSeed } from "./population/sample-population.ts";
import { residents } from "./replay/visitors.ts";
import { Beside, type Worker } from "./sample-beside.ts";
import { covers } from "./sample-orders.ts";
import { inWords } from "./sample-words.ts";

export type LivesWish = {
  readonly open: number;
  readonly past: number;
  readonly seed?: number;
  /** Ends it between two batches. */
  readonly signal?: AbortSignal;
};
/** What a fresh sample county has: enough for every list to have a second page, little enough to be there in a minute. */
export const sampleLives = { open: 130, past: 170 } as const;
const batch = 12;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** A life fills in fewer forms than this. */
const formsMost = 64;
/** How many stand still for some days on their way. */
const restShare = 0.2;
const supply: ReadonlySet<string> = new Set(["new", "increase", "temporary", "solar", "charging"]);
/** How many of the open ones nobody looks after. */
const leftShare = 0.16;
const stepsMost = 40;
/** A crew is quicker than an office. */
const faultPace = 0.02;

const proofs = { photos: ["photo-1"], position: "31.23,121.47", signature: "s-1", persons: "甲、乙" };

type NextTask = NonNullable<Awaited<ReturnType<typeof nextTask>>>;

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
  let applicants: Applicants | undefined;
  let taken = 0;
  for (let from = 0; from < open + past && !signal?.aborted; from += batch)
    await command(replayed, call, async (ctx) => {
      // One for all: each gives everybody another phone and, where something new is built, another address.
      applicants ??= new Applicants(...(await offered(ctx)), files);
      const lives = new Lives({ ctx, clock, now, applicants, workers: await workersOf(ctx) });
      for (let nth = from; nth < Math.min(from + batch, open + past); nth++)
        if (await lives.live(new Draw(seed, 35, nth), nth, nth < open)) taken++;
      // Nobody is to be told today of what happened weeks ago.
      ctx.pending.events.length = 0;
    });
  return taken;
}

const offered = async (ctx: Context) => {
  const { types, forms } = await listTypes(ctx);
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
    "R-QA": "quality-inspector",
  };
  const staff = (await listStaff(ctx, { state: "active", limit: 200 })).toSorted((a, b) =>
    a.login < b.login ? -1 : 1,
  );
  return staff.flatMap(({ staffId, name, login, post }) => {
    const role = roles.find(({ code }) => code === (roleOf[post] ?? "field-worker"));
    const capabilities = new Set(role?.capabilities ?? []) as StaffActor["grants"][number]["capabilities"];
    const grants = [{ unitId: root, capabilities, role: role?.code ?? "" }];
    const { orgId } = ctx;
    const who = {
      kind: "staff",
      id: staffId,
      name,
      orgId,
      orgIds: [orgId],
      grants,
      sessionId: staffId,
    } as const;
    const covered = covers.find(([one]) => one === login)?.[1] ?? [];
    return [post, ...covered].map((held) => ({ post: held, actor: who }));
  });
}

type Stage = {
  readonly ctx: Context;
  readonly clock: { at: number };
  readonly now: number;
  readonly workers: readonly Worker[];
  readonly applicants: Applicants;
};
type Life = {
  readonly orderId: string;
  readonly nth: number;
  readonly draw: Draw;
  readonly isFault: boolean;
  /** What customers keep waiting for: plans, contracts, works. */
  readonly isSupply: boolean;
};

class Lives {
  readonly #ctx: Context;
  readonly #clock: { at: number };
  readonly #now: number;
  readonly #workers: readonly Worker[];
  readonly #applicants: Applicants;
  readonly #beside: Beside;
  #told = 0;

  constructor({ ctx, clock, now, workers, applicants }: Stage) {
    this.#ctx = ctx;
    this.#clock = clock;
    this.#now = now;
    this.#workers = workers;
    this.#applicants = applicants;
    this.#beside = new Beside(ctx, clock, workers);
  }

  /** Past ones began weeks ago and are brought to their end; open ones lately, and stop where today finds them. */
  async live(draw: Draw, nth: number, isOpen: boolean): Promise<boolean> {
    // Some lie for weeks: they are what is overdue. The others are where today finds them.
    const isLeft = isOpen && draw.chance(leftShare);
    const age = isLeft ? 6 + draw.next() * 10 : isOpen ? draw.next() * 6 : 12 + draw.next() * 46;
    this.#clock.at = atDesk(this.#now - age * dayMs, draw);
    // This morning's later hours are still to come.
    if (this.#clock.at > this.#now - hourMs) this.#clock.at -= dayMs;
    const clerk = this.#of("R-ACC", draw);
    const accused = this.#of("R-ACC", draw).actor.id;
    const instant = Temporal.Instant.fromEpochMilliseconds(Math.floor(this.#clock.at));
    const wish = this.#applicants.draw(draw, instant, accused === clerk.actor.id ? [] : [accused]);
    const isFault = wish.type.family === "fault";
    // Nobody sits in the dark for days.
    if (isFault && isLeft) this.#clock.at = this.#now - (0.1 + draw.next()) * hourMs;
    const orderId = await this.#take(clerk, this.#inWords(wish, nth, draw));
    if (orderId === undefined) return false;
    const isSupply = supply.has(wish.type.family);
    await this.#walk({ orderId, nth, draw, isFault, isSupply }, isLeft ? draw.between(0, 4) : stepsMost);
    if (isOpen) await this.#beside.ofOpen(orderId, draw, this.#now);
    else await this.#beside.ofPast(orderId, draw);
    return true;
  }

  /** As people write it, not as it was drawn. */
  #inWords({ type, body }: Wish, nth: number, draw: Draw): Application {
    const form = this.#applicants.formOf(type);
    const values = inWords({ form, kind: type.code, nth: this.#number(nth) }, body.form ?? {}, draw);
    const demand = body.demand === "" || typeof values.note !== "string" ? body.demand : values.note;
    return { ...body, form: values, demand };
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
  async #walk(life: Life, steps: number): Promise<void> {
    const { orderId, draw, isFault, isSupply } = life;
    const restsAt = isSupply && draw.chance(restShare) ? draw.between(1, 4) : -1;
    for (let nth = 0; nth < steps; nth++) {
      const task = await nextTask(this.#ctx, orderId);
      if (!task) return;
      if (nth === restsAt) await this.#beside.rest(orderId, draw, this.#now);
      const hours = 0.3 + draw.next() * 9;
      this.#clock.at = isFault
        ? this.#clock.at + hours * faultPace * hourMs
        : atWork(this.#clock.at + hours * hourMs, draw);
      if (task.duty === "visit") this.#clock.at = atDesk(this.#clock.at + dayMs / 2, draw);
      if (this.#clock.at >= this.#now) return;
      const pool = this.#workers.filter(({ post }) => post === task.post);
      const start = draw.below(Math.max(1, pool.length));
      let isDone = false;
      for (let at = 0; at < pool.length && !isDone; at++) {
        const worker = pool[(start + at) % pool.length];
        if (worker) isDone = await this.#complete(worker, life, task);
      }
      if (!isDone) return;
    }
  }

  async #complete(worker: Worker, { orderId, nth, draw }: Life, task: NextTask): Promise<boolean> {
    const ctx = this.#as(worker);
    try {
      await claimStep(ctx, orderId, task.stepId);
      for (const code of task.owed)
        await settlePaper(ctx, orderId, { code, state: "received", documentId: null, reason: "" });
      const at = Temporal.Instant.fromEpochMilliseconds(Math.floor(this.#clock.at));
      const { form: asked } = task;
      const values = inWords(
        { form: asked, kind: "", nth: this.#number(nth) },
        fillForm(asked, draw, at),
        draw,
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

  /** No two forms name the same meter or person. */
  #number(nth: number): number {
    this.#told += 1;
    return nth * formsMost + (this.#told % formsMost);
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
  const east = 8 * hourMs;
  const day = Math.floor((at + east) / dayMs);
  return day * dayMs - east + (9 + draw.next() * 2.9) * hourMs;
}

/** Office hours, and who comes too late begins on the next weekday. */
function atWork(at: number, draw: Draw): number {
  const local = Temporal.Instant.fromEpochMilliseconds(Math.floor(at)).toZonedDateTimeISO("Asia/Shanghai");
  const isOffice = local.dayOfWeek <= 5 && local.hour >= 8 && local.hour < 18;
  if (isOffice) return at;
  let day = local.hour < 8 ? local.startOfDay() : local.startOfDay().add({ days: 1 });
  while (day.dayOfWeek > 5) day = day.add({ days: 1 });
  return day.epochMilliseconds + (8.5 + draw.next() * 2) * hourMs;
}
