/**
 * A customer's file as lines of COPY's text form, table by table. The order is the one in which they refer to each other.
 */
import type { ContractFile, CustomerFile } from "../customer-file.ts";

/** Personal numbers sealed, and what the customer is found by: what the file itself must not say. */
export type Sealed = {
  readonly fields: ReadonlyMap<string, { sealed: Buffer; keyVersion: number; blind: Buffer }>;
  readonly terms: readonly number[];
};

type Cell = string | number | boolean | null | Buffer | readonly number[] | object;
type Table = {
  readonly name: string;
  readonly columns: string;
  readonly rows: (file: CustomerFile, orgId: number, sealed: Sealed) => readonly (readonly Cell[])[];
};

const ofAccounts = <T>(
  file: CustomerFile,
  each: (account: CustomerFile["accounts"][number]) => readonly T[],
) => file.accounts.flatMap(each);
const meters = (file: CustomerFile) =>
  ofAccounts(file, ({ points }) =>
    points.flatMap((point) => point.meters.map((meter) => ({ point, meter }))),
  );

/** A contract is in the archive from the day on which it was signed. */
const begins = ({ signedOn, startsOn }: ContractFile): string => signedOn ?? startsOn;

export const bulkTables: readonly Table[] = [
  {
    name: "customers",
    columns: `org_id, id, kind, stage, name, credit_code, born_on, gender, manager_staff_id, unit_id, note, valid_from,
      created_at, created_by, updated_at, updated_by`,
    rows: (c, org) => [
      [
        ...[
          org,
          c.id,
          c.kind,
          c.stage,
          c.name,
          c.creditCode,
          c.bornOn,
          c.gender,
          c.managerStaffId,
          c.unitId,
          c.note,
        ],
        ...[c.validFrom, c.createdAt, c.createdBy, c.createdAt, c.createdBy],
      ],
    ],
  },
  {
    name: "personal_fields",
    columns: `org_id, id, customer_id, kind, sealed, key_version, blind, label, is_primary, valid_from, valid_to,
      verified_at, verified_by`,
    rows: (c, org, { fields }) =>
      c.personalFields.map((f) => {
        const { sealed, keyVersion, blind } = fields.get(f.id) ?? missing(f.id);
        const verifiedAt = f.verifiedBy === null ? null : c.createdAt;
        return [
          ...[
            org,
            f.id,
            c.id,
            f.kind,
            sealed,
            keyVersion,
            blind,
            f.label,
            f.isPrimary,
            f.validFrom,
            f.validTo,
          ],
          ...[verifiedAt, f.verifiedBy],
        ];
      }),
  },
  {
    name: "premises",
    columns: "org_id, id, address, levels, region_code, statistics_code, longitude, latitude, valid_from",
    rows: (c, org) =>
      c.premises.map((p) => [
        ...[
          org,
          p.id,
          p.address,
          p.levels,
          p.regionCode,
          p.statisticsCode,
          p.longitude,
          p.latitude,
          p.validFrom,
        ],
      ]),
  },
  {
    name: "accounts",
    columns: `org_id, id, number, old_number, customer_id, premise_id, unit_id, sort_code, use_code, trade_code,
      tariff_group, voltage_code, contract_kva, running_kva, state, is_supplied, opened_on, supplied_on, closed_on,
      temporary, temporary_until, importance, check_months, last_checked_on, transfer, supplier_account_id,
      section_code, notify_by, settle_by, invoice_kind, area, security_kva, people_count, note, valid_from`,
    rows: (c, org) =>
      c.accounts.map((a) => [
        ...[
          org,
          a.id,
          a.number,
          a.oldNumber,
          c.id,
          a.premiseId,
          c.unitId,
          a.sortCode,
          a.useCode,
          a.tradeCode,
        ],
        ...[a.tariffGroup, a.voltageCode, a.contractKva, a.runningKva, a.state, a.isSupplied, a.openedOn],
        ...[
          a.suppliedOn,
          a.closedOn,
          a.temporary,
          a.temporaryUntil,
          a.importance,
          a.checkMonths,
          a.lastCheckedOn,
        ],
        ...[a.transfer, a.supplierAccountId, a.sectionCode, a.notifyBy, a.settleBy, a.invoiceKind, a.area],
        ...[a.securityKva, a.peopleCount, a.note, a.validFrom],
      ]),
  },
  {
    name: "supply_points",
    columns: `org_id, id, account_id, role, voltage_code, capacity_kva, substation, feeder, transformer, phase,
      has_own_source, valid_from`,
    rows: (c, org) =>
      ofAccounts(c, (a) =>
        a.supplyPoints.map((s) => [
          ...[
            org,
            s.id,
            a.id,
            s.role,
            s.voltageCode,
            s.capacityKva,
            s.substation,
            s.feeder,
            s.transformer,
            s.phase,
          ],
          ...[s.hasOwnSource, s.validFrom],
        ]),
      ),
  },
  {
    name: "metering_points",
    columns: "org_id, id, account_id, supply_point_id, number, purpose, method, ratio, box, valid_from",
    rows: (c, org) =>
      ofAccounts(c, (a) =>
        a.points.map((p) => [
          ...[org, p.id, a.id, p.supplyPointId, p.number, p.purpose, p.method, p.ratio, p.box, p.validFrom],
        ]),
      ),
  },
  {
    name: "meters",
    columns: "org_id, id, asset_number, maker, model, kind, made_in, state",
    rows: (c, org) =>
      meters(c).map(({ meter: m }) => [
        ...[org, m.id, m.assetNumber, m.maker, m.model, m.kind, m.madeIn],
        m.removedOn === null ? "installed" : "removed",
      ]),
  },
  {
    name: "installations",
    columns: `org_id, id, meter_id, point_id, installed_on, installed_reading, removed_on, removed_reading, reason`,
    rows: (c, org) =>
      meters(c).map(({ point, meter: m }) => [
        ...[
          org,
          m.installationId,
          m.id,
          point.id,
          m.installedOn,
          m.installedReading,
          m.removedOn,
          m.removedReading,
        ],
        m.reason,
      ]),
  },
  {
    name: "contracts",
    columns: "org_id, id, number, kind, account_id, signed_on, starts_on, ends_on, state, valid_from",
    rows: (c, org) =>
      ofAccounts(c, (a) =>
        a.contracts.map((k) => [
          ...[org, k.id, k.number, k.kind, a.id, k.signedOn, k.startsOn, k.endsOn, k.state, begins(k)],
        ]),
      ),
  },
  {
    name: "contract_parties",
    columns: "org_id, contract_id, customer_id, role, valid_from",
    rows: (c, org) => ofAccounts(c, (a) => a.contracts.map((k) => [org, k.id, c.id, k.role, begins(k)])),
  },
  {
    name: "people",
    columns: "org_id, id, customer_id, account_id, role, name, phone_id, authorised_until, valid_from",
    rows: (c, org) =>
      c.people.map((p) => [
        ...[org, p.id, c.id, p.accountId, p.role, p.name, p.phoneId, p.authorisedUntil, p.validFrom],
      ]),
  },
  {
    name: "relations",
    columns: "org_id, id, from_id, to_id, kind, note, valid_from",
    rows: (c, org) => c.relations.map((r) => [org, r.id, r.fromId, r.toId, r.kind, r.note, r.validFrom]),
  },
  {
    name: "register_entries",
    columns: `org_id, id, customer_id, account_id, register, level, reason, source, state, proposed_at, proposed_by,
      proposed_by_name, reviewed_at, reviewed_by, reviewed_by_name, valid_from, expires_on`,
    rows: (c, org) =>
      c.registers.map((r) => [
        ...[
          org,
          r.id,
          c.id,
          r.accountId,
          r.register,
          r.level,
          r.reason,
          r.source,
          "in-force",
          r.at,
          r.proposedBy,
        ],
        ...[r.proposedByName, r.at, r.reviewedBy, r.reviewedByName, r.validFrom, r.expiresOn],
      ]),
  },
  {
    name: "pins",
    columns: "org_id, id, customer_id, text, level, placed_at, placed_by_name",
    rows: (c, org) => c.pins.map((p) => [org, p.id, c.id, p.text, p.level, p.at, p.byName]),
  },
  {
    name: "documents",
    columns: `org_id, id, customer_id, type, is_single, state, issued_on, expires_on, is_long_term, current_from,
      verified_at, verified_by_name, verified_how, added_at, added_by_name`,
    rows: (c, org) =>
      (c.documents ?? []).map((d) => {
        const at = `${d.currentFrom}T09:30:00+08:00`;
        return [
          ...[
            org,
            d.id,
            c.id,
            d.type,
            d.isSingle,
            "current",
            d.issuedOn,
            d.expiresOn,
            d.isLongTerm,
            d.currentFrom,
          ],
          ...[at, d.byName, d.verifiedHow, at, d.byName],
        ];
      }),
  },
  {
    name: "search",
    columns: "org_id, customer_id, terms",
    rows: (c, org, { terms }) => [[org, c.id, terms]],
  },
];

function missing(id: string): never {
  throw new Error(`the personal field ${id} was not sealed`);
}

/** One line of COPY's text form. */
export const copyLine = (cells: readonly Cell[]): string => `${cells.map(copyCell).join("\t")}\n`;

function copyCell(cell: Cell): string {
  if (cell === null) return "\\N";
  if (typeof cell === "string") return escaped(cell);
  if (typeof cell === "number") return String(cell);
  if (typeof cell === "boolean") return cell ? "t" : "f";
  if (Buffer.isBuffer(cell)) return `\\\\x${cell.toString("hex")}`;
  if (Array.isArray(cell)) return `{${cell.join(",")}}`;
  return escaped(JSON.stringify(cell));
}

const special = /[\\\t\n\r]/;
const escapes: Readonly<Record<string, string>> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };
const escaped = (text: string): string =>
  special.test(text) ? text.replace(/[\\\t\n\r]/g, (letter) => escapes[letter] ?? letter) : text;
