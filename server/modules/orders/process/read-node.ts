/** One flow node of the file as a node of the definition; flows are put in afterwards. */
import type { ActivityNode, Loop, NodeId, ProcessNode } from "./definition.ts";
import { type Element, type Faults, idOf, manyOf, oneOf, textOf } from "./element.ts";
import { type Feature, features, refusedElements } from "./element-kinds.ts";
import { type McName, readMc } from "./mc-attributes.ts";
import { readEvent, readMessage, resultOf } from "./read-event.ts";

/** A node with the reference that is resolved when all nodes are known. */
export type ReadNode = { readonly node: ProcessNode; readonly calls?: string };

const shared = ["en", "stage", "waits"] as const satisfies readonly McName[];
const work = [
  ...shared,
  "post",
  "limit",
  "form",
  "papers",
  "evidence",
  "duty",
  "output",
  "skippable",
] as const satisfies readonly McName[];

export function readNode(element: Element, scopeId: NodeId | null, faults: Faults): ReadNode | null {
  const id = idOf(element) ?? "";
  const names = { id, zh: textOf(element, "name")?.replace(/\s+/g, " ") ?? id, scopeId };
  const base = (mc: { en: string | null; stage: string | null; waits: "customer" | null }) => ({
    ...names,
    en: mc.en,
    incoming: [],
    outgoing: [],
    stage: mc.stage,
    waits: mc.waits,
  });
  const common = () => base(readMc(element, shared, faults));
  const activity = () => ({ loop: readLoop(element, faults), defaultFlow: defaultOf(element), boundary: [] });
  const has = (feature: Feature) => refuse(element, feature, faults);

  if (isActivityElement(element)) {
    if (element.get("isForCompensation") === true) has("compensation");
    if (element.get("startQuantity") !== 1 || element.get("completionQuantity") !== 1) has("quantity");
  }
  switch (element.$type) {
    case "bpmn:Task":
    case "bpmn:ManualTask":
    case "bpmn:UserTask": {
      const mc = readMc(element, work, faults);
      const node: ActivityNode = {
        ...base(mc),
        kind: element.$type === "bpmn:UserTask" ? "user" : "manual",
        ...activity(),
        post: mc.post,
        limit: mc.limit,
        form: mc.form,
        papers: mc.papers ?? [],
        evidence: mc.evidence ?? [],
        duty: mc.duty,
        output: mc.output,
        skippable: mc.skippable ?? false,
      };
      return { node };
    }
    case "bpmn:ServiceTask":
    case "bpmn:SendTask": {
      const mc = readMc(element, [...shared, "handler"], faults);
      const isSend = element.$type === "bpmn:SendTask";
      // A send task's handler knows what it sends; the message is there for the drawing's message flow.
      const message =
        isSend && oneOf(element, "messageRef") ? readMessage(element, element, faults).message : null;
      const kind = isSend ? "send" : "service";
      return { node: { ...base(mc), kind, ...activity(), handler: mc.handler, message } };
    }
    case "bpmn:ReceiveTask": {
      if (element.get("instantiate") === true) has("instantiate");
      const on = readMessage(element, element, faults);
      return { node: { ...common(), kind: "receive", ...activity(), on } };
    }
    case "bpmn:SubProcess":
      if (element.get("triggeredByEvent") === true) {
        has("eventSubProcess");
        return null;
      }
      return { node: { ...common(), kind: "subProcess", ...activity(), startId: "", calls: null } };
    case "bpmn:CallActivity": {
      const calls = textOf(element, "calledElement") ?? "";
      return { node: { ...common(), kind: "subProcess", ...activity(), startId: "", calls }, calls };
    }
    case "bpmn:ExclusiveGateway":
      return { node: { ...common(), kind: "exclusive", defaultFlow: defaultOf(element) } };
    case "bpmn:InclusiveGateway":
      return { node: { ...common(), kind: "inclusive", defaultFlow: defaultOf(element) } };
    case "bpmn:ParallelGateway":
      return { node: { ...common(), kind: "parallel", defaultFlow: null } };
    case "bpmn:EventBasedGateway":
      if (element.get("instantiate") === true) has("instantiate");
      if (element.get("eventGatewayType") === "Parallel") has("parallelRace");
      return { node: { ...common(), kind: "eventBased", defaultFlow: null } };
    case "bpmn:StartEvent": {
      if (element.get("parallelMultiple") === true) has("parallelMultiple");
      const on = readEvent(element, ["none", "message", "timer"], faults);
      return on && { node: { ...common(), kind: "start", on } };
    }
    case "bpmn:EndEvent": {
      const event = readEvent(element, ["none", "message", "error", "terminate"], faults);
      const result = event && resultOf(event);
      if (event && !result) faults.add(element, "no_error_code");
      return result && { node: { ...common(), kind: "end", result } };
    }
    case "bpmn:IntermediateCatchEvent": {
      if (element.get("parallelMultiple") === true) has("parallelMultiple");
      const on = readEvent(element, ["message", "timer"], faults);
      return on && { node: { ...common(), kind: "catch", on } };
    }
    case "bpmn:IntermediateThrowEvent": {
      const event = readEvent(element, ["none", "message"], faults);
      const message = event?.on === "message" ? event.message : null;
      return event && { node: { ...common(), kind: "throw", message } };
    }
    case "bpmn:BoundaryEvent": {
      if (element.get("parallelMultiple") === true) has("parallelMultiple");
      const on = readEvent(element, ["message", "timer", "error"], faults);
      const interrupting = element.get("cancelActivity") !== false;
      if (on?.on === "error" && !interrupting) has("nonInterruptingError");
      const host = oneOf(element, "attachedToRef");
      const hostId = (host && idOf(host)) ?? "";
      return on && { node: { ...common(), kind: "boundary", hostId, interrupting, on } };
    }
    default: {
      const { zh, en } = refusedElements[element.$type] ?? { zh: element.$type, en: element.$type };
      faults.add(element, "unsupported_element", { kind: zh, kindEn: en });
      return null;
    }
  }
}

const isActivityElement = (element: Element) => /Task$|^bpmn:(SubProcess|CallActivity)$/.test(element.$type);

function defaultOf(element: Element): string | null {
  const flow = oneOf(element, "default");
  return flow && idOf(flow);
}

function refuse(element: Element, feature: Feature, faults: Faults): void {
  const { zh, en } = features[feature];
  faults.add(element, "unsupported_feature", { kind: zh, kindEn: en });
}

function readLoop(element: Element, faults: Faults): Loop | null {
  const loop = oneOf(element, "loopCharacteristics");
  if (!loop) return null;
  if (loop.$type !== "bpmn:MultiInstanceLoopCharacteristics") {
    refuse(element, "standardLoop", faults);
    return null;
  }
  const details = ["loopCardinality", "completionCondition", "loopDataInputRef", "loopDataOutputRef"];
  if (details.some((name) => loop.get(name) !== undefined)) refuse(element, "loopDetail", faults);
  if ((loop.get("behavior") ?? "All") !== "All" || manyOf(loop, "complexBehaviorDefinition").length > 0)
    refuse(element, "partialBehaviour", faults);
  const { collection } = readMc(loop, ["collection", "en"], faults);
  if (collection === null) {
    faults.add(element, "no_collection");
    return null;
  }
  return { collection, sequential: loop.get("isSequential") === true };
}
