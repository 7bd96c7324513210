import type { ProblemText } from "../problems.ts";

/** Refusals of merging customers and of changing what identifies them. */
export const keepingProblems = {
  "customers.merge_self": {
    kind: "invalid",
    zh: "不能把客户与自己合并，请选择另一位客户。",
    en: "A customer cannot be merged with itself; choose another one.",
  },
  "customers.merge_twice": {
    kind: "conflict",
    zh: "这两位客户的合并申请已在等待审核。",
    en: "A merge of these two waits for review already.",
  },
  "customers.merge_kinds": {
    kind: "conflict",
    zh: "个人客户与单位客户不能合并。",
    en: "A person and an organisation cannot be merged.",
  },
  "customers.merge_waits": {
    kind: "conflict",
    zh: "“{name}”还有未审核的敏感信息变更申请，请先处理再合并。",
    en: "“{name}” has an open request for a change; decide on it first, then merge.",
  },
  "customers.merge_cycle": {
    kind: "conflict",
    zh: "合并后客户关系会成环，请先解除两者之间的上下级关系。",
    en: "The merge would close a circle of relations; end the relations between the two first.",
  },
  "customers.merge_not_done": {
    kind: "conflict",
    zh: "该合并没有完成或已撤销，不能撤销。",
    en: "This merge is not in effect, so there is nothing to undo.",
  },
  "customers.merge_order": {
    kind: "conflict",
    zh: "“{name}”之后又并入了其他客户，请先撤销那一次合并。",
    en: "“{name}” was itself merged since; undo that merge first.",
  },
  "customers.change_evidence": {
    kind: "invalid",
    zh: "请选择已归档的资料，或写明核对了什么证件。",
    en: "Choose a paper on file, or say what was seen.",
  },
  "customers.change_twice": {
    kind: "conflict",
    zh: "这一项已有变更申请在等待审核。",
    en: "A change of this waits for review already.",
  },
  "customers.change_same": {
    kind: "conflict",
    zh: "新内容与现有内容相同，无需变更。",
    en: "The new value is the present one; there is nothing to change.",
  },
  "customers.change_what": {
    kind: "invalid",
    zh: "请写明要变更的内容：新值，或要停用的号码。",
    en: "Say what changes: a new value, or the number that ends.",
  },
  "customers.change_stale": {
    kind: "conflict",
    zh: "申请之后这一项已被修改，请退回并按现状重新申请。",
    en: "This was changed after the request was made; refuse it and ask anew.",
  },
  "customers.change_not_yours": {
    kind: "forbidden",
    zh: "只有申请人可以撤回申请。",
    en: "Only who made the request can withdraw it.",
  },
} as const satisfies Record<string, ProblemText>;
