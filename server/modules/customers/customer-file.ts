/**
 * A customer with everything that belongs to it, as one value: what a large load brings in. Personal numbers are in the
 * clear here and nowhere else; they are sealed on their way into the database.
 *
 * Days are YYYY-MM-DD, instants ISO 8601, ids are chosen by whoever makes the file.
 */
import type { z } from "zod";
import type {
  contractKind,
  customerKind,
  customerStage,
  PersonalKind,
  partyRole,
  personRole,
  Register,
  relationKind,
} from "../../../contracts/customers/shapes.ts";

export type CustomerFile = {
  readonly id: string;
  readonly kind: z.output<typeof customerKind>;
  readonly stage: z.output<typeof customerStage>;
  readonly name: string;
  readonly creditCode: string | null;
  readonly bornOn: string | null;
  readonly gender: "female" | "male" | null;
  readonly managerStaffId: string | null;
  readonly unitId: string;
  readonly note: string | null;
  readonly validFrom: string;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly personalFields: readonly PersonalFile[];
  readonly premises: readonly PremiseFile[];
  readonly accounts: readonly AccountFile[];
  readonly people: readonly PersonFile[];
  readonly relations: readonly RelationFile[];
  readonly registers: readonly RegisterFile[];
  readonly pins: readonly PinFile[];
  /** Papers that were seen, without pictures of them. */
  readonly documents?: readonly DocumentFile[];
};

export type PersonalFile = {
  readonly id: string;
  readonly kind: PersonalKind;
  readonly value: string;
  readonly label: string | null;
  readonly isPrimary: boolean;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly verifiedBy: string | null;
};

export type PremiseFile = {
  readonly id: string;
  readonly address: string;
  readonly levels: Readonly<Record<string, string>>;
  readonly regionCode: string | null;
  readonly statisticsCode: string | null;
  readonly longitude: number | null;
  readonly latitude: number | null;
  readonly validFrom: string;
};

export type AccountFile = {
  readonly id: string;
  readonly number: string;
  readonly oldNumber: string | null;
  readonly premiseId: string;
  readonly sortCode: string;
  readonly useCode: string;
  readonly tradeCode: string | null;
  readonly tariffGroup:
    | "residential"
    | "agricultural"
    | "commercial-one-part"
    | "commercial-two-part"
    | "other";
  readonly voltageCode: string;
  readonly contractKva: number | null;
  readonly runningKva: number | null;
  readonly state: "applying" | "active" | "changing" | "closed";
  readonly isSupplied: boolean;
  readonly openedOn: string | null;
  readonly suppliedOn: string | null;
  readonly closedOn: string | null;
  readonly temporary: "no" | "metered" | "unmetered";
  readonly temporaryUntil: string | null;
  readonly importance: "none" | "special" | "first" | "second" | "temporary";
  readonly checkMonths: number | null;
  readonly lastCheckedOn: string | null;
  readonly transfer: "none" | "supplier" | "supplied";
  readonly supplierAccountId: string | null;
  readonly sectionCode: string | null;
  readonly notifyBy: string | null;
  readonly settleBy: string | null;
  readonly invoiceKind: string | null;
  readonly area: "urban" | "rural" | "remote";
  readonly securityKva: number | null;
  readonly peopleCount: number | null;
  readonly note: string | null;
  readonly validFrom: string;
  readonly supplyPoints: readonly SupplyPointFile[];
  readonly points: readonly MeteringPointFile[];
  readonly contracts: readonly ContractFile[];
};

export type SupplyPointFile = {
  readonly id: string;
  readonly role: "main" | "backup" | "security";
  readonly voltageCode: string;
  readonly capacityKva: number | null;
  readonly substation: string | null;
  readonly feeder: string | null;
  readonly transformer: string | null;
  readonly phase: "A" | "B" | "C" | "ABC" | null;
  readonly hasOwnSource: boolean;
  readonly validFrom: string;
};

export type MeteringPointFile = {
  readonly id: string;
  readonly supplyPointId: string | null;
  readonly number: string;
  readonly purpose: "settlement" | "sub" | "generation" | "check";
  readonly method: "HH" | "HL" | "LL";
  readonly ratio: number;
  readonly box: string | null;
  readonly validFrom: string;
  /** The oldest first; the last one hangs there unless it has a day of removal. */
  readonly meters: readonly MeterFile[];
};

/** A meter and its time at the place. Readings are in 0.01 kWh. */
export type MeterFile = {
  readonly id: string;
  readonly installationId: string;
  readonly assetNumber: string;
  readonly maker: string | null;
  readonly model: string | null;
  readonly kind: "single-phase" | "three-phase" | "three-phase-ct" | "gateway";
  readonly madeIn: number | null;
  readonly installedOn: string;
  readonly installedReading: number;
  readonly removedOn: string | null;
  readonly removedReading: number | null;
  readonly reason: string | null;
};

export type ContractFile = {
  readonly id: string;
  readonly number: string;
  readonly kind: z.output<typeof contractKind>;
  readonly signedOn: string | null;
  readonly startsOn: string;
  readonly endsOn: string | null;
  readonly state: "draft" | "in-force" | "expired" | "terminated";
  /** The role of the customer itself. */
  readonly role: z.output<typeof partyRole>;
};

export type PersonFile = {
  readonly id: string;
  readonly accountId: string | null;
  readonly role: z.output<typeof personRole>;
  readonly name: string;
  /** One of the customer's own personal fields. */
  readonly phoneId: string | null;
  readonly authorisedUntil: string | null;
  readonly validFrom: string;
};

/** `fromId` is the landlord, the supplier … of `toId`; one of them is this customer, the other is loaded with it or was before. */
export type RelationFile = {
  readonly id: string;
  readonly fromId: string;
  readonly toId: string;
  readonly kind: z.output<typeof relationKind>;
  readonly note: string | null;
  readonly validFrom: string;
};

/** An entry that is in force, reviewed by another person than the one who proposed it. */
export type RegisterFile = {
  readonly id: string;
  readonly register: Register;
  readonly level: string;
  readonly accountId: string | null;
  readonly reason: string;
  readonly source: string;
  readonly proposedBy: string;
  readonly proposedByName: string;
  readonly reviewedBy: string;
  readonly reviewedByName: string;
  readonly at: string;
  readonly validFrom: string;
  readonly expiresOn: string | null;
};

export type PinFile = {
  readonly id: string;
  readonly text: string;
  readonly level: "info" | "warning" | "danger";
  readonly at: string;
  readonly byName: string;
};

/** A paper that is current (catalogue/document-types.json). */
export type DocumentFile = {
  readonly id: string;
  readonly type: string;
  /** Of its type: a newer one takes its place. */
  readonly isSingle: boolean;
  readonly issuedOn: string | null;
  readonly expiresOn: string | null;
  readonly isLongTerm: boolean;
  readonly currentFrom: string;
  readonly verifiedHow: "original-seen" | "reader" | "online";
  readonly byName: string;
};
