/** Accounts that new connections end in (建户): from what was asked for, surveyed and planned. */
import type { Words } from "../../../contracts/endpoint.ts";
import type { Context } from "../../foundation/context.ts";
import {
  accountFace,
  accountsAt,
  accountsNumbered,
  type NewAccount,
  openAccount,
} from "../customers/index.ts";
import type { ArchiveSite } from "./archive-changes.ts";
import type { OpenOrder } from "./open-order.ts";
import type { OrderRow, Values } from "./store/rows.ts";

const sorts = { RES: "03", LVN: "02", HV1: "01", HV2: "01" } as const satisfies Record<
  OrderRow["customerClass"],
  string
>;
/** 用电类别 and tariff group by the use that was asked for (catalogue/customer-codes.json). */
const uses: Readonly<
  Record<string, { use: string; tariff: "residential" | "agricultural" | "commercial-one-part" | "other" }>
> = {
  residential: { use: "200", tariff: "residential" },
  commercial: { use: "405", tariff: "commercial-one-part" },
  industrial: { use: "403", tariff: "commercial-one-part" },
  agricultural: { use: "300", tariff: "agricultural" },
  public: { use: "402", tariff: "commercial-one-part" },
  construction: { use: "402", tariff: "commercial-one-part" },
};
const voltages: Readonly<Record<string, string>> = {
  "220V": "AC02202",
  "380V": "AC03802",
  "10kV": "AC00101",
  "20kV": "AC00201",
  "35kV": "AC00351",
  "110kV": "AC01101",
};
const areas = { URBAN: "urban", RURAL: "rural", REMOTE: "remote" } as const;

/** 用电类别 and tariff group of an answer. */
export const usesOf = (value: unknown) => (typeof value === "string" ? uses[value] : undefined);
/** Of the plan, else of what was asked for. */
export const voltageOf = (form: Values): string | undefined =>
  voltages[text(form.planVoltage) || text(form.voltage)];

const text = (value: unknown) => (typeof value === "string" ? value : "");

const temporary: Readonly<Record<string, "metered" | "unmetered">> = {
  "TMP-M": "metered",
  "TMP-N": "unmetered",
};
/** 光伏发电 of the list of uses. */
const solarUse = "801";

type Opening = Pick<NewAccount, "sortCode" | "useCode" | "tariffGroup" | "voltageCode" | "premise"> & {
  readonly kva: number | null;
} & Partial<Pick<NewAccount, "temporary" | "temporaryUntil" | "note">>;

/** An account of the order's customer, with what every account has from an order. */
function opened(ctx: Context, open: OpenOrder, customerId: string, { kva, ...wish }: Opening) {
  const { areaType, unitId } = open.order;
  return openAccount(ctx, customerId, {
    tradeCode: null,
    contractKva: kva,
    runningKva: kva,
    loadClass: null,
    shiftCode: null,
    restDays: null,
    sectionCode: null,
    notifyBy: "sms",
    settleBy: "02",
    invoiceKind: null,
    area: areas[areaType],
    temporary: "no",
    temporaryUntil: null,
    peopleCount: null,
    securityKva: null,
    transfer: "none",
    supplierAccountId: null,
    note: null,
    unitId,
    number: null,
    oldNumber: null,
    ...wish,
  });
}

const placeAt = (address: string) => ({
  address,
  levels: {},
  regionCode: null,
  longitude: null,
  latitude: null,
});
const firstNumber = (...values: unknown[]): number | null =>
  values.find((one): one is number => typeof one === "number") ?? null;

/** Null, with nothing entered, when the order has no customer of the archive or has an account already. */
export async function openAccountFor({ ctx, open, form }: ArchiveSite): Promise<Words | null> {
  const { customerId, accountId, customerClass, address, typeCode } = open.order;
  if (customerId === null || accountId !== null || address.length < 2) return null;
  const fallback = customerClass === "RES" ? "residential" : "commercial";
  const use = usesOf(form.use) ?? uses[fallback];
  const limited = temporary[typeCode];
  const { accountId: fresh, number } = await opened(ctx, open, customerId, {
    sortCode: sorts[customerClass],
    useCode: use?.use ?? "904",
    tariffGroup: use?.tariff ?? "other",
    voltageCode: voltageOf(form) ?? "AC02202",
    kva: firstNumber(form.approvedCapacity, form.planCapacity, form.capacity),
    ...(limited && { temporary: limited, temporaryUntil: text(form.endsOn) || null }),
    premise: placeAt(address),
  });
  open.put({ accountId: fresh });
  return { zh: `已建户 ${number}`, en: `Account ${number} opened` };
}

const feedings: Readonly<Record<string, string>> = {
  "all-sold": "全额上网",
  surplus: "自发自用余电上网",
  own: "全部自用",
};

/**
 * What a solar plant generates has an account of its own (发电户), at the place of the account that uses it where one was
 * named. The order is about that account from then on: archived again, it opens no second one.
 */
export async function openGenerating({ ctx, open, form, left }: ArchiveSite): Promise<Words | null> {
  const { customerId, accountId, customerClass, address } = open.order;
  if (customerId === null) return null;
  const given = accountId === null ? undefined : await accountFace(ctx, accountId);
  if (given?.useCode === solarUse) return null;
  const number = text(form.linkedAccount).trim();
  const [found, more] = number === "" ? [] : await accountsNumbered(ctx, number);
  if (number !== "" && (!found || more))
    left({
      zh: `没有用电户号 ${number}，发电户未与其关联`,
      en: `There is no account ${number}; the plant is linked to none`,
    });
  const user = found && !more ? await accountFace(ctx, found.id) : given;
  if (!user && address.length < 2) return null;
  const made = await opened(ctx, open, customerId, {
    sortCode: sorts[customerClass],
    useCode: solarUse,
    tariffGroup: "other",
    voltageCode: voltages[text(form.planVoltage) || text(form.gridVoltage)] ?? "AC02202",
    kva: firstNumber(form.installedKw),
    note: [feedings[text(form.feeding)], user && `用电户 ${user.number}`].filter(Boolean).join("；") || null,
    premise: user ? { premiseId: user.premiseId } : placeAt(address),
  });
  open.put({ accountId: made.accountId });
  return { zh: `已建发电户 ${made.number}`, en: `Account ${made.number} opened for what it generates` };
}

const homeLength = 100;
/** The list of an estate, a home a line. */
export function homesIn(form: Values): readonly string[] {
  const lines = text(form.homes)
    .split(/[\n;；]/)
    .map((line) => line.trim());
  return [...new Set(lines.filter((line) => line !== "" && line.length <= homeLength))];
}
/** Where a home of an estate is. */
export const placeOfHome = (open: OpenOrder, home: string): string => `${open.order.address}${home}`;

/**
 * An estate's homes (小区新装): an account for each line of the list, the developer's until a home is passed on (过户). A home
 * that has one of the developer's already is left out, so that archived again nothing is doubled.
 */
export async function openHomes({ ctx, open, form, left }: ArchiveSite): Promise<Words | null> {
  const { customerId } = open.order;
  if (customerId === null) return null;
  const homes = homesIn(form);
  if (homes.length === 0) {
    left({ zh: "申请中没有户址清单，未建户", en: "The application lists no homes; no account opened" });
    return null;
  }
  const numbers: string[] = [];
  for (const home of homes) {
    const place = placeOfHome(open, home);
    const there = await accountsAt(ctx, { premiseId: null, address: place });
    if (there.some((one) => one.customerId === customerId)) continue;
    const made = await opened(ctx, open, customerId, {
      sortCode: sorts.RES,
      useCode: "200",
      tariffGroup: "residential",
      voltageCode: "AC02202",
      kva: firstNumber(form.homeCapacity),
      premise: placeAt(place),
    });
    numbers.push(made.number);
  }
  if (numbers.length === 0) return null;
  return {
    zh: `已按户址清单建户 ${numbers.length} 户（${numbers[0]} 至 ${numbers.at(-1)}）`,
    en: `${numbers.length} accounts opened for the homes on the list (${numbers[0]} to ${numbers.at(-1)})`,
  };
}
