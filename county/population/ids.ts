/**
 * Ids of a customer's rows: in the form of uuid v7, so that they lie in the order of the index, but made of the seed.
 */
const first = Date.UTC(2019, 0, 1);
const kinds = {
  customer: "0",
  personal: "1",
  premise: "2",
  account: "3",
  supply: "4",
  point: "5",
  meter: "6",
  installation: "7",
  contract: "8",
  person: "9",
  relation: "a",
  register: "b",
  pin: "c",
  document: "d",
} as const;
export type IdKind = keyof typeof kinds;

export class Ids {
  readonly #head: string;
  readonly #tail: string;
  readonly #orgId: number;
  readonly #seed: number;
  readonly #index: number;

  constructor(orgId: number, seed: number, index: number) {
    this.#orgId = orgId;
    this.#seed = seed;
    this.#index = index;
    const time = (first + index).toString(16).padStart(12, "0");
    this.#head = `${time.slice(0, 8)}-${time.slice(8)}-7`;
    const mark = (Math.imul(index ^ seed, 0x9e37_79b1) >>> 0).toString(16).padStart(8, "0");
    this.#tail = `-8${(orgId % 4_096).toString(16).padStart(3, "0")}-${(seed & 0xffff).toString(16).padStart(4, "0")}${mark}`;
  }

  /** The `which`th of a kind, below 256. */
  of(kind: IdKind, which = 0): string {
    return `${this.#head}${kinds[kind]}${which < 16 ? "0" : ""}${which.toString(16)}${this.#tail}`;
  }

  /** The ids of another customer of the population. */
  neighbour(index: number): Ids {
    return new Ids(this.#orgId, this.#seed, index);
  }

  get index(): number {
    return this.#index;
  }
}
