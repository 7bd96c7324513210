/**
 * A month of mixed orders lives through a real server by its public API alone: people ask, everybody works, customers bring
 * papers, answer and urge, crews go out at night. The clock moves in steps of hours, for faults in minutes.
 */
import { Draw } from "../population/draw.ts";
import type { Resident } from "./applications.ts";
import type { Crew } from "./crew.ts";
import { type Asking, Players } from "./players.ts";
import type { Diary } from "./world.ts";

export type MonthOptions = {
  readonly crew: Crew;
  readonly files: readonly Resident[];
  readonly orders: number;
  readonly days: number;
  readonly startsAt: number;
  readonly seed: number;
  /** These kinds first, one each, whatever the draw says: a short form that still sees them all. */
  readonly kinds?: readonly string[];
  /** Minutes after each look at which crews of faults act; a short form needs fewer moves of the clock. */
  readonly crewLooks?: readonly number[];
  readonly moveTo: (at: number) => Promise<void>;
  readonly onDay?: (day: number, diary: Diary) => void;
};

const minute = 60_000;
/** Minutes of the day at which everybody looks up from the desk; and, after each, when the crews of faults do. */
const looks = [9 * 60, 11 * 60, 15 * 60 + 10, 17 * 60, 19 * 60 + 30, 22 * 60 + 30];
const wholeLooks: ReadonlySet<number> = new Set(looks.filter((_, index) => index % 3 === 0));
const usualCrewLooks = [4, 10, 18, 30, 50];
const crews: ReadonlySet<string> = new Set(["R-CMD", "R-REP"]);
/** Share of the orders by day of the week, Monday first. */
const weekday = [20, 18, 17, 17, 16, 7, 5];

export async function playMonth(options: MonthOptions): Promise<Diary> {
  const { crew, files, orders, days, startsAt, seed, moveTo, crewLooks = usualCrewLooks } = options;
  const players = await Players.ready(crew, files, seed);
  const { diary } = players;
  const shares = sharesOf(days);
  const draw = new Draw(seed, 30, 0);
  const wanted = [...(options.kinds ?? [])];
  let [arrived, owed] = [0, 0];

  for (let day = 0; day < days; day++) {
    for (const [index, look] of looks.entries()) {
      const now = startsAt + day * 1_440 * minute + look * minute;
      await moveTo(now);
      owed += (shares[day] ?? 0) * orders * (index === looks.length - 1 ? 0.04 : 0.96 / (looks.length - 1));
      const isLast = day === days - 1 && index === looks.length - 2;
      const asking = (isLast ? orders : Math.min(orders, Math.round(owed))) - arrived;
      arrived += asking;
      const people = Array.from({ length: asking }, (): Asking => {
        const accused = draw.pick(crew.of(draw.chance(0.5) ? "R-ACC" : "R-CM"));
        const instant = Temporal.Instant.fromEpochMilliseconds(now);
        const wish = players.applicants.draw(draw, instant, [accused.staffId], wanted.shift());
        const isDesk = wish.channel === "counter" && !wish.body.accused?.length;
        const clerk = draw.pick(crew.of(isDesk ? "R-ACC" : "R-CMD"));
        return { wish, clerk, own: new Draw(seed, 34, arrived * 10 + draw.below(10)) };
      });
      await players.askAll(people, now);
      await players.hearCustomers(now);
      // The whole list is long in a large month; what is urgent is looked for each time.
      await players.look(now, wholeLooks.has(look) ? undefined : "fault");
      await players.work(now);
      for (const later of crewLooks) {
        const then = now + later * minute;
        if (!players.isDue(then, crews)) continue;
        await moveTo(then);
        await players.work(then, crews);
      }
    }
    options.onDay?.(day + 1, diary);
  }
  return diary;
}

function sharesOf(days: number): number[] {
  const weights = Array.from({ length: days }, (_, day) => weekday[day % 7] ?? 0);
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => weight / sum);
}
