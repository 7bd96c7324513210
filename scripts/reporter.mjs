/**
 * How `npm test` shows a run: one line per file, each failure in full as soon as it is known (a run that is stopped has told
 * what it found) and by its name and the beginning of its reason again at the end, the counts for the last line of all.
 */
import { writeFileSync } from "node:fs";
import { relative } from "node:path";

// biome-ignore lint/style/noDefaultExport: the test runner asks for it
export default async function* report(events) {
  const failures = [];
  for await (const { type, data } of events) {
    if (type === "test:fail" && data.details?.error?.failureType !== "subtestsFailed") {
      failures.push(
        `✖ ${data.name}  ${placeOf(data)}\n  ${textOf(data).slice(0, 2400).replaceAll("\n", "\n  ")}\n`,
      );
      yield failure(data);
    }
    if (type === "test:stderr" || type === "test:stdout") yield data.message;
    if (type !== "test:summary") continue;
    if (data.file) {
      const seconds = (data.duration_ms / 1000).toFixed(1).padStart(6);
      const { passed, failed, cancelled, tests } = data.counts;
      const bad = failed + cancelled;
      yield `  ${bad ? "✖" : "✔"} ${seconds} s  ${relative(process.cwd(), data.file)}  ${bad ? `${bad} of ${tests} failed` : passed}\n`;
      continue;
    }
    if (failures.length > 0) yield `\nFailed:\n${failures.join("")}`;
    const { passed, failed, cancelled } = data.counts;
    writeFileSync(process.env.TEST_COUNTS, JSON.stringify({ passed, failed: failed + cancelled }));
  }
}

const placeOf = ({ file, line }) => `${file ? relative(process.cwd(), file) : ""}:${line ?? ""}`;

function textOf({ details }) {
  const cause = details?.error?.cause ?? details?.error;
  return String(cause?.stack ?? cause?.message ?? cause);
}

const failure = (data) =>
  `\n✖ ${data.name}\n  ${placeOf(data)}\n  ${textOf(data).replaceAll("\n", "\n  ")}\n`;
