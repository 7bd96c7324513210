/**
 * A month of mixed orders lives through a real server by its public API alone: people ask, everybody works, customers bring
 * papers, answer and urge, crews go out at night. The clock moves in steps of hours, for faults in minutes.
 */
import { listTypes, readOrder } from "../../contracts/orders.ts";
import { Draw } from "../population/draw.ts";
import { Refusal } from "../replay/api-client.ts";
import { Applicants, type Resident } from "./applications.ts";
import { Counter } from "./counter.ts";
import type { Crew } from "./crew.ts";
import { Customers } from "./customers.ts";
import { Maps } from "./maps.ts";
import { Work } from "./work.ts";
import { type Diary, emptyDiary, type Known, together } from "./world.ts";

export type MonthOptions = {
  readonly crew: Crew;
  readonly files: readonly Resident[];
  readonly orders: number;
  readonly days: number;
  readonly startsAt: number;
  readonly seed: number;
  /** These kinds first, one each, whatever the draw says: a short form that still sees them all. */
  readonly kinds?: readonly string[];
  readonly moveTo: (at: number) => Promise<void>;
  readonly onDay?: (day: number, diary: Diary) => void;
};

const minute = 60_000;
/** Minutes of the day at which everybody looks up from the desk; and, after each, when the crews of faults do. */
const looks = [9 * 60, 11 * 60, 15 * 60 + 10, 17 * 60, 19 * 60 + 30, 22 * 60 + 30];
const crewLooks = [5, 20, 50];
const crews: ReadonlySet<string> = new Set(["R-CMD", "R-REP"]);
/** Share of the orders by day of the week, Monday first. */
const weekday = [20, 18, 17, 17, 16, 7, 5];

export async function playMonth(options: MonthOptions): Promise<Diary> {
  const { crew, files, orders, days, startsAt, seed, moveTo } = options;
  const diary = emptyDiary();
  const maps = new Maps();
  const { types, forms } = await crew.reader.client.call(listTypes);
  const applicants = new Applicants(types, forms, files);
  const counter = new Counter(diary);
  let now = startsAt;
  const customers = new Customers(crew, diary, maps, seed);
  const work = new Work(crew, diary, seed, (orderId, isOver, hasNext) => {
    if (!isOver && !hasNext) customers.awaited(orderId, now);
  });
  const shares = sharesOf(days);
  const draw = new Draw(seed, 30, 0);
  const wanted = [...(options.kinds ?? [])];
  const clerks = [...crew.of("R-ACC"), ...crew.of("R-CMD")];
  let [arrived, owed] = [0, 0];

  for (let day = 0; day < days; day++) {
    for (const [index, look] of looks.entries()) {
      now = startsAt + day * 1_440 * minute + look * minute;
      await moveTo(now);
      owed += (shares[day] ?? 0) * orders * (index === looks.length - 1 ? 0.04 : 0.96 / (looks.length - 1));
      const isLast = day === days - 1 && index === looks.length - 2;
      const asking = (isLast ? orders : Math.min(orders, Math.round(owed))) - arrived;
      arrived += asking;
      const people = Array.from({ length: asking }, () => {
        const accused = draw.pick(crew.of(draw.chance(0.5) ? "R-ACC" : "R-CM"));
        const instant = Temporal.Instant.fromEpochMilliseconds(now);
        const wish = applicants.draw(draw, instant, [accused.staffId], wanted.shift());
        const isDesk = wish.channel === "counter" && !wish.body.accused?.length;
        const pool = isDesk ? crew.of("R-ACC") : clerks.filter(({ post }) => post === "R-CMD");
        return { wish, clerk: draw.pick(pool), own: new Draw(seed, 34, arrived * 10 + draw.below(10)) };
      });
      const fresh: Known[] = [];
      await together(people, 6, async ({ wish, clerk, own }) => {
        diary.calls++;
        const known = await counter.take(clerk, wish, own, now);
        if (!known) return;
        fresh.push(known);
        customers.plan(known, now);
        customers.awaited(known.id, now);
        // Of faults one in ten is rung in twice, and another order is opened about the same.
        if (known.typeCode === "FAULT" && own.chance(0.1)) {
          const again = await counter.take(clerk, wish, own, now);
          if (again) customers.merge(again, known, now);
        }
      });
      await customers.tick(now);
      await work.look(now);
      await work.tick(now);
      await spyOn(crew, diary, fresh);
      for (const later of crewLooks) {
        const then = startsAt + day * 1_440 * minute + (look + later) * minute;
        if (!work.isDue(then, crews)) continue;
        now = then;
        await moveTo(now);
        await work.tick(now, crews);
      }
    }
    options.onDay?.(day + 1, diary);
  }
  return diary;
}

/** Those whom a complaint names try to see it; they must be told that there is nothing. */
async function spyOn(crew: Crew, diary: Diary, fresh: readonly Known[]): Promise<void> {
  for (const { id, number, accused } of fresh) {
    for (const staffId of accused) {
      const hand = crew.hands.find((one) => one.staffId === staffId);
      if (!hand) continue;
      diary.calls++;
      const code = await hand.client.call(readOrder, { params: { orderId: id } }).then(
        () => "seen",
        (error: unknown) => (error instanceof Refusal ? error.problem.code : "lost"),
      );
      if (code !== "thing.not_found") diary.seen.push(`${number} ${hand.login}: ${code}`);
    }
  }
}

function sharesOf(days: number): number[] {
  const weights = Array.from({ length: days }, (_, day) => weekday[day % 7] ?? 0);
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => weight / sum);
}
