/** The dialogs of an order's page: each asks what the act needs and says what it will do. */
import { handOver } from "../../../../contracts/orders/hand-over.ts";
import type { OrderPage } from "../../../../contracts/orders/page.ts";
import { noteOrder, resumeOrder, suspendOrder } from "../../../../contracts/orders/page.ts";
import { releaseStep, returnStep, skipStep } from "../../../../contracts/orders/steps.ts";
import { call } from "../../../parts/api.ts";
import { defineWords, pick } from "../../../parts/words.ts";
import { AskReason } from "../../../staff/ask-reason.tsx";
import { useCatalogue } from "../queries.ts";
import { AppealDialog } from "./appeal-dialog.tsx";
import { AssignDialog } from "./assign-dialog.tsx";
import { CareDialog } from "./care-dialogs.tsx";
import { type Offer, stepOf } from "./current-step.ts";
import { MergeDialog, SplitDialog } from "./merge-dialogs.tsx";
import type { OrderDialog } from "./order-actions.ts";
import { ReasonDialog } from "./reason-dialog.tsx";
import { NoteDialog, PersonDialog } from "./small-dialogs.tsx";
import { ReclassifyDialog, TerminateDialog } from "./versioned-dialogs.tsx";

const t = defineWords({
  release: ["退回待领：{name}", "Give back: {name}"],
  skip: ["绿色通道跳过：{name}", "Skip: {name}"],
  skipIt: ["跳过", "Skip"],
  skipMore: [
    "跳过的环节连同原因和证明长期可见，稽查会看。",
    "What was skipped stays visible with its reason and proof; quality inspectors look at it.",
  ],
  resume: ["恢复计时", "Resume"],
  giveBack: ["退回上一环节", "Return to an earlier step"],
  to: ["退回到", "Return to"],
  suspend: ["挂起工单（停表）", "Suspend the order"],
  suspendMore: [
    "时限从现在起停止计时，直到恢复。需要证明的原因会由稽查复核。",
    "The clocks stop now, until it is resumed. Reasons that need a proof are checked by somebody else.",
  ],
  handOver: ["移交主办人", "Hand over responsibility"],
  handOverMore: [
    "对方接受后才换主办人；不接受或超时未答，仍由原主办人负责。",
    "It passes when the receiver accepts; declined or unanswered in time it stays where it is.",
  ],
});

type Props = {
  dialog: OrderDialog;
  page: OrderPage;
  offer: Offer | undefined;
  onClose: () => void;
};

/** Of a reason that belongs to some stages: whether the order stands at one of them. */
const fits = (stages: readonly string[], { steps }: OrderPage) =>
  stages.length === 0 ||
  steps.some(({ state, stage }) => state === "live" && stage !== null && stages.includes(stage));

export function OrderDialogs({ dialog, page, offer, onClose }: Props) {
  const catalogue = useCatalogue();
  const step = stepOf(page, offer);
  const orderId = page.order.id;
  const onOrder = { params: { orderId } };
  switch (dialog.kind) {
    case "note":
      return (
        <NoteDialog
          onSave={(text, forCustomer) => call(noteOrder, { ...onOrder, body: { text, forCustomer } })}
          onClose={onClose}
        />
      );
    case "suspend":
      return (
        <ReasonDialog
          title={t("suspend")}
          explain={t("suspendMore")}
          reasons={catalogue.reasons("pause").filter(({ stages }) => fits(stages, page))}
          page={page}
          onSave={({ reasonCode, reason, proofId }) =>
            call(suspendOrder, { ...onOrder, body: { reasonCode, reason, proofId } })
          }
          onClose={onClose}
        />
      );
    case "resume":
      return (
        <AskReason
          title={t("resume")}
          onSave={(reason) => call(resumeOrder, { ...onOrder, body: { reason } })}
          onClose={onClose}
        />
      );
    case "hand-over":
      return (
        <PersonDialog
          title={t("handOver")}
          explain={t("handOverMore")}
          orderId={orderId}
          stepId={offer?.stepId}
          onSave={(staffId, reason) => call(handOver, { ...onOrder, body: { staffId, reason } })}
          onClose={onClose}
        />
      );
    case "terminate":
      return <TerminateDialog page={page} reasons={catalogue.reasons("terminate")} onClose={onClose} />;
    case "appeal":
      return <AppealDialog page={page} onClose={onClose} />;
    case "reclassify":
      return <ReclassifyDialog page={page} onClose={onClose} />;
    case "urge":
    case "supervise":
    case "consult":
    case "promise":
      return <CareDialog kind={dialog.kind} page={page} stepId={offer?.stepId} onClose={onClose} />;
    case "merge":
      return <MergeDialog page={page} reasons={catalogue.reasons("merge")} onClose={onClose} />;
    case "split":
      return <SplitDialog page={page} reasons={catalogue.reasons("split")} onClose={onClose} />;
  }
  if (!step || !offer) return null;
  const params = { orderId, stepId: step.id };
  const { version } = step;
  switch (dialog.kind) {
    case "assign":
      return <AssignDialog orderId={orderId} step={step} onClose={onClose} />;
    case "release":
      return (
        <AskReason
          title={t("release", { name: pick(step.name) })}
          onSave={(reason) => call(releaseStep, { params, body: { reason } })}
          onClose={onClose}
        />
      );
    case "skip":
      return (
        <ReasonDialog
          danger
          title={t("skip", { name: pick(step.name) })}
          saveLabel={t("skipIt")}
          explain={t("skipMore")}
          reasons={catalogue.reasons("skip")}
          page={page}
          onSave={({ reasonCode, reason, proofId }) =>
            call(skipStep, { params, body: { version, reasonCode, reason, proofId } })
          }
          onClose={onClose}
        />
      );
    case "return":
      return (
        <ReasonDialog
          title={t("giveBack")}
          reasons={catalogue.reasons("return")}
          target={{
            label: t("to"),
            options: offer.returnTo.map(({ nodeId, name }) => ({ value: nodeId, label: pick(name) })),
          }}
          page={page}
          onSave={({ reasonCode, reason, target }) =>
            call(returnStep, { params, body: { version, toNodeId: target ?? "", reasonCode, reason } })
          }
          onClose={onClose}
        />
      );
  }
}
