/** An organisation of the county: its code, its sites with transformers and contracts, its people, its registers. */
import type {
  AccountFile,
  CustomerFile,
  PersonalFile,
  PersonFile,
  PremiseFile,
  RegisterFile,
  RelationFile,
} from "../../server/modules/customers/index.ts";
import { papersOfOrganisation } from "./documents.ts";
import { type Draw, dayText } from "./draw.ts";
import type { Ids } from "./ids.ts";
import type { Neighbours } from "./neighbours.ts";
import { accountsEach, bankCard, creditCode, landline, mobile } from "./numbers.ts";
import type { Who } from "./person.ts";
import { personName } from "./person-names.ts";
import type { Setting } from "./population.ts";
import { registerEntry } from "./register-entry.ts";
import { account, highVoltageKva, openedDay, standardKva, today } from "./supply.ts";
import { brands, type Trade } from "./trades.ts";

export function organisation(
  setting: Setting,
  { index, draw, ids, at }: Who,
  neighbours: Neighbours,
  trade: Trade,
): CustomerFile {
  const { plan } = neighbours.county;
  const { place } = neighbours;
  const name = trade.isPublic
    ? `${placeName(neighbours)}${trade.name}`
    : `${plan.county}${draw.pick(brands)}${trade.name}`;
  const openedOn = openedDay(draw);
  const since = dayText(openedOn);
  const { accounts, premises } = sitesOf(draw, ids, { index, at, neighbours, trade, openedOn });
  const largest = Math.max(...accounts.map(({ contractKva }) => contractKva ?? 0));
  // Drawn in any case: who the managers are must not change what comes after.
  const { managerIds } = setting.servants;
  const manager = managerIds[Math.floor(draw.next() * managerIds.length)];
  const personalFields = numbersOf(draw, ids, since);
  return {
    id: ids.of("customer"),
    kind: neighbours.isManager(index) ? "intermediary" : "organisation",
    stage: "current",
    name,
    creditCode: creditCode(index, trade.registered, plan.region),
    bornOn: null,
    gender: null,
    managerStaffId: largest >= highVoltageKva ? (manager ?? null) : null,
    unitId: setting.servants.hallIds[place.town.hall] ?? setting.servants.hallIds[0] ?? "",
    note: null,
    validFrom: since,
    createdAt: `${since}T09:00:00+08:00`,
    createdBy: "样例 sample",
    personalFields,
    premises,
    accounts,
    people: peopleOf(draw, ids, personalFields, largest, since),
    relations: neighbours.isManager(index) ? [] : managedBy(ids, index, since, neighbours),
    registers: registersOf(setting, draw, ids, trade, accounts[0], largest),
    pins: [],
    documents: papersOfOrganisation({ setting, draw, ids }, trade, largest),
  };
}

/** Public bodies are called by the village, the town or the county that they belong to. */
function placeName({ place, county: { plan } }: Neighbours): string {
  if (place.kind === "village") return plan.county + place.town.name + place.name;
  return place.kind === "market" ? plan.county + place.town.name : plan.county;
}

type Site = {
  readonly index: number;
  readonly at: Who["at"];
  readonly neighbours: Neighbours;
  readonly trade: Trade;
  readonly openedOn: number;
};

function sitesOf(draw: Draw, ids: Ids, { index, at, neighbours, trade, openedOn }: Site) {
  const { place, county } = neighbours;
  const count = trade.sites ? draw.between(...trade.sites) : draw.chance(0.1) ? 2 : 1;
  const [least, most] = trade.kva;
  const importance = trade.important && draw.chance(trade.important[1]) ? trade.important[0] : "none";
  const manager = neighbours.managerIndex;
  const isSupplied = manager !== undefined && neighbours.isGroundShop(index);
  const accounts: AccountFile[] = [];
  const premises: PremiseFile[] = [];
  for (let which = 0; which < Math.min(count, accountsEach); which++) {
    // Half of what is drawn is near the lower end: small ones are many.
    const kva = standardKva(least + (most - least) * draw.next() ** 2);
    const site = which === 0 ? "" : `${which + 1}号点`;
    const made = account(draw, ids, county.plan.region, {
      which,
      home: at,
      place,
      useCode: trade.useCode,
      tradeCode: trade.code,
      tariffGroup:
        trade.tariffGroup === "commercial-one-part" && kva >= 315 ? "commercial-two-part" : trade.tariffGroup,
      kva,
      openedOn: Math.min(openedOn + which * 40, today - 15),
      ...(isSupplied ? { contractKind: "delegated" as const } : {}),
      more: {
        ...(which === 0 ? { importance } : {}),
        ...(neighbours.isManager(index) && which === 0 ? { transfer: "supplier" as const } : {}),
        ...(isSupplied && which === 0
          ? { transfer: "supplied" as const, supplierAccountId: ids.neighbour(manager).of("account") }
          : {}),
        ...(importance !== "none" && which === 0
          ? { securityKva: Math.round(kva / 5), checkMonths: importance === "first" ? 3 : 6 }
          : {}),
      },
    });
    accounts.push(made);
    premises.push({
      id: made.premiseId,
      address: at.address + site,
      levels: site ? { ...at.levels, part: site } : at.levels,
      regionCode: String(county.plan.region),
      statisticsCode: place.statisticsCode,
      longitude: at.longitude,
      latitude: at.latitude,
      validFrom: made.validFrom,
    });
  }
  return { accounts, premises };
}

function numbersOf(draw: Draw, ids: Ids, since: string): PersonalFile[] {
  const { index } = ids;
  const field = (
    which: number,
    kind: PersonalFile["kind"],
    value: string,
    label: string | null,
    isPrimary: boolean,
  ): PersonalFile => ({
    id: ids.of("personal", which),
    kind,
    value,
    label,
    isPrimary,
    validFrom: since,
    validTo: null,
    verifiedBy: null,
  });
  return [
    field(0, "mobile", mobile(index, 0), "负责人 head", true),
    ...(draw.chance(0.6) ? [field(1, "mobile", mobile(index, 1), "经办人 agent", false)] : []),
    ...(draw.chance(0.35) ? [field(2, "landline", landline(index), null, true)] : []),
    ...(draw.chance(0.5) ? [field(3, "bank-account", bankCard(index), "对公 company account", true)] : []),
  ];
}

function peopleOf(
  draw: Draw,
  ids: Ids,
  fields: readonly PersonalFile[],
  kva: number,
  since: string,
): PersonFile[] {
  const [head, agent] = fields;
  const one = (
    which: number,
    role: PersonFile["role"],
    phoneId: string | null,
    until: string | null = null,
  ): PersonFile => {
    const gender = draw.chance(0.6) ? "male" : "female";
    return {
      id: ids.of("person", which),
      accountId: null,
      role,
      name: personName(draw, gender, draw.between(1960, 1999)),
      phoneId,
      authorisedUntil: until,
      validFrom: since,
    };
  };
  return [
    one(0, "legal-representative", head?.id ?? null),
    ...(agent?.label?.startsWith("经办人")
      ? [one(1, "agent", agent.id, dayText(today + draw.between(-60, 700)))]
      : []),
    ...(kva >= highVoltageKva ? [one(2, "electrician", null)] : []),
  ];
}

/** The property manager is the supplier of the shops on its ground floor. */
function managedBy(ids: Ids, index: number, since: string, neighbours: Neighbours): RelationFile[] {
  const manager = neighbours.managerIndex;
  if (manager === undefined || !neighbours.isGroundShop(index)) return [];
  // Told by the shop's file, so that both are there: the relation itself runs from the manager.
  return [
    {
      id: ids.of("relation"),
      fromId: ids.neighbour(manager).of("customer"),
      toId: ids.of("customer"),
      kind: "sub-metering",
      note: null,
      validFrom: since,
    },
  ];
}

const sensitiveReasons: Readonly<Record<string, string>> = {
  S1: "有不能断电的病人或老人",
  S2: "学校、机关等敏感场所",
  S3: "供水、供气、通信等公共服务",
  S4: "养殖、冷链或连续生产",
};

function registersOf(
  setting: Setting,
  draw: Draw,
  ids: Ids,
  trade: Trade,
  account: AccountFile | undefined,
  kva: number,
): RegisterFile[] {
  const entries: RegisterFile[] = [];
  const add = (
    register: RegisterFile["register"],
    level: string,
    reason: string,
    source: string,
    accountId: string | null,
  ) => {
    const id = ids.of("register", entries.length);
    entries.push(registerEntry(setting, draw, { id, register, level, accountId, reason, source }));
  };
  if (account && account.importance !== "none")
    add("important", account.importance, "政府批准的重要用户名单", "县电力主管部门年度批文", account.id);
  if (trade.sensitive && draw.chance(trade.sensitive[1]))
    add("sensitive", trade.sensitive[0], sensitiveReasons[trade.sensitive[0]] ?? "", "台区经理走访", null);
  if (kva >= 1_000) add("vip", "key", "合同容量 1000 kVA 及以上", "营销部大客户名单", null);
  return entries;
}
