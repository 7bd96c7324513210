/** The steps of a random history: each is a command of the archive, and what the oracle makes of it. */
import type { Context } from "../../foundation/context.ts";
import { installMeter, removeMeter } from "./install-meter.ts";
import { endRelation, relate } from "./relate.ts";
import { saveContract } from "./save-contract.ts";
import { endPerson, savePerson } from "./save-person.ts";
import { saveSupplyPoint } from "./save-supply-point.ts";
import { plainAccount } from "./testing-archive.ts";
import type { Shown, ShownAccount, Thing, World } from "./testing-oracle.ts";
import { closeAccount, transferAccount, updateAccount, updatePremise } from "./update-account.ts";
import { updateCustomer } from "./update-customer.ts";

export type Step = { wait: number; back: number; what: keyof typeof steps; pick: number };
export type Turn = {
  readonly world: World;
  readonly pick: number;
  /** From when it shall hold; not after the business day. */
  readonly day: string;
  readonly now: string;
  readonly unique: string;
  readonly unitId: string;
};
export type Done = {
  readonly thing?: Thing;
  readonly work: (ctx: Context) => Promise<unknown>;
  readonly apply: (shown: Shown) => void;
  readonly after?: (answer: unknown) => unknown;
};

export const pickOf = <T>(list: readonly T[], pick: number): T | undefined =>
  list[pick % Math.max(1, list.length)];
export const openAccounts = (world: World) => world.accounts.filter(({ state }) => state !== "closed");
/** Changes what the day shows of an account. */
export const onAccount =
  (number: string, change: Partial<ShownAccount>) =>
  ({ accounts }: Shown): void => {
    Object.assign(accounts.get(number) ?? {}, change);
  };

export const steps = {
  note: ({ world, pick, day, unique, unitId }: Turn): Done | undefined => {
    const one = pickOf(world.customers, pick);
    if (!one) return undefined;
    const body = {
      version: one.version,
      stage: "current" as const,
      language: "zh" as const,
      managerStaffId: null,
      unitId,
    };
    return {
      thing: one,
      work: (ctx) => updateCustomer(ctx, one.id, { ...body, note: unique, validFrom: day }),
      apply: ({ notes }) => void notes.set(one.id, unique),
      after: () => Object.assign(one, { note: unique }),
    };
  },
  kva: ({ world, pick, day, unitId }: Turn): Done | undefined => {
    const one = pickOf(openAccounts(world), pick);
    if (!one) return undefined;
    const kva = one.kva === 4 ? 5 : 4;
    const { unitId: _, premise: __, ...plain } = plainAccount(unitId);
    const body = {
      ...plain,
      version: one.version,
      runningKva: kva,
      isSupplied: true,
      state: "active" as const,
    };
    return {
      thing: one,
      work: (ctx) => updateAccount(ctx, one.id, { ...body, validFrom: day }),
      apply: onAccount(one.number, { kva }),
      after: () => Object.assign(one, { kva }),
    };
  },
  transfer: ({ world, pick, day }: Turn): Done | undefined => {
    const one = pickOf(openAccounts(world), pick);
    const to = world.customers.find(({ id }) => id !== one?.owner);
    if (!one || !to) return undefined;
    return {
      thing: one,
      work: (ctx) =>
        transferAccount(ctx, one.id, { version: one.version, toCustomerId: to.id, on: day, reason: "过户" }),
      apply: onAccount(one.number, { owner: to.id }),
      after: () => Object.assign(one, { owner: to.id }),
    };
  },
  close: ({ world, pick, day }: Turn): Done | undefined => {
    const one = openAccounts(world).find(({ meter }, at) => meter === null && at >= pick % 3);
    if (!one) return undefined;
    return {
      thing: one,
      work: (ctx) => closeAccount(ctx, one.id, { version: one.version, on: day, reason: "销户" }),
      apply: onAccount(one.number, { state: "closed" }),
      after: () => Object.assign(one, { state: "closed" }),
    };
  },
  address: ({ world, pick, day, unique }: Turn): Done | undefined => {
    const one = pickOf(world.accounts, pick);
    if (!one) return undefined;
    const address = `青禾县${unique}`;
    const body = {
      version: one.premise.version,
      address,
      levels: {},
      regionCode: null,
      longitude: null,
      latitude: null,
    };
    return {
      thing: one.premise,
      work: (ctx) => updatePremise(ctx, one.premise.id, { ...body, validFrom: day }),
      apply: onAccount(one.number, { address }),
    };
  },
  feeder: ({ world, pick, day, unique, now }: Turn): Done | undefined => {
    const one = pickOf(openAccounts(world), pick);
    if (!one) return undefined;
    const had = one.supply;
    const body = {
      role: "main" as const,
      voltageCode: "AC02202",
      capacityKva: 8,
      substation: null,
      feeder: unique,
      transformer: null,
      phase: null,
      hasOwnSource: false,
      isClosed: false,
    };
    const ids = { supplyPointId: had?.id ?? null, version: had?.version ?? null };
    return {
      ...(had ? { thing: had } : {}),
      work: (ctx) => saveSupplyPoint(ctx, one.id, { ...body, ...ids, validFrom: had ? day : now }),
      apply: onAccount(one.number, { feeder: unique }),
      after: (answer) => {
        const { supplyPointId: id } = answer as { supplyPointId: string };
        one.supply ??= { id, version: 1, validFrom: now, feeder: unique };
      },
    };
  },
  meter: ({ world, pick, day, unique }: Turn): Done | undefined => {
    const one = pickOf(openAccounts(world), pick);
    if (!one?.point || day < (one.meter?.since ?? one.validFrom)) return undefined;
    const { point, meter } = one;
    const body = {
      assetNumber: unique,
      model: null,
      on: day,
      reading: 0,
      removedReading: meter ? 5 : null,
      reason: null,
    };
    return {
      work: (ctx) => installMeter(ctx, point.id, body),
      apply: onAccount(one.number, { meter: unique }),
      after: () => Object.assign(one, { meter: { asset: unique, since: day } }),
    };
  },
  remove: ({ world, pick, day }: Turn): Done | undefined => {
    const one = pickOf(openAccounts(world), pick);
    if (!one?.point || !one.meter || day < one.meter.since) return undefined;
    const { point } = one;
    return {
      work: (ctx) => removeMeter(ctx, point.id, { on: day, reading: 7, reason: "拆" }),
      apply: onAccount(one.number, { meter: "" }),
      after: () => Object.assign(one, { meter: null }),
    };
  },
  contract: ({ world, pick, unique, now }: Turn): Done | undefined => {
    const one = pickOf(openAccounts(world), pick);
    const payer = pickOf(world.customers, pick + 1);
    if (!one || !payer) return undefined;
    const had = one.contract;
    const state = had?.state === "draft" ? ("in-force" as const) : ("draft" as const);
    const body = {
      number: had?.number ?? unique,
      kind: "residential" as const,
      signedOn: null,
      startsOn: "2026-01-01",
      endsOn: null,
      state,
      note: null,
    };
    const ids = { contractId: had?.id ?? null, version: had?.version ?? null };
    const parties = [{ customerId: payer.id, role: "payer" as const }];
    return {
      ...(had ? { thing: had } : {}),
      work: (ctx) => saveContract(ctx, one.id, { ...body, ...ids, parties }),
      apply: onAccount(one.number, { contract: `${state} ${payer.id}` }),
      after: (answer) => {
        const { contractId: id } = answer as { contractId: string };
        one.contract ??= { id, version: 1, validFrom: now, number: unique, state, payer: payer.id };
        one.contract.state = state;
      },
    };
  },
  person: ({ world, pick, unique, now }: Turn): Done | undefined => {
    const of = pickOf(world.customers, pick)?.id;
    if (!of) return undefined;
    let id = "";
    const name = `人${unique}`;
    const body = {
      replaces: null,
      role: "other" as const,
      name,
      phone: null,
      accountId: null,
      authorisedUntil: null,
    };
    return {
      work: (ctx) => savePerson(ctx, of, body),
      apply: ({ people }) => void people.set(name, { of, name }),
      after: (answer) => {
        id = answer as string;
        world.people.push({ id, of, name, since: now });
      },
    };
  },
  endPerson: ({ world, pick, day }: Turn): Done | undefined => {
    const one = pickOf(world.people, pick);
    if (!one || day < one.since) return undefined;
    return {
      work: (ctx) => endPerson(ctx, one.of, one.id, { on: day }),
      apply: ({ people }) => void people.delete(one.name),
      after: () => void world.people.splice(world.people.indexOf(one), 1),
    };
  },
  relate: ({ world, pick, day }: Turn): Done | undefined => {
    const [a, b] = pick % 2 ? world.customers : world.customers.toReversed();
    if (!a || !b || world.relations.length > 0) return undefined;
    let key = "";
    return {
      work: (ctx) => relate(ctx, a.id, { kind: "landlord", toCustomerId: b.id, note: null, validFrom: day }),
      apply: ({ relations }) => void relations.set(key, { from: a.id, to: b.id }),
      after: (answer) => {
        key = answer as string;
        world.relations.push({ id: key, from: a.id, to: b.id, since: day });
      },
    };
  },
  endRelation: ({ world, day }: Turn): Done | undefined => {
    const [one] = world.relations;
    if (!one || day < one.since) return undefined;
    return {
      work: (ctx) => endRelation(ctx, one.from, one.id, { on: day }),
      apply: ({ relations }) => void relations.delete(one.id),
      after: () => void world.relations.pop(),
    };
  },
};
