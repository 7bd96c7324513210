/** Calls for help: the silent button under the counter, the kiosk's customer; who answers them and how they end. */
import { actorKey, actorName, audit, type Context } from "../../foundation/context.ts";
import { Problem } from "../../foundation/problem.ts";
import { ownWindow } from "./counter.ts";
import { tellAlert } from "./events.ts";
import { lockHall } from "./queue.ts";
import { type AlertState, acceptOpenAlert, closeOpenAlert, lockAlert } from "./store/alerts.ts";

/** @throws hall.window_not_yours */
export async function pressPanic(ctx: Context, hallId: string, windowId: string): Promise<string> {
  const queue = await lockHall(ctx, hallId);
  const window = ownWindow(ctx, queue, windowId);
  const alertId = queue.alarm(ctx, {
    kind: "panic",
    level: "red",
    titleZh: `${window.number} 号窗口紧急求助`,
    titleEn: `Window ${window.number} needs help now`,
    windowId,
    ticketId: queue.at(windowId)?.id ?? null,
    source: null,
    answerBy: queue.now + queue.rules.panicAnswerMs,
  });
  audit(ctx, { action: "hall.press_panic", subject: `window:${windowId}`, after: { alertId } });
  await queue.save(ctx);
  return alertId;
}

export async function askForHelp(ctx: Context, hallId: string): Promise<string> {
  const queue = await lockHall(ctx, hallId);
  const name = actorName(ctx.actor);
  const alertId = queue.alarm(ctx, {
    kind: "help",
    level: "info",
    titleZh: `${name} 有客户需要帮助`,
    titleEn: `A customer at ${name} needs help`,
    windowId: null,
    ticketId: null,
    source: name,
    answerBy: queue.now + queue.rules.guideGreetMs,
  });
  await queue.save(ctx);
  return alertId;
}

/** The first who accepts has it. @throws thing.not_found, hall.alert_taken */
export async function acceptAlert(ctx: Context, hallId: string, alertId: string): Promise<void> {
  const alert = await openAlert(ctx, hallId, alertId);
  if (alert.acceptedBy === actorKey(ctx.actor)) return;
  if (alert.acceptedBy !== null) throw new Problem("hall.alert_taken", { name: alert.acceptedName ?? "" });
  await acceptOpenAlert(ctx, alertId, actorKey(ctx.actor), actorName(ctx.actor));
  audit(ctx, { action: "hall.accept_alert", subject: `alert:${alertId}`, after: { kind: alert.kind } });
  tellAlert(ctx, hallId, alertId, "accepted", alert.kind);
}

/** @throws thing.not_found, hall.alert_taken when it is closed already */
export async function closeAlert(
  ctx: Context,
  hallId: string,
  alertId: string,
  outcome: string,
): Promise<void> {
  const alert = await openAlert(ctx, hallId, alertId);
  await closeOpenAlert(ctx, alertId, outcome, actorKey(ctx.actor), actorName(ctx.actor));
  audit(ctx, {
    action: "hall.close_alert",
    subject: `alert:${alertId}`,
    before: { kind: alert.kind, acceptedBy: alert.acceptedBy },
    after: { outcome },
  });
  tellAlert(ctx, hallId, alertId, "closed", alert.kind);
}

async function openAlert(ctx: Context, hallId: string, alertId: string): Promise<AlertState> {
  const alert = await lockAlert(ctx, hallId, alertId);
  if (!alert) throw new Problem("thing.not_found");
  if (alert.isClosed) throw new Problem("hall.alert_taken", { name: alert.acceptedName ?? "" });
  return alert;
}
