/** What the tests of care stand on beside the builders of orders: time that goes by, and listeners that hear. */
import pino from "pino";
import { deliverEvents } from "../../../foundation/listeners.ts";
import { orgs } from "../../identity/test-county.ts";
import { sweepOrders } from "../sweep.ts";
import { buildOrders, type TestOrders } from "../testing.ts";
import { careListener } from "./hear.ts";

const failures: string[] = [];
const log = pino({ level: "warn" }, { write: (line: string) => failures.push(line) });

export type TestCare = TestOrders & {
  /** Sweeps what is due and lets the listener hear, until nothing is left. */
  readonly settle: () => Promise<void>;
  /** As the clock goes on. */
  readonly pass: (span: Temporal.DurationLike) => Promise<void>;
  readonly rows: <Row>(text: string, values?: readonly unknown[]) => Promise<Row[]>;
};

export async function buildCare(): Promise<TestCare> {
  const county = await buildOrders();
  const { platform } = county;
  const settle = async () => {
    await sweepOrders(platform);
    await deliverEvents(platform, [careListener], log);
    if (failures.length > 0) throw new Error(failures.splice(0).join(""));
  };
  let called = 0;
  return {
    ...county,
    // Everybody calls with a phone of their own: the same one twice would be a warning before accepting.
    openOrder: (wish = {}, login = "r-acc") =>
      county.openOrder({ contactPhone: `138${String(++called).padStart(8, "0")}`, ...wish }, login),
    // Afresh each time: sessions end while days go by.
    as: (login) => county.signedIn(login),
    settle,
    pass: async (span) => {
      platform.clock.moveTo(platform.clock.now().add(span));
      await settle();
    },
    rows: async <Row>(text: string, values: readonly unknown[] = []) =>
      platform.asOwner(async (client) => (await client.query(text, [...values])).rows as Row[]),
  };
}

export const countyId = orgs.county;
