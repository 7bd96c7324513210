/** Who does a step: everybody of its post, with how much they have in hand; who may not stands there with the reason. */
import { Alert, Input, Modal, Skeleton } from "antd";
import { type KeyboardEvent, useId, useState } from "react";
import { assignStep } from "../../../../contracts/orders/steps.ts";
import { call } from "../../../parts/api.ts";
import { problemWords } from "../../../parts/problem.tsx";
import { defineWords, pick } from "../../../parts/words.ts";
import { usePostName } from "../queries.ts";
import type { Step } from "./current-step.ts";
import { useCandidates } from "./use-people.ts";

const t = defineWords({
  title: ["指派：{name}", "Assign: {name}"],
  who: ["可办人员", "Who can do it"],
  load: ["在手 {n} 件", "{n} in hand"],
  nobody: ["没有这个岗位的在岗人员", "Nobody of this post works here"],
  reason: ["说明（可不填）", "Why (may stay empty)"],
  assign: ["指派", "Assign"],
  cancel: ["取消", "Cancel"],
});

type Props = { orderId: string; step: Pick<Step, "id" | "name">; onClose: () => void };

export function AssignDialog({ orderId, step, onClose }: Props) {
  const asked = useCandidates(orderId, step.id);
  const postName = usePostName();
  const name = useId();
  const [chosen, setChosen] = useState<string>();
  const [reason, setReason] = useState("");
  const [error, setError] = useState<unknown>();
  const [isSending, setSending] = useState(false);
  const send = async () => {
    if (chosen === undefined) return;
    setSending(true);
    setError(undefined);
    try {
      await call(assignStep, {
        params: { orderId, stepId: step.id },
        body: { staffId: chosen, reason: reason.trim() },
      });
      onClose();
    } catch (refusal) {
      setError(refusal);
    } finally {
      setSending(false);
    }
  };
  const enter = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void send();
  };
  return (
    <Modal
      open
      title={t("title", { name: pick(step.name) })}
      okText={t("assign")}
      cancelText={t("cancel")}
      okButtonProps={{ disabled: chosen === undefined, loading: isSending }}
      onOk={() => void send()}
      onCancel={onClose}
    >
      {error !== undefined && <Alert type="error" showIcon title={pick(problemWords(error))} />}
      {asked.error ? (
        <Alert type="error" showIcon title={pick(problemWords(asked.error))} />
      ) : !asked.data ? (
        <Skeleton active />
      ) : asked.data.candidates.length === 0 ? (
        <p className="order-quiet">{t("nobody")}</p>
      ) : (
        <fieldset className="order-people" onKeyDown={enter}>
          <legend className="visually-hidden">{t("who")}</legend>
          {asked.data.candidates.map((person, index) => (
            <label key={person.staffId} className={person.refusal ? "is-refused" : ""}>
              <input
                type="radio"
                name={name}
                // biome-ignore lint/a11y/noAutofocus: the dialog was opened to choose from this list
                autoFocus={index === 0}
                checked={chosen === person.staffId}
                disabled={person.refusal !== null}
                onChange={() => setChosen(person.staffId)}
              />
              <b>{person.name}</b>
              <span>{postName(person.post)}</span>
              <small>{person.refusal ?? t("load", { n: person.openSteps })}</small>
            </label>
          ))}
        </fieldset>
      )}
      <Input
        aria-label={t("reason")}
        placeholder={t("reason")}
        value={reason}
        maxLength={500}
        onChange={({ target }) => setReason(target.value)}
        onKeyDown={enter}
      />
    </Modal>
  );
}
