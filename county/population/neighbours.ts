/** A block of fifty neighbours: where each lives or works, and which of them are organisations. */
import type { PremiseFile } from "../../server/modules/customers/index.ts";
import { Draw } from "./draw.ts";
import { blockSize, type County, type Place } from "./places.ts";
import { countyBodies, propertyManager, type Trade, townBodies, trades, villageBodies } from "./trades.ts";

/** How many of a block, beyond what is public there, are shops, firms and farms. */
const businessShare = { village: 0.03, compound: 0.05, street: 0.42, market: 0.3 } as const;
/** The shops on a compound's ground floor; where there is a property manager, it supplies them. */
const groundShops = 6;

export type Home = Pick<PremiseFile, "address" | "levels" | "longitude" | "latitude"> & {
  readonly transformer: string;
  readonly box: string;
};

export class Neighbours {
  readonly county: County;
  readonly place: Place;
  /** How many blocks the place had before this one. */
  readonly round: number;
  /** The index of the first of them. */
  readonly first: number;
  readonly #seed: number;

  constructor(county: County, seed: number, block: number) {
    const { place, round } = county.blockAt(block);
    this.county = county;
    this.place = place;
    this.round = round;
    this.first = block * blockSize;
    this.#seed = seed;
  }

  /** The property manager's index in a block whose shops it supplies. */
  get managerIndex(): number | undefined {
    return this.place.hasManager && this.round === 0 ? this.first : undefined;
  }

  isManager = (index: number): boolean => index === this.managerIndex;
  isGroundShop = (index: number): boolean =>
    this.place.kind === "compound" &&
    this.round === 0 &&
    index > this.first &&
    index <= this.first + groundShops;

  /** What the one at a position does; undefined for a person. */
  tradeAt(position: number): Trade | undefined {
    const draw = new Draw(this.#seed, 3, this.first + position);
    const body = this.round === 0 ? this.#bodyAt(position, draw) : undefined;
    if (body) return body;
    const isBusiness =
      this.isGroundShop(this.first + position) || draw.chance(businessShare[this.place.kind]);
    return isBusiness ? draw.weighted(trades) : undefined;
  }

  #bodyAt(position: number, draw: Draw): Trade | undefined {
    const { kind, name, number } = this.place;
    if (kind === "compound") return position === 0 && this.place.hasManager ? propertyManager : undefined;
    if (kind === "village") {
      const [body, share] = villageBodies[position] ?? [];
      return body && draw.chance(share ?? 0) ? body : undefined;
    }
    // A town's public bodies stand on its main street, the county's one on each street.
    if (kind === "market") return name.endsWith("正街") ? townBodies[position] : undefined;
    return position === 0 ? countyBodies[number] : undefined;
  }

  home(position: number): Home {
    const { plan } = this.county;
    const { town, kind, name, road } = this.place;
    const spot = new Draw(this.#seed, 4, this.first + position);
    const house = this.round * blockSize + position + 1;
    const levels: Record<string, string> = {
      province: plan.province,
      city: plan.city,
      district: plan.county,
      town: town.name,
    };
    let line: string;
    if (kind === "village") {
      const group = `${(this.round % 20) + 1}组`;
      const number = `${Math.floor(this.round / 20) * blockSize + position + 1}号`;
      Object.assign(levels, { village: name, road: group, number });
      line = name + group + number;
    } else if (kind === "compound") {
      const building = `${this.round + 1}栋`;
      const entrance = `${(position % 3) + 1}单元`;
      const floor = Math.floor(position / 6) + 1;
      const room = `${floor}0${(Math.floor(position / 3) % 2) + 1}室`;
      Object.assign(levels, { road, compound: name, building, entrance, floor: `${floor}层`, room });
      line = road + name + building + entrance + room;
    } else {
      Object.assign(levels, { road: name, number: `${house}号` });
      line = `${name}${house}号`;
    }
    return {
      address: plan.county + town.name + line,
      levels,
      longitude: rounded(town.longitude + (spot.next() - 0.5) * 0.06),
      latitude: rounded(town.latitude + (spot.next() - 0.5) * 0.06),
      transformer: `${name}${Math.floor(this.round / 2) + 1}号台区`,
      box: `${name}${this.round + 1}-${Math.floor(position / 6) + 1}`,
    };
  }
}

const rounded = (degrees: number) => Math.round(degrees * 1e6) / 1e6;
