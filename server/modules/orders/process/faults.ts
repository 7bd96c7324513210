/** What is wrong with a process file, element by element, in words that whoever drew it can mend it by. */
import type { Words } from "../../../../contracts/endpoint.ts";

export type Fault = Words & {
  /** The element at fault; null when it is the file as a whole. */
  readonly elementId: string | null;
  readonly code: FaultCode;
};

/** `{…}` is filled in. */
const sentences = {
  not_bpmn: {
    zh: "文件不是可读的 BPMN 2.0 文件：{detail}。请用流程设计器重新保存后再上传。",
    en: "The file is not readable BPMN 2.0: {detail}. Save it anew with a process designer.",
  },
  too_large: {
    zh: "流程文件过大，最多 {most} 个字符。",
    en: "The process file is too large; {most} characters at most.",
  },
  no_process: {
    zh: "文件中没有可执行的流程，请至少画一个流程。",
    en: "There is no process in the file; draw one at least.",
  },
  unread: {
    zh: "文件中有一处不能识别：{detail}。请删除或改正。",
    en: "Part of the file cannot be read: {detail}. Remove or correct it.",
  },
  unresolved: {
    zh: "{name} 的 {property} 指向不存在的“{value}”，请改为已有的元素。",
    en: "{property} of {name} points at “{value}”, which is not in the file.",
  },
  no_id: {
    zh: "有一个{kind}没有编号（id），请补上。",
    en: "A {kindEn} has no id; give it one.",
  },
  bad_id: {
    zh: "“{id}”不能用作编号，请换一个。",
    en: "“{id}” cannot be an id; choose another.",
  },
  unsupported_element: {
    zh: "{name} 是{kind}，本系统的流程不支持，请改用其他画法。",
    en: "{name} cannot be run: processes here have no {kindEn}. Draw it another way.",
  },
  unsupported_event: {
    zh: "{name} 用了{kind}，这个位置不支持，请改用消息、定时或错误事件。",
    en: "The kind of {name} ({kindEn}) is not supported there; use a message, timer or error event.",
  },
  unsupported_feature: {
    zh: "{name} 设置了“{kind}”，本系统的流程不支持，请去掉。",
    en: "{name} has “{kindEn}” set, which processes here do not support; take it away.",
  },
  several_events: {
    zh: "{name} 同时有多个事件定义，请拆成几个事件。",
    en: "{name} has several event definitions; draw one event for each.",
  },
  no_message: {
    zh: "{name} 没有选消息，或消息没有名称。",
    en: "{name} has no message, or its message has no name.",
  },
  no_error_code: {
    zh: "{name} 没有选错误，或错误没有代码。",
    en: "{name} has no error, or its error has no code.",
  },
  bad_timer: {
    zh: "{name} 的时间不能识别：{detail}。请填一种：时长（如 PT2H、P3D）、时限代码，或“某步骤时限的百分之几”。",
    en: "The time of {name} cannot be read: {detail}. Give a duration (PT2H, P3D), a limit, or a share of a step's limit.",
  },
  no_collection: {
    zh: "{name} 是多实例，但没有写明按哪个清单（mc:collection）。",
    en: "{name} is multi-instance but does not say over which list (mc:collection).",
  },
  empty_condition: {
    zh: "连线 {name} 的条件是空的，请写上条件或删除。",
    en: "The condition of flow {name} is empty; write it or remove it.",
  },
  condition_language: {
    zh: "连线 {name} 的条件用的是 {detail}，只能用 CEL。",
    en: "The condition of flow {name} is written in {detail}; only CEL is read.",
  },
  condition_not_read: {
    zh: "连线 {name} 从不看条件的元素出发，请去掉条件或改用排他网关。",
    en: "Flow {name} leaves an element that reads no conditions; remove it or use an exclusive gateway.",
  },
  default_not_outgoing: {
    zh: "{name} 的默认连线不是从它出发的。",
    en: "The default flow of {name} does not leave it.",
  },
  flow_crosses: {
    zh: "连线 {name} 跨越了子流程的边界，请改接到子流程上。",
    en: "Flow {name} crosses the border of a sub-process; connect it to the sub-process itself.",
  },
  flow_end: {
    zh: "连线 {name} 的一端不在本流程内，或接在不能接的元素上。",
    en: "One end of flow {name} is not in this process, or at an element that cannot have it.",
  },
  no_start: {
    zh: "{name} 没有开始事件，请画一个。",
    en: "{name} has no start event; draw one.",
  },
  several_starts: {
    zh: "{name} 有多个普通开始事件，请只留一个。",
    en: "{name} has several plain start events; keep one.",
  },
  start_in_sub_process: {
    zh: "{name} 在子流程里，子流程只能由普通开始事件开始。",
    en: "{name} is in a sub-process, which can only begin with a plain start event.",
  },
  boundary_host: {
    zh: "{name} 没有附着在任何步骤上。",
    en: "{name} is not attached to an activity.",
  },
  race_target: {
    zh: "{name} 接在事件网关之后，只能是消息或定时事件（或接收任务），且只有这一条来线。",
    en: "{name} follows an event-based gateway: it must be a message or timer event (or a receive task) with that flow alone.",
  },
  race_few: {
    zh: "事件网关 {name} 至少要有两条去线。",
    en: "Event-based gateway {name} needs two ways out at least.",
  },
  attribute: {
    zh: "{name} 的 mc:{attribute}“{value}”不能识别：{detail}。",
    en: "mc:{attribute} of {name} cannot be “{value}”: {detailEn}.",
  },
  attribute_misplaced: {
    zh: "{name} 上的 mc:{attribute} 没有作用，请删除或改正拼写。",
    en: "mc:{attribute} has no effect on {name}; remove it or correct its spelling.",
  },
  share_of: {
    zh: "{name} 的 mc:of 指向“{value}”，那不是本流程的步骤。",
    en: "mc:of of {name} is “{value}”, which is not a step of this process.",
  },
  unknown_process: {
    zh: "{name} 调用的流程“{value}”不存在或尚未发布。",
    en: "{name} calls the process “{value}”, which does not exist or is not published.",
  },
  recursion: {
    zh: "{name} 调用的流程最终又调用了自己：{detail}。",
    en: "{name} calls a process that in the end calls itself: {detail}.",
  },
  too_many_nodes: {
    zh: "流程连同其调用的流程共 {count} 个元素，最多 {most} 个。",
    en: "With the processes that it calls this process has {count} elements; {most} at most.",
  },
} as const satisfies Readonly<Record<string, Words>>;

export type FaultCode = keyof typeof sentences;
type Facts = Readonly<Record<string, string | number>>;

export const fill = (text: string, facts: Facts) =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => String(facts[name] ?? "?"));

export function faultOf(elementId: string | null, code: FaultCode, facts: Facts = {}): Fault {
  const { zh, en } = sentences[code];
  const english = facts.nameEn === undefined ? facts : { ...facts, name: facts.nameEn };
  return { elementId, code, zh: fill(zh, facts), en: fill(en, english) };
}
