/** Taking orders in the replayed month: the clerk asks, checks, reads the warnings, and takes it. */
import { acceptOrder, previewOrder } from "../../contracts/orders.ts";
import type { Draw } from "../population/draw.ts";
import { Refusal } from "../replay/api-client.ts";
import type { Application, Wish } from "./applications.ts";
import type { Hand } from "./crew.ts";
import { count, type Diary, type Known } from "./world.ts";

/** A customer who may not ask for this is sent home in peace. */
const rightlyRefused: ReadonlySet<string> = new Set(["orders.finding_stops"]);

export class Counter {
  readonly #diary: Diary;
  /** What must be in hand for a kind: asked once, then known, as clerks do. */
  readonly #papers = new Map<string, readonly string[]>();

  constructor(diary: Diary) {
    this.#diary = diary;
  }

  async take(clerk: Hand, wish: Wish, draw: Draw, now: number): Promise<Known | undefined> {
    const { typeCode, customerClass } = wish.body;
    const key = `${typeCode} ${customerClass}`;
    let body: Application = { ...wish.body, papers: this.#inHand(key) };
    for (let attempt = 1; ; attempt++) {
      try {
        const { order } = await clerk.client.call(acceptOrder, { body });
        const known: Known = {
          id: order.id,
          number: order.number,
          typeCode: order.typeCode,
          customerClass: wish.customerClass,
          channel: wish.channel,
          customerId: wish.body.customerId ?? null,
          acceptedAt: now,
          accused: wish.body.accused ?? [],
          pauses: [],
          urges: [],
          completed: new Map(),
          mergedInto: null,
          isOver: order.closedAt !== null,
        };
        this.#diary.orders.set(known.id, known);
        count(this.#diary.done, "accepted");
        return known;
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        const { code } = error.problem;
        if (rightlyRefused.has(code)) {
          count(this.#diary.refused, code);
          return undefined;
        }
        if (attempt > 3 || (code !== "orders.finding_open" && code !== "orders.paper_missing")) {
          this.#surprise(`${code} ${typeCode}/${customerClass}`, error.message);
          return undefined;
        }
        body = await this.#ask(clerk, body, key, draw);
      }
    }
  }

  #inHand(key: string): { code: string }[] {
    return (this.#papers.get(key) ?? []).map((code) => ({ code }));
  }

  /** The check before accepting: what must be there is brought, what is warned of is read. */
  async #ask(clerk: Hand, body: Application, key: string, draw: Draw): Promise<Application> {
    const { papers: _papers, channel: _channel, accused: _accused, passedOver: _, ...said } = body;
    const { ticketId: _ticket, ...about } = said;
    const { findings, papers } = await clerk.client.call(previewOrder, { body: about });
    const must = papers.filter(({ need }) => need === "must").map(({ code }) => code);
    this.#papers.set(key, must);
    // Half of those who may bring a paper later have it with them.
    const later = papers.filter(({ need }) => need === "later" && draw.chance(0.5)).map(({ code }) => code);
    return {
      ...body,
      papers: [...must, ...later].map((code) => ({ code })),
      passedOver: findings
        .filter(({ level }) => level === "warn")
        .slice(0, 20)
        .map(({ code }) => ({ code, reason: "已核实" })),
    };
  }

  #surprise(what: string, example: string): void {
    const known = this.#diary.surprises.get(what) ?? { count: 0, example };
    known.count++;
    this.#diary.surprises.set(what, known);
  }
}
