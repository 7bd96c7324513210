/**
 * Who comes on a replayed day: people of the sample county's population, each at most once, the same for the same day and
 * seed. Some are recognised by their card at the kiosk, some by the guide, some by the clerk; the rest stay strangers.
 */
import type { CustomerFile } from "../../server/modules/customers/index.ts";
import { sampleSignIns } from "../../server/modules/identity/index.ts";
import type { ServiceDay } from "../day-files.ts";
import { Draw } from "../population/draw.ts";
import { countyDay, Population } from "../population/population.ts";
import { sampleSeed, smallCounty } from "../population/sample-population.ts";

export type Recogniser = "kiosk" | "guide" | "desk" | "nobody";
export type Visitor = {
  readonly customerId: string;
  readonly recognisedBy: Recogniser;
  /** What is put on the reader or typed: a card, an account number, a credit code. */
  readonly value: string;
};

/** Of a hundred ordinary customers, how many are recognised where; the others by nobody. */
const atKiosk = 40;
const atDesk = 35;
const byGuide = 70;
/** Whoever is younger asks for no priority by age, whoever is older does. */
const youngMost = 58;
const oldLeast = 80;

/** By the day's customer. A day that is larger than the county leaves its last customers strangers. */
export function visitorsOf(day: ServiceDay): ReadonlyMap<string, Visitor> {
  const draw = new Draw(sampleSeed, 7, Date.parse(day.date) / 86_400_000);
  const pools = poolsOf(residents(), draw);
  const visitors = new Map<string, Visitor>();
  for (const { id, priority, serviceCode } of day.customers) {
    const isPreferred = priority === "priority" || priority === "emergency";
    const pool = isPreferred ? pools.old : serviceCode.startsWith("C") ? pools.firms : pools.young;
    const level = draw.below(100);
    const number = draw.next();
    const file = pool.pop();
    if (!file) continue;
    const recognisedBy = isPreferred
      ? level < byGuide
        ? "guide"
        : "desk"
      : level < atKiosk
        ? "kiosk"
        : level < atKiosk + atDesk
          ? "desk"
          : "nobody";
    visitors.set(id, { customerId: file.id, recognisedBy, value: presented(file, number) });
  }
  return visitors;
}

/** Everybody of the small county: those who come, and those whose numbers must not appear either. */
export function residents(): CustomerFile[] {
  const nobody = { id: "", name: "" };
  const servants = { hallIds: [], managerIds: [], proposer: nobody, reviewer: nobody };
  const population = new Population({ orgId: sampleSignIns.orgId, seed: sampleSeed, servants });
  return [...population.customers(0, smallCounty)];
}

function poolsOf(files: readonly CustomerFile[], draw: Draw) {
  const customers = files
    .filter(({ stage, accounts }) => stage === "current" && accounts.length > 0)
    .map((file) => ({ file, place: draw.next() }))
    .sort((one, other) => one.place - other.place)
    .map(({ file }) => file);
  const people = customers.filter((file) => idOf(file) !== undefined);
  const ageOf = ({ bornOn }: CustomerFile) => Number(countyDay.slice(0, 4)) - Number(bornOn?.slice(0, 4));
  return {
    young: people.filter((file) => ageOf(file) <= youngMost && file.registers.length === 0),
    old: people.filter((file) => ageOf(file) >= oldLeast),
    firms: customers.filter(({ creditCode, kind }) => creditCode !== null && kind === "organisation"),
  };
}

const idOf = ({ personalFields }: CustomerFile) =>
  personalFields.find(({ kind }) => kind === "id-card")?.value;

/** Most bring their card; some read the account number from a bill. */
function presented(file: CustomerFile, draw: number): string {
  const account = file.accounts[0]?.number ?? "";
  return draw < 0.75 ? (idOf(file) ?? file.creditCode ?? account) : account;
}
