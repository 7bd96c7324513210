/** Appeals of an order: what is asked, by when it is decided, and how it was; whoever may decides here. */
import { Button } from "antd";
import { useState } from "react";
import type { OrderPage } from "../../../../contracts/orders/page.ts";
import { dayAndTime } from "../../../parts/time.ts";
import { defineWords } from "../../../parts/words.ts";
import { useMe } from "../../../staff/session.tsx";
import { Part } from "../../customers/states.tsx";
import { DecideDialog } from "./appeal-dialog.tsx";
import { useCare } from "./care-queries.ts";

const t = defineWords({
  title: ["申诉", "Appeals"],
  class: ["对投诉类别", "Against the class"],
  responsibility: ["对责任认定", "Against the responsibility"],
  decideBy: ["{day} 前裁定", "decided by {day}"],
  late: ["裁定已超期", "The decision is late"],
  upheld: ["成立", "upheld"],
  dismissed: ["不成立，维持原认定", "dismissed"],
  asks: ["请求：{text}", "Asks: {text}"],
  decided: ["{who}：{note}", "{who}: {note}"],
  decide: ["裁定", "Decide"],
});

export function AppealsPart({ page }: { page: OrderPage }) {
  const { data } = useCare(page);
  const { capabilities } = useMe();
  const [appealId, setAppealId] = useState<string>();
  const appeals = data?.appeals ?? [];
  if (appeals.length === 0) return null;
  return (
    <Part title={t("title")} count={appeals.length}>
      <ul className="order-care">
        {appeals.map((one) => (
          <li key={one.id} className={one.decidedAt === null && one.isLate ? "is-red" : ""}>
            <header>
              <b>{t(one.kind)}</b>{" "}
              <span>
                {one.isUpheld !== null
                  ? t(one.isUpheld ? "upheld" : "dismissed")
                  : one.isLate
                    ? t("late")
                    : t("decideBy", { day: dayAndTime(one.decideBy) })}
              </span>
              {one.decidedAt === null && capabilities.includes("orders.supervise") && (
                <Button size="small" onClick={() => setAppealId(one.id)}>
                  {t("decide")}
                </Button>
              )}
            </header>
            <p>{one.ground}</p>
            <p>{t("asks", { text: one.purpose })}</p>
            <small>
              {one.byName} · {dayAndTime(one.at)}
            </small>
            {one.note !== null && <p>{t("decided", { who: one.decidedByName ?? "—", note: one.note })}</p>}
          </li>
        ))}
      </ul>
      {appealId !== undefined && (
        <DecideDialog orderId={page.order.id} appealId={appealId} onClose={() => setAppealId(undefined)} />
      )}
    </Part>
  );
}
