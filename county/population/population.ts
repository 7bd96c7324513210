/**
 * The people and organisations of a sample county, all of them invented. Customer `index` depends on the seed and the
 * index alone: a population of a million begins with the two thousand of the small one, and any part of it can be made
 * by itself, on any core. Relations stay within a block of neighbours, so a block can be loaded by itself too.
 */
import type { CustomerFile } from "../../server/modules/customers/index.ts";
import { countyPlans } from "./county-plans.ts";
import { Draw } from "./draw.ts";
import { Ids } from "./ids.ts";
import { Neighbours } from "./neighbours.ts";
import { organisation } from "./organisation.ts";
import { person } from "./person.ts";
import { blockSize, County } from "./places.ts";

export { countyDay } from "./county-plans.ts";
export { blockSize };

/** Who serves the customers; ids of the company that the population is loaded into. */
export type Servants = {
  /** The units of the halls, in the order of the plan. */
  readonly hallIds: readonly string[];
  /** Customer managers (客户经理) of the large ones. */
  readonly managerIds: readonly string[];
  /** One proposes register entries, another reviews them. */
  readonly proposer: { readonly id: string; readonly name: string };
  readonly reviewer: { readonly id: string; readonly name: string };
};

export type PopulationOptions = {
  readonly orgId: number;
  readonly seed: number;
  readonly servants: Servants;
};

/** What a maker of one customer needs to know about where and for whom. */
export type Setting = PopulationOptions & { readonly county: County };

export class Population {
  readonly #setting: Setting;

  /** @throws RangeError for a company that is not one of the sample's counties */
  constructor(options: PopulationOptions) {
    const plan = countyPlans[options.orgId];
    if (!plan)
      throw new RangeError(`${options.orgId} is no sample county: ${Object.keys(countyPlans).join(", ")}`);
    // Each county has a population of its own, whatever the seed.
    const seed = options.seed * 1_000_003 + options.orgId;
    this.#setting = { ...options, seed, county: new County(plan, seed) };
  }

  customer(index: number): CustomerFile {
    const { county, seed } = this.#setting;
    const neighbours = new Neighbours(county, seed, Math.floor(index / blockSize));
    const position = index % blockSize;
    const draw = new Draw(seed, 2, index);
    const who = {
      index,
      draw,
      ids: new Ids(this.#setting.orgId, seed, index),
      at: neighbours.home(position),
    };
    const trade = neighbours.tradeAt(position);
    return trade
      ? organisation(this.#setting, who, neighbours, trade)
      : person(this.#setting, who, neighbours);
  }

  /** Customers `from` up to, not including, `to`. */
  *customers(from: number, to: number): Generator<CustomerFile> {
    for (let index = from; index < to; index++) yield this.customer(index);
  }
}
