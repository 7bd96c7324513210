/**
 * Reads every answer and every log line of a replayed day and knows the personal numbers of everybody in the county: what
 * it finds whole, somebody else could read too.
 */
import type { CustomerFile } from "../../server/modules/customers/index.ts";

/** Longer than any number: what a chunk of a stream may have cut in two. */
const overlap = 64;

export class Eavesdropper {
  readonly #secrets: ReadonlySet<string>;
  readonly #leaks = new Set<string>();
  #log = "";
  /** Characters read: who has heard nothing has proved nothing. */
  heard = 0;

  constructor(files: readonly CustomerFile[]) {
    this.#secrets = new Set(files.flatMap(({ personalFields }) => personalFields.map(({ value }) => value)));
  }

  /** @param where the call, for the report; the number itself is never repeated */
  hear(where: string, text: string): void {
    this.heard += text.length;
    for (const [number] of text.matchAll(/[A-Z]?\d[\dX]{6,}/g))
      if (this.#secrets.has(number)) this.#leaks.add(where);
  }

  /** A piece of the server's log, wherever it was cut. */
  hearLog(chunk: string): void {
    this.hear("log", this.#log + chunk);
    this.#log = chunk.slice(-overlap);
  }

  /** Where a whole number stood. */
  get leaks(): readonly string[] {
    return [...this.#leaks];
  }
}
