/** Seals anew in a process of its own, for the test that kills it: database address, secret and key come as arguments. */
import { setTimeout as pause } from "node:timers/promises";
import { wallClock } from "../../foundation/clock.ts";
import { openDatabase } from "../../foundation/database.ts";
import type { Platform } from "../../foundation/transaction.ts";
import { Vault } from "../../foundation/vault.ts";
import { sweepKeys } from "../customers/index.ts";
import { orders } from "./index.ts";

const [url = "", secret = "", version = "2", key = ""] = process.argv.slice(2);
const vault = new Vault({ secret, keys: [{ version: Number(version), key: Buffer.from(key, "base64") }] });
const db = openDatabase({ url, max: 2 });
// Sealing needs neither files nor anybody to tell.
const platform = { db, clock: wallClock(), secret, vault, announce: () => {} } as unknown as Platform;
process.stdout.write(`${orders.name}\n`);
for (;;) {
  await sweepKeys(platform, 300);
  await pause(1);
}
