/** A number of a person: masked, and whole for some seconds to whoever says why (kept in the access record). */
import { useQuery } from "@tanstack/react-query";
import { Button, Form, Input, Select } from "antd";
import { useEffect, useState } from "react";
import { listReasons } from "../../../../contracts/catalogue.ts";
import { unmaskField } from "../../../../contracts/customers/personal-data.ts";
import type { PersonalFieldAnswer } from "../../../../contracts/customers/shapes.ts";
import { call } from "../../../parts/api.ts";
import { defineWords, pick } from "../../../parts/words.ts";
import { FormModal } from "../../../staff/form-modal.tsx";
import { personalName } from "../words.ts";

const t = defineWords({
  see: ["查看完整号码", "See the whole number"],
  title: ["为什么要看完整的{kind}？", "Why see the whole number ({kind})?"],
  reason: ["原因", "Reason"],
  more: ["说明（可选）", "More (optional)"],
  kept: ["会记入客户的查阅记录", "Kept in the customer's access record"],
  required: ["请选择原因", "Choose a reason"],
  left: ["{s} 秒后隐藏 · 本小时还可看 {n} 次", "hidden in {s} s · {n} more this hour"],
});

type Props = { customerId: string; field: PersonalFieldAnswer; mayUnmask: boolean };
type Seen = { value: string; left: number; until: number };

export function PersonalNumber({ customerId, field, mayUnmask }: Props) {
  const [isAsking, setAsking] = useState(false);
  const [seen, setSeen] = useState<Seen>();
  const seconds = useSecondsLeft(seen?.until, () => setSeen(undefined));
  const see = async ({ reasonCode, reason }: { reasonCode: string; reason?: string }) => {
    const params = { customerId, fieldId: field.id };
    const body = { reasonCode, reason: reason?.trim() || null };
    const answer = await call(unmaskField, { params, body });
    setSeen({ ...answer, until: performance.now() + answer.shownSeconds * 1_000 });
  };
  return (
    <span className="archive-number">
      <b className="cust-number">{seen?.value ?? field.masked}</b>
      {seen && <small role="status">{t("left", { s: seconds, n: seen.left })}</small>}
      {mayUnmask && !seen && (
        <Button size="small" type="link" onClick={() => setAsking(true)}>
          {t("see")}
        </Button>
      )}
      {isAsking && <AskWhy kind={personalName(field.kind)} onSee={see} onClose={() => setAsking(false)} />}
    </span>
  );
}

type AskProps = {
  kind: string;
  onSee: (values: { reasonCode: string; reason?: string }) => Promise<unknown>;
  onClose: () => void;
};

function AskWhy({ kind, onSee, onClose }: AskProps) {
  const { data } = useQuery({
    queryKey: [listReasons.path, "unmask"],
    queryFn: () => call(listReasons, { query: { list: "unmask" } }),
  });
  const reasons = (data?.reasons ?? []).filter(({ isActive }) => isActive);
  return (
    <FormModal<{ reasonCode: string; reason?: string }>
      title={t("title", { kind })}
      initial={{}}
      saveLabel={t("see")}
      onSave={onSee}
      onClose={onClose}
      width={460}
    >
      <Form.Item
        name="reasonCode"
        label={t("reason")}
        extra={t("kept")}
        rules={[{ required: true, message: t("required") }]}
      >
        <Select autoFocus options={reasons.map((row) => ({ value: row.code, label: pick(row) }))} />
      </Form.Item>
      <Form.Item name="reason" label={t("more")}>
        <Input maxLength={200} />
      </Form.Item>
    </FormModal>
  );
}

/** Whole seconds until a moment of the page's clock; says when it has come. */
function useSecondsLeft(until: number | undefined, onOver: () => void): number {
  const [left, setLeft] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what happens at the end does not start the count anew
  useEffect(() => {
    if (until === undefined) return;
    const tick = () => {
      const rest = Math.ceil((until - performance.now()) / 1_000);
      if (rest <= 0) onOver();
      else setLeft(rest);
    };
    tick();
    const timer = setInterval(tick, 500);
    return () => clearInterval(timer);
  }, [until]);
  return left;
}
