/** Everybody who plays orders together: who takes them, who works on them, and who has asked for them. */
import { type Family, listTypes, readOrder } from "../../contracts/orders.ts";
import type { Draw } from "../population/draw.ts";
import { Refusal } from "../replay/api-client.ts";
import { Applicants, type Resident, type Wish } from "./applications.ts";
import { Counter } from "./counter.ts";
import type { Crew, Hand } from "./crew.ts";
import { Customers, type Habits } from "./customers.ts";
import { Maps } from "./maps.ts";
import { Work } from "./work.ts";
import { type Diary, emptyDiary, type Known, together } from "./world.ts";

export type Asking = { readonly wish: Wish; readonly clerk: Hand; readonly own: Draw };

export type Taken = { readonly known: Known; readonly clerk: Hand };

/** Of faults one in ten is rung in twice, and another order is opened about the same. */
const rungTwice = 0.1;
const lanes = 8;

export class Players {
  readonly diary: Diary = emptyDiary();
  readonly crew: Crew;
  readonly applicants: Applicants;
  readonly #counter: Counter;
  readonly #customers: Customers;
  readonly #work: Work;
  #now = 0;

  private constructor(crew: Crew, applicants: Applicants, seed: number, habits?: Habits) {
    this.crew = crew;
    this.applicants = applicants;
    this.#counter = new Counter(this.diary);
    this.#customers = new Customers(crew, this.diary, new Maps(), seed, habits);
    this.#work = new Work(crew, this.diary, seed, (orderId, isOver, hasNext) => {
      if (!isOver && !hasNext) this.#customers.awaited(orderId, this.#now);
    });
  }

  /** @param habits of customers, where they are not the usual ones */
  static async ready(
    crew: Crew,
    files: readonly Resident[],
    seed: number,
    habits?: Habits,
  ): Promise<Players> {
    const { types, forms } = await crew.reader.client.call(listTypes);
    return new Players(crew, new Applicants(types, forms, files), seed, habits);
  }

  /** One asks and is taken, and what may follow beside the process is planned. */
  async ask({ wish, clerk, own }: Asking, now: number): Promise<Known | undefined> {
    this.#now = now;
    const known = await this.#counter.take(clerk, wish, own, now);
    if (!known) return undefined;
    this.#customers.plan(known, now);
    this.#customers.awaited(known.id, now);
    if (known.typeCode === "FAULT" && own.chance(rungTwice)) {
      const again = await this.#counter.take(clerk, wish, own, now);
      if (again) this.#customers.merge(again, known, now);
    }
    return known;
  }

  /** Many ask; those whom a complaint names try to see it at once, and must be told that there is nothing. */
  async askAll(asking: readonly Asking[], now: number): Promise<readonly Taken[]> {
    const taken: Taken[] = [];
    await together(asking, lanes, async (one) => {
      const known = await this.ask(one, now);
      if (!known) return;
      taken.push({ known, clerk: one.clerk });
      await this.#spyOn(known);
    });
    return taken;
  }

  async #spyOn({ id, number, accused }: Known): Promise<void> {
    for (const staffId of accused) {
      const hand = this.crew.hands.find((one) => one.staffId === staffId);
      if (!hand) continue;
      this.diary.calls++;
      const code = await hand.client.call(readOrder, { params: { orderId: id } }).then(
        () => "seen",
        (error: unknown) => (error instanceof Refusal ? error.problem.code : "lost"),
      );
      if (code !== "thing.not_found") this.diary.seen.push(`${number} ${hand.login}: ${code}`);
    }
  }

  /** Customers do what they have planned. */
  async hearCustomers(now: number): Promise<void> {
    this.#now = now;
    await this.#customers.tick(now);
  }

  /** Somebody looks at the whole list, or at what is of one family, so that what opened by itself is known. */
  look(now: number, family?: Family): Promise<void> {
    return this.#work.look(now, family);
  }

  /** Everybody, or these posts, do what is due. */
  async work(now: number, posts?: ReadonlySet<string>): Promise<void> {
    this.#now = now;
    await this.#work.tick(now, posts);
  }

  isDue(by: number, posts: ReadonlySet<string>): boolean {
    return this.#work.isDue(by, posts);
  }
}
