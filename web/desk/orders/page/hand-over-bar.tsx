/** Responsibility that is offered and not answered: the receiver takes or declines it, everybody else sees who is asked. */
import { Button } from "antd";
import { useState } from "react";
import type { HandOverView } from "../../../../contracts/orders/care-shapes.ts";
import { answerHandOver, withdrawHandOver } from "../../../../contracts/orders/hand-over.ts";
import type { OrderPage } from "../../../../contracts/orders/page.ts";
import { call } from "../../../parts/api.ts";
import { Icon } from "../../../parts/icons.tsx";
import { dayAndTime } from "../../../parts/time.ts";
import { defineWords } from "../../../parts/words.ts";
import { FormModal } from "../../../staff/form-modal.tsx";
import { useMe } from "../../../staff/session.tsx";
import { useCommand } from "../../../staff/use-command.ts";
import { OwnWords } from "./reason-fields.tsx";

const t = defineWords({
  mine: ["{from} 请您接任主办人：{reason}", "{from} asks you to be responsible: {reason}"],
  theirs: ["已请 {to} 接任主办人：{reason}", "{to} is asked to be responsible: {reason}"],
  until: ["{day} 前答复，超时仍由原主办人负责", "Answer by {day}; unanswered it stays where it is"],
  accept: ["接受", "Accept"],
  decline: ["不接受", "Decline"],
  withdraw: ["撤回", "Withdraw"],
  declineTitle: ["不接受移交", "Decline to be responsible"],
  why: ["原因", "Why"],
});

export function HandOverBar({ page }: { page: OrderPage }) {
  const { capabilities } = useMe();
  const { run, pending } = useCommand(page);
  const [isDeclining, setDeclining] = useState(false);
  const offer = page.handOver;
  if (!offer) return null;
  const params = { orderId: page.order.id };
  return (
    <div className="order-offer" role="status">
      <Icon name="person" />
      <p>
        <b>
          {offer.isMine
            ? t("mine", { from: offer.byName, reason: offer.reason })
            : t("theirs", { to: offer.toName, reason: offer.reason })}
        </b>
        <small>{t("until", { day: dayAndTime(offer.answerBy) })}</small>
      </p>
      {offer.isMine ? (
        <>
          <Button onClick={() => setDeclining(true)}>{t("decline")}</Button>
          <Button
            type="primary"
            loading={pending === "accept"}
            onClick={() =>
              void run("accept", () => call(answerHandOver, { params, body: { isAccepted: true } }))
            }
          >
            {t("accept")}
          </Button>
        </>
      ) : (
        capabilities.includes("orders.work") && (
          <Button
            loading={pending === "withdraw"}
            onClick={() => void run("withdraw", () => call(withdrawHandOver, { params, body: {} }))}
          >
            {t("withdraw")}
          </Button>
        )
      )}
      {isDeclining && <DeclineDialog orderId={page.order.id} onClose={() => setDeclining(false)} />}
    </div>
  );
}

export function DeclineDialog({ orderId, onClose }: { orderId: string; onClose: () => void }) {
  return (
    <FormModal<{ reason: string }>
      title={t("declineTitle")}
      saveLabel={t("decline")}
      initial={{}}
      onSave={({ reason }) =>
        call(answerHandOver, { params: { orderId }, body: { isAccepted: false, reason } })
      }
      onClose={onClose}
    >
      <OwnWords label={t("why")} autoFocus />
    </FormModal>
  );
}

/** As a line of the list says it. */
export const offerWords = ({ isMine, byName, toName, reason }: HandOverView): string =>
  isMine ? t("mine", { from: byName, reason }) : t("theirs", { to: toName, reason });
