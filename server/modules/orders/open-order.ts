/**
 * An order under its lock (`openOrder`): read in one statement, changed in memory, written in one statement by `save`. What
 * a command alters goes through here, so that rows, clocks with their marks and the order's own story change together.
 *
 * Locks are taken in one order, whatever a command does: the order, then what belongs to it, then its customer's archive,
 * then the day's series, the journal last. Two orders (merging) are locked by their ids, the smaller first.
 */
import type { Words } from "../../../contracts/endpoint.ts";
import { actorName, type Context } from "../../foundation/context.ts";
import { newId } from "../../foundation/ids.ts";
import { Problem } from "../../foundation/problem.ts";
import type { RulesInForce } from "../catalogue/index.ts";
import type { OrderCatalogue } from "./catalogue/order-catalogue.ts";
import type { OrderTypeRow } from "./catalogue/order-types.ts";
import { dueBefore, warningEntry } from "./clock-warnings.ts";
import { markedClock, type NewClock, rowOf, startedClock, type Timing, voided } from "./order-clock.ts";
import { type Ground, groundOf } from "./order-ground.ts";
import { lockRows } from "./store/lock.ts";
import type {
  EntryRow,
  MarkedClock,
  MarkRow,
  OrderRow,
  PaperRow,
  PastStep,
  StepRow,
  Values,
} from "./store/rows.ts";
import { type Changes, type NewMark, saveChanges } from "./store/save.ts";

/** Who acts, as rows and the story name them; the id only of staff. */
export type Doer = { readonly id: string | null; readonly name: string };
export const doerOf = (ctx: Context): Doer => ({
  id: ctx.actor.kind === "staff" ? ctx.actor.id : null,
  name: ctx.actor.kind === "system" ? "明窗" : ctx.actor.kind === "customer" ? "客户" : actorName(ctx.actor),
});

export type Entry = {
  readonly kind: string;
  readonly text: Words;
  readonly stepId?: string | null;
  readonly detail?: Values;
  readonly forCustomer?: boolean;
};

/** What an order is made of when a command begins. */
export type OrderRows = {
  readonly order: OrderRow;
  readonly steps: readonly StepRow[];
  readonly past: readonly PastStep[];
  readonly seq: number;
  readonly clocks: readonly MarkedClock[];
  readonly papers: readonly PaperRow[];
};

export class OpenOrder {
  readonly now: Temporal.Instant;
  readonly doer: Doer;
  readonly timing: Timing;
  readonly rules: RulesInForce;
  /** As it was when the order was taken: types, papers and forms that change later are for later orders. */
  readonly catalogue: OrderCatalogue;
  /** Why it is suspended, while a command does so. */
  suspendReason: string | null = null;
  suspendProof: string | null = null;
  #order: OrderRow;
  readonly #steps: Map<string, StepRow>;
  readonly #past: PastStep[];
  #seq: number;
  readonly #clocks: Map<string, MarkedClock>;
  readonly #papers: Map<string, PaperRow>;
  readonly #touched = {
    order: false,
    steps: new Set<string>(),
    clocks: new Set<string>(),
    papers: new Set<string>(),
  };
  readonly #closed: StepRow[] = [];
  readonly #opened = new Set<string>();
  readonly #started = new Set<string>();
  readonly #marks: NewMark[] = [];
  readonly #entries: EntryRow[] = [];
  readonly #warned: MarkedClock[] = [];

  constructor(ctx: Context, rows: OrderRows, ground: Ground) {
    this.now = ctx.clock.now();
    this.doer = doerOf(ctx);
    this.timing = ground.timing;
    this.rules = ground.rules;
    this.catalogue = ground.catalogue;
    this.#order = rows.order;
    this.#steps = new Map(rows.steps.map((step) => [step.id, step]));
    this.#past = [...rows.past];
    this.#seq = rows.seq;
    this.#clocks = new Map(rows.clocks.map((clock) => [clock.id, clock]));
    this.#papers = new Map(rows.papers.map((paper) => [paper.code, paper]));
  }

  get type(): OrderTypeRow | undefined {
    return this.catalogue.type(this.#order.typeCode);
  }
  get order(): OrderRow {
    return this.#order;
  }
  get id(): string {
    return this.#order.id;
  }
  /** Live steps of all kinds, by `seq`. */
  get steps(): readonly StepRow[] {
    return [...this.#steps.values()];
  }
  get tasks(): readonly StepRow[] {
    return this.steps.filter(({ kind }) => kind === "task");
  }
  /** Tasks that are over, by `seq`; those of this command included. */
  get past(): readonly PastStep[] {
    return this.#past;
  }
  /** Those that have not ended. */
  get clocks(): readonly MarkedClock[] {
    return [...this.#clocks.values()].filter(({ endedAt }) => endedAt === null);
  }
  get papers(): readonly PaperRow[] {
    return [...this.#papers.values()];
  }
  /** Clocks as they were when this command found that they have a share of their limit to tell of. */
  get warned(): readonly MarkedClock[] {
    return this.#warned;
  }
  /** Steps that this command opened and that are still live. */
  get fresh(): readonly StepRow[] {
    return this.steps.filter(({ id }) => this.#opened.has(id));
  }
  /** Steps that this command closed. */
  get closed(): readonly StepRow[] {
    return this.#closed;
  }
  step(id: string): StepRow | undefined {
    return this.#steps.get(id);
  }

  put(change: Partial<OrderRow>): void {
    this.#order = { ...this.#order, ...change };
    this.#touched.order = true;
  }

  openStep(
    step: Omit<
      StepRow,
      "orderId" | "seq" | "state" | "openedAt" | "accused" | "version" | "unitId" | "isOrderLate"
    >,
  ): StepRow {
    const row: StepRow = {
      ...step,
      orderId: this.id,
      seq: ++this.#seq,
      state: "live",
      openedAt: this.now,
      accused: this.#order.accused,
      unitId: step.post === null ? null : this.#order.unitId,
      isOrderLate: false,
      version: 1,
    };
    this.#steps.set(row.id, row);
    this.#opened.add(row.id);
    return row;
  }

  putStep(id: string, change: Partial<StepRow>): StepRow {
    const present = this.#steps.get(id);
    if (!present) throw new Error(`step ${id} is not live`);
    const row = { ...present, ...change, version: present.version + 1 };
    this.#steps.set(id, row);
    this.#touched.steps.add(id);
    return row;
  }

  /** Ends a step and its clocks. @param at when it was really over */
  closeStep(
    id: string,
    how: string,
    { state = "done", at = this.now, ...change }: Partial<StepRow> & { readonly at?: Temporal.Instant } = {},
  ): void {
    const isPersons = this.#steps.get(id)?.kind === "task" && how !== "cancelled";
    const row = this.putStep(id, {
      closedBy: isPersons ? this.doer.id : null,
      closedByName: isPersons ? this.doer.name : null,
      ...change,
      state,
      how,
      closedAt: at,
      idleAt: null,
    });
    this.#steps.delete(id);
    this.#closed.push(row);
    if (row.kind === "task") this.#past.push(row);
    for (const clock of this.clocks)
      if (clock.stepId === id && (clock.subject === "step" || clock.subject === "paper"))
        this.stopClock(clock.id, at, state === "done" && how !== "cancelled");
  }

  startClock(clock: Omit<NewClock, "orderId">, at = this.now): MarkedClock {
    const started = startedClock({ ...clock, orderId: this.id }, at, this.doer.name, this.timing);
    this.#clocks.set(started.id, started);
    this.#started.add(started.id);
    this.#marks.push(...started.marks.map((mark) => ({ ...mark, clockId: started.id })));
    return started;
  }

  markClock(
    id: string,
    kind: Exclude<MarkRow["kind"], "start">,
    given: Partial<Pick<MarkRow, "limitValue" | "unit" | "reason" | "proofId">> = {},
    at = this.now,
  ): MarkedClock {
    const due = dueBefore(this.#clocks.get(id), kind, at, this.timing);
    if (due) this.warn(due);
    const clock = this.#clocks.get(id);
    if (!clock) throw new Error(`clock ${id} is not of this order`);
    const marked = markedClock(clock, kind, at, { ...given, byName: this.doer.name }, this.timing);
    const last = marked.marks.at(-1);
    if (last) this.#marks.push({ ...last, clockId: id });
    this.putClock(marked);
    return marked;
  }

  /** @param isKept false: nobody waits for it any more, so it is neither kept nor broken */
  stopClock(id: string, at = this.now, isKept = true): void {
    const stopped = this.markClock(id, "stop", {}, at);
    if (!isKept) this.putClock(voided(stopped));
  }

  /** Keeps a clock that was marked as warned of, and tells of it in the order's story; the event goes with the saving. */
  warn(clock: MarkedClock): void {
    this.putClock(clock);
    this.#warned.push(clock);
    this.tell(warningEntry(clock, this.timing));
  }

  putClock(clock: MarkedClock): void {
    this.#clocks.set(clock.id, clock);
    this.#touched.clocks.add(clock.id);
  }

  putPaper(paper: Omit<PaperRow, "orderId" | "changedAt" | "changedBy">): void {
    const row = { ...paper, orderId: this.id, changedAt: this.now, changedBy: this.doer.name };
    this.#papers.set(row.code, row);
    this.#touched.papers.add(row.code);
  }

  tell({ kind, text, stepId = null, detail = {}, forCustomer = false }: Entry): void {
    this.#entries.push({
      orderId: this.id,
      id: newId(),
      at: this.now,
      kind,
      who: this.doer.name,
      whoId: this.doer.id,
      stepId,
      textZh: text.zh.slice(0, 2_000),
      textEn: text.en.slice(0, 2_000),
      detail,
      forCustomer,
    });
  }

  /** What is to be written. Due times of the order and its steps are read off the clocks last of all. */
  changes(): Changes {
    this.#readDueTimes();
    const clocks = [...this.#clocks.values()];
    const every = [...this.#steps.values(), ...this.#closed];
    if (this.#touched.order) this.put({ version: this.#order.version + 1 });
    return {
      orderId: this.id,
      order: this.#touched.order ? this.#order : null,
      typeCode: this.order.typeCode,
      newSteps: every.filter(({ id }) => this.#opened.has(id)),
      steps: every.filter(({ id }) => this.#touched.steps.has(id) && !this.#opened.has(id)),
      newClocks: clocks.filter(({ id }) => this.#started.has(id)).map(rowOf),
      clocks: clocks.filter(({ id }) => this.#touched.clocks.has(id) && !this.#started.has(id)).map(rowOf),
      marks: this.#marks,
      entries: this.#entries,
      papers: this.papers.filter(({ code }) => this.#touched.papers.has(code)),
    };
  }

  async save(ctx: Context, changes: Changes = this.changes()): Promise<void> {
    await saveChanges(ctx, changes);
  }

  #readDueTimes(): void {
    const dueAt = nearest(
      this.clocks.filter(({ subject, layer }) => subject === "order" && layer !== "statutory"),
    );
    if (!isSame(dueAt, this.#order.dueAt)) this.put({ dueAt });
    // A promise is late on lists whatever it is of: a stage, a step, or what somebody told the customer beside the limits.
    const promised = nearest(
      this.clocks.filter(({ subject, layer }) => layer === "promised" && subject !== "paper"),
    );
    // At the very end already: the sweep comes then, and nothing may come after it for days.
    const isOrderLate = [dueAt, promised].some(
      (due) => due !== null && Temporal.Instant.compare(due, this.now) <= 0,
    );
    for (const step of this.tasks) {
      const own = this.clocks.filter(({ stepId }) => stepId === step.id);
      const dueAt = nearest(own.filter(({ subject }) => subject === "step"));
      const running = own.filter(({ state }) => state === "running");
      const warned = Math.max(0, ...running.map((clock) => clock.warned));
      const isAsBefore = warned === step.warned && isOrderLate === step.isOrderLate;
      if (isSame(dueAt, step.dueAt) && isAsBefore) continue;
      this.#steps.set(step.id, { ...step, dueAt, warned, isOrderLate });
      this.#touched.steps.add(step.id);
    }
  }
}

function nearest(clocks: readonly MarkedClock[]): Temporal.Instant | null {
  const dues = clocks.flatMap(({ dueAt }) => (dueAt ? [dueAt] : []));
  return dues.sort(Temporal.Instant.compare)[0] ?? null;
}
const isSame = (one: Temporal.Instant | null, other: Temporal.Instant | null) =>
  one === null || other === null ? one === other : one.equals(other);

/** Locks an order for this command. @throws thing.not_found, also for those whom it is about */
export async function openOrder(ctx: Context, orderId: string): Promise<OpenOrder> {
  const open = await tryOpenOrder(ctx, orderId, false);
  if (!open) throw new Problem("thing.not_found");
  return open;
}

/** @param skip undefined when another command has it at this moment */
export async function tryOpenOrder(
  ctx: Context,
  orderId: string,
  skip: boolean,
): Promise<OpenOrder | undefined> {
  const rows = await lockRows(ctx, orderId, skip);
  return rows && new OpenOrder(ctx, rows, await groundOf(ctx, rows.order));
}
