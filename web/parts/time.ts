/**
 * Time on a page. Server time, not the device's: every live view carries `now`, so a tablet with a wrong clock still
 * counts down rightly. Shown in Asia/Shanghai wherever the device stands.
 */
import { useEffect, useState } from "react";
import type { WaitRange } from "../../contracts/hall/shapes.ts";
import { defineWords, getLanguage } from "./words.ts";

const zone = "Asia/Shanghai";
/** Server milliseconds at the page's monotonic zero. */
let origin = Date.now() - performance.now();

/** Loads Temporal where the browser does not bring it. Await before the first drawing (`mount` does). */
export async function readyTime(): Promise<void> {
  if (!("Temporal" in globalThis)) await import("temporal-polyfill/global");
}

/** Learns the server's time from a view's `now`. */
export function syncClock(now: string): void {
  origin = Date.parse(now) - performance.now();
}

/** Server time now, in milliseconds since 1970. */
export const nowMs = (): number => origin + performance.now();
/** Server time now. */
export const now = (): Temporal.Instant => Temporal.Instant.fromEpochMilliseconds(Math.round(nowMs()));

/** Server time that ticks; draws again every `everyMs`. */
export function useNow(everyMs = 1_000): Temporal.Instant {
  const [instant, setInstant] = useState(now);
  useEffect(() => {
    const timer = setInterval(() => setInstant(now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return instant;
}

/** Whole seconds from now until then; negative when past. */
export const secondsUntil = (then: string, from: Temporal.Instant = now()): number =>
  Math.ceil((Date.parse(then) - from.epochMilliseconds) / 1_000);

type Moment = string | Temporal.Instant;
const local = (moment: Moment) =>
  (typeof moment === "string" ? Temporal.Instant.from(moment) : moment).toZonedDateTimeISO(zone);
const two = (value: number) => String(value).padStart(2, "0");

/** 09:05 */
export function clockTime(moment: Moment): string {
  const { hour, minute } = local(moment);
  return `${two(hour)}:${two(minute)}`;
}
/** 09:05:07 */
export const clockSeconds = (moment: Moment): string => `${clockTime(moment)}:${two(local(moment).second)}`;
/** 2026-03-02 */
export const localDay = (moment: Moment): string => local(moment).toPlainDate().toString();
/** 2026-03-02 09:05 */
export const dayAndTime = (moment: Moment): string => `${localDay(moment)} ${clockTime(moment)}`;
/** 3月2日 星期一 / Monday, 2 March */
export function longDay(moment: Moment): string {
  const options = { timeZone: zone, month: "long", day: "numeric", weekday: "long" } as const;
  const date = new Date(local(moment).epochMilliseconds);
  return new Intl.DateTimeFormat(getLanguage() === "zh" ? "zh-CN" : "en-GB", options).format(date);
}

const t = defineWords({
  seconds: ["{n} 秒", "{n} s"],
  minutes: ["{n} 分钟", "{n} min"],
  hours: ["{h} 小时", "{h} h"],
  hoursMinutes: ["{h} 小时 {n} 分", "{h} h {n} min"],
  soon: ["马上就到", "very soon"],
  about: ["约 {n} 分钟", "about {n} min"],
  range: ["约 {low}–{high} 分钟", "about {low}–{high} min"],
  within: ["{n} 分钟内", "within {n} min"],
});

/** 45 秒, 12 分钟, 1 小时 5 分 */
export function durationWords(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return t("seconds", { n: whole });
  const minutes = Math.round(whole / 60);
  if (minutes < 60) return t("minutes", { n: minutes });
  const h = Math.floor(minutes / 60);
  const n = minutes % 60;
  return n === 0 ? t("hours", { h }) : t("hoursMinutes", { h, n });
}

/** 3:07, for timers that tick. */
export function stopwatch(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const h = Math.floor(whole / 3_600);
  const rest = `${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
  return h > 0 ? `${h}:${rest}` : rest.replace(/^0/, "");
}

/** The honest way to tell a wait: a range in whole minutes, 约 12–18 分钟. */
export function waitWords({ lowS, highS }: WaitRange): string {
  const low = Math.floor(lowS / 60);
  const high = Math.ceil(highS / 60);
  if (high <= 1) return t("soon");
  if (low < 1) return t("within", { n: high });
  return low === high ? t("about", { n: high }) : t("range", { low, high });
}
