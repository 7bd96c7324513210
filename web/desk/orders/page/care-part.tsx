/** What is done about the order beside its process: urging, supervision, consultation, promises, return visits. */
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import type { OrderPage } from "../../../../contracts/orders/page.ts";
import type { FormField } from "../../../../contracts/orders/shapes.ts";
import { dayAndTime } from "../../../parts/time.ts";
import { defineWords, pick } from "../../../parts/words.ts";
import { useMe } from "../../../staff/session.tsx";
import { Part } from "../../customers/states.tsx";
import { valueWords } from "../form/value-words.ts";
import { useCatalogue } from "../queries.ts";
import { AnswerDialog, type Question } from "./answer-dialog.tsx";
import { type Care, useCare } from "./care-queries.ts";

const t = defineWords({
  title: ["催办督办与承诺", "Urging, supervision, promises"],
  urge: ["催办", "Urged"],
  counted: ["计入", "counts"],
  notCounted: ["不计入", "does not count"],
  consult: ["会商", "Consultation"],
  promise: ["承诺", "Promise"],
  visit: ["回访 {n}", "Visit {n}"],
  reached: ["已接通", "reached"],
  unreached: ["未接通", "not reached"],
  answerBy: ["{day} 前答复", "answer by {day}"],
  late: ["逾期未答", "answer is late"],
  demanded: ["要求：{text}", "Demanded: {text}"],
  answered: ["{who}：{text}", "{who}: {text}"],
  to: ["送 {names}", "to {names}"],
  dueAt: ["{day} 前", "by {day}"],
  answer: ["答复", "Answer"],
  verify: ["核实", "Verify"],
  close: ["结论", "Close"],
  settle: ["办结", "Settle"],
  open: ["未到期", "open"],
  kept: ["已兑现", "kept"],
  broken: ["未兑现", "broken"],
  withdrawn: ["已撤回", "withdrawn"],
  waits: ["{name} 未答", "{name} has not answered"],
});

type Props = { page: OrderPage };

export function CarePart({ page }: Props) {
  const { data } = useCare(page);
  const { staffId, capabilities } = useMe();
  const [question, setQuestion] = useState<Question>();
  const visitForm = useCatalogue().form("visit");
  if (!data) return null;
  const items = itemsOf(data, {
    staffId,
    maySupervise: capabilities.includes("orders.supervise"),
    mayWork: capabilities.includes("orders.work"),
    ask: setQuestion,
    satisfaction: visitForm?.fields.find(({ key }) => key === "satisfaction"),
  });
  if (items.length === 0) return null;
  return (
    <Part title={t("title")} count={items.length}>
      <ul className="order-care">{items}</ul>
      {question && (
        <AnswerDialog orderId={page.order.id} question={question} onClose={() => setQuestion(undefined)} />
      )}
    </Part>
  );
}

type Ground = {
  staffId: string;
  maySupervise: boolean;
  mayWork: boolean;
  ask: (question: Question) => void;
  /** As the form of the return visit words it. */
  satisfaction: FormField | undefined;
};

function Item({ head, look, children }: { head: ReactNode; look?: string; children: ReactNode }) {
  return (
    <li className={look}>
      <header>{head}</header>
      {children}
    </li>
  );
}

const Act = ({ label, onClick }: { label: string; onClick: () => void }) => (
  <Button size="small" onClick={onClick}>
    {label}
  </Button>
);

function itemsOf(care: Care, ground: Ground): ReactNode[] {
  const { staffId, maySupervise, mayWork, ask, satisfaction } = ground;
  const named = (value: string | null) =>
    value !== null && (satisfaction ? valueWords(satisfaction, value) : value);
  return [
    ...care.supervisions.map((sheet) => (
      <Item
        key={sheet.id}
        look={`is-${sheet.colour}`}
        head={
          <>
            <b>{pick(sheet.levelName)}</b> <span>{t("to", { names: sheet.receiverNames })}</span>
            {sheet.isMine && sheet.answerBy !== null && sheet.answer === null && (
              <Act label={t("answer")} onClick={() => ask({ kind: "supervision", id: sheet.id })} />
            )}
            {maySupervise && sheet.answer !== null && sheet.result === null && (
              <Act label={t("verify")} onClick={() => ask({ kind: "verify", id: sheet.id })} />
            )}
          </>
        }
      >
        <p>{pick(sheet.reason)}</p>
        {sheet.demanded && <p>{t("demanded", { text: sheet.demanded })}</p>}
        {sheet.answer !== null ? (
          <p>{t("answered", { who: sheet.answeredByName ?? "—", text: sheet.answer })}</p>
        ) : (
          sheet.answerBy !== null && (
            <small className={sheet.isLate ? "tone-bad" : ""}>
              {sheet.isLate ? t("late") : t("answerBy", { day: dayAndTime(sheet.answerBy) })}
            </small>
          )
        )}
      </Item>
    )),
    ...care.urges.map((urge) => (
      <Item
        key={urge.id}
        head={
          <>
            <b>{t("urge")}</b>{" "}
            <span title={pick(urge.because)}>{t(urge.isCounted ? "counted" : "notCounted")}</span>
            {urge.isMine && urge.answer === null && (
              <Act label={t("answer")} onClick={() => ask({ kind: "urge", id: urge.id })} />
            )}
          </>
        }
      >
        <p>{urge.said}</p>
        <small>
          {dayAndTime(urge.at)} · {urge.byName}
        </small>
        {urge.answer !== null && (
          <p>{t("answered", { who: urge.answeredByName ?? "—", text: urge.answer })}</p>
        )}
      </Item>
    )),
    ...care.consultations.map((one) => (
      <Item
        key={one.id}
        head={
          <>
            <b>{t("consult")}</b> <span>{t("answerBy", { day: dayAndTime(one.answerBy) })}</span>
            {one.closedAt === null &&
              one.answers.some((asked) => asked.staffId === staffId && asked.answer === null) && (
                <Act label={t("answer")} onClick={() => ask({ kind: "consult", id: one.id })} />
              )}
            {one.closedAt === null && mayWork && (
              <Act label={t("close")} onClick={() => ask({ kind: "close", id: one.id })} />
            )}
          </>
        }
      >
        <p>{one.question}</p>
        {one.answers.map((asked) => (
          <p key={asked.staffId} className={asked.isLate ? "tone-bad" : ""}>
            {asked.answer === null
              ? t("waits", { name: asked.staffName })
              : t("answered", { who: asked.staffName, text: asked.answer })}
          </p>
        ))}
        {one.summary && <p>{t("answered", { who: one.closedByName ?? "—", text: one.summary })}</p>}
      </Item>
    )),
    ...care.commitments.map((one) => (
      <Item
        key={one.id}
        look={one.state === "broken" ? "is-red" : ""}
        head={
          <>
            <b>{t("promise")}</b> <span>{t(one.state)}</span>
            {one.state === "open" && mayWork && (
              <Act label={t("settle")} onClick={() => ask({ kind: "promise", id: one.id })} />
            )}
          </>
        }
      >
        <p>{one.text}</p>
        <small>
          {t("dueAt", { day: dayAndTime(one.dueAt) })} · {one.byName}
        </small>
      </Item>
    )),
    ...care.visits.map((visit) => (
      <Item
        key={visit.id}
        head={
          <>
            <b>{t("visit", { n: visit.attempt })}</b>{" "}
            <span>{t(visit.isReached ? "reached" : "unreached")}</span>
          </>
        }
      >
        <small>
          {[dayAndTime(visit.at), visit.byName, named(visit.satisfaction), visit.why]
            .filter(Boolean)
            .join(" · ")}
        </small>
      </Item>
    )),
  ];
}
