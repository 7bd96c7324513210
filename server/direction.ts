/**
 * Who may call whom. Calls go through the other module's `index.ts`; everything else travels as an event.
 * `direction.test.ts` holds every import in the house against this page.
 */

/** The business modules, lower ones first. */
export const mayCall = {
  catalogue: [],
  identity: ["catalogue"],
  customers: ["catalogue", "identity"],
  hall: ["catalogue", "identity", "customers"],
  orders: ["catalogue", "identity", "customers", "hall"],
} as const satisfies Record<string, readonly string[]>;

/** The floors of the house: a file on the left may import from the floors on its right (and its own). */
export const floors = {
  contracts: [],
  "server/foundation": ["contracts"],
  "server/modules": ["contracts", "server/foundation"],
  county: ["contracts", "server/foundation", "server/modules"],
  "server/apps": ["contracts", "server/foundation", "server/modules", "county"],
  "server/cli": ["contracts", "server/foundation", "server/modules", "server/apps", "county"],
  "server/main.ts": ["contracts", "server/foundation", "server/modules", "server/apps", "county"],
  web: ["contracts"],
} as const satisfies Record<string, readonly string[]>;

/** What the sample county and the day replay may know of a module beyond its door: its pure rules. */
export const openRooms = ["server/modules/hall/rules/"] as const;
