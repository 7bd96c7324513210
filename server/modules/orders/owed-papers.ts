/**
 * Papers that are owed (容缺, §2.6): each with a clock of its own, which is the customer's; reminders while it runs; and the
 * end of the order when it has run out.
 */

import { nextAllowed } from "./clock/quiet-hours.ts";
import { readClock } from "./clock/read-clock.ts";
import type { IntakePaper } from "./intake-papers.ts";
import { limitsOf } from "./limits.ts";
import type { OpenOrder } from "./open-order.ts";
import { paperName } from "./paper-names.ts";
import { quietSpans } from "./quiet-time.ts";
import type { PaperRow } from "./store/rows.ts";

const waitRule = "PAPER.WAIT.MOST";
const reminderRules = ["PAPER.REMIND.FIRST", "PAPER.REMIND.SECOND"] as const;

export function owePapers(open: OpenOrder, papers: readonly IntakePaper[]): void {
  for (const { code, state, need, dueNode, documentId } of papers) {
    const remindAt = state === "owed" && need === "later" ? reminderAt(open, 0, open.now) : null;
    open.putPaper({ code, state, need, dueNode, documentId, reminders: 0, remindAt });
  }
  const owed = open.papers.filter(({ state, need }) => state === "owed" && need === "later");
  if (owed.length === 0) return;
  startWait(open);
  const names = owed.map(({ code }) => paperName(code));
  open.tell({
    kind: "papers-owed",
    text: {
      zh: `容缺受理，待补：${names.map(({ zh }) => zh).join("、")}`,
      en: `Taken provisionally; still to come: ${names.map(({ en }) => en).join(", ")}`,
    },
    detail: { codes: owed.map(({ code }) => code) },
    forCustomer: true,
  });
}

/** One clock for all that is owed: the order ends when it has run out, not paper by paper. */
function startWait(open: OpenOrder): void {
  const [wait] = limitsOf(open.rules, waitRule, open.order);
  if (wait) open.startClock({ ...wait, subject: "paper" });
}

/** When the next reminder of something owed since then is due; null after the last. Never in quiet hours. */
export function reminderAt(open: OpenOrder, given: number, since: Temporal.Instant): Temporal.Instant | null {
  const rule = reminderRules[given];
  const most = open.rules.value("PAPER.REMIND.MOST");
  const [limit] = rule === undefined || given >= most ? [] : limitsOf(open.rules, rule, open.order);
  if (!limit) return null;
  const { dueAt } = readClock([{ kind: "start", at: since, limit: limit.limit }], open.timing.time);
  return dueAt && nextAllowed(dueAt, quietSpans(open.rules));
}

export const isOwed = ({ state, need }: PaperRow): boolean => state === "owed" && need !== "extra";

/** Nothing is owed any more: the wait is over, and the order is an ordinary one. */
export function endWaitWhenComplete(open: OpenOrder): void {
  if (open.papers.some(isOwed)) return;
  for (const clock of open.clocks) if (clock.subject === "paper") open.stopClock(clock.id);
  if (open.order.isProvisional) open.put({ isProvisional: false });
}
