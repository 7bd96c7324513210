/** The business modules that the apps run, lower ones first. The one list to extend when a module is added. */
import type { Capability } from "../../contracts/capabilities.ts";
import type { Gate } from "../foundation/http/access.ts";
import type { Module } from "../foundation/module.ts";
import type { Platform } from "../foundation/transaction.ts";

export const modules: readonly Module[] = [];

/** Who is calling, as identity knows them. Nobody is known before identity is there. */
export const gateOf = (_platform: Platform): Gate => ({
  authenticate: async () => ({ kind: "anyone" }),
  findUnit: async () => undefined,
});

/** What a device may be allowed to do: the routes that a gateway serves. */
export const deviceCapabilities: readonly Capability[] = [
  "hall.ticket.take",
  "hall.ticket.print",
  "hall.kiosk.offline",
  "hall.display",
  "hall.rate",
  "hall.help.ask",
];
