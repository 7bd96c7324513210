/** Everything that can be done with an order from its page, with its keys and why not when not. */
import type { Capability } from "../../../../contracts/capabilities.ts";
import type { OrderPage } from "../../../../contracts/orders/page.ts";
import { claimStep } from "../../../../contracts/orders/steps.ts";
import { call } from "../../../parts/api.ts";
import { defineWords, pick } from "../../../parts/words.ts";
import type { Action } from "../../../staff/action.ts";
import type { CareKind } from "./care-dialogs.tsx";
import { type Offer, stepOf } from "./current-step.ts";

const t = defineWords({
  group: ["工单", "Order"],
  claim: ["领取", "Claim"],
  complete: ["办结环节", "Complete the step"],
  assign: ["指派 / 转派", "Assign"],
  release: ["退回待领", "Give back"],
  giveBack: ["退回上一环节", "Return to an earlier step"],
  skip: ["绿色通道跳过", "Skip (green channel)"],
  suspend: ["挂起（停表）", "Suspend"],
  resume: ["恢复计时", "Resume"],
  terminate: ["终止工单", "Terminate"],
  handOver: ["移交主办", "Hand over"],
  note: ["备注", "Note"],
  urge: ["登记催办", "Urge"],
  supervise: ["督办", "Supervise"],
  consult: ["协同会商", "Consult colleagues"],
  promise: ["向客户承诺", "Promise the customer"],
  merge: ["合并工单", "Merge"],
  split: ["拆分工单", "Split"],
  appeal: ["申诉", "Appeal"],
  notComplaint: ["只有投诉类工单可以申诉", "Only complaints are appealed"],
  notEnded: ["结单后才能申诉", "After the order has ended"],
  offered: ["已移交，等待对方答复", "Offered, not answered yet"],
  reclassify: ["调整分类与优先级", "Reclassify"],
  busy: ["正在处理…", "Working…"],
  ended: ["工单已结束", "The order has ended"],
  suspended: ["工单已挂起，先恢复计时", "Suspended: resume first"],
  noStep: ["没有办理中的环节", "No step is open"],
  notYours: ["环节不在您手上", "The step is not in your hands"],
  noEarlier: ["没有可退回的环节", "There is no earlier step"],
  noSkip: ["流程不允许，或工单不在绿色通道", "The process does not allow it, or no green channel"],
  noRight: ["您的岗位没有此权限", "Your post may not do this"],
  taken: ["{name} 已领取", "{name} has it"],
});

export type OrderDialog =
  | { kind: CareKind }
  | { kind: "assign" | "release" | "return" | "skip" | "suspend" | "resume" }
  | { kind: "terminate" | "hand-over" | "note" | "reclassify" | "appeal" | "merge" | "split" };

type Input = {
  page: OrderPage;
  offer: Offer | undefined;
  capabilities: readonly Capability[];
  pending: string | undefined;
  run: (name: string, work: () => Promise<unknown>) => Promise<unknown>;
  show: (dialog: OrderDialog) => void;
  /** Sends the form of the step; the form lends it. */
  complete: (() => void) | undefined;
};

export function orderActions({ page, offer, capabilities, pending, run, show, complete }: Input) {
  const group = t("group");
  const { state, id: orderId } = page.order;
  const refusesMerge = page.can.merge.refusal;
  const step = stepOf(page, offer);
  const busy = pending ? t("busy") : undefined;
  const lives = busy ?? (state === "open" || state === "suspended" ? undefined : t("ended"));
  const open = lives ?? (state === "suspended" ? t("suspended") : undefined);
  const onStep = open ?? (offer ? undefined : t("noStep"));
  const right = (capability: Capability) => (capabilities.includes(capability) ? undefined : t("noRight"));
  const mine = onStep ?? (offer?.canComplete ? undefined : t("notYours"));
  const refusal = offer?.refusal ? pick(offer.refusal) : t("notYours");
  const claimable =
    onStep ??
    (offer?.canClaim ? undefined : step?.assigneeName ? t("taken", { name: step.assigneeName }) : refusal);
  const dialog = (kind: OrderDialog["kind"]) => () => show({ kind } as OrderDialog);
  return {
    claim: {
      ...{ id: "order-claim", group, label: t("claim"), keys: "Alt+Q", search: "lingqu claim" },
      blocked: claimable,
      run: () => {
        if (offer)
          void run("claim", () => call(claimStep, { params: { orderId, stepId: offer.stepId }, body: {} }));
      },
    },
    complete: {
      ...{ id: "order-complete", group, label: t("complete"), keys: "Mod+Enter", search: "banjie complete" },
      blocked: mine ?? (complete ? undefined : t("busy")),
      run: () => complete?.(),
    },
    assign: {
      ...{ id: "order-assign", group, label: t("assign"), keys: "Alt+Z", search: "zhipai zhuanpai assign" },
      blocked: onStep ?? (offer?.canAssign ? undefined : t("noRight")),
      run: dialog("assign"),
    },
    giveBack: {
      ...{ id: "order-return", group, label: t("giveBack"), keys: "Alt+R", search: "tuihui return" },
      blocked: mine ?? (offer?.returnTo.length ? undefined : t("noEarlier")),
      run: dialog("return"),
    },
    note: {
      ...{ id: "order-note", group, label: t("note"), search: "beizhu note" },
      blocked: busy ?? right("orders.work"),
      run: dialog("note"),
    },
    release: {
      ...{ id: "order-release", group, label: t("release"), search: "tuihui dailing release" },
      blocked: mine,
      run: dialog("release"),
    },
    suspend:
      state === "suspended"
        ? {
            ...{ id: "order-resume", group, label: t("resume"), search: "huifu resume" },
            blocked: lives ?? right("orders.work"),
            run: dialog("resume"),
          }
        : {
            ...{ id: "order-suspend", group, label: t("suspend"), search: "guaqi tingbiao suspend" },
            blocked: open ?? right("orders.work"),
            run: dialog("suspend"),
          },
    handOver: {
      ...{ id: "order-hand-over", group, label: t("handOver"), search: "yijiao zhuban hand over" },
      blocked: lives ?? right("orders.work") ?? (page.handOver ? t("offered") : undefined),
      run: dialog("hand-over"),
    },
    reclassify: {
      ...{ id: "order-reclassify", group, label: t("reclassify"), search: "fenlei youxianji reclassify" },
      blocked: lives ?? right("orders.dispatch"),
      run: dialog("reclassify"),
    },
    urge: {
      ...{ id: "order-urge", group, label: t("urge"), search: "cuiban urge" },
      blocked: lives ?? right("orders.accept"),
      run: dialog("urge"),
    },
    supervise: {
      ...{ id: "order-supervise", group, label: t("supervise"), search: "duban supervise" },
      blocked: lives ?? right("orders.supervise"),
      run: dialog("supervise"),
    },
    consult: {
      ...{ id: "order-consult", group, label: t("consult"), search: "xietong huishang consult" },
      blocked: lives ?? right("orders.work"),
      run: dialog("consult"),
    },
    promise: {
      ...{ id: "order-promise", group, label: t("promise"), search: "chengnuo promise" },
      blocked: lives ?? right("orders.work"),
      run: dialog("promise"),
    },
    merge:
      state === "merged"
        ? {
            ...{ id: "order-split", group, label: t("split"), search: "chaifen split" },
            blocked: busy ?? right("orders.dispatch"),
            run: dialog("split"),
          }
        : {
            ...{ id: "order-merge", group, label: t("merge"), search: "hebing merge" },
            blocked: lives ?? right("orders.dispatch") ?? (refusesMerge ? pick(refusesMerge) : undefined),
            run: dialog("merge"),
          },
    appeal: {
      ...{ id: "order-appeal", group, label: t("appeal"), search: "shensu appeal" },
      blocked:
        busy ??
        right("orders.work") ??
        (page.order.family === "complaint"
          ? page.order.closedAt === null
            ? t("notEnded")
            : undefined
          : t("notComplaint")),
      run: dialog("appeal"),
    },
    skip: {
      ...{ id: "order-skip", group, label: t("skip"), search: "tiaoguo lvse tongdao skip" },
      blocked: onStep ?? (offer?.canSkip ? undefined : t("noSkip")),
      run: dialog("skip"),
    },
    terminate: {
      ...{ id: "order-terminate", group, label: t("terminate"), search: "zhongzhi terminate" },
      blocked: lives ?? right("orders.cancel"),
      run: dialog("terminate"),
    },
  } satisfies Record<string, Action>;
}
export type OrderActions = ReturnType<typeof orderActions>;
