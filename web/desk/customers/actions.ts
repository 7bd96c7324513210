/** What a clerk can do with the customer beside the queue, with its keys. */
import { defineWords } from "../../parts/words.ts";
import type { Action } from "../../staff/action.ts";
import { address } from "../../staff/router.ts";
import type { ProposalAnswer } from "./proposals.tsx";
import type { DeskCustomer } from "./use-desk-customer.ts";

const t = defineWords({
  group: ["客户", "Customer"],
  find: ["识别客户", "Recognise"],
  archive: ["打开档案", "Open the archive"],
  leave: ["回到窗口", "Back to the desk"],
  create: ["新建客户", "New customer"],
  record: ["登记服务记录", "Record a contact"],
  accept: ["采纳第一条建议", "Accept the first proposal"],
  decline: ["婉拒第一条建议", "Decline the first proposal"],
  day: ["看预警与今天", "Alerts and the day"],
  customer: ["看客户", "The customer"],
  nobodyOpen: ["没有打开客户", "No customer is open"],
  noProposal: ["没有建议", "No proposals"],
});

/** What the panel lends to the keys once it is loaded. */
export type PanelHandles = {
  focusField?: (() => void) | undefined;
  answer?: ((answer: ProposalAnswer) => void) | undefined;
};

type Input = {
  panel: DeskCustomer;
  handles: PanelHandles;
  /** The customer whose archive is open over the desk. */
  archiveOf: string | undefined;
  isArchiveOpen: boolean;
  mayEdit: boolean;
  record: (customerId: string) => void;
};

const pathOf = (...parts: string[]) => address(["customers", ...parts]);

export function customerActions({ panel, handles, archiveOf, isArchiveOpen, mayEdit, record }: Input) {
  const group = t("group");
  const open = archiveOf ?? panel.open;
  const nobody = open ? undefined : t("nobodyOpen");
  const proposals = nobody ?? (handles.answer ? undefined : t("noProposal"));
  const go = (to: string) => {
    location.hash = to;
  };
  return {
    find: {
      id: "find-customer",
      group,
      label: t("find"),
      keys: "Alt+I",
      search: "shibie kehu recognise find customer",
      run: () => {
        panel.show("customer");
        // The panel may have to be shown first.
        requestAnimationFrame(() => handles.focusField?.());
      },
    },
    archive: isArchiveOpen
      ? {
          id: "archive",
          group,
          label: t("leave"),
          keys: "Alt+K",
          search: "huidao chuangkou back desk",
          run: () => go("#/"),
        }
      : {
          id: "archive",
          group,
          label: t("archive"),
          keys: "Alt+K",
          search: "dakai dangan archive",
          run: () => go(open ? pathOf(open) : pathOf()),
        },
    record: {
      id: "record-contact",
      group,
      label: t("record"),
      keys: "Alt+C",
      search: "dengji fuwu jilu record contact",
      blocked: nobody,
      run: () => open && record(open),
    },
    accept: {
      id: "accept-proposal",
      group,
      label: t("accept"),
      keys: "Alt+V",
      search: "caina jianyi accept proposal",
      blocked: proposals,
      run: () => handles.answer?.("accepted"),
    },
    decline: {
      id: "decline-proposal",
      group,
      label: t("decline"),
      keys: "Alt+U",
      search: "wanju jianyi decline proposal",
      blocked: proposals,
      run: () => handles.answer?.("declined"),
    },
    switchPanel: {
      id: "switch-panel",
      group,
      label: t(panel.view === "customer" ? "day" : "customer"),
      keys: "Alt+Y",
      search: "yujing jintian kehu alerts today customer",
      run: () => panel.show(panel.view === "customer" ? "today" : "customer"),
    },
    ...(mayEdit && {
      create: {
        id: "create-customer",
        group,
        label: t("create"),
        keys: "Alt+B",
        search: "xinjian kehu new customer",
        run: () => go(pathOf("new")),
      },
    }),
  } satisfies Record<string, Action>;
}
export type CustomerActions = ReturnType<typeof customerActions>;
