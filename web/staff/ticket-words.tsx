/** The hall's words as staff say them: states, priorities, channels; and how long is too long. */
import type {
  Alert,
  PriorityClass,
  PriorityReason,
  Ticket,
  TicketState,
  WindowState,
} from "../../contracts/hall.ts";
import { durationWords } from "../parts/time.ts";
import { defineWords } from "../parts/words.ts";

const states = defineWords({
  printing: ["打印中", "Printing"],
  waiting: ["等候", "Waiting"],
  called: ["已呼叫", "Called"],
  serving: ["办理中", "Serving"],
  held: ["挂起", "On hold"],
  missed: ["过号", "Missed"],
  done: ["已办结", "Done"],
  abandoned: ["弃号", "Left"],
  void: ["作废", "Void"],
});
const priorities = defineWords({
  emergency: ["紧急", "Emergency"],
  priority: ["优先", "Priority"],
  appointment: ["预约", "Appointment"],
  ordinary: ["普通", "Ordinary"],
});
const reasons = defineWords({
  emergency: ["紧急情况", "Emergency"],
  elderly: ["老年人", "Elderly"],
  disabled: ["残疾人", "Disabled"],
  pregnant: ["孕妇", "Pregnant"],
  infant: ["抱婴", "With infant"],
  military: ["现役军人", "Military"],
  veteran: ["退役军人", "Veteran"],
  rescue: ["消防救援", "Rescue service"],
});
const channels = defineWords({
  kiosk: ["取号机", "Kiosk"],
  guide: ["引导员", "Guide"],
  phone: ["手机", "Phone"],
  appointment: ["预约", "Booked"],
  desk: ["窗口", "Desk"],
});
const windows = defineWords({
  closed: ["未开窗", "Closed"],
  open: ["服务中", "Open"],
  paused: ["暂停", "Paused"],
});
const alerts = defineWords({
  crowding: ["拥挤", "Crowding"],
  panic: ["紧急求助", "Panic"],
  help: ["客户求助", "Help asked"],
  unhappy: ["不满意", "Dissatisfied"],
  "pause-overrun": ["暂停超时", "Pause overrun"],
  failure: ["系统故障", "Failure"],
});

export const stateName = (state: TicketState) => states(state);
export const priorityName = (priority: PriorityClass) => priorities(priority);
export const priorityReasonName = (reason: PriorityReason) => reasons(reason);
export const channelName = (channel: Ticket["channel"]) => channels(channel);
export const windowStateName = (state: WindowState) => windows(state);
export const alertKindName = (kind: Alert["kind"]) => alerts(kind);

/** Seconds from then to now, never negative. */
export const secondsSince = (then: string, now: Temporal.Instant): number =>
  Math.max(0, (now.epochMilliseconds - Date.parse(then)) / 1_000);

/** How long the customer has waited: from joining the queue to the start of service, or to now. */
export function waitedS(ticket: Ticket, now: Temporal.Instant): number {
  const from = Date.parse(ticket.queuedAt ?? ticket.takenAt);
  const to = ticket.startedAt ? Date.parse(ticket.startedAt) : now.epochMilliseconds;
  return Math.max(0, (to - from) / 1_000);
}

export type Tone = "good" | "warn" | "bad";
/** Green until two thirds of the limit, then amber, past it red. */
export function toneOf(seconds: number, limitS: number): Tone {
  if (seconds > limitS) return "bad";
  return seconds > limitS * (2 / 3) ? "warn" : "good";
}

/** Why this customer goes first; nothing for an ordinary one. */
export function PriorityBadge({ ticket }: { ticket: Pick<Ticket, "priority" | "priorityReason"> }) {
  if (ticket.priority === "ordinary") return null;
  const why = ticket.priorityReason
    ? priorityReasonName(ticket.priorityReason)
    : priorityName(ticket.priority);
  return <span className={`badge badge-${ticket.priority}`}>{why}</span>;
}

/** A figure in seconds, or a dash where nothing was measured. */
export const secondsOrDash = (seconds: number | null) => (seconds === null ? "–" : durationWords(seconds));
/** A share of 0..1 as whole percent, or a dash. */
export const percentOrDash = (share: number | null) => (share === null ? "–" : `${Math.round(share * 100)}%`);
