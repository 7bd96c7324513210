/** One order, live: who asked for what, by when, where it stands, and what can be done about it now. */
import { Result, Skeleton } from "antd";
import { useState } from "react";
import { id } from "../../../../contracts/common.ts";
import { type OrderPage as Page, readOrder } from "../../../../contracts/orders/page.ts";
import { useLive } from "../../../parts/live.ts";
import { defineWords, pick } from "../../../parts/words.ts";
import { LinkBanner } from "../../../staff/link-banner.tsx";
import { useMe } from "../../../staff/session.tsx";
import { useCommand } from "../../../staff/use-command.ts";
import { draftKey } from "../../customers/use-form-draft.ts";
import { useOrderKeys } from "../use-order-keys.ts";
import { AppealsPart } from "./appeals-part.tsx";
import { CarePart } from "./care-part.tsx";
import { ClocksPart } from "./clocks-part.tsx";
import { currentOffer } from "./current-step.ts";
import { EntriesPart } from "./entries-part.tsx";
import { ExpectPart } from "./expect-part.tsx";
import { CustomerPart, DemandPart, LinksPart } from "./facts-part.tsx";
import { HandOverBar } from "./hand-over-bar.tsx";
import { OrderHead } from "./head.tsx";
import { IssuedPart } from "./issued-part.tsx";
import { type OrderDialog, orderActions } from "./order-actions.ts";
import { OrderDialogs } from "./order-dialogs.tsx";
import { PapersPart } from "./papers-part.tsx";
import { PlanPart } from "./plan-part.tsx";
import { ProcessPart } from "./process-part.tsx";
import { StepConflict } from "./step-conflict.tsx";
import type { Edit } from "./step-form.tsx";
import { StepPart } from "./step-part.tsx";
import "./page.css";
import "./papers.css";

const t = defineWords({
  page: ["工单详情", "The order"],
  gone: ["看不到这张工单", "This order cannot be shown"],
});

export function OrderPage({ orderId }: { orderId: string }) {
  // What no order can be called by may be the address of something else.
  const isId = id.safeParse(orderId).success;
  const { status, data, problem } = useLive(readOrder, isId ? { params: { orderId } } : null);
  if (!isId || status === "refused")
    return <Result status="warning" title={t("gone")} subTitle={problem && pick(problem)} />;
  if (!data) return <Skeleton active className="order-loading" paragraph={{ rows: 14 }} />;
  return (
    <>
      <LinkBanner status={status} />
      <Loaded key={orderId} page={data} />
    </>
  );
}

function Loaded({ page }: { page: Page }) {
  const me = useMe();
  const [dialog, setDialog] = useState<OrderDialog>();
  const [chosen, setChosen] = useState<string>();
  const [edit, setEdit] = useState<Edit>();
  const { run, pending } = useCommand(page);
  const offer = currentOffer(page, chosen);
  const [complete, setComplete] = useState<{ run: () => void } | undefined>();
  const actions = orderActions({
    page,
    offer,
    capabilities: me.capabilities,
    pending,
    run,
    show: (next) => {
      // Whoever gives the step away himself has no need to be told.
      if (next.kind !== "note") setEdit(undefined);
      setDialog(next);
    },
    complete: complete?.run,
  });
  useOrderKeys(Object.values(actions), "order");
  return (
    <article className="order-page" aria-label={t("page")}>
      <OrderHead page={page} actions={actions} pending={pending} />
      <HandOverBar page={page} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1) */}
      <section className="order-columns" tabIndex={0} aria-label={page.order.number}>
        <div className="order-main">
          <StepPart
            key={offer?.stepId ?? "none"}
            page={page}
            offer={offer}
            onChoose={setChosen}
            actions={actions}
            isBusy={pending !== undefined}
            lendComplete={setComplete}
            track={setEdit}
          />
          {page.wantedOn !== null && <PlanPart page={page} />}
          <ProcessPart page={page} />
          <EntriesPart page={page} />
        </div>
        <div className="order-side">
          <ClocksPart page={page} />
          <CustomerPart page={page} />
          <CarePart page={page} />
          <AppealsPart page={page} />
          <PapersPart page={page} />
          <IssuedPart page={page} />
          <ExpectPart page={page} />
          <DemandPart page={page} />
          <LinksPart links={page.links} />
        </div>
      </section>
      {edit && <Lost page={page} edit={edit} onClose={() => setEdit(undefined)} />}
      {dialog && (
        <OrderDialogs dialog={dialog} page={page} offer={offer} onClose={() => setDialog(undefined)} />
      )}
    </article>
  );
}

/** The step went to somebody else, or was done by him, while one was filling it in: told with what one has typed. */
function Lost({ page, edit, onClose }: { page: Page; edit: Edit; onClose: () => void }) {
  const { staffId } = useMe();
  const step = page.steps.find(({ id }) => id === edit.stepId);
  const offer = page.offers.find(({ stepId }) => stepId === edit.stepId);
  // A pause gives the step back when it ends.
  if (!step || offer?.canComplete || (step.state === "live" && step.assigneeId === staffId)) return null;
  return (
    <StepConflict
      page={page}
      step={step}
      fields={edit.fields}
      mine={edit.values}
      begunOn={edit.version}
      isMine={false}
      isSending={false}
      onSend={onClose}
      onDrop={() => {
        sessionStorage.removeItem(draftKey(staffId, `order.${edit.stepId}`));
        onClose();
      }}
      onClose={onClose}
    />
  );
}
