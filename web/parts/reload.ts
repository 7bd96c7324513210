/** A screen on a wall looks after itself: reloads at night for the newest version, and when it was cut off for long. */
import { useEffect, useRef } from "react";
import type { LiveStatus } from "./live.ts";
import { now } from "./time.ts";

const lookEveryMs = 60_000;
const lostLimitMs = 5 * 60_000;
/** Local hour in which nobody looks at the screen. */
const quietHour = 3;
const openedLimitMs = 2 * 3_600_000;

/** @param isFree false while a customer is in the middle of something */
export function useReload(status: LiveStatus, isFree: boolean): void {
  const lostSince = useRef<number | undefined>(undefined);
  const free = useRef(isFree);
  free.current = isFree;
  useEffect(() => {
    lostSince.current = status === "lost" ? (lostSince.current ?? performance.now()) : undefined;
  }, [status]);
  useEffect(() => {
    const timer = setInterval(async () => {
      const wasLost = lostSince.current !== undefined && performance.now() - lostSince.current > lostLimitMs;
      const isNight =
        now().toZonedDateTimeISO("Asia/Shanghai").hour === quietHour && performance.now() > openedLimitMs;
      if (!free.current || !(wasLost || isNight)) return;
      // Only when the page would really come: a browser's own error page never reloads itself.
      const there = await fetch(location.pathname, { method: "HEAD", cache: "no-store" }).catch(
        () => undefined,
      );
      if (there?.ok) location.reload();
    }, lookEveryMs);
    return () => clearInterval(timer);
  }, []);
}
