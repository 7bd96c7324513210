/**
 * `npm run bench [-- NAME …] [--json]`: measures the hot paths, each against its own bound in the same run. Prints a
 * Markdown table, or one JSON object whose keys are the figures' names.
 */
import { parseArgs } from "node:util";
import { customerImport } from "./customer-import.ts";
import { customerSearch } from "./customer-search.ts";
import { hallCycle } from "./hall-cycle.ts";
import { hallPush } from "./hall-push.ts";
import { type Bench, type Figure, machine, rounded } from "./kit.ts";
import { orderClock } from "./order-clock.ts";
import { orderList } from "./order-list.ts";
import { orderStep } from "./order-step.ts";
import { orderTimers } from "./order-timers.ts";
import { startUp } from "./start-up.ts";
import { waitForecast } from "./wait-forecast.ts";

const benches: readonly Bench[] = [
  hallCycle,
  hallPush,
  startUp,
  waitForecast,
  customerSearch,
  customerImport,
  orderClock,
  orderStep,
  orderList,
  orderTimers,
];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: "boolean", default: false } },
});
const unknown = positionals.filter((name) => !benches.some((bench) => bench.name === name));
if (unknown.length > 0) {
  console.error(
    `No bench is called ${unknown.join(", ")}. There are: ${benches.map(({ name }) => name).join(", ")}.`,
  );
  process.exit(2);
}
const chosen = benches.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
const log = (line: string) => process.stderr.write(`${line}\n`);

const figures: Figure[] = [];
for (const bench of chosen) {
  log(`— ${bench.name}: ${bench.about}`);
  figures.push(...(await bench.run(log)));
}
if (values.json) {
  console.log(JSON.stringify(Object.fromEntries(figures.map(({ name, value }) => [name, rounded(value)]))));
} else {
  console.log(`\nMeasured on ${machine()}\n\n| figure | value | unit | note |\n| --- | ---: | --- | --- |`);
  for (const { name, value, unit, note } of figures)
    console.log(`| ${name} | ${rounded(value)} | ${unit} | ${note ?? ""} |`);
}
