/** Papers of all orders that wait for a signature or a proof of delivery, what is late first; and messages that went to nobody. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Button, Checkbox, Segmented } from "antd";
import { useState } from "react";
import { listWaitingPapers, type WaitingPaper } from "../../../../contracts/orders/issued.ts";
import { call } from "../../../parts/api.ts";
import { Icon } from "../../../parts/icons.tsx";
import { defineWords, pick } from "../../../parts/words.ts";
import { useMe } from "../../../staff/session.tsx";
import { Nothing, Shown } from "../../customers/states.tsx";
import { DeliveryDialog } from "../page/delivery-dialog.tsx";
import { waitingKey } from "../page/issued-queries.ts";
import { PaperPreview } from "../page/paper-preview.tsx";
import { listAt } from "../routes.ts";
import { moveInList } from "../work/work-table.tsx";
import { NoticesTable } from "./notices-table.tsx";
import { PaperRow } from "./paper-row.tsx";
import "../page/papers.css";

const t = defineWords({
  title: ["待签待送达单据", "Papers that wait"],
  kinds: ["哪些单据", "Which papers"],
  all: ["全部", "All"],
  signature: ["待签名", "To sign"],
  delivery: ["待送达", "To deliver"],
  notices: ["短信通知", "Messages"],
  late: ["只看逾期", "Late only"],
  mine: ["只看我主办的", "Only mine"],
  none: ["没有等待签名或送达的单据", "No paper waits"],
  noneLate: ["没有逾期的单据", "Nothing is late"],
  due: ["期限", "Due"],
  paper: ["单据", "Paper"],
  order: ["工单与客户", "Order and customer"],
  signatures: ["签名", "Signatures"],
  deliveries: ["送达", "Delivery"],
  acts: ["操作", "Do"],
  back: ["返回工单", "Back to orders"],
});

type Kind = "all" | "signature" | "delivery" | "notices";
const everyMs = 30_000;

export function PapersPage() {
  const me = useMe();
  const [kind, setKind] = useState<Kind>("all");
  const [late, setLate] = useState(false);
  const [mine, setMine] = useState(false);
  const [dialog, setDialog] = useState<{ paper: WaitingPaper; kind: "open" | "deliver" }>();
  const query = {
    ...(kind === "signature" || kind === "delivery" ? { kind } : {}),
    ...{ late: late ? ("yes" as const) : ("no" as const), of: mine ? ("mine" as const) : ("units" as const) },
    limit: 200,
  };
  const asked = useQuery({
    queryKey: [...waitingKey, query],
    queryFn: () => call(listWaitingPapers, { query }),
    placeholderData: keepPreviousData,
    refetchInterval: everyMs,
  });
  const counts = asked.data?.counts;
  const counted = (which: "signature" | "delivery") => (
    <span>
      {t(which)} {counts && <b className="order-count">{counts[which]}</b>}
    </span>
  );
  const close = () => setDialog(undefined);
  return (
    <section className="papers-page" aria-label={t("title")}>
      <div className="order-filters">
        <Button type="text" href={listAt()} icon={<Icon name="back" />} aria-label={t("back")} />
        <Segmented<Kind>
          aria-label={t("kinds")}
          value={kind}
          onChange={setKind}
          options={[
            { value: "all", label: t("all") },
            { value: "signature", label: counted("signature") },
            { value: "delivery", label: counted("delivery") },
            ...(me.capabilities.includes("orders.dispatch")
              ? [{ value: "notices" as const, label: t("notices") }]
              : []),
          ]}
        />
        {kind !== "notices" && (
          <>
            <Checkbox checked={late} onChange={({ target }) => setLate(target.checked)}>
              {t("late")} {counts && counts.late > 0 && <b className="tone-bad">{counts.late}</b>}
            </Checkbox>
            <Checkbox checked={mine} onChange={({ target }) => setMine(target.checked)}>
              {t("mine")}
            </Checkbox>
          </>
        )}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1) */}
      <section className="order-scroll" tabIndex={0} aria-label={t("title")} data-testid="waiting-papers">
        {kind === "notices" ? (
          <NoticesTable />
        ) : (
          <Shown asked={asked} rows={8}>
            {({ papers, now }) =>
              papers.length === 0 ? (
                <Nothing>{t(late ? "noneLate" : "none")}</Nothing>
              ) : (
                <table className="order-table" onKeyDown={moveInList}>
                  <thead>
                    <tr>
                      {(["due", "paper", "order", "signatures", "deliveries"] as const).map((column) => (
                        <th key={column} scope="col">
                          {t(column)}
                        </th>
                      ))}
                      <th scope="col">
                        <span className="visually-hidden">{t("acts")}</span>
                      </th>
                    </tr>
                  </thead>
                  <tbody>
                    {papers.map((paper) => (
                      <PaperRow
                        key={paper.line.id}
                        {...{ paper, now }}
                        onOpen={() => setDialog({ paper, kind: "open" })}
                        onDeliver={() => setDialog({ paper, kind: "deliver" })}
                      />
                    ))}
                  </tbody>
                </table>
              )
            }
          </Shown>
        )}
      </section>
      {dialog?.kind === "open" && (
        <PaperPreview order={dialog.paper.order} paperId={dialog.paper.line.id} onClose={close} />
      )}
      {dialog?.kind === "deliver" && (
        <DeliveryDialog
          order={dialog.paper.order}
          paperId={dialog.paper.line.id}
          suggested={dialog.paper.order.customerName.includes("*") ? "" : dialog.paper.order.customerName}
          onDone={() => void asked.refetch()}
          onClose={close}
        />
      )}
      <span className="visually-hidden" role="status">
        {counts && `${pick(t.both("late"))}: ${counts.late}`}
      </span>
    </section>
  );
}
