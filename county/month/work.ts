/**
 * Everybody's work in the replayed month: each post looks at its list, takes what is due, fills in the form and completes it.
 * How long a step lies and lasts is drawn; who does it is whoever of the post may.
 */

import type { Family, Form, FormValues, WorkLine } from "../../contracts/orders/shapes.ts";
import {
  bulkAssign,
  claimStep,
  completeStep,
  listWork,
  readOrder,
  returnStep,
  settlePaper,
} from "../../contracts/orders.ts";
import { Draw } from "../population/draw.ts";
import { Refusal } from "../replay/api-client.ts";
import type { Crew, Hand } from "./crew.ts";
import { fillForm } from "./fill-form.ts";
import { count, type Diary, together } from "./world.ts";

type Job = { readonly line: WorkLine; readonly group: readonly Hand[]; readonly readyAt: number };
type Task = Job & { readonly draw: Draw; readonly first: number; isAssigned: boolean };
type Offer = { readonly form: Form | null; readonly evidence: readonly string[] };

const hour = 3_600_000;
/** Orders that people work on at the same moment. */
const lanes = 8;
/** Of what several wait for, how much is handed over by a dispatcher; the rest is taken by whoever does it. */
const assignedShare = 0.8;
const heapLeast = 4;
const heapMost = 40;
const assigning = 2;
/** Mean hours that a step lies and lasts, by post; field crews of faults are minutes (§3.2). */
const meanHours: Readonly<Record<string, number>> = {
  "R-REP": 0.5,
  "R-CMD": 0.6,
  "R-ACC": 1,
  "R-VIS": 24,
  "R-ARC": 24,
  "R-CM": 10,
};
/** As the platform's handbook keeps customers in peace (§3.8): visits from 9 to 12 and from 14 to 20. */
const isVisitTime = (at: number) => {
  const hours = new Date(at + 8 * hour).getUTCHours();
  return (hours >= 9 && hours < 12) || (hours >= 15 && hours < 20);
};
/** Another of the post may do what this one may not. */
const trySomebodyElse: ReadonlySet<string> = new Set([
  "orders.segregation",
  "orders.post_wrong",
  "orders.staff_unknown",
  // For those whom a complaint is about, it is not there.
  "thing.not_found",
]);
/** Somebody or time was faster; or the order stands still. */
const comeBack: ReadonlySet<string> = new Set([
  ...["orders.step_taken", "orders.step_closed", "orders.step_changed", "orders.step_not_yours"],
  ...["orders.not_open", "orders.visit_quiet"],
]);

/** What comes back to be accepted anew lies with whoever accepted it; other steps in somebody's hands are left to him. */
const isBackAtAcceptance = ({ nodeId }: WorkLine): boolean => nodeId === "accept";

export class Work {
  readonly #crew: Crew;
  readonly #diary: Diary;
  readonly #seed: number;
  readonly #jobs = new Map<string, Job>();
  readonly #offers = new Map<string, Offer>();
  #draws = 0;
  /** Told of each order after a step of it was done: nobody may be left to work on it. */
  readonly onDone: (orderId: string, isOver: boolean, hasNext: boolean) => void;

  constructor(crew: Crew, diary: Diary, seed: number, onDone: Work["onDone"]) {
    this.#crew = crew;
    this.#diary = diary;
    this.#seed = seed;
    this.onDone = onDone;
  }

  #draw(): Draw {
    return new Draw(this.#seed, 31, ++this.#draws);
  }

  /** Does what is due now. @param posts only theirs */
  async tick(now: number, posts?: ReadonlySet<string>): Promise<void> {
    for (let round = 0; round < 4; round++) {
      const due = [...this.#jobs.values()].filter(
        ({ readyAt, line: { post } }) =>
          readyAt <= now &&
          (posts === undefined || posts.has(post)) &&
          (post !== "R-VIS" || isVisitTime(now)),
      );
      if (due.length === 0) return;
      for (const { line } of due) this.#jobs.delete(line.stepId);
      const tasks = due.map((job): Task => {
        const draw = this.#draw();
        return { ...job, draw, first: draw.below(Math.max(1, job.group.length)), isAssigned: false };
      });
      await this.#assign(tasks);
      const byOrder = [...Map.groupBy(tasks, ({ line }) => line.order.id).values()];
      await together(byOrder, lanes, async (own) => {
        for (const task of own) await this.#do(task, now);
      });
    }
  }

  /** Where several steps wait for one person, the dispatcher hands them over together. */
  async #assign(tasks: readonly Task[]): Promise<void> {
    const wanted = tasks.filter(({ draw }) => draw.chance(assignedShare));
    const heaps = [...Map.groupBy(wanted, ({ group, first }) => group[first]?.staffId ?? "")]
      .filter(([staffId, heap]) => staffId !== "" && heap.length >= heapLeast)
      .flatMap(([staffId, heap]) =>
        Array.from({ length: Math.ceil(heap.length / heapMost) }, (_, nth) => ({
          staffId,
          heap: heap.slice(nth * heapMost, (nth + 1) * heapMost),
        })),
      );
    await together(heaps, assigning, async ({ staffId, heap }) => {
      this.#diary.calls++;
      const { changes, done } = await this.#crew.reader.client.call(bulkAssign, {
        body: { stepIds: heap.map(({ line }) => line.stepId), staffId, reason: "", isPreview: false },
      });
      count(this.#diary.done, "assigned", done);
      const taken = new Set(changes.flatMap(({ stepId, refusal }) => (refusal ? [] : [stepId])));
      for (const task of heap) task.isAssigned = taken.has(task.line.stepId);
    });
  }

  /** Whether somebody of these posts has something to do by then. */
  isDue(by: number, posts: ReadonlySet<string>): boolean {
    return [...this.#jobs.values()].some(({ readyAt, line }) => readyAt <= by && posts.has(line.post));
  }

  /** The list of everything live, as the dispatcher sees it: one list for all is fewer calls than one for each. */
  async look(now: number, family?: Family): Promise<void> {
    let after: string | undefined;
    do {
      this.#diary.calls++;
      const page = await this.#crew.reader.client.call(listWork, {
        query: { view: "team", limit: 200, ...(family && { family }), ...(after && { after }) },
      });
      for (const line of page.lines)
        if (line.assigneeId === null || isBackAtAcceptance(line)) this.#note(line, now);
      after = page.after ?? undefined;
    } while (after);
  }

  #note(line: WorkLine, now: number): void {
    const { stepId, post, order } = line;
    if (this.#jobs.has(stepId)) return;
    const { assigneeId } = line;
    const own = this.#crew.hands.filter(({ staffId }) => staffId === assigneeId);
    const group = assigneeId === null ? this.#crew.of(post) : own;
    const draw = this.#draw();
    const isFault = order.family === "fault";
    const mean = isFault && post !== "R-VIS" && post !== "R-ARC" ? 0.06 : (meanHours[post] ?? 6);
    // Exponential, as waiting for somebody busy is; one step in thirty is forgotten for days.
    const hours = -Math.log(1 - draw.next() * 0.999) * mean * (draw.chance(0.033) ? 12 : 1);
    this.#jobs.set(stepId, { line, group, readyAt: now + hours * hour });
  }

  async #do(task: Task, now: number): Promise<void> {
    const { line, group, first } = task;
    for (let nth = 0; nth < group.length; nth++) {
      const hand = group[(first + nth) % group.length];
      if (!hand) continue;
      const outcome = await this.#try(hand, task, now);
      if (outcome !== "another") return;
      task.isAssigned = false;
    }
    count(this.#diary.refused, `nobody of ${line.post} may`);
  }

  async #try(hand: Hand, { line, draw, isAssigned }: Task, now: number): Promise<"done" | "another"> {
    const params = { orderId: line.order.id, stepId: line.stepId };
    try {
      // Handing over has raised the version that was on the list by one.
      let version = isAssigned ? line.version + 1 : await this.#claim(hand, params);
      // Some are taken and left lying: the platform gives them back to the list.
      if (draw.chance(0.02)) return "done";
      const offer = await this.#offer(hand, line);
      if (offer === undefined) return "done";
      const instant = Temporal.Instant.fromEpochMilliseconds(now);
      const form = { ...evidenceOf(offer.evidence), ...fillForm(offer.form, draw, instant) };
      if (line.nodeId.endsWith("rework")) form.isReworked = true;
      const act = async () => {
        if (draw.chance(0.015) && (await this.#sendBack(hand, params, version))) return;
        await this.#complete(hand, line, { version, form }, now);
      };
      await act().catch(async (error: unknown) => {
        const isOld = error instanceof Refusal && error.problem.code === "orders.step_changed";
        if (!isOld || !isAssigned) throw error;
        // It had been changed since it stood on the list: whoever holds it looks again.
        version = await this.#claim(hand, params);
        await this.#complete(hand, line, { version, form }, now);
      });
      return "done";
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { code } = error.problem;
      count(this.#diary.refused, code);
      if (trySomebodyElse.has(code)) return "another";
      if (!comeBack.has(code)) this.#surprise(`${code} ${line.order.typeCode} ${line.nodeId}`, error.message);
      return "done";
    }
  }

  /** @returns the version that the holder has seen */
  async #claim(hand: Hand, params: { orderId: string; stepId: string }): Promise<number> {
    this.#diary.calls++;
    const { line } = await hand.client.call(claimStep, { params });
    count(this.#diary.done, "claimed");
    return line.version;
  }

  async #complete(
    hand: Hand,
    line: WorkLine,
    body: { version: number; form: FormValues },
    now: number,
  ): Promise<void> {
    const params = { orderId: line.order.id, stepId: line.stepId };
    this.#diary.calls++;
    const answer = await hand.client.call(completeStep, { params, body }).catch(async (error: unknown) => {
      if (!(error instanceof Refusal) || error.problem.code !== "orders.paper_missing") throw error;
      // The customer is rung up and brings what is owed.
      await this.#bringPapers(hand, line.order.id);
      return hand.client.call(completeStep, { params, body });
    });
    count(this.#diary.done, "completed");
    const isOver = answer.order.closedAt !== null;
    const known = this.#diary.orders.get(line.order.id);
    if (known) {
      count(known.completed, line.nodeId);
      if (isOver) known.isOver = true;
    }
    for (const next of answer.next) if (next.assigneeId === null) this.#note(next, now);
    this.onDone(line.order.id, isOver, answer.next.length > 0);
  }

  async #bringPapers(hand: Hand, orderId: string): Promise<void> {
    const { papers } = await hand.client.call(readOrder, { params: { orderId } });
    for (const { code, state } of papers) {
      if (state !== "owed") continue;
      this.#diary.calls++;
      await hand.client.call(settlePaper, { params: { orderId }, body: { code, state: "received" } });
      count(this.#diary.done, "papers brought");
    }
  }

  async #sendBack(
    hand: Hand,
    params: { orderId: string; stepId: string },
    version: number,
  ): Promise<boolean> {
    const { offers } = await hand.client.call(readOrder, { params });
    const [target] = offers.find(({ stepId }) => stepId === params.stepId)?.returnTo ?? [];
    if (!target) return false;
    this.#diary.calls++;
    await hand.client.call(returnStep, {
      params,
      body: { version, toNodeId: target.nodeId, reasonCode: "data-wrong", reason: "资料有误，退回重办" },
    });
    count(this.#diary.done, "returned");
    return true;
  }

  /** What a node asks for is looked up once per kind and class, then known by heart. */
  async #offer(hand: Hand, { order, nodeId, stepId }: WorkLine): Promise<Offer | undefined> {
    const known = this.#diary.orders.get(order.id);
    const key = `${order.typeCode} ${known?.customerClass ?? order.id} ${nodeId}`;
    const remembered = this.#offers.get(key);
    if (remembered) return remembered;
    this.#diary.calls++;
    const { offers } = await hand.client.call(readOrder, { params: { orderId: order.id } });
    const offer = offers.find((one) => one.stepId === stepId);
    if (!offer) {
      this.#surprise(`no offer ${order.typeCode} ${nodeId}`, order.number);
      return undefined;
    }
    this.#offers.set(key, offer);
    return offer;
  }

  #surprise(what: string, example: string): void {
    const known = this.#diary.surprises.get(what) ?? { count: 0, example };
    known.count++;
    this.#diary.surprises.set(what, known);
  }
}

const proofs: Readonly<Record<string, Record<string, string | string[]>>> = {
  photo: { photos: ["photo-1"] },
  position: { position: "31.23,121.47" },
  signature: { signature: "signature-1" },
  "two-persons": { persons: "甲、乙" },
};
const evidenceOf = (wanted: readonly string[]) =>
  Object.assign({}, ...wanted.map((one) => proofs[one] ?? {})) as Record<string, string | string[] | boolean>;
