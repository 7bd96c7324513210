/** What can be done about one limit: made longer before it is over, explained when it was missed; and what was. */
import { Button } from "antd";
import { useState } from "react";
import { explainOverdue, extendLimit } from "../../../../contracts/orders/care-promises.ts";
import type { OrderPage } from "../../../../contracts/orders/page.ts";
import type { Clock } from "../../../../contracts/orders/shapes.ts";
import { call } from "../../../parts/api.ts";
import { defineWords, pick } from "../../../parts/words.ts";
import { useMe } from "../../../staff/session.tsx";
import { useCatalogue } from "../queries.ts";
import { type Care, useCare } from "./care-queries.ts";
import { ReasonDialog } from "./reason-dialog.tsx";

const t = defineWords({
  extend: ["延期", "Extend"],
  extendOf: ["延期：{name}", "Extend: {name}"],
  extendTitle: ["时限延期：{name}", "Make the limit longer: {name}"],
  extendMore: [
    "只有内部和承诺时限可以延，须在到期前由有权的岗位批准；法定时限不变。",
    "Only limits of our own, before they are over, by a post that may; limits by law stay as they are.",
  ],
  days: ["延长多少个工作日", "By how many working days"],
  explain: ["登记原因", "Say why"],
  explainOf: ["登记超期原因：{name}", "Say why it was late: {name}"],
  explainMore: [
    "超期原因计入统计和考核；再次登记以最后一次为准。",
    "Why it was late enters the figures; said again, the latest counts.",
  ],
  extended: ["已延 {n} 个工作日（{reason}），{who}", "{n} working days longer ({reason}), {who}"],
  because: ["超期原因：{reason}。{text}（{who}）", "Why late: {reason}. {text} ({who})"],
});

type Props = { page: OrderPage; clock: Clock; now: Temporal.Instant };
type Wish = "extend" | "explain";

const isPast = ({ dueAt }: Clock, now: Temporal.Instant) =>
  dueAt !== null && Date.parse(dueAt) < now.epochMilliseconds;

export function ClockActs({ page, clock, now }: Props) {
  const { capabilities } = useMe();
  const { data: care } = useCare(page);
  const [wish, setWish] = useState<Wish>();
  const mayWork = capabilities.includes("orders.work");
  const runs = clock.state === "running" || clock.state === "paused";
  const isLate = clock.state === "missed" || (clock.state === "running" && isPast(clock, now));
  const canExtend =
    mayWork &&
    runs &&
    !isLate &&
    clock.layer !== "statutory" &&
    clock.limit.unit === "WD" &&
    page.order.closedAt === null;
  const name = pick(clock.name);
  return (
    <>
      {canExtend && (
        <Button
          type="link"
          size="small"
          className="order-why"
          aria-label={t("extendOf", { name })}
          onClick={() => setWish("extend")}
        >
          {t("extend")}
        </Button>
      )}
      {mayWork && isLate && (
        <Button
          type="link"
          size="small"
          className="order-why"
          aria-label={t("explainOf", { name })}
          onClick={() => setWish("explain")}
        >
          {t("explain")}
        </Button>
      )}
      {care && <Story care={care} clock={clock} />}
      {wish && <ClockDialog wish={wish} page={page} clock={clock} onClose={() => setWish(undefined)} />}
    </>
  );
}

function Story({ care, clock }: { care: Care; clock: Clock }) {
  const { reasons } = useCatalogue();
  const named = (list: "extend" | "overdue", code: string) => {
    const found = reasons(list).find((one) => one.code === code);
    return found ? pick(found.name) : code;
  };
  const extensions = care.extensions.filter(({ clockId }) => clockId === clock.id);
  const why = care.overdueReasons.find(({ clockId }) => clockId === clock.id);
  if (extensions.length === 0 && !why) return null;
  return (
    <div className="order-clock-story">
      {extensions.map(({ id, days, reasonCode, byName, reason }) => (
        <small key={id} title={reason}>
          {t("extended", { n: days, reason: named("extend", reasonCode), who: byName })}
        </small>
      ))}
      {why && (
        <small>
          {t("because", { reason: named("overdue", why.reasonCode), text: why.reason, who: why.byName })}
        </small>
      )}
    </div>
  );
}

type DialogProps = { wish: Wish; page: OrderPage; clock: Clock; onClose: () => void };

function ClockDialog({ wish, page, clock, onClose }: DialogProps) {
  const { reasons } = useCatalogue();
  const params = { orderId: page.order.id, clockId: clock.id };
  const name = pick(clock.name);
  if (wish === "extend")
    return (
      <ReasonDialog
        title={t("extendTitle", { name })}
        saveLabel={t("extend")}
        explain={t("extendMore")}
        reasons={reasons("extend")}
        page={page}
        days={t("days")}
        onSave={({ days, reasonCode, reason, proofId }) =>
          call(extendLimit, { params, body: { days, reasonCode, reason, proofId } })
        }
        onClose={onClose}
      />
    );
  return (
    <ReasonDialog
      title={t("explainOf", { name })}
      saveLabel={t("explain")}
      explain={t("explainMore")}
      reasons={reasons("overdue")}
      page={page}
      onSave={({ reasonCode, reason, proofId }) =>
        call(explainOverdue, { params, body: { reasonCode, reason, proofId } })
      }
      onClose={onClose}
    />
  );
}
