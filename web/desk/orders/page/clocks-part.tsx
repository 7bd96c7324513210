/** All clocks of the order: by law, as promised, our own; each says why. */
import type { OrderPage } from "../../../../contracts/orders/page.ts";
import { dayAndTime } from "../../../parts/time.ts";
import { defineWords, pick } from "../../../parts/words.ts";
import { Nothing, Part } from "../../customers/states.tsx";
import { HeatMark, useClock } from "../heat.tsx";
import { clockStateName, layerName, unitName } from "../words.ts";
import { ClockActs } from "./clock-acts.tsx";
import { ClockWhy } from "./clock-why.tsx";

const t = defineWords({
  title: ["时限", "Clocks"],
  none: ["没有时限", "No clocks"],
  due: ["{day} 到期", "due {day}"],
  ended: ["{state}，{day}", "{state}, {day}"],
  older: ["已结束 {n} 个", "{n} over"],
});

export function ClocksPart({ page }: { page: OrderPage }) {
  const { order, clocks } = page;
  const now = useClock(5_000);
  const running = clocks.filter(({ state }) => state === "running" || state === "paused");
  const over = clocks.filter((clock) => !running.includes(clock));
  const line = (clock: OrderPage["clocks"][number]) => (
    <li key={clock.id}>
      <div>
        <b>{pick(clock.name)}</b>
        <span className={`order-layer is-${clock.layer}`}>{layerName(clock.layer)}</span>
        <span>{unitName(clock.limit.unit, { n: clock.limit.value })}</span>
      </div>
      <div>
        <HeatMark heat={clock.heat} dueAt={clock.dueAt} now={now} />
        <small>
          {clock.endedAt
            ? t("ended", { state: clockStateName(clock.state), day: dayAndTime(clock.endedAt) })
            : clock.dueAt && t("due", { day: dayAndTime(clock.dueAt) })}
        </small>
        <ClockWhy orderId={order.id} clock={clock} />
        <ClockActs page={page} clock={clock} now={now} />
      </div>
    </li>
  );
  return (
    <Part title={t("title")} count={running.length}>
      {clocks.length === 0 ? (
        <Nothing>{t("none")}</Nothing>
      ) : (
        <>
          <ul className="order-clocks">{running.map(line)}</ul>
          {over.length > 0 && (
            <details>
              <summary>{t("older", { n: over.length })}</summary>
              <ul className="order-clocks">{over.map(line)}</ul>
            </details>
          )}
        </>
      )}
    </Part>
  );
}
