/** The business modules that the apps run, lower ones first. The one list to extend when a module is added. */
import type { Capability } from "../../contracts/capabilities.ts";
import type { Gate } from "../foundation/http/access.ts";
import type { Module } from "../foundation/module.ts";
import type { Platform } from "../foundation/transaction.ts";
import { catalogue } from "../modules/catalogue/index.ts";
import { customers } from "../modules/customers/index.ts";
import { hall } from "../modules/hall/index.ts";
import { identity, identityGate } from "../modules/identity/index.ts";
import { orders } from "../modules/orders/index.ts";

export const modules: readonly Module[] = [catalogue, identity, customers, hall, orders];

/** Who is calling, as identity knows them. */
export const gateOf = (platform: Platform, publicUrl?: string): Gate => identityGate(platform, publicUrl);

/** What a device may be allowed to do: the routes that a gateway serves. */
export const deviceCapabilities: readonly Capability[] = [
  "hall.ticket.take",
  "hall.ticket.print",
  "hall.kiosk.offline",
  "hall.display",
  "hall.rate",
  "hall.help.ask",
];
