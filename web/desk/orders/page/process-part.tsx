/** Where the order stands: as a plain list for reading, or as the drawn process with what is open, done and late. */

import { Segmented, Skeleton } from "antd";
import { lazy, Suspense, useState } from "react";
import type { OrderPage } from "../../../../contracts/orders/page.ts";
import { Icon, type IconName } from "../../../parts/icons.tsx";
import { dayAndTime } from "../../../parts/time.ts";
import { defineWords, pick } from "../../../parts/words.ts";
import { Nothing, Part, Shown } from "../../customers/states.tsx";
import { dueWords } from "../due.ts";
import { useClock } from "../heat.tsx";
import { useDiagram, usePostName } from "../queries.ts";
import { howName, stepStateName } from "../words.ts";
import type { Step } from "./current-step.ts";

// The viewer is larger than the rest of the page: it comes when somebody wants to see the drawing.
const Diagram = lazy(() => import("./diagram.tsx").then(({ Diagram }) => ({ default: Diagram })));

const t = defineWords({
  title: ["流程", "Process"],
  look: ["怎样看流程", "How to see the process"],
  list: ["列表", "List"],
  drawing: ["流程图", "Drawing"],
  none: ["还没有环节", "No steps yet"],
  waits: ["等待", "Waits"],
  late: ["超期", "Late"],
  by: ["{who} {how}，{at}", "{who}: {how}, {at}"],
  held: ["{who} 办理中", "With {who}"],
  free: ["待领", "Not claimed"],
  reason: ["原因：{reason}", "Reason: {reason}"],
});

type Look = "list" | "drawing";
const store = "mingchuang.orders.process";

export function ProcessPart({ page }: { page: OrderPage }) {
  const [look, setLook] = useState<Look>(() =>
    localStorage.getItem(store) === "drawing" ? "drawing" : "list",
  );
  const choose = (next: Look) => {
    localStorage.setItem(store, next);
    setLook(next);
  };
  return (
    <Part
      title={t("title")}
      extra={
        <Segmented<Look>
          size="small"
          aria-label={t("look")}
          value={look}
          onChange={choose}
          options={[
            { value: "list", label: t("list") },
            { value: "drawing", label: t("drawing") },
          ]}
        />
      }
    >
      {look === "list" ? <StepList steps={page.steps} /> : <Drawing page={page} />}
    </Part>
  );
}

function Drawing({ page }: { page: OrderPage }) {
  const asked = useDiagram(page.order.id, page.version);
  return (
    <Shown asked={asked} rows={6}>
      {(diagram) => (
        <Suspense fallback={<Skeleton active paragraph={{ rows: 6 }} />}>
          <Diagram diagram={diagram} />
        </Suspense>
      )}
    </Shown>
  );
}

const icons: Readonly<Record<Step["state"], IconName>> = {
  live: "clock",
  done: "check",
  cancelled: "cross",
  error: "alert",
};

function StepList({ steps }: { steps: readonly Step[] }) {
  const now = useClock(15_000);
  const postName = usePostName();
  if (steps.length === 0) return <Nothing>{t("none")}</Nothing>;
  const ordered = steps.toSorted((one, other) => one.seq - other.seq);
  return (
    <ol className="order-steps">
      {ordered.map((step) => {
        const isLate =
          step.state === "live" && step.dueAt !== null && Date.parse(step.dueAt) < now.epochMilliseconds;
        const isPerson = step.post !== null;
        return (
          <li key={step.id} className={`is-${step.state}${isLate ? " is-late" : ""}`}>
            <Icon name={icons[step.state]} />
            <div>
              <b>{pick(step.name)}</b>
              <span className="order-step-state">
                {isLate
                  ? t("late")
                  : step.state === "live" && !isPerson
                    ? t("waits")
                    : stepStateName(step.state)}
              </span>
              <small>
                {[
                  step.post && postName(step.post),
                  step.unitName && pick(step.unitName),
                  step.state === "live" && isPerson
                    ? step.assigneeName
                      ? t("held", { who: step.assigneeName })
                      : t("free")
                    : step.closedAt &&
                      step.closedByName &&
                      t("by", {
                        who: step.closedByName,
                        how: howWord(step.how),
                        at: dayAndTime(step.closedAt),
                      }),
                  step.state === "live" && step.dueAt && dueWords(step.dueAt, now),
                ]
                  .filter(Boolean)
                  .join(" · ")}
              </small>
              {step.reason && (
                <small className="order-step-reason">{t("reason", { reason: step.reason })}</small>
              )}
            </div>
          </li>
        );
      })}
    </ol>
  );
}

const known = ["completed", "returned", "skipped", "timeout", "message", "cancelled"] as const;
const howWord = (how: string | null) => {
  const found = known.find((one) => one === how);
  return found ? howName(found) : (how ?? "");
};
