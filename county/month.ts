/**
 * `npm run month`: a month of mixed service orders on a real server, played by the public API, ending in the scoreboard of
 * promises and in checks that can fail.
 *
 *   npm run month -- --orders 20000     so many orders (300 unless said)
 *     --days N      so many days (30 unless said)
 *     --seed N      another month
 *     --json        one JSON object on standard output
 */
import { parseArgs } from "node:util";
import { runMonth } from "./month/run-month.ts";

const { values: given } = parseArgs({
  options: {
    orders: { type: "string", default: "300" },
    days: { type: "string", default: "30" },
    seed: { type: "string", default: "1" },
    json: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

if (given.help) console.log("npm run month -- [--orders N] [--days N] [--seed N] [--json]");
else {
  const { figures, print, isRight } = await runMonth({
    orders: whole("orders", given.orders),
    days: whole("days", given.days),
    seed: whole("seed", given.seed),
    say: (line) => {
      if (!given.json) console.error(line);
    },
  });
  if (given.json) console.log(JSON.stringify(figures));
  else print();
  process.exitCode = isRight ? 0 : 1;
}

function whole(name: string, text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value > 0) return value;
  console.error(`--${name} takes a whole number above 0, not "${text}".`);
  process.exit(2);
}
