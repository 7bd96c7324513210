/**
 * Which of a day's customers come for something that becomes an order, and of which kind: by the service that they have
 * taken a number for, as the catalogue links the two. Drawn by day and customer alone.
 */
import type { OrderType } from "../../contracts/orders/shapes.ts";
import type { ServiceDay } from "../day-files.ts";
import { type Applicants, classOf, type Resident } from "../month/applications.ts";
import { Draw, weighted } from "../population/draw.ts";
import { sampleSeed } from "../population/sample-population.ts";
import type { Visitor } from "./visitors.ts";

/** What somebody at a window asks for. */
export type Errand = {
  readonly code: string;
  readonly file: Resident;
  readonly accountId: string;
  readonly sortCode: string;
};

/** Of a hundred who come, how many leave with an order; the others ask, pay and print. By the service's first letter. */
const asking: Readonly<Record<string, number>> = { A: 70, B: 3, C: 80, D: 25, E: 90 };
/** Of a day from another house, whose services the catalogue does not know. */
const askingElsewhere = 5;

export function errandsOf(
  day: ServiceDay,
  visitors: ReadonlyMap<string, Visitor>,
  applicants: Pick<Applicants, "kindsFor">,
  files: readonly Resident[],
): ReadonlyMap<string, Errand> {
  const byId = new Map(files.map((file) => [file.id, file]));
  const errands = new Map<string, Errand>();
  for (const { id, serviceCode } of day.customers) {
    const draw = new Draw(sampleSeed, 36, (Date.parse(day.date) / 86_400_000) * 10_000 + Number(id));
    const file = byId.get(visitors.get(id)?.customerId ?? "");
    const account = file?.accounts[0];
    if (!file || !account) continue;
    const letter = letterOf(serviceCode);
    if (draw.below(100) >= (letter === undefined ? askingElsewhere : (asking[letter] ?? 0))) continue;
    const kinds = applicants.kindsFor(account.sortCode, (type) => fits(type, letter));
    if (kinds.length === 0) continue;
    const code = draw.weighted(weighted(kinds));
    errands.set(id, { code, file, accountId: account.id, sortCode: account.sortCode });
  }
  return errands;
}

/** `A`, `A1`: the sample's services; undefined for a word of somebody else's. */
const letterOf = (serviceCode: string): string | undefined => /^([A-E])\d?$/.exec(serviceCode)?.[1];

/** Complaints are made by phone and on the web: nobody complains to the clerk about the clerk. */
const fits = ({ channels, services, family }: OrderType, letter: string | undefined): boolean =>
  channels.includes("counter") &&
  family !== "complaint" &&
  services.length > 0 &&
  (letter === undefined || services.some((code) => code.startsWith(letter)));

export const classAsked = ({ sortCode }: Errand) => classOf(sortCode);
