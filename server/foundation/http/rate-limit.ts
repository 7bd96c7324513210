/** Token buckets in this process's memory: a guard against a looping device or a guesser, not a business rule. */
import { Problem } from "../problem.ts";

type Bucket = { tokens: number; at: number };

export class RateLimit {
  readonly #perMinute: number;
  readonly #burst: number;
  readonly #buckets = new Map<string, Bucket>();

  /** @param perMinute calls that one caller may make in a minute; half of it at once */
  constructor(perMinute: number) {
    this.#perMinute = perMinute;
    this.#burst = Math.max(1, perMinute / 2);
  }

  /** Takes one token of this caller's, or throws `request.too_many`. */
  take(caller: string, now = performance.now()): void {
    const bucket = this.#buckets.get(caller) ?? { tokens: this.#burst, at: now };
    const refilled = Math.min(this.#burst, bucket.tokens + ((now - bucket.at) * this.#perMinute) / 60_000);
    if (refilled < 1)
      throw new Problem("request.too_many", { seconds: Math.ceil(((1 - refilled) * 60) / this.#perMinute) });
    this.#buckets.delete(caller);
    this.#buckets.set(caller, { tokens: refilled - 1, at: now });
    // The oldest caller goes: the map keeps the order of last use.
    if (this.#buckets.size > 50_000) this.#buckets.delete(this.#buckets.keys().next().value ?? "");
  }
}
