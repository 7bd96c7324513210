/**
 * The plan of an order that is wanted on a day (倒排工期), as a small picture: each step that is left from the latest hour at
 * which it must begin to the one at which it must be done, today and the day across them. Said in words beside it.
 */
import { useQuery } from "@tanstack/react-query";
import type { ResultOf } from "../../../../contracts/endpoint.ts";
import { readPlan } from "../../../../contracts/orders/care-promises.ts";
import type { OrderPage } from "../../../../contracts/orders/page.ts";
import { call } from "../../../parts/api.ts";
import { dayAndTime, localDay } from "../../../parts/time.ts";
import { defineWords, pick } from "../../../parts/words.ts";
import { Part, Shown } from "../../customers/states.tsx";
import { useClock } from "../heat.tsx";
import { usePostName } from "../queries.ts";

const t = defineWords({
  title: ["倒排工期", "Backward plan"],
  feasible: ["期望 {day}，按计划来得及。", "Wanted on {day}: in time by the plan."],
  infeasible: [
    "期望 {day}，已经来不及：有环节应更早开始。请与客户协商日期或加快办理。",
    "Wanted on {day}: no longer in time, a step should have begun earlier. Speak with the customer, or hurry.",
  ],
  none: ["剩下的环节没有内部时限，排不出工期。", "No step that is left has a limit of its own."],
  step: ["{name}：{from} 前开始，{to} 前完成", "{name}: begin by {from}, done by {to}"],
  late: ["，已晚 {n} 天", ", {n} days late"],
  today: ["今天", "today"],
  target: ["期望", "wanted"],
});

type Plan = ResultOf<typeof readPlan>;

export function PlanPart({ page }: { page: OrderPage }) {
  const asked = useQuery({
    queryKey: ["orders", "plan", page.order.id, page.version],
    queryFn: () => call(readPlan, { params: { orderId: page.order.id } }),
    placeholderData: (before) => before,
  });
  if (page.order.closedAt !== null) return null;
  return (
    <Part title={t("title")}>
      <Shown asked={asked} rows={4}>
        {(plan) => <Drawn plan={plan} />}
      </Shown>
    </Part>
  );
}

/** Of the picture, in its own units: a row of text above its bar, days along the width. */
const size = { width: 720, row: 34, bar: 12, top: 22, edge: 8 } as const;
const minutesOfDay = 1_440;

function Drawn({ plan }: { plan: Plan }) {
  const now = useClock(60_000);
  const postName = usePostName();
  const day = plan.wantedOn;
  const at = (instant: string) => Date.parse(instant);
  const starts = plan.steps.map(({ startBy }) => at(startBy));
  const [first, last] = [
    Math.min(now.epochMilliseconds, ...starts),
    Math.max(at(plan.target), now.epochMilliseconds),
  ];
  const x = (ms: number) =>
    size.edge + ((ms - first) / Math.max(1, last - first)) * (size.width - 2 * size.edge);
  const height = size.top + plan.steps.length * size.row + 6;
  const wordsOf = (step: Plan["steps"][number]) =>
    t("step", { name: pick(step.name), from: dayAndTime(step.startBy), to: dayAndTime(step.doneBy) }) +
    (step.lateMinutes > 0 ? t("late", { n: Math.ceil(step.lateMinutes / minutesOfDay) }) : "");
  return (
    <div className="order-plan">
      <p className={plan.isFeasible ? "" : "tone-bad"}>
        {t(plan.isFeasible ? "feasible" : "infeasible", { day })}
      </p>
      {plan.steps.length === 0 ? (
        <p>{t("none")}</p>
      ) : (
        <svg
          viewBox={`0 0 ${size.width} ${height}`}
          role="img"
          aria-label={plan.steps.map(wordsOf).join("；")}
        >
          <Line at={x(now.epochMilliseconds)} height={height} label={t("today")} tone="now" />
          <Line
            at={x(at(plan.target))}
            height={height}
            label={`${t("target")} ${localDay(plan.target).slice(5)}`}
            tone="target"
          />
          {plan.steps.map((step, index) => {
            const [from, to] = [x(at(step.startBy)), x(at(step.doneBy))];
            const top = size.top + index * size.row;
            const isLate = step.lateMinutes > 0 || step.startedLateMinutes > 0;
            return (
              <g key={step.nodeId}>
                <title>{wordsOf(step)}</title>
                <text
                  x={Math.min(from, size.width * 0.62)}
                  y={top + 12}
                  fontSize="12"
                  fill={isLate ? "var(--bad)" : "var(--ink)"}
                  fontWeight={step.isLive ? 700 : 400}
                >
                  {pick(step.name)}
                  {step.post && ` · ${postName(step.post)}`}
                  {` · ${localDay(step.startBy).slice(5)} → ${localDay(step.doneBy).slice(5)}`}
                </text>
                <rect
                  x={from}
                  y={top + 17}
                  width={Math.max(3, to - from)}
                  height={size.bar}
                  rx="3"
                  fill={isLate ? "var(--bad)" : step.isLive ? "var(--brand)" : "#9db4ae"}
                />
              </g>
            );
          })}
        </svg>
      )}
    </div>
  );
}

type LineProps = { at: number; height: number; label: string; tone: "now" | "target" };

function Line({ at, height, label, tone }: LineProps) {
  const colour = tone === "now" ? "var(--ink-soft)" : "var(--brand-deep)";
  const isRight = at > size.width / 2;
  return (
    <g>
      <line
        x1={at}
        x2={at}
        y1={14}
        y2={height}
        stroke={colour}
        strokeDasharray={tone === "now" ? "3 3" : undefined}
      />
      <text
        x={isRight ? at - 3 : at + 3}
        y={11}
        fontSize="11"
        fill={colour}
        textAnchor={isRight ? "end" : "start"}
      >
        {label}
      </text>
    </g>
  );
}
