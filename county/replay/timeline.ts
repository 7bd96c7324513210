/** Things to happen, earliest first; at one instant by rank, then in the order in which they were planned. */

type Item<What> = { readonly at: number; readonly rank: number; readonly order: number; readonly what: What };

export class Timeline<What> {
  readonly #items: Item<What>[] = [];
  #order = 0;

  add(at: number, rank: number, what: What): void {
    const item = { at, rank, order: this.#order++, what };
    let low = 0;
    let high = this.#items.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = this.#items[middle];
      // Kept latest first, so that the next one is taken from the end.
      if (other && isBefore(item, other)) low = middle + 1;
      else high = middle;
    }
    this.#items.splice(low, 0, item);
  }

  take(): Item<What> | undefined {
    return this.#items.pop();
  }
}

const isBefore = <What>(a: Item<What>, b: Item<What>): boolean =>
  a.at !== b.at ? a.at < b.at : a.rank !== b.rank ? a.rank < b.rank : a.order < b.order;
