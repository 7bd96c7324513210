/** The account that a new connection ends in (建户): from what was asked for, surveyed and planned. */
import type { Words } from "../../../contracts/endpoint.ts";
import { openAccount } from "../customers/index.ts";
import type { ArchiveSite } from "./archive-order.ts";
import type { OrderRow } from "./store/rows.ts";

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

const text = (value: unknown) => (typeof value === "string" ? value : "");

/** Null, with nothing entered, when the order has no customer of the archive or has an account already. */
export async function openAccountFor({ ctx, open, form }: ArchiveSite): Promise<Words | null> {
  const { customerId, accountId, customerClass, areaType, address, typeCode, unitId } = open.order;
  if (customerId === null || accountId !== null || address.length < 2) return null;
  const fallback = customerClass === "RES" ? "residential" : "commercial";
  const use = uses[text(form.use)] ?? uses[fallback];
  const kva =
    [form.approvedCapacity, form.planCapacity, form.capacity].find((one) => typeof one === "number") ?? null;
  const opened = await openAccount(ctx, customerId, {
    sortCode: sorts[customerClass],
    useCode: use?.use ?? "904",
    tradeCode: null,
    tariffGroup: use?.tariff ?? "other",
    voltageCode: voltages[text(form.planVoltage) || text(form.voltage)] ?? "AC02202",
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
    temporary: typeCode === "TMP-M" ? "metered" : "no",
    temporaryUntil: typeCode === "TMP-M" ? text(form.endsOn) || null : null,
    peopleCount: null,
    securityKva: null,
    transfer: "none",
    supplierAccountId: null,
    note: null,
    unitId,
    number: null,
    oldNumber: null,
    premise: { address, levels: {}, regionCode: null, longitude: null, latitude: null },
  });
  open.put({ accountId: opened.accountId });
  return { zh: `已建户 ${opened.number}`, en: `Account ${opened.number} opened` };
}
