/** What hangs on an account: supply points, metering points, meters and supply contracts. */
import { z } from "zod";
import { empty, freeText, id, localDate } from "../common.ts";
import { endpoint } from "../endpoint.ts";
import { code, editFaults, kva, ofAccount, version } from "./archive-parts.ts";
import { contractKind, partyRole } from "./shapes.ts";

export const saveSupplyPoint = endpoint({
  method: "post",
  path: "/api/accounts/{accountId}/supply-points",
  capability: "customers.edit",
  scope: "company",
  summary: { zh: "维护受电点", en: "Add or change a supply point" },
  params: ofAccount,
  query: empty,
  body: z.strictObject({
    /** With the version, to change one. */
    supplyPointId: id.nullable().default(null),
    version: version.nullable().default(null),
    role: z.enum(["main", "backup", "security"]),
    voltageCode: code,
    capacityKva: kva,
    substation: freeText(60).nullable(),
    feeder: freeText(60).nullable(),
    transformer: freeText(60).nullable(),
    phase: z.enum(["A", "B", "C", "ABC"]).nullable(),
    hasOwnSource: z.boolean(),
    isClosed: z.boolean().default(false),
    validFrom: localDate.optional(),
  }),
  answer: z.object({ supplyPointId: id, version }),
  problems: [...editFaults, "customers.account_closed", "customers.code_unknown"],
});

export const saveMeteringPoint = endpoint({
  method: "post",
  path: "/api/accounts/{accountId}/metering-points",
  capability: "customers.edit",
  scope: "company",
  summary: { zh: "维护计量点", en: "Add or change a metering point" },
  params: ofAccount,
  query: empty,
  body: z.strictObject({
    meteringPointId: id.nullable().default(null),
    version: version.nullable().default(null),
    number: freeText(30).nullable().default(null),
    purpose: z.enum(["settlement", "sub", "generation", "check"]),
    method: z.enum(["HH", "HL", "LL"]),
    ratio: z.int().min(1).max(1_000_000),
    box: freeText(30).nullable(),
    supplyPointId: id.nullable(),
    isClosed: z.boolean().default(false),
    validFrom: localDate.optional(),
  }),
  answer: z.object({ meteringPointId: id, number: z.string(), version }),
  problems: [
    ...editFaults,
    "customers.account_closed",
    "customers.point_number",
    "customers.supply_elsewhere",
    "customers.meter_hangs",
  ],
});

/** Hangs a meter at a point (装表); one that is there is taken off by the same command when `removedReading` is given (换表). */
export const installMeter = endpoint({
  method: "post",
  path: "/api/metering-points/{pointId}/meter",
  capability: "customers.edit",
  scope: "company",
  summary: { zh: "装表或换表", en: "Install or change a meter" },
  params: z.object({ pointId: id }),
  query: empty,
  body: z.strictObject({
    assetNumber: freeText(30).min(1),
    /** For a meter that the archive has not seen yet. */
    model: freeText(40).nullable().default(null),
    on: localDate,
    /** 0.01 kWh. */
    reading: z.int().min(0),
    removedReading: z.int().min(0).nullable().default(null),
    reason: freeText(100).nullable().default(null),
  }),
  answer: z.object({ installationId: id }),
  problems: [
    "customers.account_closed",
    "customers.point_closed",
    "customers.before_opening",
    "customers.future_day",
    "customers.meter_elsewhere",
    "customers.meter_hangs",
    "customers.meter_days",
    "customers.meter_scrapped",
    "customers.meter_reading",
  ],
});

export const removeMeter = endpoint({
  method: "post",
  path: "/api/metering-points/{pointId}/meter/remove",
  capability: "customers.edit",
  scope: "company",
  summary: { zh: "拆表", en: "Remove a meter" },
  params: z.object({ pointId: id }),
  query: empty,
  body: z.strictObject({ on: localDate, reading: z.int().min(0), reason: freeText(100).min(1) }),
  answer: empty,
  problems: [
    "customers.account_closed",
    "customers.no_meter",
    "customers.meter_days",
    "customers.meter_reading",
    "customers.future_day",
  ],
});

export const saveContract = endpoint({
  method: "post",
  path: "/api/accounts/{accountId}/contracts",
  capability: "customers.edit",
  scope: "company",
  summary: { zh: "维护供用电合同", en: "Add or change a supply contract" },
  params: ofAccount,
  query: empty,
  body: z.strictObject({
    contractId: id.nullable().default(null),
    version: version.nullable().default(null),
    number: freeText(40).min(1),
    kind: contractKind,
    signedOn: localDate.nullable(),
    startsOn: localDate,
    endsOn: localDate.nullable(),
    state: z.enum(["draft", "in-force", "expired", "terminated"]),
    note: freeText(500).nullable(),
    parties: z
      .array(z.strictObject({ customerId: id, role: partyRole }))
      .min(1)
      .max(20),
  }),
  answer: z.object({ contractId: id, version }),
  problems: [
    "customers.account_closed",
    "customers.edited_meanwhile",
    "customers.contract_number",
    "customers.contract_overlap",
    "customers.party_unknown",
    "customers.days_order",
  ],
});
