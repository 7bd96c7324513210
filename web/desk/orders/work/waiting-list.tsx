/** What waits for my answer (待我答复): responsibility offered, supervisions, consultations; and what I offered to others. Live. */
import { Button, Skeleton } from "antd";
import { useState } from "react";
import type { ResultOf } from "../../../../contracts/endpoint.ts";
import { answerHandOver, listWaiting, withdrawHandOver } from "../../../../contracts/orders/hand-over.ts";
import type { OrderLine } from "../../../../contracts/orders/shapes.ts";
import { call } from "../../../parts/api.ts";
import { Icon } from "../../../parts/icons.tsx";
import { useLive } from "../../../parts/live.ts";
import { dayAndTime } from "../../../parts/time.ts";
import { defineWords, pick } from "../../../parts/words.ts";
import { LinkBanner } from "../../../staff/link-banner.tsx";
import { useCommand } from "../../../staff/use-command.ts";
import { dueWords } from "../due.ts";
import { AnswerDialog, type Question } from "../page/answer-dialog.tsx";
import { DeclineDialog, offerWords } from "../page/hand-over-bar.tsx";
import { orderAt } from "../routes.ts";
import { moveInList } from "./work-table.tsx";

const t = defineWords({
  title: ["待我答复", "Waits for my answer"],
  none: ["没有等您答复的事项", "Nothing waits for your answer"],
  noneMore: [
    "移交给您的工单、请您答复的督办和会商会出现在这里。",
    "Orders offered to you, supervisions and consultations to answer appear here.",
  ],
  handOver: ["移交", "Hand-over"],
  offered: ["我移交的", "Offered by me"],
  supervision: ["督办", "Supervision"],
  consultation: ["会商", "Consultation"],
  accept: ["接受", "Accept"],
  decline: ["不接受", "Decline"],
  withdraw: ["撤回", "Withdraw"],
  answer: ["答复", "Answer"],
  by: ["{who} · {day}", "{who} · {day}"],
  kind: ["类别", "Kind"],
  what: ["事项", "What"],
  order: ["工单", "Order"],
  until: ["答复时限", "Answer by"],
  acts: ["操作", "Do"],
});

type Waiting = ResultOf<typeof listWaiting>;
type Kind = "handOver" | "offered" | "supervision" | "consultation";
type Item = {
  readonly key: string;
  readonly kind: Kind;
  readonly text: string;
  readonly more: string;
  readonly who: string;
  readonly answerBy: string | null;
  readonly order: OrderLine;
  readonly id: string;
};
type Dialog = { orderId: string; question: Question } | { orderId: string; question: null };

function itemsOf({ handOvers, offered, supervisions, consultations }: Waiting): Item[] {
  const offer =
    (kind: Kind) =>
    ({ handOver, order }: Waiting["handOvers"][number]): Item => ({
      ...{ key: `${kind}-${handOver.id}`, id: handOver.id, kind, order },
      ...{ text: offerWords(handOver), more: "", answerBy: handOver.answerBy },
      who: t("by", { who: handOver.byName, day: dayAndTime(handOver.at) }),
    });
  const asked: Item[] = [
    ...handOvers.map(offer("handOver")),
    ...supervisions.map(
      ({ supervision: sheet, order }): Item => ({
        ...{ key: sheet.id, id: sheet.id, kind: "supervision", order, answerBy: sheet.answerBy },
        ...{ text: `${pick(sheet.levelName)}：${pick(sheet.reason)}`, more: sheet.demanded },
        who: t("by", { who: sheet.byName, day: dayAndTime(sheet.at) }),
      }),
    ),
    ...consultations.map(
      ({ consultation: one, order }): Item => ({
        ...{ key: one.id, id: one.id, kind: "consultation", order, answerBy: one.answerBy },
        ...{ text: one.question, more: "", who: t("by", { who: one.byName, day: dayAndTime(one.at) }) },
      }),
    ),
  ];
  const latest = "9999";
  return [
    ...asked.toSorted((a, b) => ((a.answerBy ?? latest) < (b.answerBy ?? latest) ? -1 : 1)),
    ...offered.map(offer("offered")),
  ];
}

type Props = { now: Temporal.Instant; isNarrow: boolean; openId: string | undefined };

export function WaitingList({ now, isNarrow, openId }: Props) {
  const { status, data, problem } = useLive(listWaiting, {});
  const { run, pending } = useCommand(data?.now);
  const [dialog, setDialog] = useState<Dialog>();
  if (status === "refused" && problem) return <p className="problem">{pick(problem)}</p>;
  if (!data) return <Skeleton active className="order-loading" paragraph={{ rows: 8 }} />;
  const items = itemsOf(data);
  const acts = (item: Item) => {
    const params = { orderId: item.order.id };
    if (item.kind === "handOver")
      return (
        <>
          <Button
            size="small"
            type="primary"
            disabled={pending !== undefined}
            onClick={() =>
              void run(item.key, () => call(answerHandOver, { params, body: { isAccepted: true } }))
            }
          >
            {t("accept")}
          </Button>
          <Button size="small" onClick={() => setDialog({ orderId: item.order.id, question: null })}>
            {t("decline")}
          </Button>
        </>
      );
    if (item.kind === "offered")
      return (
        <Button
          size="small"
          disabled={pending !== undefined}
          onClick={() => void run(item.key, () => call(withdrawHandOver, { params, body: {} }))}
        >
          {t("withdraw")}
        </Button>
      );
    const kind = item.kind === "supervision" ? ("supervision" as const) : ("consult" as const);
    return (
      <Button
        size="small"
        type="primary"
        onClick={() => setDialog({ orderId: item.order.id, question: { kind, id: item.id } })}
      >
        {t("answer")}
      </Button>
    );
  };
  return (
    <>
      <LinkBanner status={status} />
      {items.length === 0 ? (
        <div className="order-nothing">
          <Icon name="check" size={40} />
          <h2>{t("none")}</h2>
          <p>{t("noneMore")}</p>
        </div>
      ) : isNarrow ? (
        <ul className="order-lines" onKeyDown={moveInList}>
          {items.map((item) => (
            <li key={item.key}>
              <a
                href={orderAt(item.order.id, { view: "waiting" })}
                data-line
                aria-current={item.order.id === openId ? "page" : undefined}
              >
                <span className="order-line-top">
                  <b>{t(item.kind)}</b>
                  <Due at={item.answerBy} now={now} />
                </span>
                <span className="order-line-what">{item.text}</span>
                <small>
                  {item.order.number} · {pick(item.order.typeName)}
                </small>
              </a>
            </li>
          ))}
        </ul>
      ) : (
        <table className="order-table order-waiting" onKeyDown={moveInList}>
          <thead>
            <tr>
              <th scope="col">{t("until")}</th>
              <th scope="col">{t("kind")}</th>
              <th scope="col">{t("what")}</th>
              <th scope="col">{t("order")}</th>
              <th scope="col">
                <span className="visually-hidden">{t("acts")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {items.map((item) => (
              <tr key={item.key}>
                <td>
                  <Due at={item.answerBy} now={now} />
                </td>
                <td>
                  <span className={`badge is-${item.kind}`}>{t(item.kind)}</span>
                </td>
                <td className="order-waiting-what">
                  <span>{item.text}</span>
                  <small>{[item.more, item.who].filter(Boolean).join(" · ")}</small>
                </td>
                <td>
                  <a href={orderAt(item.order.id, { view: "waiting" })} data-line className="order-number">
                    {item.order.number}
                  </a>
                  <small>
                    {pick(item.order.typeName)} · {item.order.customerName}
                  </small>
                </td>
                <td className="order-waiting-acts">{acts(item)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {dialog?.question && (
        <AnswerDialog
          orderId={dialog.orderId}
          question={dialog.question}
          onClose={() => setDialog(undefined)}
        />
      )}
      {dialog?.question === null && (
        <DeclineDialog orderId={dialog.orderId} onClose={() => setDialog(undefined)} />
      )}
    </>
  );
}

function Due({ at, now }: { at: string | null; now: Temporal.Instant }) {
  if (at === null) return null;
  const isLate = Date.parse(at) < now.epochMilliseconds;
  return (
    <span className={`heat is-${isLate ? "over" : "calm"}`} title={dayAndTime(at)}>
      <Icon name={isLate ? "alert" : "clock"} />
      <span className="heat-left">{dueWords(at, now)}</span>
    </span>
  );
}
