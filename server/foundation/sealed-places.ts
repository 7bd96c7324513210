/**
 * Where a module keeps sealed values in another shape than a row with `sealed` and `key_version` (numbers inside the JSON of a
 * form). A change of keys goes there too, and a key that is still needed there is not dropped (decision 0010).
 */
import type { Context } from "./context.ts";
import type { Database, Tx } from "./database.ts";

export type SealedPlace = {
  /** As tables are named: `orders.forms`. */
  readonly name: string;
  /** Of every company; below nought: what does not open. */
  readonly keysInUse: (
    db: Database | Tx,
  ) => Promise<readonly { readonly orgId: number; readonly version: number }[]>;
  readonly countByKey: (
    ctx: Context,
  ) => Promise<readonly { readonly version: number; readonly rows: number }[]>;
  /** Seals up to `most` anew in this transaction. @returns how many it took; fewer are the last that nobody holds */
  readonly reseal: (ctx: Context, version: number, most: number) => Promise<number>;
};

const places = new Map<string, SealedPlace>();
/** Once per process, by the module that owns it. */
export const addSealedPlace = (place: SealedPlace): void => void places.set(place.name, place);
export const sealedPlace = (name: string): SealedPlace | undefined => places.get(name);
export const sealedPlaces = (): readonly SealedPlace[] => [...places.values()];
