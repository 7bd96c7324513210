/** Where files lie: on disk, or in a store that speaks S3. A place is `<company>/ab/cd/<sha256>`, made by us alone. */

export type StoredPlace = { readonly place: string; readonly at: Temporal.Instant };

export type FileStore = {
  /** Puts the file at `path` to its place; `path` may be moved away. A repeat replaces it by the same bytes. */
  readonly put: (place: string, path: string) => Promise<void>;
  /** The bytes; undefined when there are none at this place. */
  readonly open: (place: string) => Promise<ReadableStream<Uint8Array> | undefined>;
  /** A local path of the bytes where there is one: a disk needs no copy. */
  readonly localPath?: (place: string) => string;
  readonly remove: (place: string) => Promise<void>;
  /** Everything there is, for the sweep. */
  readonly list: () => AsyncIterable<StoredPlace>;
};

const placePattern = /^\d{1,10}\/([0-9a-f]{2})\/([0-9a-f]{2})\/\1\2[0-9a-f]{60}$/;

export const placeOf = (orgId: number, sha256: string): string =>
  safePlace(`${orgId}/${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}`);

/** A second look before a path or an address is made of it: nothing but our own pattern ever reaches a store. */
export function safePlace(place: string): string {
  if (!placePattern.test(place)) throw new TypeError("not a place of a stored file");
  return place;
}

export const isPlace = (text: string): boolean => placePattern.test(text);

/** What a place says: the company and the hash. */
export function readPlace(place: string): { orgId: number; sha256: string } {
  const [org = "", , , sha256 = ""] = safePlace(place).split("/");
  return { orgId: Number(org), sha256 };
}
