import type { ProblemText } from "../problems.ts";

/** Refusals of the process designer: drafts, publishing, migration of running orders. */
export const orderDesignProblems = {
  "orders.cover_own_post": {
    kind: "conflict",
    zh: "这已经是他本人的岗位，不用设 AB 角。",
    en: "That is their own post already; it needs no cover.",
  },
  "orders.catalogue_faulty": {
    kind: "conflict",
    zh: "有 {count} 处不能生效。第一处（{place}）：{faultZh}",
    en: "{count} things keep it from taking effect. The first ({place}): {faultEn}",
  },
  "orders.catalogue_past": {
    kind: "conflict",
    zh: "生效日期不能早于 {earliest}，请改为今天或以后的日期。",
    en: "It cannot take effect before {earliest}; choose that day or a later one.",
  },
  "orders.catalogue_edited": {
    kind: "conflict",
    zh: "{who} 已改动过，请重新打开后再操作。",
    en: "{who} has changed it meanwhile; open it again first.",
  },
  "orders.catalogue_same": {
    kind: "conflict",
    zh: "内容与现行的完全相同，没有需要发布的修改。",
    en: "It is the same as what holds already; there is nothing to release.",
  },
  "orders.catalogue_own": {
    kind: "forbidden",
    zh: "不能发布自己提出或修改的内容，请由另一位人员发布。",
    en: "Who proposed a change does not release it; another person must.",
  },
  "orders.catalogue_state": {
    kind: "conflict",
    zh: "这项修改已发布、放弃或撤回，不能这样操作。请刷新后查看。",
    en: "This change was released, dropped or withdrawn already; look at it again.",
  },
  "processes.unreadable": {
    kind: "invalid",
    zh: "这不是可读的 BPMN 2.0 文件：{faultZh}",
    en: "This is not a readable BPMN 2.0 file: {faultEn}",
  },
  "processes.key_wrong": {
    kind: "invalid",
    zh: "文件里应有且只有一个流程，编号为“{process}”。请改正流程编号或删去多余的流程。",
    en: "The file must hold one process with the id “{process}”; correct the id or remove the others.",
  },
  "processes.edited_meanwhile": {
    kind: "conflict",
    zh: "{who} 已修改过这个流程，请重新打开后再改。",
    en: "{who} has changed this process; open it again before you change it.",
  },
  "processes.not_draft": {
    kind: "conflict",
    zh: "第 {version} 版不是草稿，不能这样操作。请从它新建草稿。",
    en: "Version {version} is not a draft; begin a draft from it.",
  },
  "processes.faulty": {
    kind: "conflict",
    zh: "流程有 {count} 处错误，不能继续。第一处：{faultZh}",
    en: "The process has {count} errors. The first: {faultEn}",
  },
  "processes.own_publish": {
    kind: "forbidden",
    zh: "不能发布自己修改过的流程，请由另一位人员发布。",
    en: "Who edited a version does not publish it; another person must.",
  },
  "processes.not_published": {
    kind: "conflict",
    zh: "这个流程没有已发布的版本。",
    en: "The process has no published version.",
  },
  "processes.same_version": {
    kind: "invalid",
    zh: "请选择两个不同的版本。",
    en: "Choose two different versions.",
  },
  "processes.migrate_target": {
    kind: "conflict",
    zh: "在办工单只能迁移到已发布的版本。",
    en: "Running orders can only be migrated to the published version.",
  },
  "processes.run_already": {
    kind: "conflict",
    zh: "这个流程的迁移正在进行，请等它完成。",
    en: "A migration of this process is going on; wait until it is done.",
  },
} as const satisfies Record<string, ProblemText>;
