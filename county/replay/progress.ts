/** One line on the terminal that says how far the day is. */
import type { ServiceDay } from "../day-files.ts";
import type { Progress } from "./play-day.ts";

const width = 28;
const everyMs = 100;

export function progressBar(day: ServiceDay, shown: boolean) {
  const from = Math.min(...day.customers.map(({ arrivesAt }) => arrivesAt));
  const until = Math.max(...day.customers.map(({ arrivesAt }) => arrivesAt));
  let last = 0;
  const write = (line: string) => {
    if (shown) process.stderr.write(`\r\u001b[K${line}`);
  };
  return {
    say: (line: string) => write(`… ${line}`),
    show: ({ at, taken, served, waiting }: Progress) => {
      if (performance.now() - last < everyMs) return;
      last = performance.now();
      const done = Math.round(width * Math.min(1, Math.max(0, (at - from) / (until - from))));
      const time = Temporal.Instant.fromEpochMilliseconds(at)
        .toZonedDateTimeISO("Asia/Shanghai")
        .toPlainTime()
        .toString()
        .slice(0, 5);
      write(
        `${time} ${"█".repeat(done)}${"░".repeat(width - done)} 取号 taken ${taken} · 办结 served ${served} · 等候 waiting ${waiting}`,
      );
    },
    end: () => write(""),
  };
}
