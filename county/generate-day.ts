/**
 * A believable service day of a county's power hall, from a date and a seed; the same two always give the same day.
 *
 * Customers come in two peaks (mid-morning and mid-afternoon), Mondays and the days after the meter bills are fuller, every service has the
 * handbook's handling time (§5.1) with a lognormal spread, one in twelve has priority, some have an appointment, half of the
 * windows eat at a time. Who would lose patience is found by running the day through the calling rule, so that the file says of each customer
 * what a real log says: how long the service took, or how long the customer stayed before leaving.
 *
 *     node county/generate-day.ts --date 2026-03-02 --seed 1 --out DIR
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import hallRules from "../catalogue/hall-rules.json" with { type: "json" };
import type { WindowPresence } from "../server/modules/hall/rules/hall-state.ts";
import { queueRulesFrom } from "../server/modules/hall/rules/queue-rules.ts";
import { normalQuantile } from "../server/modules/hall/rules/service-times.ts";
import { type DayCustomer, simulateDay } from "../server/modules/hall/rules/simulate-day.ts";
import { type ServiceDay, writeArrivals, writeStaff } from "./day-files.ts";

const minuteMs = 60_000;

/** The hall's services: share of the customers, mean handling minutes (handbook §5.1), spread (standard deviation ÷ mean). */
const services = [
  { code: "A", share: 0.17, minutes: 20, variation: 0.5 },
  { code: "B", share: 0.52, minutes: 4, variation: 0.6 },
  { code: "C", share: 0.05, minutes: 20, variation: 0.5 },
  { code: "D", share: 0.21, minutes: 8, variation: 0.7 },
  { code: "E", share: 0.05, minutes: 22, variation: 0.5 },
] as const;

/** Customers per half hour from 08:30, as weights: two peaks and a quiet noon. */
const halfHourWeights = [6, 9, 11, 12, 11, 9, 6, 4, 3, 4, 6, 8, 9, 8, 6, 5, 3, 2];

/** Windows with what they serve and which lunch they take; handbook §5.1, column Counters. */
const windows = [
  { window: "1", skills: "B D", lunch: 0 },
  { window: "2", skills: "B D", lunch: 1 },
  { window: "3", skills: "A B D E", lunch: 0 },
  { window: "4", skills: "A B D E", lunch: 1 },
  { window: "5", skills: "A B D E", lunch: 0 },
  { window: "6", skills: "A B D E", lunch: 1 },
  { window: "7", skills: "A B C D E", lunch: 1 },
] as const;

const opens = 8 * 60 + 30;
const closes = 17 * 60 + 30;
const lunches = [
  [11 * 60 + 30, 12 * 60 + 30],
  [12 * 60 + 30, 13 * 60 + 30],
] as const;

const customersOnAverage = 290;
const priorityShare = 0.08;
const appointmentShare = 0.15;
const patienceMinutes = 45;
const patienceVariation = 0.7;

/** The day of a date. `date` is YYYY-MM-DD. */
export function generateDay(date: string, seed: number): ServiceDay {
  const day = Temporal.PlainDate.from(date);
  const startsAt = day.toZonedDateTime("Asia/Shanghai").epochMilliseconds;
  const draw = generator(`${date}/${seed}`);
  const presence = staffing(startsAt, draw);
  const wishes = arrivalTimes(busyness(day, draw), draw).map((minutes) =>
    wish(startsAt + minutes * minuteMs, startsAt, draw),
  );
  const ordered = wishes
    .sort((a, b) => a.arrivesAt - b.arrivesAt)
    .map((customer, index) => ({ ...customer, id: String(index + 1) }));
  const records = simulateDay({ customers: ordered, presence }, queueRulesFrom(hallRules));
  const customers = ordered.map(({ serviceMs, patienceMs, ...customer }, index): DayCustomer => {
    const leftAfterMs = (records[index]?.leftAt ?? customer.arrivesAt) - customer.arrivesAt;
    const isServed = records[index]?.calledAt !== undefined;
    return isServed
      ? { ...customer, serviceMs }
      : { ...customer, patienceMs: Math.min(leftAfterMs, patienceMs ?? leftAfterMs) };
  });
  return { date, startsAt, customers, presence };
}

/** Mondays are full, weekends quiet, and the first ten days of a month bring those who pay a bill. */
function busyness(day: Temporal.PlainDate, draw: () => number): number {
  const weekday = day.dayOfWeek === 1 ? 1.15 : day.dayOfWeek >= 6 ? 0.6 : 1;
  const bills = day.day <= 10 ? 1.08 : 1;
  return weekday * bills * (0.92 + 0.16 * draw());
}

function arrivalTimes(factor: number, draw: () => number): number[] {
  const total = halfHourWeights.reduce((sum, weight) => sum + weight, 0);
  const times: number[] = [];
  for (const [index, weight] of halfHourWeights.entries()) {
    const perMinute = (customersOnAverage * factor * weight) / total / 30;
    const gap = (): number => -Math.log(1 - draw()) / perMinute;
    for (let at = gap(); at < 30; at += gap()) times.push(opens + index * 30 + at);
  }
  return times;
}

function wish(arrivesAt: number, startsAt: number, draw: () => number): DayCustomer {
  const service = pickService(draw());
  const hasPriority = draw() < priorityShare;
  const hasAppointment = draw() < appointmentShare && !hasPriority && service.minutes >= 20;
  const serviceMs = wholeSeconds(lognormal(service.minutes, service.variation, draw) * minuteMs);
  const patienceMs = wholeSeconds(lognormal(patienceMinutes, patienceVariation, draw) * minuteMs);
  const arrival = wholeSeconds(arrivesAt);
  const common = { id: "", arrivesAt: arrival, serviceCode: service.code, serviceMs, patienceMs };
  if (!hasAppointment) return { ...common, priority: hasPriority ? "priority" : "ordinary" };
  // Most come a little early: the slot is the half hour nearest to some minutes after the arrival.
  const slotMinutes = Math.round(((arrival - startsAt) / minuteMs + 4) / 30) * 30;
  return { ...common, priority: "appointment", slotAt: startsAt + slotMinutes * minuteMs };
}

function staffing(startsAt: number, draw: () => number): WindowPresence[] {
  return windows.flatMap(({ window, skills, lunch }) => {
    const [leaves, returns] = lunches[lunch];
    const shift = (from: number, to: number): WindowPresence => ({
      window,
      skills: new Set(skills.split(" ")),
      opensAt: startsAt + wholeSeconds(from * minuteMs),
      closesAt: startsAt + wholeSeconds(to * minuteMs),
    });
    return [shift(opens, leaves + 3 * draw()), shift(returns + 3 * draw(), closes)];
  });
}

function pickService(level: number): (typeof services)[number] {
  let left = level;
  for (const service of services) {
    left -= service.share;
    if (left < 0) return service;
  }
  return services[1];
}

function lognormal(mean: number, variation: number, draw: () => number): number {
  const variance = Math.log(1 + variation * variation);
  return Math.exp(
    Math.log(mean) -
      variance / 2 +
      Math.sqrt(variance) * normalQuantile(Math.min(Math.max(draw(), 1e-9), 1 - 1e-9)),
  );
}

function wholeSeconds(ms: number): number {
  return Math.max(1, Math.round(ms / 1_000)) * 1_000;
}

/** mulberry32, seeded by a text. */
function generator(text: string): () => number {
  let state = 2_166_136_261;
  for (const character of text) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 16_777_619);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { values } = parseArgs({
    options: {
      date: { type: "string" },
      seed: { type: "string", default: "1" },
      out: { type: "string", default: "." },
    },
  });
  if (!values.date || !/^\d{4}-\d{2}-\d{2}$/.test(values.date) || !/^\d+$/.test(values.seed)) {
    console.error("Usage: node county/generate-day.ts --date YYYY-MM-DD [--seed NUMBER] [--out DIRECTORY]");
    process.exit(2);
  }
  const day = generateDay(values.date, Number(values.seed));
  mkdirSync(values.out, { recursive: true });
  writeFileSync(join(values.out, `${day.date}.arrivals.csv`), writeArrivals(day.customers, day.startsAt));
  writeFileSync(join(values.out, `${day.date}.staff.csv`), writeStaff(day.presence, day.startsAt));
  console.log(
    `${day.customers.length} customers, ${day.presence.length} shifts: ${join(values.out, `${day.date}.arrivals.csv`)}`,
  );
}
