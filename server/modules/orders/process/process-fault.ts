/** An operation that cannot be carried out as the process is drawn or as the order stands. Nothing has changed then. */
import type { Words } from "../../../../contracts/endpoint.ts";
import { fill } from "./faults.ts";

const sentences = {
  no_such_token: {
    zh: "这个环节已不在办理中，请刷新后再看。",
    en: "This step is not open any more; reload and look again.",
  },
  wrong_kind: {
    zh: "环节 {nodeId} 不能这样办结。",
    en: "Step {nodeId} cannot be finished in this way.",
  },
  no_such_start: {
    zh: "流程 {nodeId} 没有这样的开始事件。",
    en: "Process {nodeId} has no such start event.",
  },
  no_way_out: {
    zh: "从 {nodeId} 出发的条件都不成立，也没有默认连线，请补全本环节的数据或联系流程管理员。",
    en: "No condition after {nodeId} holds and there is no default flow; complete the data or ask the process administrator.",
  },
  spins: {
    zh: "流程在 {path} 之间空转，没有任何等待的环节，请联系流程管理员。",
    en: "The process turns round {path} without ever waiting; ask the process administrator.",
  },
  too_many_items: {
    zh: "环节 {nodeId} 要按 {count} 项分别办理，最多 {most} 项。",
    en: "Step {nodeId} would run {count} times; {most} at most.",
  },
  not_a_step: {
    zh: "不能退回到 {nodeId}，请选择一个办理环节。",
    en: "{nodeId} cannot be returned to; choose a step.",
  },
  still_to_come: {
    zh: "{nodeId} 还在办理或尚未走到，不能退回到那里。",
    en: "{nodeId} is still open or yet to come, so it cannot be returned to.",
  },
  not_earlier: {
    zh: "{nodeId} 不是当前环节之前的环节，不能退回到那里。",
    en: "{nodeId} does not lie before this step, so it cannot be returned to.",
  },
} as const satisfies Readonly<Record<string, Words>>;

export type ProcessFaultCode = keyof typeof sentences;

export class ProcessFault extends Error {
  readonly code: ProcessFaultCode;
  readonly facts: Readonly<Record<string, string | number>>;
  readonly zh: string;
  readonly en: string;
  constructor(code: ProcessFaultCode, facts: Readonly<Record<string, string | number>> = {}) {
    const { zh, en } = sentences[code];
    super(fill(en, facts));
    this.code = code;
    this.facts = facts;
    this.zh = fill(zh, facts);
    this.en = fill(en, facts);
  }
}
