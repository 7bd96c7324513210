/** The kinds of BPMN elements: what is run, what is only drawing, and what everything else is called when refused. */
import type { Words } from "../../../../contracts/endpoint.ts";

/** Not run and kept out silently: it explains the picture to people. */
export const drawing: ReadonlySet<string> = new Set([
  "bpmn:DataObject",
  "bpmn:DataObjectReference",
  "bpmn:DataStoreReference",
  "bpmn:TextAnnotation",
  "bpmn:Association",
  "bpmn:Group",
]);

export const refusedElements: Readonly<Record<string, Words>> = {
  "bpmn:ScriptTask": { zh: "脚本任务", en: "script task" },
  "bpmn:BusinessRuleTask": { zh: "业务规则任务", en: "business rule task" },
  "bpmn:Transaction": { zh: "事务子流程", en: "transaction" },
  "bpmn:AdHocSubProcess": { zh: "即席子流程", en: "ad-hoc sub-process" },
  "bpmn:ComplexGateway": { zh: "复杂网关", en: "complex gateway" },
  "bpmn:ImplicitThrowEvent": { zh: "隐式抛出事件", en: "implicit throw event" },
  "bpmn:CallChoreography": { zh: "编排调用", en: "call choreography" },
  "bpmn:ChoreographyTask": { zh: "编排任务", en: "choreography task" },
  "bpmn:SubChoreography": { zh: "子编排", en: "sub-choreography" },
};

export const eventKinds: Readonly<Record<string, Words>> = {
  "bpmn:SignalEventDefinition": { zh: "信号事件", en: "signal event" },
  "bpmn:EscalationEventDefinition": { zh: "升级事件", en: "escalation event" },
  "bpmn:CompensateEventDefinition": { zh: "补偿事件", en: "compensation event" },
  "bpmn:ConditionalEventDefinition": { zh: "条件事件", en: "conditional event" },
  "bpmn:LinkEventDefinition": { zh: "链接事件", en: "link event" },
  "bpmn:CancelEventDefinition": { zh: "取消事件", en: "cancel event" },
  "bpmn:TerminateEventDefinition": { zh: "终止事件", en: "terminate event" },
  "bpmn:ErrorEventDefinition": { zh: "错误事件", en: "error event" },
  "bpmn:MessageEventDefinition": { zh: "消息事件", en: "message event" },
  "bpmn:TimerEventDefinition": { zh: "定时事件", en: "timer event" },
};

export const features = {
  eventSubProcess: { zh: "事件子流程", en: "event sub-process" },
  standardLoop: { zh: "标准循环", en: "standard loop" },
  compensation: { zh: "用于补偿", en: "for compensation" },
  quantity: { zh: "开始或完成数量", en: "start or completion quantity" },
  instantiate: { zh: "由消息启动流程", en: "starts the process" },
  parallelRace: { zh: "并行事件网关", en: "parallel event-based gateway" },
  parallelMultiple: { zh: "并行多重事件", en: "parallel multiple event" },
  loopDetail: {
    zh: "循环次数、循环数据或完成条件",
    en: "loop cardinality, loop data or completion condition",
  },
  partialBehaviour: { zh: "多实例的部分完成行为", en: "multi-instance behaviour other than “all”" },
  nonInterruptingError: { zh: "不中断的错误事件", en: "non-interrupting error event" },
} as const satisfies Record<string, Words>;
export type Feature = keyof typeof features;
