/**
 * How the hall's rows become objects and back: snake_case columns to fields, timestamptz to epoch milliseconds. The
 * queue is read and written as JSON, one statement each way, so this is its only mapping.
 */
import type { Ticket } from "../ticket.ts";

type Kind = "plain" | "instant" | "hash";
type Columns<Row> = {
  readonly [Field in keyof Row]-?: readonly [column: string, kind: Kind, absent?: unknown];
};

const plain = (column: string, absent: unknown = null) => [column, "plain", absent] as const;
const instant = (column: string) => [column, "instant", null] as const;
const hash = (column: string) => [column, "hash", null] as const;

export const ticketColumns = {
  id: plain("id"),
  hallId: plain("hall_id"),
  day: plain("day"),
  letter: plain("letter"),
  seq: plain("seq"),
  state: plain("state"),
  serviceId: plain("service_id"),
  journey: plain("journey", []),
  journeyAt: plain("journey_at", 0),
  priority: plain("priority"),
  priorityReason: plain("priority_reason"),
  channel: plain("channel"),
  takenBy: plain("taken_by"),
  language: plain("language"),
  largeType: plain("large_type", false),
  customerName: plain("customer_name"),
  phoneHash: hash("phone_hash"),
  personKey: plain("person_key"),
  customerId: plain("customer_id"),
  token: plain("token"),
  tokenHash: hash("token_hash"),
  takenAt: instant("taken_at"),
  queuedAt: instant("queued_at"),
  waitingSince: instant("waiting_since"),
  behindCall: plain("behind_call"),
  behindUntil: instant("behind_until"),
  transferred: plain("transferred", false),
  targetWindowId: plain("target_window_id"),
  appointmentId: plain("appointment_id"),
  appointmentAt: instant("appointment_at"),
  windowId: plain("window_id"),
  calledAt: instant("called_at"),
  lastCallAt: instant("last_call_at"),
  callCount: plain("call_count", 0),
  startedAt: instant("started_at"),
  finishedAt: instant("finished_at"),
  holdUntil: instant("hold_until"),
  missedAt: instant("missed_at"),
  missedCount: plain("missed_count", 0),
  missedUntil: instant("missed_until"),
  moreTimeCount: plain("more_time_count", 0),
  transferCount: plain("transfer_count", 0),
  copies: plain("copies", 0),
  note: plain("note"),
  rateUntil: instant("rate_until"),
  rateStaffId: plain("rate_staff_id"),
  ratedAt: instant("rated_at"),
  toldLowS: plain("told_low_s"),
  toldMidS: plain("told_mid_s"),
  toldHighS: plain("told_high_s"),
  formulaS: plain("formula_s"),
  firstCalledAt: instant("first_called_at"),
  dueAt: instant("due_at"),
} as const satisfies Columns<Ticket>;

/** A window's live state; what it is called and can do belongs to the set-up. */
export type WindowLive = {
  readonly id: string;
  readonly state: "closed" | "open" | "paused";
  readonly staffId: string | null;
  readonly staffName: string | null;
  readonly staffNumber: string | null;
  readonly openedAt: number | null;
  readonly autoCall: boolean;
  readonly pauseReason: string | null;
  readonly pausedAt: number | null;
  readonly pauseUntil: number | null;
  /** When the overrun is told; null once it has been. */
  readonly pauseDueAt: number | null;
};

export const windowColumns = {
  id: plain("id"),
  state: plain("state"),
  staffId: plain("staff_id"),
  staffName: plain("staff_name"),
  staffNumber: plain("staff_number"),
  openedAt: instant("opened_at"),
  autoCall: plain("auto_call", false),
  pauseReason: plain("pause_reason"),
  pausedAt: instant("paused_at"),
  pauseUntil: instant("pause_until"),
  pauseDueAt: instant("pause_due_at"),
} as const satisfies Columns<WindowLive>;

export type JsonRow = Readonly<Record<string, unknown>>;

export const toMs = (text: string): number => Temporal.Instant.from(text).epochMilliseconds;
export const fromMs = (ms: number): string => Temporal.Instant.fromEpochMilliseconds(ms).toString();

/** A row that left PostgreSQL as JSON, its nulls stripped. */
export function fromRow<Row>(columns: Columns<Row>, row: JsonRow): Row {
  const made: Record<string, unknown> = {};
  for (const field in columns) {
    const [column, kind, absent] = columns[field];
    const value = row[column];
    made[field] =
      value === undefined || value === null ? absent : kind === "instant" ? toMs(String(value)) : value;
  }
  return made as Row;
}

export function toRow<Row>(columns: Columns<Row>, made: Row): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  for (const field in columns) {
    const [column, kind] = columns[field];
    const value = made[field];
    row[column] = kind === "instant" && typeof value === "number" ? fromMs(value) : value;
  }
  return row;
}

export const columnNames = <Row>(columns: Columns<Row>): string[] =>
  Object.values<readonly [string, ...unknown[]]>(columns).map(([column]) => column);
