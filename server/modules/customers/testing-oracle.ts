/**
 * The oracle of the archive's past: it knows nothing of rows. It keeps the commands that were accepted, each with the day
 * from which it holds, and replays those up to the day that is asked for.
 */
import type { readCustomer } from "../../../contracts/customers.ts";
import type { ResultOf } from "../../../contracts/endpoint.ts";

export type Thing = { id: string; version: number; validFrom: string };
export type AccountModel = Thing & {
  number: string;
  owner: string;
  kva: number;
  state: string;
  address: string;
  premise: Thing;
  supply: (Thing & { feeder: string }) | null;
  point: { id: string } | null;
  meter: { asset: string; since: string } | null;
  contract: (Thing & { number: string; state: string; payer: string }) | null;
};
/** What is known of the archive; `log` says from which day on each change shows. */
export type World = {
  readonly customers: (Thing & { note: string })[];
  readonly accounts: AccountModel[];
  readonly people: { id: string; of: string; name: string; since: string }[];
  readonly relations: { id: string; from: string; to: string; since: string }[];
  readonly log: { readonly from: string; readonly apply: (shown: Shown) => void }[];
};
export type ShownAccount = {
  owner: string;
  kva: number;
  state: string;
  address: string;
  feeder?: string;
  meter?: string;
  contract?: string;
};
/** A day's archive as a person would tell it. */
export type Shown = {
  readonly notes: Map<string, string>;
  readonly accounts: Map<string, ShownAccount>;
  readonly people: Map<string, { of: string; name: string }>;
  readonly relations: Map<string, { from: string; to: string }>;
};

export const replay = ({ log }: World, day: string): Shown => {
  const shown: Shown = { notes: new Map(), accounts: new Map(), people: new Map(), relations: new Map() };
  for (const { from, apply } of log) if (from <= day) apply(shown);
  return shown;
};

/** The oracle's page of one customer. */
export function oraclePage(shown: Shown, id: string) {
  return {
    note: shown.notes.get(id) ?? null,
    accounts: [...shown.accounts.entries()]
      .filter(([, { owner }]) => owner === id)
      .map(([number, { owner: _, ...one }]) => ({ feeder: "", meter: "", contract: "", ...one, number }))
      .sort((a, b) => a.number.localeCompare(b.number)),
    people: [...shown.people.values()].flatMap(({ of, name }) => (of === id ? [name] : [])).sort(),
    relations: [...shown.relations.values()]
      .flatMap(({ from, to }) => (from === id ? [`from ${to}`] : to === id ? [`to ${from}`] : []))
      .sort(),
  };
}

/** The same of a page that the archive showed. */
export const shownPage = (page: ResultOf<typeof readCustomer>): ReturnType<typeof oraclePage> => ({
  note: page.note,
  accounts: page.accounts
    .map((one) => ({
      number: one.number,
      kva: one.runningKva ?? 0,
      state: one.state,
      address: one.premise.address,
      feeder: one.supplyPoints.map(({ feeder }) => feeder).join(),
      meter: one.meteringPoints
        .flatMap(({ installations }) => installations.filter(({ removedOn }) => removedOn === null))
        .map(({ assetNumber }) => assetNumber)
        .join(),
      contract: one.contracts
        .map(({ state, parties }) => `${state} ${parties.map(({ customerId }) => customerId)}`)
        .join(),
    }))
    .sort((a, b) => a.number.localeCompare(b.number)),
  people: page.people.map(({ name }) => name).sort(),
  relations: page.relations.map(({ end, other }) => `${end} ${other.id}`).sort(),
});
