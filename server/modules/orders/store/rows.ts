/** Rows of the schema "orders" as the module's code has them; instants are Temporal, days ISO text. */
import { columnOf, propertyOf } from "../../../foundation/column-names.ts";
import type { ClockUnit } from "../clock/marks.ts";

export type OrderState = "open" | "suspended" | "done" | "terminated" | "merged";
export type Values = Readonly<Record<string, unknown>>;

export type OrderRow = {
  readonly id: string;
  readonly number: string;
  readonly typeCode: string;
  readonly customerClass: "RES" | "LVN" | "HV1" | "HV2";
  readonly areaType: "URBAN" | "RURAL" | "REMOTE";
  readonly processKey: string;
  readonly processVersion: number;
  readonly state: OrderState;
  readonly isProvisional: boolean;
  readonly unitId: string;
  readonly responsibleId: string | null;
  readonly openedBy: string | null;
  readonly openedByName: string;
  readonly channel: "counter" | "phone" | "web" | "hotline" | "system" | "field";
  readonly source: string | null;
  readonly sourceRef: string | null;
  readonly customerId: string | null;
  readonly accountId: string | null;
  readonly address: string;
  readonly contactName: string;
  readonly title: string;
  readonly demand: string;
  readonly vars: Values;
  readonly form: Values;
  readonly demandKind: "must" | "can" | "explain";
  readonly grade: "normal" | "important" | "major" | "special" | null;
  readonly secrecy: "none" | "anonymous" | "secret";
  readonly accused: readonly string[] | null;
  readonly priority: "normal" | "important" | "urgent";
  readonly greenChannel: string | null;
  readonly wantedOn: string | null;
  readonly mainId: string | null;
  readonly ticketId: string | null;
  /** The outage that a fault belongs to, by the number that people say. */
  readonly outageRef: string | null;
  readonly openedAt: Temporal.Instant;
  readonly closedAt: Temporal.Instant | null;
  readonly result: string | null;
  readonly dueAt: Temporal.Instant | null;
  readonly risk: number;
  readonly version: number;
};

/** One token of the process; `kind` as process/token.ts names it. */
export type StepRow = {
  readonly orderId: string;
  readonly id: string;
  readonly nodeId: string;
  readonly scopeId: string | null;
  readonly hostId: string | null;
  readonly kind: "task" | "service" | "message" | "timer" | "race" | "join" | "scope" | "multi";
  readonly flowId: string | null;
  readonly index: number | null;
  readonly count: number | null;
  readonly seq: number;
  readonly state: "live" | "done" | "cancelled" | "error";
  readonly nameZh: string;
  readonly nameEn: string;
  readonly stage: string | null;
  readonly duty: string | null;
  readonly post: string | null;
  readonly unitId: string | null;
  readonly assigneeId: string | null;
  readonly assigneeName: string | null;
  readonly assignedAt: Temporal.Instant | null;
  readonly delegatedBy: string | null;
  readonly idleAt: Temporal.Instant | null;
  readonly openedAt: Temporal.Instant;
  readonly closedAt: Temporal.Instant | null;
  readonly closedBy: string | null;
  readonly closedByName: string | null;
  readonly how: string | null;
  readonly reason: string | null;
  readonly form: Values;
  readonly dueAt: Temporal.Instant | null;
  /** The highest share in percent of a running clock of its own that has been warned of, as of the clocks. */
  readonly warned: number;
  /** The order as a whole is late, whatever its step is: for the lists, as of the order's last change or its clock's end. */
  readonly isOrderLate: boolean;
  readonly accused: readonly string[] | null;
  readonly version: number;
};

/** A task of the order that is over, as far as later ones depend on it: who did which duty, where it can go back to. */
export type PastStep = Pick<
  StepRow,
  | "id"
  | "nodeId"
  | "seq"
  | "duty"
  | "how"
  | "state"
  | "closedBy"
  | "closedByName"
  | "assigneeId"
  | "nameZh"
  | "nameEn"
>;

export type ClockLayer = "statutory" | "promised" | "internal";
export type ClockSubject =
  | "order"
  | "stage"
  | "step"
  | "paper"
  | "urge"
  | "supervision"
  | "visit"
  | "commitment"
  | "consultation";

export type MarkRow = {
  readonly seq: number;
  readonly kind: "start" | "pause" | "resume" | "limit" | "stop";
  readonly at: Temporal.Instant;
  readonly limitValue: number | null;
  readonly unit: ClockUnit | null;
  readonly reason: string | null;
  readonly proofId: string | null;
  readonly byName: string | null;
};

export type ClockRow = {
  readonly orderId: string;
  readonly id: string;
  readonly stepId: string | null;
  readonly stage: string | null;
  readonly ruleCode: string;
  readonly layer: ClockLayer;
  readonly subject: ClockSubject;
  readonly subjectId: string | null;
  readonly state: "running" | "paused" | "met" | "missed" | "void";
  readonly unit: ClockUnit;
  readonly limitValue: number;
  readonly startedAt: Temporal.Instant;
  readonly dueAt: Temporal.Instant | null;
  readonly endedAt: Temporal.Instant | null;
  readonly warned: number;
  readonly nextAt: Temporal.Instant | null;
};
/** A clock with its whole history: all that its due time follows from. */
export type MarkedClock = ClockRow & { readonly marks: readonly MarkRow[] };

export type PaperRow = {
  readonly orderId: string;
  readonly code: string;
  readonly state: "owed" | "received" | "waived";
  readonly need: "must" | "later" | "extra";
  readonly dueNode: string | null;
  readonly documentId: string | null;
  readonly reminders: number;
  readonly remindAt: Temporal.Instant | null;
  readonly changedAt: Temporal.Instant;
  readonly changedBy: string;
};

export type EntryRow = {
  readonly orderId: string;
  readonly id: string;
  readonly at: Temporal.Instant;
  readonly kind: string;
  readonly who: string;
  readonly whoId: string | null;
  readonly stepId: string | null;
  readonly textZh: string;
  readonly textEn: string;
  readonly detail: Values;
  readonly forCustomer: boolean;
};

/** Names inside are people's, not columns. */
const untouched = new Set(["vars", "form", "detail"]);
const isInstant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(\+00:00|Z)$/;

/** A row as `to_jsonb` gives it, at any depth: `valid_from` becomes `validFrom`, instants Temporal. The caller says what it is. */
export function rowFrom<Row>(json: unknown): Row {
  return read(json) as Row;
}

function read(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(read);
  if (typeof value === "string" && value.length < 40 && isInstant.test(value))
    return Temporal.Instant.from(value);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [propertyOf(name), untouched.has(name) ? part : read(part)]),
  );
}

/** The other way, for `jsonb_populate_recordset`. Buffers do not travel like this. */
export function jsonFrom(rows: readonly object[]): string {
  return JSON.stringify(
    rows.map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([name, part]) => [
          columnOf(name),
          part instanceof Temporal.Instant ? part.toString() : part,
        ]),
      ),
    ),
  );
}
