/** The step that is open: its form for whoever has it, and for everybody else who has it and why one cannot take it. */
import { Segmented } from "antd";
import type { OrderPage } from "../../../../contracts/orders/page.ts";
import { Icon } from "../../../parts/icons.tsx";
import { defineWords, pick } from "../../../parts/words.ts";
import { ActionButton } from "../../../staff/action-button.tsx";
import { Part } from "../../customers/states.tsx";
import { HeatMark, useClock } from "../heat.tsx";
import { usePostName } from "../queries.ts";
import { orderStateName } from "../words.ts";
import { type Offer, stepOf } from "./current-step.ts";
import type { OrderActions } from "./order-actions.ts";
import { useResultWords } from "./result-words.ts";
import { type Edit, StepForm } from "./step-form.tsx";

const t = defineWords({
  title: ["当前环节", "Open step"],
  which: ["选择环节", "Choose a step"],
  none: ["没有等人办理的环节。", "No step waits for anybody."],
  ended: ["工单{state}。", "The order is {state}."],
  held: ["{name} 正在办理。", "{name} has it in hand."],
  free: ["还没有人领取。", "Nobody has claimed it."],
  suspended: [
    "工单已挂起，时限停止计时。恢复后才能办理。",
    "Suspended; its clocks stand still. Resume it first.",
  ],
});

type Props = {
  page: OrderPage;
  offer: Offer | undefined;
  onChoose: (stepId: string) => void;
  actions: OrderActions;
  isBusy: boolean;
  lendComplete: (lent: { run: () => void } | undefined) => void;
  track: (edit: Edit | undefined) => void;
};

/** Of the step's clocks the one that ends first, as in the list. */
function stepClock({ clocks }: OrderPage, stepId: string) {
  const late = "9999";
  return clocks
    .filter((clock) => clock.stepId === stepId && (clock.state === "running" || clock.state === "paused"))
    .toSorted((one, other) => ((one.dueAt ?? late) < (other.dueAt ?? late) ? -1 : 1))[0];
}

export function StepPart({ page, offer, onChoose, actions, isBusy, lendComplete, track }: Props) {
  const now = useClock(5_000);
  const postName = usePostName();
  const result = useResultWords()(page.result);
  const step = stepOf(page, offer);
  const { state } = page.order;
  if (!offer || !step) {
    return (
      <Part title={t("title")}>
        <p className="order-quiet">
          {state === "open" || state === "suspended"
            ? t("none")
            : t("ended", { state: orderStateName(state) })}
          {result && ` ${result}`}
        </p>
      </Part>
    );
  }
  const clock = stepClock(page, step.id);
  return (
    <section className="cust-part order-step" aria-label={t("title")}>
      <header>
        <h3>
          {page.offers.length > 1 ? (
            <Segmented
              aria-label={t("which")}
              value={offer.stepId}
              onChange={onChoose}
              options={page.offers.map(({ stepId }) => {
                const one = page.steps.find(({ id }) => id === stepId);
                return { value: stepId, label: one ? pick(one.name) : stepId };
              })}
            />
          ) : (
            pick(step.name)
          )}
        </h3>
        <span className="order-step-who">
          {step.post && postName(step.post)}
          {step.assigneeName && ` · ${step.assigneeName}`}
        </span>
        {clock && <HeatMark heat={clock.heat} dueAt={clock.dueAt} now={now} />}
      </header>
      {state === "suspended" ? (
        <p className="order-note">
          <Icon name="pause" /> {t("suspended")}
        </p>
      ) : offer.canComplete ? (
        <StepForm
          page={page}
          offer={offer}
          step={step}
          isBusy={isBusy}
          actions={actions}
          lend={lendComplete}
          track={track}
        />
      ) : (
        <div className="order-note">
          <p>
            {step.assigneeName ? t("held", { name: step.assigneeName }) : t("free")}
            {offer.refusal && ` ${pick(offer.refusal)}`}
          </p>
          {offer.canClaim && <ActionButton action={actions.claim} type="primary" />}
        </div>
      )}
    </section>
  );
}
