/** Somebody else moved the step while one was filling it in: both versions side by side, and nothing goes by itself. */
import { Modal } from "antd";
import type { OrderPage } from "../../../../contracts/orders/page.ts";
import type { FormField, FormValues } from "../../../../contracts/orders/shapes.ts";
import { dayAndTime } from "../../../parts/time.ts";
import { defineWords, pick } from "../../../parts/words.ts";
import { valueWords } from "../form/value-words.ts";
import { isEmpty } from "../form/values.ts";
import type { Step } from "./current-step.ts";

const t = defineWords({
  title: ["“{name}”刚被他人处理过", "“{name}” was just changed by somebody"],
  closed: [
    "{who} 已于 {at} 办结这一环节。您填写的内容没有提交。",
    "{who} completed this step at {at}. Yours was not sent.",
  ],
  moved: [
    "您打开后，这一环节有了新的变化（第 {mine} 版 → 第 {now} 版）。请看过最近的经过，再决定是否按您填写的提交。",
    "The step has changed since you opened it (version {mine} → {now}). Look at what happened, then decide.",
  ],
  taken: [
    "这一环节已转到 {who} 手上。您填写的内容没有提交。",
    "The step is with {who} now. Yours was not sent.",
  ],
  later: ["先保留", "Keep for now"],
  lately: ["最近的经过", "What happened lately"],
  field: ["项目", "Field"],
  theirs: ["现在的", "As it is now"],
  mine: ["我填写的", "Mine"],
  send: ["看过了，按我的提交", "Seen: send mine"],
  keep: ["继续修改", "Go on editing"],
  drop: ["放弃我填写的", "Drop mine"],
});

type Props = {
  page: OrderPage;
  step: Step;
  fields: readonly FormField[];
  mine: FormValues;
  begunOn: number;
  /** Whether one still has the step in hand, and so may send after all. */
  isMine?: boolean;
  isSending: boolean;
  onSend: () => void;
  onDrop: () => void;
  onClose: () => void;
};

/** How many of the newest entries tell what has just happened. */
const latestShown = 3;

export function StepConflict(props: Props) {
  const { page, step, fields, mine, begunOn, isMine = true, isSending, onSend, onDrop, onClose } = props;
  const isClosed = step.state !== "live";
  const maySend = isMine && !isClosed;
  const rows = fields.filter(({ key }) => !isEmpty(mine[key]) || !isEmpty(step.form[key]));
  const latest = page.entries.toSorted((one, other) => (one.at < other.at ? 1 : -1)).slice(0, latestShown);
  return (
    <Modal
      open
      width={760}
      title={t("title", { name: pick(step.name) })}
      okText={t(maySend ? "send" : "drop")}
      cancelText={t(maySend ? "keep" : "later")}
      okButtonProps={{ loading: isSending }}
      onOk={maySend ? onSend : onDrop}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      <p>
        {isClosed
          ? t("closed", {
              who: step.closedByName ?? "—",
              at: step.closedAt ? dayAndTime(step.closedAt) : "—",
            })
          : !isMine
            ? t("taken", { who: step.assigneeName ?? "—" })
            : t("moved", { mine: begunOn, now: step.version })}
      </p>
      <h4>{t("lately")}</h4>
      <ul className="order-lately">
        {latest.map(({ id, at, who, text }) => (
          <li key={id}>
            {dayAndTime(at)} · {who} · {pick(text)}
          </li>
        ))}
      </ul>
      <table className="conflict">
        <thead>
          <tr>
            <th scope="col">{t("field")}</th>
            <th scope="col">{t("theirs")}</th>
            <th scope="col">{t("mine")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((field) => (
            <tr key={field.key}>
              <th scope="row">{pick(field.label)}</th>
              <td>{valueWords(field, step.form[field.key])}</td>
              <td>{valueWords(field, mine[field.key])}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Modal>
  );
}
