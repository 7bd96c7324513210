import { Button } from "antd";
import type { WaitingPaper } from "../../../../contracts/orders/issued.ts";
import { dayAndTime, localDay } from "../../../parts/time.ts";
import { defineWords, pick } from "../../../parts/words.ts";
import { deliveryWords } from "../page/issued-words.ts";
import { orderAt } from "../routes.ts";

const t = defineWords({
  late: ["逾期 {n} 天", "{n} d late"],
  lateToday: ["今日到期已过", "late since today"],
  by: ["{day} 前", "by {day}"],
  signature: ["签名", "signature"],
  delivery: ["送达", "delivery"],
  unsigned: ["{place} 待签", "{place}: to be signed"],
  signed: ["{name} 已签", "signed by {name}"],
  none: ["未送达", "not delivered"],
  content: ["内容", "Content"],
  limit: ["时限", "Limit"],
  filing: ["备案", "Filing"],
  result: ["结果", "Result"],
  open: ["打开", "Open"],
  openOf: ["打开 {number}", "Open {number}"],
  deliver: ["登记送达", "Delivered"],
  deliverOf: ["登记送达 {number}", "Record the delivery of {number}"],
});

type Props = { paper: WaitingPaper; now: string; onOpen: () => void; onDeliver: () => void };

export function PaperRow({ paper: { line, points, order }, now, onOpen, onDeliver }: Props) {
  const isLate = line.waits.some(({ isOver }) => isOver);
  return (
    <tr className={isLate ? "is-over" : ""}>
      <td>
        {line.waits.map(({ kind, dueAt, isOver }) => (
          <div key={kind} className={isOver ? "tone-bad" : ""}>
            <b>{isOver ? lateWords(dueAt, now) : t("by", { day: localDay(dueAt).slice(5) })}</b>
            <small>{t(kind)}</small>
          </div>
        ))}
      </td>
      <td>
        <b>{pick(line.title)}</b>
        {line.subject !== "" && <span> · {line.subject}</span>}
        <small>
          {line.number} · {localDay(line.issuedAt)} · {line.issuedByName}
        </small>
        {points && (
          <dl className="papers-points">
            {(["content", "limit", "filing", "result"] as const).map((point) => (
              <Point key={point} name={t(point)} text={points[point]} />
            ))}
          </dl>
        )}
      </td>
      <td className="order-matter">
        <a href={orderAt(order.id)} data-line className="order-number">
          {order.number}
        </a>
        <small>
          {pick(order.typeName)} · {order.customerName}
        </small>
      </td>
      <td>
        {line.slots.map(({ slot, label, signerName }) => (
          <small key={slot}>
            {signerName ? t("signed", { name: signerName }) : t("unsigned", { place: pick(label) })}
          </small>
        ))}
      </td>
      <td>
        {line.deliveries.length === 0 ? (
          <small>{t("none")}</small>
        ) : (
          line.deliveries.map((one) => (
            <small
              key={`${one.at}-${one.kind}`}
              title={[one.reference, one.note].filter(Boolean).join(" · ")}
            >
              {deliveryWords(one)} {one.toName} · {dayAndTime(one.at)}
            </small>
          ))
        )}
      </td>
      <td>
        <span className="papers-acts">
          <Button size="small" aria-label={t("openOf", { number: line.number })} onClick={onOpen}>
            {t("open")}
          </Button>
          <Button size="small" aria-label={t("deliverOf", { number: line.number })} onClick={onDeliver}>
            {t("deliver")}
          </Button>
        </span>
      </td>
    </tr>
  );
}

function Point({ name, text }: { name: string; text: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{text || "—"}</dd>
    </>
  );
}

function lateWords(dueAt: string, now: string): string {
  const days = Math.floor((Date.parse(now) - Date.parse(dueAt)) / 86_400_000);
  return days < 1 ? t("lateToday") : t("late", { n: days });
}
