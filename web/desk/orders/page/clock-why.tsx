/** Why a clock ends when it ends: its own sentences, and its marks. Asked for only when somebody wants to know. */

import { useQuery } from "@tanstack/react-query";
import { Button, Popover, Spin } from "antd";
import { useState } from "react";
import { explainClock } from "../../../../contracts/orders/page.ts";
import type { Clock } from "../../../../contracts/orders/shapes.ts";
import { call } from "../../../parts/api.ts";
import { problemWords } from "../../../parts/problem.tsx";
import { defineWords, pick } from "../../../parts/words.ts";
import { sourceWords } from "../../../staff/source-words.ts";

const t = defineWords({
  why: ["为什么？", "Why?"],
  whyOf: ["{name} 为什么是这个时间？", "{name}: why then?"],
  source: ["依据：{source}", "Source: {source}"],
  same: ["按记录重算，结果一致", "Worked out anew from its marks: the same"],
  differs: ["按记录重算的结果不一致，请报告系统管理员", "Worked out anew it differs: tell the administrator"],
});

type Props = { orderId: string; clock: Clock };

export function ClockWhy({ orderId, clock }: Props) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover
      trigger="click"
      open={isOpen}
      onOpenChange={setOpen}
      title={pick(clock.name)}
      content={isOpen ? <Explained orderId={orderId} clock={clock} /> : null}
      placement="bottomLeft"
    >
      <Button
        type="link"
        size="small"
        className="order-why"
        aria-label={t("whyOf", { name: pick(clock.name) })}
        aria-expanded={isOpen}
      >
        {t("why")}
      </Button>
    </Popover>
  );
}

function Explained({ orderId, clock }: Props) {
  const { data, error } = useQuery({
    queryKey: ["orders", "clock", clock.id, clock.dueAt, clock.state],
    queryFn: () => call(explainClock, { params: { orderId, clockId: clock.id } }),
    gcTime: 0,
  });
  if (error) return <p className="problem">{pick(problemWords(error))}</p>;
  if (!data) return <Spin />;
  const isSame = data.recomputedDueAt === data.clock.dueAt;
  return (
    <div className="order-explained" role="note">
      <ol>
        {data.sentences.map((sentence) => (
          <li key={sentence.zh}>{pick(sentence)}</li>
        ))}
      </ol>
      <p>{t("source", { source: sourceWords(data.source) })}</p>
      {data.clock.state !== "met" && data.clock.state !== "missed" && (
        <p className={isSame ? "tone-good" : "tone-bad"}>{t(isSame ? "same" : "differs")}</p>
      )}
    </div>
  );
}
