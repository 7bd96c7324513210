/** The window itself: which, open or paused and for how long, and the keys that change that. */
import { Switch } from "antd";
import type { Desk } from "../../contracts/hall.ts";
import { secondsUntil, stopwatch } from "../parts/time.ts";
import { defineWords, pick } from "../parts/words.ts";
import { ActionButton } from "../staff/action-button.tsx";
import { ariaKeys, Keys } from "../staff/keys.tsx";
import { secondsSince, windowStateName } from "../staff/ticket-words.tsx";
import type { DeskActions } from "./actions.ts";
import { t as desk } from "./words.ts";

const t = defineWords({
  window: ["{number} 号窗口", "Window {number}"],
  left: ["还剩 {time}", "{time} left"],
  over: ["已超时 {time}", "over by {time}"],
  closes: ["营业 {hours}", "Open {hours}"],
  closedHall: ["营业厅未营业", "The hall is closed"],
});

/** Hall and window in the top bar. */
export function WindowPlace({ desk: { hall, window } }: { desk: Desk }) {
  const hours = hall.hours.map(({ opens, closes }) => `${opens}–${closes}`).join("、");
  return (
    <>
      <strong className="top-bar-hall">{pick(hall.name)}</strong>
      <span className="desk-hours">{hall.isOpen ? t("closes", { hours }) : t("closedHall")}</span>
      <span className="desk-window-number">{t("window", { number: window.number })}</span>
    </>
  );
}

type Props = {
  desk: Desk;
  now: Temporal.Instant;
  actions: DeskActions;
  pending: string | undefined;
};

export function WindowBar({ desk: view, now, actions, pending }: Props) {
  const { window } = view;
  const isClosed = window.state === "closed";
  return (
    <section className="window-bar" aria-label={t("window", { number: window.number })}>
      <span className={`window-state is-${window.state}`}>{windowStateName(window.state)}</span>
      <span className="window-bar-name">{pick(window.name)}</span>
      {window.state === "paused" && <PauseClock view={view} now={now} />}
      <span className="window-bar-space" />
      {!isClosed && (
        <span className="auto-call">
          <Switch
            size="small"
            checked={window.autoCall}
            loading={pending === "autoCall"}
            disabled={actions.autoCall.blocked !== undefined}
            onChange={actions.autoCall.run}
            aria-label={desk("autoCall")}
            aria-keyshortcuts={ariaKeys(actions.autoCall.keys)}
          />
          {desk("autoCall")} <Keys keys={actions.autoCall.keys} />
        </span>
      )}
      {!isClosed && <ActionButton action={actions.pause} pending={pending === "pause"} />}
      {!isClosed && <ActionButton action={actions.close} pending={pending === "close"} />}
    </section>
  );
}

function PauseClock({ view, now }: { view: Desk; now: Temporal.Instant }) {
  const { pauseReason, pauseUntil, pausedAt } = view.window;
  const reason = view.pauseReasons.find(({ code }) => code === pauseReason);
  const left = pauseUntil ? secondsUntil(pauseUntil, now) : undefined;
  const since = pausedAt ? stopwatch(secondsSince(pausedAt, now)) : "";
  return (
    <span className={left !== undefined && left < 0 ? "pause-clock tone-bad" : "pause-clock"}>
      {reason ? pick(reason) : pauseReason} ·{" "}
      {left === undefined ? since : t(left < 0 ? "over" : "left", { time: stopwatch(Math.abs(left)) })}
    </span>
  );
}
