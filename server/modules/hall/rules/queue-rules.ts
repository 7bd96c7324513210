/**
 * The numbers of the hall, as the catalogue gives them (`catalogue/hall-rules.json`, loaded elsewhere).
 *
 * Nothing in this folder knows a number of its own: every threshold arrives as a row with source, confidence and
 * dates, and becomes one field here. Durations are integer milliseconds, so are all instants of this folder: the
 * rules run some thousand times for one forecast table, and numbers are an order of magnitude cheaper than Temporal.
 */

/** One row of the catalogue of hall rules. */
export interface RuleRow {
  readonly rule_code: string;
  /** SGCC, CSG, REG or LOCAL; ALL where every company keeps the same number. */
  readonly scheme: string;
  readonly value: number;
  readonly unit: string;
  /** BH counts in opening hours, NATURAL never stops. */
  readonly clock_type: string;
  readonly source: string;
  readonly source_year: number;
  /** V2, V1, VQ, AR or AD; AR and AD are assumed, and a company confirms them. */
  readonly confidence: string;
  /** Why we chose the value, where no document gives it. */
  readonly reason?: string;
  readonly valid_from: string;
  readonly valid_to: string | null;
}

const codes = {
  priorityBonusMs: "HALL.CALL.PRIORITY.BONUS",
  appointmentBonusMs: "HALL.CALL.APPOINTMENT.BONUS",
  overrideMs: "HALL.CALL.OVERRIDE",
  callsPerOvertake: "HALL.CALL.RATIO",
  appointmentEarlyMs: "HALL.APPOINTMENT.EARLY",
  appointmentLateMs: "HALL.APPOINTMENT.LATE",
  appointmentCallWithinMs: "HALL.APPOINTMENT.CALL_WITHIN",
  recallsMax: "HALL.RECALL.MAX",
  recallGapMs: "HALL.RECALL.GAP",
  missedAfterMs: "HALL.MISSED.AFTER",
  missedReturnsMax: "HALL.MISSED.RETURNS",
  missedValidMs: "HALL.MISSED.VALID",
  missedPlacesBack: "HALL.MISSED.PLACES_BACK",
  missedLatestMs: "HALL.MISSED.LATEST",
  transfersMax: "HALL.TRANSFER.MAX",
  holdMs: "HALL.HOLD.MAX",
  pauseMs: "HALL.PAUSE.MAX",
  ratingOpenMs: "HALL.RATING.OPEN",
  ratingMeetMs: "HALL.RATING.MEET",
  waitPromiseMs: "HALL.WAIT.PROMISE",
  waitStretchMs: "HALL.WAIT.STRETCH",
  paymentMaxMs: "HALL.TIME.PAYMENT.MAX",
  businessMaxMs: "HALL.TIME.BUSINESS.MAX",
  crowdAverageOverMs: "HALL.CROWD.AVERAGE_OVER",
  crowdYellowWaitMs: "HALL.CROWD.YELLOW.WAIT",
  crowdYellowWaiting: "HALL.CROWD.YELLOW.WAITING",
  crowdYellowAnswerMs: "HALL.CROWD.YELLOW.ANSWER",
  crowdOrangeWaitMs: "HALL.CROWD.ORANGE.WAIT",
  crowdOrangeTicketMs: "HALL.CROWD.ORANGE.TICKET",
  crowdOrangeAbandonedPercentPerHour: "HALL.CROWD.ORANGE.ABANDONED",
  crowdOrangeAnswerMs: "HALL.CROWD.ORANGE.ANSWER",
  crowdRedWaitMs: "HALL.CROWD.RED.WAIT",
  crowdRedAnswerMs: "HALL.CROWD.RED.ANSWER",
  panicAnswerMs: "HALL.PANIC.ANSWER",
  guideGreetMs: "HALL.GUIDE.GREET",
  printConfirmMs: "HALL.PRINT.CONFIRM",
  takesPerDevice: "HALL.TAKE.PER_DEVICE",
  takesPerAddress: "HALL.TAKE.PER_ADDRESS",
  offlineBlock: "HALL.OFFLINE.BLOCK",
  recogniseValidMs: "HALL.RECOGNISE.VALID",
  phoneCodeMs: "HALL.PHONE.CODE",
  moreTimeMax: "HALL.MORE_TIME.MAX",
  moreTimePlaces: "HALL.MORE_TIME.PLACES",
  moreTimeLatestMs: "HALL.MORE_TIME.LATEST",
  callAheadPlaces: "HALL.CALL_AHEAD.PLACES",
  ratingPhoneMs: "HALL.RATING.PHONE",
  ratingSatisfied: "HALL.RATING.SATISFIED",
  ratingUnhappy: "HALL.RATING.UNHAPPY",
} as const;

/** The numbers of one hall on one date: durations in milliseconds, the others as they are counted. */
export type QueueRules = { readonly [Rule in keyof typeof codes]: number };

const millisecondsOf: Readonly<Record<string, number>> = { SEC: 1_000, MIN: 60_000, HOUR: 3_600_000 };

/**
 * The rules in force for a company of `scheme` on `date` (YYYY-MM-DD; without it, those without an end).
 * A row of the company's own scheme goes before one for ALL, the latest `valid_from` before the others.
 * @throws Error that names the rule when the catalogue lacks it, or gives a duration in a unit that is none.
 */
export function queueRulesFrom(rows: readonly RuleRow[], scheme = "SGCC", date?: string): QueueRules {
  const rules: Partial<Record<keyof typeof codes, number>> = {};
  for (const name of Object.keys(codes) as (keyof typeof codes)[]) {
    rules[name] = numberIn(name, ruleInForce(rows, codes[name], scheme, date));
  }
  return rules as QueueRules;
}

function ruleInForce(
  rows: readonly RuleRow[],
  code: string,
  scheme: string,
  date: string | undefined,
): RuleRow {
  const found = rows
    .filter((row) => row.rule_code === code && (row.scheme === scheme || row.scheme === "ALL"))
    .filter((row) => (date === undefined ? row.valid_to === null : isInForce(row, date)))
    .sort(
      (a, b) =>
        Number(a.scheme === "ALL") - Number(b.scheme === "ALL") || compare(b.valid_from, a.valid_from),
    );
  const [row] = found;
  if (!row)
    throw new Error(
      `Hall rule ${code} is missing from the catalogue (scheme ${scheme}${date ? `, ${date}` : ""}).`,
    );
  return row;
}

function isInForce(row: RuleRow, date: string): boolean {
  return row.valid_from <= date && (row.valid_to === null || date <= row.valid_to);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function numberIn(name: string, row: RuleRow): number {
  if (!Number.isFinite(row.value) || row.value < 0)
    throw new Error(`Hall rule ${row.rule_code} has no usable value: ${row.value}.`);
  if (!name.endsWith("Ms")) return row.value;
  const factor = millisecondsOf[row.unit];
  if (factor === undefined)
    throw new Error(`Hall rule ${row.rule_code} is a duration and cannot be in ${row.unit}.`);
  return row.value * factor;
}
