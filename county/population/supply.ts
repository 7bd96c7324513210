/** An account and what hangs on it: supply points, metering points, meters with those that hung there before, contract. */
import type {
  AccountFile,
  ContractFile,
  MeterFile,
  MeteringPointFile,
  SupplyPointFile,
} from "../../server/modules/customers/index.ts";
import { countyDay } from "./county-plans.ts";
import { type Draw, dayNumber, dayText } from "./draw.ts";
import type { Ids } from "./ids.ts";
import type { Home } from "./neighbours.ts";
import { accountNumber, meterNumber, metersEach } from "./numbers.ts";
import type { Place } from "./places.ts";

export const today = dayNumber(countyDay);
const firstDay = dayNumber("1996-01-01");
/** Standard capacities of transformers and services, kVA. */
const capacities = [
  4, 6, 8, 10, 15, 20, 30, 50, 80, 100, 160, 200, 250, 315, 400, 500, 630, 800, 1_000, 1_250, 1_600, 2_000,
  2_500, 3_150, 4_000, 5_000, 6_300,
];
const makers = ["禾电仪表", "江科电能", "正远计量", "华澄智能"];
/** From this capacity a customer is supplied at 10 kV. */
export const highVoltageKva = 100;

export type Wish = {
  /** The how many'th account of the customer. */
  readonly which: number;
  readonly home: Home;
  readonly place: Place;
  readonly useCode: string;
  readonly tradeCode: string | null;
  readonly tariffGroup: AccountFile["tariffGroup"];
  readonly kva: number;
  readonly openedOn: number;
  readonly contractKind?: ContractFile["kind"];
  readonly more?: Partial<AccountFile>;
};

/** A day since the county has electricity books, later ones more often. */
export const openedDay = (draw: Draw): number =>
  Math.floor(today - 20 - (today - firstDay) * draw.next() ** 1.4);

export const standardKva = (kva: number): number => capacities.find((one) => one >= kva) ?? 6_300;

export function account(draw: Draw, ids: Ids, region: number, wish: Wish): AccountFile {
  const { which, place, kva } = wish;
  const isHigh = kva >= highVoltageKva;
  const isThreePhase = isHigh || kva > 12;
  const voltageCode = isHigh ? "AC00101" : isThreePhase ? "AC03802" : "AC02202";
  const openedOn = dayText(wish.openedOn);
  const supplyPoints = supplyPointsOf(draw, ids, wish, voltageCode, isThreePhase);
  const isClosed = wish.more?.state === "closed";
  const isHome = wish.tariffGroup === "residential";
  const supplied = dayText(Math.min(today - 1, wish.openedOn + draw.between(1, isHigh ? 60 : 8)));
  return {
    id: ids.of("account", which),
    number: accountNumber(String(region).slice(2), ids.index, which),
    oldNumber: wish.openedOn < dayNumber("2012-01-01") ? String(4_000_000_000 + ids.index * 8 + which) : null,
    premiseId: ids.of("premise", which),
    sortCode: isHigh ? "01" : isHome && !wish.tradeCode ? "03" : "02",
    useCode: wish.useCode,
    tradeCode: wish.tradeCode,
    tariffGroup: wish.tariffGroup,
    voltageCode,
    contractKva: kva,
    runningKva: isHigh && draw.chance(0.08) ? standardKva(kva / 2) : kva,
    state: "active",
    isSupplied: !isClosed && !draw.chance(0.004),
    openedOn,
    suppliedOn: supplied,
    closedOn: null,
    temporary: "no",
    temporaryUntil: null,
    importance: "none",
    checkMonths: isHigh ? (kva >= 1_000 ? 6 : 12) : null,
    lastCheckedOn: isHigh ? dayText(today - draw.between(10, 360)) : null,
    transfer: "none",
    supplierAccountId: null,
    sectionCode: `${place.statisticsCode.slice(6)}${String((ids.index % 40) + 1).padStart(3, "0")}`,
    notifyBy: draw.chance(0.8) ? "sms" : "paper",
    settleBy: isHigh ? "01" : "02",
    invoiceKind: isHome ? "plain" : draw.chance(0.5) ? "vat" : "plain",
    area: place.town.isUrban ? "urban" : draw.chance(0.04) ? "remote" : "rural",
    securityKva: null,
    peopleCount: isHome && !wish.tradeCode && draw.chance(0.04) ? draw.between(5, 8) : null,
    note: null,
    validFrom: openedOn,
    supplyPoints,
    points: [pointOf(draw, ids, region, wish, { isHigh, isThreePhase, installedOn: wish.openedOn })],
    contracts: [contractOf(draw, ids, region, wish, isHigh)],
    ...wish.more,
  };
}

function supplyPointsOf(
  draw: Draw,
  ids: Ids,
  { which, home, place, kva, openedOn, more }: Wish,
  voltageCode: string,
  isThreePhase: boolean,
): SupplyPointFile[] {
  const isHigh = kva >= highVoltageKva;
  const main: SupplyPointFile = {
    id: ids.of("supply", which * 2),
    role: "main",
    voltageCode,
    capacityKva: kva,
    substation: place.substation,
    feeder: place.feeder,
    transformer: isHigh ? null : home.transformer,
    phase: isThreePhase ? "ABC" : draw.pick(["A", "B", "C"] as const),
    hasOwnSource: false,
    validFrom: dayText(openedOn),
  };
  if (!more?.importance || more.importance === "none") return [main];
  // Important customers have two circuits, and a source of their own for what must not stand still.
  const other = place.feeder.replace(/\d+线$/, (line) => `${(Number.parseInt(line, 10) % 12) + 1}线`);
  return [
    { ...main, hasOwnSource: true },
    { ...main, id: ids.of("supply", which * 2 + 1), role: "backup", feeder: other },
  ];
}

function contractOf(draw: Draw, ids: Ids, region: number, wish: Wish, isHigh: boolean): ContractFile {
  const kind =
    wish.contractKind ?? (isHigh ? "high-voltage" : wish.tradeCode ? "low-voltage" : "residential");
  // Of high voltage contracts the present one runs for three years; the others go on until one side ends them.
  const years = isHigh ? Math.floor((today - wish.openedOn) / 1_096) : 0;
  const starts = wish.openedOn + years * 1_096;
  const isClosed = wish.more?.state === "closed";
  return {
    id: ids.of("contract", wish.which),
    number: `HT${region}${String(ids.index * 64 + wish.which).padStart(10, "0")}`,
    kind,
    signedOn: dayText(starts - draw.between(0, 5)),
    startsOn: dayText(starts),
    endsOn: isHigh ? dayText(starts + 1_095) : null,
    state: isClosed ? "terminated" : "in-force",
    role: "consumer",
  };
}

type Hanging = { readonly isHigh: boolean; readonly isThreePhase: boolean; readonly installedOn: number };

function pointOf(
  draw: Draw,
  ids: Ids,
  region: number,
  { which, home, kva, more, useCode, openedOn }: Wish,
  { isHigh, isThreePhase }: Hanging,
): MeteringPointFile {
  const needsCt = kva >= 50;
  const kind = needsCt ? "three-phase-ct" : isThreePhase ? "three-phase" : "single-phase";
  return {
    id: ids.of("point", which),
    supplyPointId: ids.of("supply", which * 2),
    number: `JL${region}${String(ids.index * 64 + which).padStart(10, "0")}`,
    purpose: useCode === "801" ? "generation" : "settlement",
    method: !isHigh ? "LL" : kva >= 315 ? "HH" : "HL",
    ratio: needsCt ? standardKva(kva) / 5 || 1 : 1,
    box: isHigh ? null : home.box,
    validFrom: dayText(openedOn),
    meters: metersOf(draw, ids, region, { which, kind, openedOn, closedOn: more?.closedOn ?? null }),
  };
}

/** A meter hangs for some eight years; the present one and up to two before it are in the books. */
function metersOf(
  draw: Draw,
  ids: Ids,
  region: number,
  at: { which: number; kind: MeterFile["kind"]; openedOn: number; closedOn: string | null },
): MeterFile[] {
  const end = at.closedOn === null ? today : dayNumber(at.closedOn);
  const begun = Math.max(at.openedOn, end - 24 * 365);
  const changes: number[] = [begun];
  for (let next = begun + draw.between(6 * 365, 10 * 365); next < end - 30 && changes.length < 3; ) {
    changes.push(next);
    next += draw.between(6 * 365, 10 * 365);
  }
  const perDay = at.kind === "single-phase" ? draw.between(150, 1_200) : draw.between(1_000, 9_000);
  return changes.map((from, turn): MeterFile => {
    const until = changes[turn + 1] ?? (at.closedOn === null ? undefined : end);
    const year = Number(dayText(from).slice(0, 4));
    const isLast = turn === changes.length - 1;
    return {
      id: ids.of("meter", at.which * metersEach + turn),
      installationId: ids.of("installation", at.which * metersEach + turn),
      assetNumber: meterNumber(region, year, ids.index, at.which * metersEach + turn),
      maker: draw.pick(makers),
      model: at.kind === "single-phase" ? "DDZY-5(60)A" : "DTZY-1.5(6)A",
      kind: at.kind,
      madeIn: year,
      installedOn: dayText(from),
      installedReading: 0,
      removedOn: until === undefined ? null : dayText(until),
      // 0.01 kWh, within six digits of whole kilowatt-hours.
      removedReading: until === undefined ? null : ((until - from) * perDay) % 99_999_999,
      reason:
        until === undefined
          ? null
          : isLast
            ? "销户拆表"
            : turn === 0 && year < 2014
              ? "智能表改造"
              : "到期轮换",
    };
  });
}
