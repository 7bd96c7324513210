/**
 * A process as the engine runs it: plain frozen data made from a BPMN file by `readDefinitions`, kept as JSON with its
 * version. Call activities are expanded into it (ids `call/inner`), so that a running order needs nothing else.
 *
 * `id`s are those of the file; `scopeId` is the sub-process a node stands in, null at the top.
 */

export type NodeId = string;
export type FlowId = string;

/** When a timer fires: a fixed duration or date, a limit of the catalogue, or a share of another step's limit. */
export type Timer =
  | { readonly by: "duration"; readonly iso: string }
  /** Only on start events. */
  | { readonly by: "date"; readonly iso: string }
  | { readonly by: "cycle"; readonly iso: string }
  /** A rule of the limits' catalogue, counted in that rule's own unit. */
  | { readonly by: "limit"; readonly rule: string }
  /** `percent` of the limit of the step `of`, on that step's own clock. */
  | { readonly by: "share"; readonly percent: number; readonly of: NodeId };

export type OnMessage = { readonly on: "message"; readonly message: string };
export type OnTimer = { readonly on: "timer"; readonly timer: Timer };
/** `errorCode` null catches every error. */
export type OnError = { readonly on: "error"; readonly errorCode: string | null };

/** Once per item of an array variable of the order. */
export type Loop = { readonly collection: string; readonly sequential: boolean };

type Common = {
  readonly id: NodeId;
  readonly zh: string;
  readonly en: string | null;
  readonly scopeId: NodeId | null;
  readonly incoming: readonly FlowId[];
  /** In the order of the file: the first flow of an exclusive gateway whose condition holds is taken. */
  readonly outgoing: readonly FlowId[];
  readonly stage: string | null;
  /** The order waits for the customer while this is open: the supplier's clocks of the order pause. */
  readonly waits: "customer" | null;
};

type Activity = Common & {
  readonly loop: Loop | null;
  readonly defaultFlow: FlowId | null;
  /** Boundary events attached to it. */
  readonly boundary: readonly NodeId[];
};

export const evidences = ["photo", "position", "signature", "two-persons"] as const;
export type Evidence = (typeof evidences)[number];

/** A person's step: a user task, a manual task, or a plain task. */
export type TaskNode = Activity & {
  readonly kind: "user" | "manual";
  readonly post: string | null;
  readonly limit: string | null;
  readonly form: string | null;
  readonly papers: readonly string[];
  readonly evidence: readonly Evidence[];
  readonly duty: string | null;
  readonly output: string | null;
  readonly skippable: boolean;
};

/** Our own code, run inside the transaction; a send task is one that tells somebody. */
export type ServiceNode = Activity & {
  readonly kind: "service" | "send";
  readonly handler: string | null;
  readonly message: string | null;
};
export type ReceiveNode = Activity & { readonly kind: "receive"; readonly on: OnMessage };
export type SubProcessNode = Activity & {
  readonly kind: "subProcess";
  readonly startId: NodeId;
  /** The process that a call activity stands for; null for a sub-process drawn in place. */
  readonly calls: string | null;
};

export type StartNode = Common & {
  readonly kind: "start";
  readonly on: { readonly on: "none" } | OnMessage | OnTimer;
};
export type EndNode = Common & {
  readonly kind: "end";
  readonly result:
    | { readonly does: "none" }
    | { readonly does: "message"; readonly message: string }
    | { readonly does: "error"; readonly errorCode: string }
    | { readonly does: "terminate" };
};
export type GatewayNode = Common & {
  readonly kind: "exclusive" | "inclusive" | "parallel" | "eventBased";
  readonly defaultFlow: FlowId | null;
};
export type CatchNode = Common & { readonly kind: "catch"; readonly on: OnMessage | OnTimer };
export type ThrowNode = Common & { readonly kind: "throw"; readonly message: string | null };
export type BoundaryNode = Common & {
  readonly kind: "boundary";
  readonly hostId: NodeId;
  readonly interrupting: boolean;
  readonly on: OnMessage | OnTimer | OnError;
};

export type ActivityNode = TaskNode | ServiceNode | ReceiveNode | SubProcessNode;
export type ProcessNode =
  | ActivityNode
  | StartNode
  | EndNode
  | GatewayNode
  | CatchNode
  | ThrowNode
  | BoundaryNode;

export type Flow = {
  readonly id: FlowId;
  readonly zh: string | null;
  readonly en: string | null;
  readonly from: NodeId;
  readonly to: NodeId;
  /** CEL over the order's variables; null on a flow that is always open. */
  readonly condition: string | null;
};

export type Definition = {
  /** The process key, such as F-HV. */
  readonly id: string;
  readonly zh: string;
  readonly en: string | null;
  /** The business types that run by it. */
  readonly types: readonly string[];
  /** The post of the one person responsible for the whole order (业务主办). */
  readonly responsible: string | null;
  /** Start events of the top level; more than one when the process may also begin by a message or at a time. */
  readonly startIds: readonly NodeId[];
  readonly nodes: Readonly<Record<NodeId, ProcessNode>>;
  readonly flows: Readonly<Record<FlowId, Flow>>;
};

export const isActivity = (node: ProcessNode): node is ActivityNode => "loop" in node;
export const isTask = (node: ProcessNode): node is TaskNode => node.kind === "user" || node.kind === "manual";

export function nodeOf(definition: Definition, id: NodeId): ProcessNode {
  const node = definition.nodes[id];
  if (!node) throw new Error(`process ${definition.id} has no node ${id}`);
  return node;
}

export function flowOf(definition: Definition, id: FlowId): Flow {
  const flow = definition.flows[id];
  if (!flow) throw new Error(`process ${definition.id} has no flow ${id}`);
  return flow;
}
