/** The number at the window in one line, while a customer's archive fills the screen: calling is never out of reach. */
import type { Desk } from "../../contracts/hall.ts";
import { stopwatch } from "../parts/time.ts";
import { defineWords, pick } from "../parts/words.ts";
import { ActionButton } from "../staff/action-button.tsx";
import { PriorityBadge, secondsSince, stateName, waitedS } from "../staff/ticket-words.tsx";
import type { DeskActions } from "./actions.ts";

const t = defineWords({
  bar: ["窗口", "Window"],
  nobody: ["窗口没有号 · {n} 人等候", "No number at the window · {n} waiting"],
});

type Props = { desk: Desk; now: Temporal.Instant; actions: DeskActions; pending: string | undefined };

export function CallBar({ desk, now, actions, pending }: Props) {
  const { ticket } = desk;
  const isCalled = ticket?.state === "called";
  return (
    <section className={ticket ? `call-bar is-${ticket.state}` : "call-bar"} aria-label={t("bar")}>
      {ticket ? (
        <>
          <strong data-testid="current-number">{ticket.number}</strong>
          <span>{stateName(ticket.state)}</span>
          <b>{pick(ticket.serviceName)}</b>
          <PriorityBadge ticket={ticket} />
          <span>
            {stopwatch(ticket.startedAt ? secondsSince(ticket.startedAt, now) : waitedS(ticket, now))}
          </span>
        </>
      ) : (
        <span>{t("nobody", { n: desk.queue.length })}</span>
      )}
      <span className="window-bar-space" />
      {isCalled ? (
        <>
          <ActionButton action={actions.recall} pending={pending === "recall"} />
          <ActionButton action={actions.missed} pending={pending === "missed"} />
          <ActionButton action={actions.arrived} type="primary" pending={pending === "arrived"} />
        </>
      ) : (
        <>
          {ticket && <ActionButton action={actions.hold} pending={pending === "hold"} />}
          {ticket && <ActionButton action={actions.finish} />}
          <ActionButton
            action={actions.next}
            type="primary"
            pending={pending === "callNext" || pending === "finish"}
          />
        </>
      )}
    </section>
  );
}
