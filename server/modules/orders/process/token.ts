/** Where an order stands: its live tokens, and what one operation changes about them. One row per token in the store. */
import type { FlowId, NodeId } from "./definition.ts";

export type TokenId = string;

/**
 * What a live token waits for.
 *
 * - `task`: a person completes it
 * - `service`: the caller runs the node's handler and completes it, in the same transaction
 * - `message`, `timer`: something happens (a catch event, a receive task, or a boundary event: then `hostId` is set)
 * - `race`: an event-based gateway; what it waits for are `message` and `timer` tokens with its id as `hostId`
 * - `join`: arrived at a parallel or inclusive join by `flowId`, until the other branches have
 * - `scope`: one run of a sub-process; tokens inside have its id as `scopeId`
 * - `multi`: a multi-instance activity; its instances have its id as `scopeId`, and an `index`
 */
export type TokenKind = "task" | "service" | "message" | "timer" | "race" | "join" | "scope" | "multi";

export type Token = {
  readonly id: TokenId;
  readonly nodeId: NodeId;
  /** The `scope` or `multi` token it lives in; null at the top. */
  readonly scopeId: TokenId | null;
  /** The token that goes with it: the activity of a boundary event, the gateway of a race. */
  readonly hostId: TokenId | null;
  readonly kind: TokenKind;
  /** `join` only: the flow by which it arrived. */
  readonly flowId: FlowId | null;
  /** An instance of a multi-instance activity: which item, from 0. */
  readonly index: number | null;
  /** `multi` only: how many items there were when it began. */
  readonly count: number | null;
};

/** `cancelled`: withdrawn without having been done. `error`: left by an error. */
export type CloseHow = "done" | "skipped" | "cancelled" | "error";
export type Close = { readonly tokenId: TokenId; readonly how: CloseHow };

/** The process is over. `nodeId` is the end event that was last, null when an operation ended it. */
export type Ended = {
  readonly how: "completed" | "terminated" | "error";
  readonly nodeId: NodeId | null;
  readonly errorCode: string | null;
};

/** A node gone through without waiting (gateways, events), or entered; with the flow that led there. For the history. */
export type Passed = {
  readonly nodeId: NodeId;
  readonly flowId: FlowId | null;
  readonly scopeId: TokenId | null;
};
export type Thrown = { readonly nodeId: NodeId; readonly message: string };

/** What one operation changes; nothing that both began and ended within it is listed in `open` or `close`. */
export type Changes = {
  readonly open: readonly Token[];
  readonly close: readonly Close[];
  readonly passed: readonly Passed[];
  /** Messages sent by throw events and message ends. */
  readonly thrown: readonly Thrown[];
  readonly ended: Ended | null;
  /** Joins that can never fire any more: a fault of the drawing that publishing should have refused. */
  readonly stuck: readonly NodeId[];
};

/** The live tokens after the changes, in the order in which they were opened. */
export function applyChanges(tokens: readonly Token[], changes: Changes): Token[] {
  const closed = new Set(changes.close.map((close) => close.tokenId));
  return [...tokens.filter((token) => !closed.has(token.id)), ...changes.open];
}
