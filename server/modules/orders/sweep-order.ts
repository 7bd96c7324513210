/** What is due in one order, under its lock. */
import type { Context } from "../../foundation/context.ts";
import { release } from "./claim-step.ts";
import { inQuietHours, nextAllowed } from "./clock/quiet-hours.ts";
import { announce } from "./notify-customer.ts";
import type { OpenOrder } from "./open-order.ts";
import { warnedClock } from "./order-clock.ts";
import { reminderAt } from "./owed-papers.ts";
import { paperName } from "./paper-names.ts";
import { fireTimer } from "./process/machine.ts";
import { advance } from "./process-run.ts";
import { quietSpans } from "./quiet-time.ts";
import { saveOrder } from "./save-order.ts";
import { end } from "./terminate-order.ts";

/** A process whose timers fire at once again and again is a fault of its drawing. */
const firingsMost = 50;

export async function sweepOrder(ctx: Context, open: OpenOrder): Promise<void> {
  if (open.order.closedAt) return;
  const done = [
    ...(open.order.state === "open" ? await fireTimers(ctx, open) : []),
    ...warnClocks(open),
    ...dropIdle(open),
    ...(await remindOfPapers(ctx, open)),
  ];
  if (done.length > 0) await saveOrder(ctx, open, { action: "swept", after: { done } });
}

const isDue = (at: Temporal.Instant | null, now: Temporal.Instant): boolean =>
  at !== null && Temporal.Instant.compare(at, now) <= 0;

async function fireTimers(ctx: Context, open: OpenOrder): Promise<string[]> {
  const fired: string[] = [];
  for (let count = 0; count < firingsMost && !open.order.closedAt; count++) {
    const timer = open.steps
      .filter(({ kind, dueAt }) => kind === "timer" && isDue(dueAt, open.now))
      .sort((a, b) => Temporal.Instant.compare(a.dueAt ?? open.now, b.dueAt ?? open.now))[0];
    if (!timer) break;
    open.tell({
      kind: "timer",
      text: { zh: `到时：${timer.nameZh}`, en: `Time is up: ${timer.nameEn}` },
      stepId: timer.id,
    });
    await advance(
      ctx,
      open,
      (definition, tokens, around) => fireTimer(definition, tokens, timer.id, around),
      new Map([[timer.id, { how: "timer" }]]),
    );
    fired.push(`timer:${timer.nodeId}`);
  }
  return fired;
}

/** Told once for each share of a limit; whoever escalates listens (§3.5). */
function warnClocks(open: OpenOrder): string[] {
  return open.clocks
    .filter(({ nextAt }) => isDue(nextAt, open.now))
    .map((clock) => {
      const warned = warnedClock(clock, open.now, open.timing);
      if (warned.warned > clock.warned) open.warn(warned);
      else open.putClock(warned);
      return `clock:${clock.ruleCode}:${warned.warned}`;
    });
}

function dropIdle(open: OpenOrder): string[] {
  return open.tasks
    .filter(({ idleAt }) => isDue(idleAt, open.now))
    .map((step) => {
      release(open, step);
      open.tell({
        kind: "idle",
        text: {
          zh: `${step.assigneeName ?? ""}领取后未办理，退回待领：${step.nameZh}`,
          en: `Claimed by ${step.assigneeName ?? ""} and not worked on; back to the pool: ${step.nameEn}`,
        },
        stepId: step.id,
        detail: { staffId: step.assigneeId },
      });
      return `idle:${step.nodeId}`;
    });
}

/** At most two reminders, never in quiet hours; when the wait is over, the order ends with a written notice (§2.6 rule 3). */
async function remindOfPapers(ctx: Context, open: OpenOrder): Promise<string[]> {
  if (open.order.closedAt) return [];
  const quiet = quietSpans(open.rules);
  const wait = open.clocks.find(({ subject, dueAt }) => subject === "paper" && isDue(dueAt, open.now));
  const due = open.papers.filter(({ remindAt }) => isDue(remindAt, open.now));
  if (!wait && due.length === 0) return [];
  if (inQuietHours(open.now, quiet)) {
    for (const paper of due) open.putPaper({ ...paper, remindAt: nextAllowed(open.now, quiet) });
    if (wait) open.putClock({ ...wait, nextAt: nextAllowed(open.now, quiet) });
    return ["papers:quiet"];
  }
  if (wait) {
    announce(ctx, open, {
      nodeId: "papers-expired",
      zh: "资料逾期未补，终止通知",
      en: "Papers did not come; end told",
    });
    await end(ctx, open, "papers-late");
    return ["papers:expired"];
  }
  const names = due.map(({ code }) => paperName(code));
  announce(ctx, open, {
    nodeId: "papers-remind",
    zh: `提醒补交：${names.map(({ zh }) => zh).join("、")}`,
    en: `Reminded of papers: ${names.map(({ en }) => en).join(", ")}`,
  });
  const since = open.order.openedAt;
  for (const paper of due) {
    const reminders = paper.reminders + 1;
    open.putPaper({ ...paper, reminders, remindAt: reminderAt(open, reminders, since) });
  }
  return ["papers:reminded"];
}
