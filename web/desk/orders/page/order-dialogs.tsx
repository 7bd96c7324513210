/** The dialogs of an order's page: each asks what the act needs and says what it will do. */
import type { OrderPage } from "../../../../contracts/orders/page.ts";
import { handOver, noteOrder, resumeOrder, suspendOrder } from "../../../../contracts/orders/page.ts";
import { releaseStep, returnStep, skipStep } from "../../../../contracts/orders/steps.ts";
import { call } from "../../../parts/api.ts";
import { defineWords, pick } from "../../../parts/words.ts";
import { AskReason } from "../../../staff/ask-reason.tsx";
import { useCatalogue } from "../queries.ts";
import { AssignDialog } from "./assign-dialog.tsx";
import { CareDialog } from "./care-dialogs.tsx";
import { type Offer, stepOf } from "./current-step.ts";
import type { OrderDialog } from "./order-actions.ts";
import { ReasonDialog } from "./reason-dialog.tsx";
import { NoteDialog, PersonDialog } from "./small-dialogs.tsx";
import { ReclassifyDialog, TerminateDialog } from "./versioned-dialogs.tsx";

const t = defineWords({
  release: ["退回待领：{name}", "Give back: {name}"],
  skip: ["绿色通道跳过：{name}", "Skip: {name}"],
  resume: ["恢复计时", "Resume"],
  giveBack: ["退回上一环节", "Return to an earlier step"],
  to: ["退回到", "Return to"],
  suspend: ["挂起工单（停表）", "Suspend the order"],
  suspendMore: [
    "时限从现在起停止计时，直到恢复。需要证明的原因会由稽查复核。",
    "The clocks stop now, until it is resumed. Reasons that need a proof are checked by somebody else.",
  ],
  handOver: ["移交主办人", "Hand over responsibility"],
});

type Props = {
  dialog: OrderDialog;
  page: OrderPage;
  offer: Offer | undefined;
  onClose: () => void;
};

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
          reasons={catalogue.reasons("pause")}
          customerId={page.order.customerId}
          onSave={(body) => call(suspendOrder, { ...onOrder, body })}
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
          orderId={orderId}
          stepId={offer?.stepId}
          onSave={(staffId, reason) => call(handOver, { ...onOrder, body: { staffId, reason } })}
          onClose={onClose}
        />
      );
    case "terminate":
      return <TerminateDialog page={page} reasons={catalogue.reasons("terminate")} onClose={onClose} />;
    case "reclassify":
      return <ReclassifyDialog page={page} onClose={onClose} />;
    case "urge":
    case "supervise":
    case "consult":
    case "promise":
    case "merge":
    case "split":
      return (
        <CareDialog
          kind={dialog.kind}
          page={page}
          stepId={offer?.stepId}
          reasons={catalogue.reasons("merge")}
          onClose={onClose}
        />
      );
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
        <AskReason
          danger
          title={t("skip", { name: pick(step.name) })}
          onSave={(reason) => call(skipStep, { params, body: { version, reason } })}
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
          customerId={null}
          onSave={({ reasonCode, reason, target }) =>
            call(returnStep, { params, body: { version, toNodeId: target ?? "", reasonCode, reason } })
          }
          onClose={onClose}
        />
      );
  }
}
