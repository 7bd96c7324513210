/** A person of the county: papers, phones, home, the accounts of it, and what makes some of them need care. */
import type {
  AccountFile,
  CustomerFile,
  PersonalFile,
  PremiseFile,
  RelationFile,
} from "../../server/modules/customers/index.ts";
import { careOf } from "./care.ts";
import { papersOfPerson } from "./documents.ts";
import { Draw, dayNumber, dayText, weighted } from "./draw.ts";
import type { Ids } from "./ids.ts";
import { airNeeded, livelihoodOf, type Working } from "./livelihood.ts";
import type { Home, Neighbours } from "./neighbours.ts";
import { bankCard, identityCard, mobile } from "./numbers.ts";
import { type Gender, personName, surnameOf } from "./person-names.ts";
import type { Setting } from "./population.ts";
import { account, openedDay, today } from "./supply.ts";

/** A customer in the making. */
export type Who = { readonly index: number; readonly draw: Draw; readonly ids: Ids; readonly at: Home };

/** Ages of those in whose name an account stands. */
const ages = weighted([
  [[20, 29], 8],
  [[30, 39], 22],
  [[40, 49], 23],
  [[50, 59], 23],
  [[60, 69], 14],
  [[70, 79], 7],
  [[80, 97], 3],
] as const);

const shares = {
  potential: 0.015,
  former: 0.025,
  fromElsewhere: 0.1,
  otherPaper: 0.006,
  secondHome: 0.075,
  chargingPile: 0.05,
  solar: 0.05,
  bankAccount: 0.12,
  secondPhone: 0.1,
  formerPhone: 0.06,
  noPhone: 0.03,
  neighboursPhone: 0.015,
  sharesNeighboursName: 0.3,
} as const;

/** Who left longer ago is no longer kept (catalogue/privacy-rules.json). */
const formerDaysMost = 500;

export function person(setting: Setting, who: Who, neighbours: Neighbours): CustomerFile {
  const { index, draw, ids } = who;
  const { region } = neighbours.county.plan;
  const gender: Gender = draw.chance(0.54) ? "male" : "female";
  const [youngest, oldest] = draw.weighted(ages);
  const home = draw.chance(shares.fromElsewhere) ? region + 100 * draw.between(1, 5) : region;
  const card = identityCard(
    index,
    today - Math.floor((draw.between(youngest, oldest) + draw.next()) * 365.2425),
    gender,
    home,
  );
  const year = Number(card.bornOn.slice(0, 4));
  // A village shares few surnames; the rest of the name is the person's own.
  const clan =
    neighbours.place.kind === "village" && draw.chance(shares.sharesNeighboursName)
      ? clanOf(setting, neighbours)
      : undefined;
  const stage = draw.chance(shares.potential)
    ? "potential"
    : draw.chance(shares.former)
      ? "former"
      : "current";
  const openedOn = Math.max(openedDay(draw), dayNumber(card.bornOn) + 18 * 366);
  const work = stage === "current" ? livelihoodOf(setting, index, neighbours.place.kind) : undefined;
  const { premises, accounts } = belongings(who, neighbours, stage, Math.min(openedOn, today - 15), work);
  const age = Math.floor((today - dayNumber(card.bornOn)) / 365.2425);
  const care = careOf(setting, draw, ids, age, accounts[0]);
  const since = accounts[0]?.openedOn ?? dayText(today - draw.between(1, 40));
  return {
    id: ids.of("customer"),
    kind: "individual",
    stage,
    name: personName(draw, gender, year, clan),
    creditCode: null,
    bornOn: card.bornOn,
    gender,
    managerStaffId: null,
    unitId: setting.servants.hallIds[neighbours.place.town.hall] ?? setting.servants.hallIds[0] ?? "",
    note: null,
    validFrom: since,
    createdAt: `${since}T09:00:00+08:00`,
    createdBy: "样例 sample",
    personalFields: numbersOf(draw, ids, card.number, since, neighbours),
    premises,
    accounts,
    people: [],
    relations: relationsOf(draw, ids, index, since, neighbours),
    registers: work ? [...care, ...airNeeded(setting, work, ids, accounts.at(-1)?.id ?? "")] : care,
    pins: [],
    documents: papersOfPerson({ setting, draw, ids }, age, care),
  };
}

const clans = new Map<string, string>();
function clanOf({ seed, county }: Setting, { place }: Neighbours): string {
  const key = `${seed} ${county.places.indexOf(place)}`;
  const known = clans.get(key);
  if (known) return known;
  const name = surnameOf(new Draw(seed, 5, county.places.indexOf(place)));
  clans.set(key, name);
  return name;
}

function numbersOf(
  draw: Draw,
  ids: Ids,
  card: string,
  since: string,
  neighbours: Neighbours,
): PersonalFile[] {
  const fields: PersonalFile[] = [];
  const add = (kind: PersonalFile["kind"], value: string, more: Partial<PersonalFile> = {}) =>
    fields.push({
      id: ids.of("personal", fields.length),
      kind,
      value,
      label: null,
      isPrimary: true,
      validFrom: since,
      validTo: null,
      verifiedBy: null,
      ...more,
    });
  const { index } = ids;
  if (draw.chance(shares.otherPaper)) {
    const kind = draw.pick(["passport", "hk-macao", "taiwan"] as const);
    const digits = String(100_000_000 + (index % 900_000_000));
    add(
      kind,
      kind === "passport"
        ? `E${digits.slice(-8)}`
        : kind === "taiwan"
          ? digits.slice(-8)
          : `H${digits.slice(-8)}`,
    );
  } else add("id-card", card, { verifiedBy: draw.chance(0.6) ? "reader" : "paper" });
  if (!draw.chance(shares.noPhone)) {
    const isShared = index > neighbours.first && draw.chance(shares.neighboursPhone);
    add("mobile", mobile(isShared ? index - 1 : index, 0));
    if (draw.chance(shares.secondPhone))
      add("mobile", mobile(index, 1), { isPrimary: false, label: "备用 spare" });
    if (draw.chance(shares.formerPhone)) {
      const until = Math.max(dayNumber(since), today - draw.between(200, 2_500));
      add("mobile", mobile(index, 2), { isPrimary: false, validTo: dayText(until) });
    }
  }
  if (draw.chance(shares.bankAccount)) add("bank-account", bankCard(index), { label: "代扣 direct debit" });
  return fields;
}

function belongings(
  { index, draw, ids, at }: Who,
  { place, county }: Neighbours,
  stage: CustomerFile["stage"],
  openedOn: number,
  work: Working | undefined,
): { premises: PremiseFile[]; accounts: AccountFile[] } {
  const premises: PremiseFile[] = [];
  const accounts: AccountFile[] = [];
  if (stage === "potential") return { premises, accounts };
  const { region } = county.plan;
  const add = (
    opened: number,
    kva: number,
    useCode: string,
    more: Partial<AccountFile> = {},
    own: Partial<Home> = {},
    by = draw,
  ) => {
    const which = accounts.length;
    const home = { ...at, ...own };
    const made = account(by, ids, region, {
      which,
      home,
      place,
      useCode,
      tradeCode: more.tradeCode ?? null,
      tariffGroup: more.tariffGroup ?? (useCode === "801" ? "other" : "residential"),
      kva,
      openedOn: opened,
      more,
    });
    accounts.push(made);
    premises.push({
      id: made.premiseId,
      address: home.address,
      levels: home.levels,
      regionCode: String(region),
      statisticsCode: place.statisticsCode,
      longitude: home.longitude,
      latitude: home.latitude,
      validFrom: made.validFrom,
    });
  };
  const useCode = place.town.isUrban || place.kind === "compound" ? "202" : "201";
  const closed: Partial<AccountFile> =
    stage === "former"
      ? {
          state: "closed",
          closedOn: dayText(Math.max(openedOn, today - draw.between(1, formerDaysMost))),
          isSupplied: false,
        }
      : {};
  add(openedOn, draw.pick([4, 6, 8, 8, 8, 10]), useCode, closed);
  if (stage === "former") return { premises, accounts };
  const later = () => dayText(Math.max(openedOn, today - draw.between(20, 1_800)));
  const part = (what: string): Partial<Home> => ({
    address: at.address + what,
    levels: { ...at.levels, part: what },
  });
  if (draw.chance(shares.chargingPile))
    add(dayNumber(later()), 8, "202", { note: "充电桩" }, part(`${(index % 300) + 1}号车位`));
  if (draw.chance(shares.solar))
    add(dayNumber(later()), draw.pick([10, 15, 20, 30]), "801", { note: "光伏" }, part("屋顶"));
  if (draw.chance(shares.secondHome)) add(dayNumber(later()), 8, useCode, {}, part("后院"));
  if (work) {
    const { tradeCode, tariffGroup, note } = work.livelihood;
    const since = Math.max(openedOn, today - work.draw.between(20, 3_600));
    const own = part(work.livelihood.part);
    add(since, work.kva, work.livelihood.useCode, { tradeCode, tariffGroup, note }, own, work.draw);
  }
  return { premises, accounts };
}

/** One in twelve is of a household with the neighbour before; one in sixty rents from that neighbour. */
function relationsOf(
  draw: Draw,
  ids: Ids,
  index: number,
  since: string,
  neighbours: Neighbours,
): RelationFile[] {
  const before = index - 1;
  const isPerson = before >= neighbours.first && neighbours.tradeAt(before - neighbours.first) === undefined;
  const kind = draw.chance(1 / 12)
    ? "household"
    : draw.chance(1 / 60)
      ? "landlord"
      : draw.chance(1 / 40)
        ? "family"
        : undefined;
  if (!isPerson || !kind) return [];
  const fromId = ids.neighbour(before).of("customer");
  return [{ id: ids.of("relation"), fromId, toId: ids.of("customer"), kind, note: null, validFrom: since }];
}
