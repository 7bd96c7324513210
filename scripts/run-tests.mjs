/**
 * Runs test files in the order they are named, two at a time: more would only wait for the same two processors, and
 * distort what is measured. `node --test` would sort them, and end with a long one beside an idle processor.
 */
import { run } from "node:test";
import report from "./reporter.mjs";

const minute = 60_000;
const timeout = process.env.FAULTS === "long" ? 120 * minute : 10 * minute;

run({ files: process.argv.slice(2), concurrency: 2, timeout })
  .on("test:fail", () => {
    process.exitCode = 1;
  })
  .compose(report)
  .pipe(process.stdout);
