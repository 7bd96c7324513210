/** Checked rows as customers' files: rows of one person or organisation are one customer with several accounts. */
import { newId } from "../../../foundation/ids.ts";
import type { AccountFile, CustomerFile, PersonalFile } from "../customer-file.ts";
import type { CheckedRow } from "./check-row.ts";
import { tariffGroupOf } from "./fields.ts";

export type Origin = {
  readonly unitId: string;
  readonly today: string;
  readonly at: string;
  readonly by: string;
};

/** A customer that these accounts go to; `known` is in the archive already and keeps its own name and numbers. */
export type PlacedRows = { readonly rows: readonly CheckedRow[]; readonly known: string | null };

/** What makes two rows one customer: the paper or the credit code. A name alone does not. */
export const sameCustomer = ({ paper, creditCode, line }: CheckedRow): string =>
  creditCode ? `credit/${creditCode}` : paper ? `${paper.kind}/${paper.value}` : `line/${line}`;

export function customerFile({ rows, known }: PlacedRows, origin: Origin): CustomerFile {
  const [first] = rows;
  if (!first) throw new RangeError("a customer without a row");
  const premises = rows.map((row) => ({ row, premiseId: newId() }));
  return {
    id: known ?? newId(),
    kind: first.kind,
    stage: "current",
    name: first.name,
    creditCode: first.creditCode,
    bornOn: first.bornOn,
    gender: first.gender,
    managerStaffId: null,
    unitId: origin.unitId,
    note: null,
    validFrom: origin.today,
    createdAt: origin.at,
    createdBy: origin.by,
    personalFields: known ? [] : personalFields(rows, origin),
    premises: premises.map(({ row, premiseId }) => ({
      id: premiseId,
      address: row.address,
      levels: {},
      regionCode: null,
      statisticsCode: null,
      longitude: null,
      latitude: null,
      validFrom: origin.today,
    })),
    accounts: premises.map(({ row, premiseId }) => account(row, premiseId, origin)),
    people: [],
    relations: [],
    registers: [],
    pins: [],
  };
}

/** Each number once; the first of a kind is the primary one. */
function personalFields(rows: readonly CheckedRow[], { today }: Origin): PersonalFile[] {
  const fields: PersonalFile[] = [];
  const add = (kind: PersonalFile["kind"], value: string | null) => {
    if (value === null || fields.some((one) => one.kind === kind && one.value === value)) return;
    const isPrimary = !fields.some((one) => one.kind === kind);
    fields.push({
      id: newId(),
      kind,
      value,
      label: null,
      isPrimary,
      validFrom: today,
      validTo: null,
      verifiedBy: null,
    });
  };
  for (const row of rows) {
    if (row.paper) add(row.paper.kind, row.paper.value);
    for (const { kind, value } of row.phones) add(kind, value);
    add("bank-account", row.bankAccount);
  }
  return fields;
}

function account(row: CheckedRow, premiseId: string, { today }: Origin): AccountFile {
  const supplyPointId = newId();
  return {
    id: newId(),
    number: row.accountNumber,
    oldNumber: row.oldNumber,
    premiseId,
    sortCode: row.sortCode,
    useCode: row.useCode,
    tradeCode: row.tradeCode,
    tariffGroup: tariffGroupOf(row.useCode),
    voltageCode: row.voltageCode,
    contractKva: row.contractKva,
    runningKva: row.contractKva,
    state: "active",
    isSupplied: true,
    openedOn: row.openedOn,
    suppliedOn: row.openedOn,
    closedOn: null,
    temporary: "no",
    temporaryUntil: null,
    importance: "none",
    checkMonths: null,
    lastCheckedOn: null,
    transfer: "none",
    supplierAccountId: null,
    sectionCode: row.sectionCode,
    notifyBy: null,
    settleBy: null,
    invoiceKind: null,
    area: row.area,
    securityKva: null,
    peopleCount: null,
    note: row.note,
    validFrom: today,
    supplyPoints: [
      {
        id: supplyPointId,
        role: "main",
        voltageCode: row.voltageCode,
        capacityKva: row.contractKva,
        substation: row.substation,
        feeder: row.feeder,
        transformer: row.transformer,
        phase: null,
        hasOwnSource: false,
        validFrom: today,
      },
    ],
    points: [
      {
        id: newId(),
        supplyPointId,
        number: row.pointNumber ?? `${row.accountNumber}-1`,
        purpose: "settlement",
        method: row.method,
        ratio: row.ratio,
        box: null,
        validFrom: today,
        meters: row.meterNumber === null ? [] : [meter(row, row.meterNumber)],
      },
    ],
    contracts: [],
  };
}

const meter = (row: CheckedRow, assetNumber: string) => ({
  id: newId(),
  installationId: newId(),
  assetNumber,
  maker: null,
  model: null,
  kind: row.method === "LL" && row.ratio === 1 ? ("single-phase" as const) : ("three-phase-ct" as const),
  madeIn: null,
  installedOn: row.installedOn ?? row.openedOn,
  installedReading: row.installedReading,
  removedOn: null,
  removedReading: null,
  reason: null,
});
