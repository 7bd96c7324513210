/** Messages to customers' phones (短信): where nothing went out, somebody calls. Numbers masked, texts never shown. */
import { useQuery } from "@tanstack/react-query";
import { Alert, Segmented } from "antd";
import { useState } from "react";
import { listNotices } from "../../../../contracts/orders/issued.ts";
import { call } from "../../../parts/api.ts";
import { dayAndTime } from "../../../parts/time.ts";
import { defineWords, pick } from "../../../parts/words.ts";
import { Nothing, Shown } from "../../customers/states.tsx";
import { orderAt } from "../routes.ts";

const t = defineWords({
  states: ["发送情况", "What became of them"],
  undone: ["未发出", "Not sent"],
  failed: ["发送失败", "Failed"],
  waiting: ["等待发送", "Waiting"],
  sending: ["正在发送", "Being sent"],
  sent: ["已发出", "Sent"],
  unsent: ["未发出", "Not sent"],
  none: ["没有这样的短信", "No such messages"],
  noSender: [
    "没有接入短信平台：短信不会发出，请电话通知客户。",
    "No sender of messages is connected: nothing goes out, call the customer.",
  ],
  made: ["时间", "At"],
  what: ["内容", "What"],
  phone: ["手机", "Phone"],
  order: ["工单", "Order"],
  state: ["情况", "State"],
});

type State = "unsent" | "failed" | "waiting" | "sent";

export function NoticesTable() {
  const [state, setState] = useState<State>("unsent");
  const asked = useQuery({
    queryKey: ["orders", "notices", state],
    queryFn: () => call(listNotices, { query: { state, limit: 200 } }),
  });
  return (
    <>
      <div className="order-filters">
        <Segmented<State>
          aria-label={t("states")}
          value={state}
          onChange={setState}
          options={(["unsent", "failed", "waiting", "sent"] as const).map((value) => ({
            value,
            label: t(value),
          }))}
        />
      </div>
      <Shown asked={asked} rows={8}>
        {({ notices, isSending }) => (
          <>
            {!isSending && <Alert type="warning" showIcon banner title={t("noSender")} />}
            {notices.length === 0 ? (
              <Nothing>{t("none")}</Nothing>
            ) : (
              <table className="order-table">
                <thead>
                  <tr>
                    {(["made", "what", "phone", "order", "state"] as const).map((column) => (
                      <th key={column} scope="col">
                        {t(column)}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {notices.map((notice) => (
                    <tr key={notice.id}>
                      <td>{dayAndTime(notice.madeAt)}</td>
                      <td>{pick(notice.templateName)}</td>
                      <td>{notice.phoneMasked}</td>
                      <td>
                        {notice.orderId ? (
                          <a href={orderAt(notice.orderId)} className="order-number">
                            {notice.orderNumber}
                          </a>
                        ) : (
                          "—"
                        )}
                      </td>
                      <td>
                        {t(notice.state)}
                        {notice.why && <small> {notice.why}</small>}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
          </>
        )}
      </Shown>
    </>
  );
}
