/** The customer at the window, and the keys that move them on. Without one: what to press next. */
import { Input, Segmented } from "antd";
import { type ReactNode, type RefObject, useId } from "react";
import type { Desk, Ticket } from "../../contracts/hall.ts";
import { Icon } from "../parts/icons.tsx";
import { clockTime, secondsUntil, stopwatch } from "../parts/time.ts";
import { defineWords, pick } from "../parts/words.ts";
import { ActionButton } from "../staff/action-button.tsx";
import { Keys } from "../staff/keys.tsx";
import {
  channelName,
  PriorityBadge,
  secondsSince,
  stateName,
  toneOf,
  waitedS,
} from "../staff/ticket-words.tsx";
import { type DeskActions, missedInS, recallInS } from "./actions.ts";
import type { Outcome } from "./commands.ts";
import type { Draft } from "./use-draft.ts";

const t = defineWords({
  closed: ["窗口还没开", "The window is closed"],
  closedMore: [
    "开窗后，评价器和大屏会同步显示您在岗。",
    "Opening shows you on the evaluator and the big screen.",
  ],
  paused: ["暂停服务中", "Paused"],
  pausedMore: ["大屏显示“暂停服务”，不会叫号到本窗口。", "The screens say so; nobody is called here."],
  taken: ["这个窗口有人在用", "Somebody is at this window"],
  takenMore: [
    "{name} 在 {number} 号窗口上岗。请换一个窗口。",
    "{name} is at window {number}. Choose another one.",
  ],
  idle: ["请呼叫下一位", "Call the next customer"],
  idleMore: ["{n} 位客户在等本窗口的业务", "{n} people wait for this window"],
  empty: ["没有人在等候", "Nobody is waiting"],
  emptyMore: ["有新号时会出现在左侧。", "New numbers appear on the left."],
  autoMore: [
    "自动叫号已打开，有客户时会自动叫到本窗口。",
    "Auto-call is on: the next customer is called by itself.",
  ],
  called: ["第 {n} 次呼叫", "Call no. {n}"],
  waited: ["等候", "Waited"],
  waitedAll: ["已等候", "Waiting"],
  handling: ["办理", "Handling"],
  sinceCall: ["呼叫后", "Since the call"],
  target: ["目标 {n} 分钟", "target {n} min"],
  promise: ["承诺 {n} 分钟", "promise {n} min"],
  taken2: ["{time} 取号 · {channel}", "Taken {time} · {channel}"],
  appointment: ["预约 {time}", "Booked {time}"],
  transferred: ["转来", "Transferred"],
  english: ["英语客户", "English speaker"],
  large: ["大字", "Large type"],
  papers: ["所需材料（一次性告知）", "Papers needed (tell all at once)"],
  journey: ["业务", "Services"],
  noteLabel: ["备注", "Note"],
  noteHint: ["只有工作人员看得到", "Seen by staff only"],
  outcome: ["结果", "Outcome"],
  solved: ["已办结", "Solved"],
  accepted: ["已受理", "Accepted"],
  referred: ["转其他渠道", "Referred"],
  unsolved: ["未办成", "Not solved"],
  rating: ["{number} 正在评价，还有 {s} 秒", "{number} is rating, {s} s left"],
});

type Props = {
  desk: Desk;
  now: Temporal.Instant;
  actions: DeskActions;
  pending: string | undefined;
  draft: Draft;
  noteField: RefObject<HTMLTextAreaElement | null>;
};

export function CurrentTicket(props: Props) {
  const { desk, now } = props;
  const asked = desk.ratingAsked;
  return (
    <>
      {desk.ticket ? <Customer {...props} ticket={desk.ticket} /> : <NoCustomer {...props} />}
      <p className="rating-asked" role="status">
        {asked && secondsUntil(asked.until, now) > 0 && (
          <>
            <Icon name="heart" /> {t("rating", { number: asked.number, s: secondsUntil(asked.until, now) })}
          </>
        )}
      </p>
    </>
  );
}

function NoCustomer({ desk, actions, pending }: Props) {
  const { window, queue } = desk;
  if (window.state === "closed") {
    return (
      <Stage title={t("closed")} more={t("closedMore")}>
        <ActionButton action={actions.open} type="primary" className="big-key" pending={pending === "open"} />
      </Stage>
    );
  }
  if (actions.next.blocked && window.staff && actions.close.blocked === actions.next.blocked && !pending) {
    return (
      <Stage title={t("taken")} more={t("takenMore", { name: window.staff.name, number: window.number })}>
        <ActionButton action={actions.changeWindow} className="big-key" />
      </Stage>
    );
  }
  if (window.state === "paused") {
    return (
      <Stage title={t("paused")} more={t("pausedMore")}>
        <ActionButton
          action={actions.pause}
          type="primary"
          className="big-key"
          pending={pending === "pause"}
        />
      </Stage>
    );
  }
  const isEmpty = queue.length === 0;
  const more = window.autoCall
    ? t("autoMore")
    : isEmpty
      ? t("emptyMore")
      : t("idleMore", { n: queue.length });
  return (
    <Stage title={t(isEmpty ? "empty" : "idle")} more={more}>
      <ActionButton
        action={actions.next}
        type="primary"
        className="big-key"
        pending={pending === "callNext" || pending === "finish"}
      />
      <ActionButton action={actions.callNumber} className="side-key" />
    </Stage>
  );
}

function Stage({ title, more, children }: { title: string; more: string; children: ReactNode }) {
  return (
    <section className="stage">
      <Icon name="window" size={56} />
      <h2>{title}</h2>
      <p>{more}</p>
      <div className="stage-keys">{children}</div>
    </section>
  );
}

function Customer({ ticket, desk, now, actions, pending, draft, noteField }: Props & { ticket: Ticket }) {
  const isServing = ticket.state === "serving";
  const noteId = useId();
  const outcomes = (["solved", "accepted", "referred", "unsolved"] as const).map((value) => ({
    value,
    label: t(value),
  }));
  return (
    <section className={`customer is-${ticket.state}`} aria-label={ticket.number}>
      <div className="customer-head">
        <div className="customer-number">
          <strong data-testid="current-number">{ticket.number}</strong>
          <span className={`customer-state is-${ticket.state}`}>
            {stateName(ticket.state)}
            {!isServing && ` · ${t("called", { n: ticket.callCount })}`}
          </span>
        </div>
        <Facts ticket={ticket} />
        <Timers ticket={ticket} desk={desk} now={now} />
      </div>
      <Journey ticket={ticket} />

      <div className="customer-keys">
        {isServing ? (
          <ActionButton
            action={actions.next}
            type="primary"
            className="big-key"
            pending={pending === "finish"}
          />
        ) : (
          <ActionButton
            action={actions.arrived}
            type="primary"
            className="big-key"
            pending={pending === "arrived"}
          />
        )}
        <div className="key-row">
          {isServing ? (
            <>
              <ActionButton action={actions.finish} />
              <ActionButton action={actions.hold} pending={pending === "hold"} />
              <ActionButton action={actions.transfer} pending={pending === "transfer"} />
              <ActionButton action={actions.addService} pending={pending === "add-service"} />
            </>
          ) : (
            <>
              <ActionButton
                action={actions.recall}
                pending={pending === "recall"}
                extra={<Countdown seconds={recallInS(desk, now)} />}
              />
              <ActionButton
                action={actions.missed}
                pending={pending === "missed"}
                extra={<Countdown seconds={missedInS(desk, now)} />}
              />
              <ActionButton action={actions.transfer} pending={pending === "transfer"} />
            </>
          )}
        </div>
      </div>

      <div className="customer-note">
        {isServing && (
          <div className="outcome">
            <span id={`${noteId}-outcome`}>{t("outcome")}</span>
            <Segmented<Outcome>
              aria-labelledby={`${noteId}-outcome`}
              value={draft.outcome}
              options={outcomes}
              onChange={(outcome) => draft.change({ outcome })}
            />
          </div>
        )}
        <label htmlFor={noteId}>
          {t("noteLabel")} <Keys keys={actions.note.keys} />
        </label>
        <Input.TextArea
          id={noteId}
          ref={(field) => {
            noteField.current = field?.nativeElement as HTMLTextAreaElement | null;
          }}
          value={draft.note}
          maxLength={200}
          autoSize={{ minRows: 2, maxRows: 4 }}
          placeholder={t("noteHint")}
          onChange={({ target }) => draft.change({ note: target.value })}
          onKeyDown={(event) => event.key === "Escape" && event.currentTarget.blur()}
        />
      </div>
      <Papers ticket={ticket} desk={desk} />
    </section>
  );
}

/** What the customer must bring (一次性告知): named once, completely. */
function Papers({ ticket, desk }: { ticket: Ticket; desk: Desk }) {
  const papers = desk.services.find(({ id }) => id === ticket.serviceId)?.papers ?? [];
  if (papers.length === 0) return null;
  return (
    <div className="papers">
      <h3>{t("papers")}</h3>
      <ul>
        {papers.map((paper) => (
          <li key={paper.zh}>{pick(paper)}</li>
        ))}
      </ul>
    </div>
  );
}

function Countdown({ seconds }: { seconds: number }) {
  return seconds > 0 ? <span className="countdown">{seconds}″</span> : null;
}

function Facts({ ticket }: { ticket: Ticket }) {
  return (
    <div className="customer-facts">
      <h2>{pick(ticket.serviceName)}</h2>
      <p>
        {ticket.customerName && <strong>{ticket.customerName}</strong>}
        <PriorityBadge ticket={ticket} />
        {ticket.transferred && <span className="badge">{t("transferred")}</span>}
        {ticket.language === "en" && <span className="badge badge-appointment">{t("english")}</span>}
        {ticket.largeType && <span className="badge">{t("large")}</span>}
      </p>
      <p className="customer-origin">
        {t("taken2", { time: clockTime(ticket.takenAt), channel: channelName(ticket.channel) })}
        {ticket.appointmentAt && ` · ${t("appointment", { time: clockTime(ticket.appointmentAt) })}`}
      </p>
    </div>
  );
}

function Timers({ ticket, desk, now }: { ticket: Ticket; desk: Desk; now: Temporal.Instant }) {
  const waited = waitedS(ticket, now);
  const promiseS = desk.limits.waitPromiseS;
  const minutes = desk.services.find(({ id }) => id === ticket.serviceId)?.typicalMinutes;
  const handled = ticket.startedAt ? secondsSince(ticket.startedAt, now) : undefined;
  const sinceCall = ticket.calledAt ? secondsSince(ticket.calledAt, now) : undefined;
  return (
    <dl className="timers">
      <div className={`tone-${toneOf(waited, promiseS)}`}>
        <dt>{t(handled === undefined ? "waitedAll" : "waited")}</dt>
        <dd>{stopwatch(waited)}</dd>
        <dd className="timer-limit">{t("promise", { n: Math.round(promiseS / 60) })}</dd>
      </div>
      {handled !== undefined ? (
        <div className={minutes ? `tone-${toneOf(handled, minutes * 60)}` : ""}>
          <dt>{t("handling")}</dt>
          <dd>{stopwatch(handled)}</dd>
          <dd className="timer-limit">{minutes && t("target", { n: minutes })}</dd>
        </div>
      ) : (
        <div>
          <dt>{t("sinceCall")}</dt>
          <dd>{stopwatch(sinceCall ?? 0)}</dd>
          <dd className="timer-limit">{t("called", { n: ticket.callCount })}</dd>
        </div>
      )}
    </dl>
  );
}

function Journey({ ticket }: { ticket: Ticket }) {
  if (ticket.journey.length < 2) return null;
  return (
    <ol className="journey" aria-label={t("journey")}>
      {ticket.journey.map((stop, index) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: the same service may come twice, and stops keep their order
          key={index}
          className={`is-${stop.state}`}
          aria-current={stop.state === "current" ? "step" : undefined}
        >
          {stop.state === "done" ? <Icon name="check" /> : <span>{index + 1}</span>}
          {pick(stop.name)}
        </li>
      ))}
    </ol>
  );
}
