/** Several steps to one person: first who, then line by line what would change, then yes. */
import { Alert, Button, Input, Modal, Select, Skeleton } from "antd";
import { useEffect, useEffectEvent, useState } from "react";
import type { ResultOf } from "../../../../contracts/endpoint.ts";
import { bulkAssign } from "../../../../contracts/orders/board.ts";
import { call } from "../../../parts/api.ts";
import { problemWords } from "../../../parts/problem.tsx";
import { defineWords, pick } from "../../../parts/words.ts";
import { usePostName } from "../queries.ts";
import type { Person } from "./people-list.tsx";

const t = defineWords({
  title: ["指派 {n} 个环节", "Assign {n} steps"],
  to: ["派给", "To"],
  choose: ["选择人员（可输入姓名）", "Choose somebody"],
  nobody: ["收回，不指派给任何人", "Take back, to nobody"],
  reason: ["说明（可不填）", "Why (may stay empty)"],
  changes: ["将要这样改", "What will change"],
  order: ["工单", "Order"],
  step: ["环节", "Step"],
  change: ["变更", "Change"],
  line: ["{from} → {to}", "{from} → {to}"],
  free: ["未派", "unassigned"],
  refused: ["不能：{why}", "No: {why}"],
  none: ["没有可以改的，全部被拒绝。", "Nothing can be changed."],
  summary: ["{n} 个会改，{refused} 个不能改", "{n} will change, {refused} cannot"],
  confirm: ["确认指派 {n} 个", "Assign {n}"],
  done: ["已指派 {n} 个", "{n} assigned"],
  cancel: ["取消", "Cancel"],
  close: ["关闭", "Close"],
});

export type BulkWish = { readonly stepIds: readonly string[]; readonly staffId: string | undefined };
type Answer = ResultOf<typeof bulkAssign>;
type Props = { wish: BulkWish; people: readonly Person[]; onDone: () => void; onClose: () => void };
const toNobody = "nobody";

export function BulkDialog({ wish, people, onDone, onClose }: Props) {
  const postName = usePostName();
  const [to, setTo] = useState(wish.staffId);
  const [reason, setReason] = useState("");
  const [preview, setPreview] = useState<Answer>();
  const [done, setDone] = useState<Answer>();
  const [error, setError] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);

  const send = async (isPreview: boolean) => {
    if (to === undefined) return undefined;
    setBusy(true);
    setError(undefined);
    try {
      return await call(bulkAssign, {
        body: {
          stepIds: [...wish.stepIds],
          staffId: to === toNobody ? null : to,
          reason: reason.trim(),
          isPreview,
        },
      });
    } catch (refusal) {
      setError(refusal);
      return undefined;
    } finally {
      setBusy(false);
    }
  };
  const look = useEffectEvent(async () => setPreview(await send(true)));
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at again for whomever is chosen
  useEffect(() => {
    setPreview(undefined);
    void look();
  }, [to]);
  const confirm = async () => {
    const answer = await send(false);
    if (!answer) return;
    setDone(answer);
    onDone();
    // When all went well there is nothing more to read.
    if (answer.changes.every(({ refusal }) => refusal === null)) onClose();
  };

  const shown = done ?? preview;
  const refused = shown?.changes.filter(({ refusal }) => refusal !== null).length ?? 0;
  const willChange = (shown?.changes.length ?? 0) - refused;
  return (
    <Modal
      open
      width={720}
      title={t("title", { n: wish.stepIds.length })}
      onCancel={onClose}
      footer={
        done ? (
          <Button type="primary" autoFocus onClick={onClose}>
            {t("close")}
          </Button>
        ) : (
          <>
            <Button onClick={onClose}>{t("cancel")}</Button>
            <Button
              type="primary"
              disabled={!preview || willChange === 0}
              loading={isBusy}
              onClick={() => void confirm()}
              data-testid="bulk-confirm"
            >
              {t("confirm", { n: willChange })}
            </Button>
          </>
        )
      }
    >
      {error !== undefined && <Alert type="error" showIcon title={pick(problemWords(error))} />}
      {done ? (
        <Alert type="success" showIcon title={t("done", { n: done.done })} />
      ) : (
        <div className="board-bulk">
          <Select
            aria-label={t("to")}
            placeholder={t("choose")}
            autoFocus={wish.staffId === undefined}
            defaultOpen={wish.staffId === undefined}
            value={to ?? null}
            onChange={(next: string) => setTo(next)}
            showSearch={{ optionFilterProp: "label" }}
            options={[
              ...people.map(({ staffId, name, post, openSteps }) => ({
                value: staffId,
                label: `${name} · ${postName(post)} · ${openSteps}`,
              })),
              { value: toNobody, label: t("nobody") },
            ]}
            style={{ width: "100%" }}
          />
          <Input
            aria-label={t("reason")}
            placeholder={t("reason")}
            value={reason}
            maxLength={500}
            onChange={({ target }) => setReason(target.value)}
          />
        </div>
      )}
      {to !== undefined && !shown && error === undefined && <Skeleton active />}
      {shown && (
        <>
          <h4>
            {t("changes")} <small>{t("summary", { n: willChange, refused })}</small>
          </h4>
          {willChange === 0 && <p className="order-quiet">{t("none")}</p>}
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1) */}
          <section className="board-changes" tabIndex={0} aria-label={t("changes")}>
            <table className="order-table">
              <thead>
                <tr>
                  <th scope="col">{t("order")}</th>
                  <th scope="col">{t("step")}</th>
                  <th scope="col">{t("change")}</th>
                </tr>
              </thead>
              <tbody>
                {shown.changes.map(({ stepId, orderNumber, name, from, to: target, refusal }) => (
                  <tr key={stepId} className={refusal ? "is-refused" : ""}>
                    <td>{orderNumber}</td>
                    <td>{pick(name)}</td>
                    <td>
                      {refusal
                        ? t("refused", { why: pick(refusal) })
                        : t("line", { from: from ?? t("free"), to: target ?? t("free") })}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        </>
      )}
    </Modal>
  );
}
