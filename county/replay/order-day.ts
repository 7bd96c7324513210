/**
 * The orders of a replayed day: what customers come for at the windows is taken as an order, others ring or use the web, the
 * county's people work on what is due, and customers answer, urge and rate. The working days before are lived through in a
 * few looks each, so that what was opened then waits, runs late, or ends today.
 */
import type { ServiceDay } from "../day-files.ts";
import type { Resident, Wish } from "../month/applications.ts";
import { type Crew, type CrewOptions, gatherCrew, type Hand } from "../month/crew.ts";
import { isWorkday } from "../month/days.ts";
import { type Asking, Players } from "../month/players.ts";
import type { Known } from "../month/world.ts";
import { Draw } from "../population/draw.ts";
import { sampleSeed } from "../population/sample-population.ts";
import { ApiClient } from "./api-client.ts";
import type { DiaryEntry } from "./diary.ts";
import { classAsked, type Errand, errandsOf } from "./errands.ts";
import { Followers } from "./followers.ts";
import type { Visitor } from "./visitors.ts";

const minute = 60_000;
const dayMs = 86_400_000;
const seed = sampleSeed;
const workdaysBefore = 4;
const askingBefore = 12;
const looksBefore = [9 * 60 + 30, 15 * 60 + 30];
/** Minutes of the day at which everybody behind the windows looks up; crews of faults do soon after, too. */
const looks = [8 * 60 + 20, 10 * 60, 11 * 60 + 40, 14 * 60 + 10, 15 * 60 + 40, 17 * 60 + 10, 19 * 60];
const crewLooks = [4, 10, 18, 30];
const crews: ReadonlySet<string> = new Set(["R-CMD", "R-REP"]);
/** Who rings or writes between two looks. */
const ringing = 4;
/** More than in a month, for each of them to be seen within days; most pauses are refused, because no reason fits the stage. */
const habits = { urged: 15, suspended: 40, promised: 4 };
/** Of those who ask at a window, how many take the receipt's code home and look on the web. */
const following = 0.4;

export class OrderDay {
  readonly players: Players;
  readonly followers: Followers;
  readonly #day: ServiceDay;
  readonly #errands: ReadonlyMap<string, Errand>;
  readonly #draw: Draw;
  #asked = 0;
  /** Opened before the day. */
  before = 0;
  atWindows = 0;

  private constructor(
    players: Players,
    day: ServiceDay,
    errands: ReadonlyMap<string, Errand>,
    phone: (token: string) => ApiClient,
  ) {
    this.players = players;
    this.#day = day;
    this.#errands = errands;
    this.#draw = new Draw(seed, 38, Date.parse(day.date) / dayMs);
    this.followers = new Followers(players.diary, phone);
  }

  /** Where the clock of a day with its days before begins. */
  static startsAt(day: ServiceDay): number {
    return (workdaysUntil(day)[0] ?? day.startsAt) + 8 * 60 * minute;
  }

  static async gather(
    options: CrewOptions,
    day: ServiceDay,
    visitors: ReadonlyMap<string, Visitor>,
    files: readonly Resident[],
  ): Promise<OrderDay> {
    const players = await Players.ready(await gatherCrew(options), files, seed, habits);
    const phone = (token: string) => new ApiClient(options).speakWith({ authorization: `Ticket ${token}` });
    return new OrderDay(players, day, errandsOf(day, visitors, players.applicants, files), phone);
  }

  /** The working days before, at the county's own desks. */
  async liveBefore(moveTo: (at: number) => Promise<void>): Promise<void> {
    for (const startsAt of workdaysUntil(this.#day))
      for (const look of looksBefore) {
        const now = startsAt + look * minute;
        await moveTo(now);
        await this.#look(now, askingBefore / looksBefore.length, () => true);
      }
    this.before = this.players.diary.orders.size;
  }

  /** The instants of the day, each with what happens then. */
  happenings(): readonly { readonly at: number; readonly what: () => Promise<void> }[] {
    return looks.flatMap((look) => {
      const at = this.#day.startsAt + look * minute;
      const crewsLater = crewLooks.map((later) => ({
        at: at + later * minute,
        what: () => this.players.work(at + later * minute, crews),
      }));
      return [{ at, what: () => this.#lookOnDay(at) }, ...crewsLater];
    });
  }

  async #lookOnDay(now: number): Promise<void> {
    await this.#look(now, ringing, ({ channel }) => channel !== "counter");
    await this.followers.look();
  }

  /** @param fits what is asked for here; whoever draws another wish does not ask */
  async #look(now: number, asking: number, fits: (wish: Wish) => boolean): Promise<void> {
    const { players } = this;
    const people = Array.from({ length: asking }, () => this.#asking(now)).filter(({ wish }) => fits(wish));
    for (const { known, clerk } of await players.askAll(people, now))
      if (known.channel === "counter" && this.#draw.chance(following))
        await this.followers.give(clerk.client, known, seed);
    await players.hearCustomers(now);
    await players.look(now);
    await players.work(now);
  }

  #asking(now: number): Asking {
    const { crew, applicants } = this.players;
    const accused = this.#draw.pick(crew.of(this.#draw.chance(0.5) ? "R-ACC" : "R-CM"));
    const wish = applicants.draw(this.#draw, instantOf(now), [accused.staffId]);
    const isDesk = wish.channel === "counter" && !wish.body.accused?.length;
    return { wish, clerk: this.#draw.pick(crew.of(isDesk ? "R-ACC" : "R-CMD")), own: this.#own() };
  }

  #own(): Draw {
    return new Draw(seed, 39, ++this.#asked);
  }

  /** The clerk takes what the customer has come for, before the ticket is finished; only of somebody who was recognised. */
  async atWindow(window: string, clerk: ApiClient, entry: DiaryEntry, now: number): Promise<void> {
    const errand = this.#errands.get(entry.customer.id);
    if (!errand || entry.recognisedAs !== errand.file.id) return;
    const own = this.#own();
    const asked = { ...errand, channel: "counter", customerClass: classAsked(errand) } as const;
    const { body, ...wish } = this.players.applicants.of(own, instantOf(now), asked);
    const ticketId = entry.ticketId ?? null;
    const known = await this.players.ask(
      { wish: { ...wish, body: { ...body, ticketId } }, clerk: handOf(window, clerk), own },
      now,
    );
    if (!known) return;
    this.atWindows++;
    if (own.chance(following)) await this.followers.give(clerk, known, seed);
  }

  /** What was opened on the day for this customer, wherever, and may be told on the customer's page. */
  openedFor(customerId: string): readonly Known[] {
    return [...this.players.diary.orders.values()].filter(
      (order) =>
        order.customerId === customerId &&
        order.acceptedAt >= this.#day.startsAt &&
        order.accused.length === 0,
    );
  }

  /** The first of the days before. */
  get firstDate(): string {
    const first = instantOf(OrderDay.startsAt(this.#day));
    return first.toZonedDateTimeISO("Asia/Shanghai").toPlainDate().toString();
  }

  get crew(): Crew {
    return this.players.crew;
  }
}

const instantOf = (at: number) => Temporal.Instant.fromEpochMilliseconds(at);

/** A clerk of the replayed hall; nobody complains about them by name. */
const handOf = (window: string, client: ApiClient): Hand => ({
  login: `window-${window}`,
  name: window,
  post: "R-ACC",
  staffId: "",
  hall: window,
  client,
});

/** Midnights of the working days before, the earliest first. */
function workdaysUntil({ startsAt }: ServiceDay): readonly number[] {
  const days: number[] = [];
  for (let at = startsAt - dayMs; days.length < workdaysBefore; at -= dayMs)
    if (isWorkday(Math.floor((at + 8 * 60 * minute) / dayMs))) days.unshift(at);
  return days;
}
