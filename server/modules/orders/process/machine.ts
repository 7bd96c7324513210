/**
 * The token machine: a definition, the live tokens and one happening give what changes. Pure; nothing is mutated, the
 * caller keeps tokens as rows (`applyChanges` gives them as they are afterwards).
 *
 * Service and send tasks open a token of kind `service`: the caller runs the handler and completes it in the same
 * transaction, until none is open.
 */
import { type Definition, isActivity, type NodeId } from "./definition.ts";
import { moveBackIn } from "./move-back.ts";
import { ProcessFault } from "./process-fault.ts";
import type { Changes, Token, TokenId } from "./token.ts";
import { type Surroundings, Walk } from "./walk.ts";

export { ProcessFault } from "./process-fault.ts";
export { applyChanges, type Changes, type Token, type TokenId } from "./token.ts";
export type { Place, Surroundings } from "./walk.ts";

/** How a process begins: by its plain start (or its only one), by a message, or by a named start event. */
export type StartBy = { readonly message: string } | { readonly startId: NodeId } | "plain";

export function startProcess(definition: Definition, around: Surroundings, by: StartBy = "plain"): Changes {
  const walk = new Walk(definition, [], around);
  walk.arrive(findStart(definition, by), null);
  return walk.finish();
}

function findStart(definition: Definition, by: StartBy): NodeId {
  const { startIds, id } = definition;
  const found = startIds.find((startId) => {
    if (by !== "plain" && "startId" in by) return by.startId === startId;
    const start = definition.nodes[startId];
    if (start?.kind !== "start") return false;
    if (by === "plain") return start.on.on === "none" || startIds.length === 1;
    return start.on.on === "message" && start.on.message === by.message;
  });
  if (found === undefined) throw new ProcessFault("no_such_start", { nodeId: id });
  return found;
}

/** A person has done a step, or the caller has run a service task's handler. */
export function completeToken(
  definition: Definition,
  tokens: readonly Token[],
  tokenId: TokenId,
  around: Surroundings,
): Changes {
  const walk = new Walk(definition, tokens, around);
  const token = walk.tokens.get(tokenId);
  if (token.kind !== "task" && token.kind !== "service") throw wrongKind(token);
  walk.complete(token, "done");
  return walk.finish();
}

/** A step, a wait or a whole sub-process is left out (绿色通道); who may do so is the caller's question. */
export function skipToken(
  definition: Definition,
  tokens: readonly Token[],
  tokenId: TokenId,
  around: Surroundings,
): Changes {
  const walk = new Walk(definition, tokens, around);
  const token = walk.tokens.get(tokenId);
  if (token.kind === "join" || token.kind === "race" || token.hostId !== null) throw wrongKind(token);
  walk.complete(token, "skipped");
  return walk.finish();
}

export function fireTimer(
  definition: Definition,
  tokens: readonly Token[],
  tokenId: TokenId,
  around: Surroundings,
): Changes {
  const walk = new Walk(definition, tokens, around);
  const token = walk.tokens.get(tokenId);
  if (token.kind !== "timer") throw wrongKind(token);
  happen(walk, token);
  return walk.finish();
}

/**
 * A message has come. It goes to the given token, else to the one that has waited longest for it; nothing when nobody
 * waits. A boundary event that does not interrupt goes on waiting: a customer may write twice.
 */
export function receiveMessage(
  definition: Definition,
  tokens: readonly Token[],
  message: string,
  around: Surroundings,
  tokenId?: TokenId,
): Changes | undefined {
  const walk = new Walk(definition, tokens, around);
  const waiting = tokens.filter((token) => {
    if (token.kind !== "message" || (tokenId !== undefined && token.id !== tokenId)) return false;
    const node = walk.node(token.nodeId);
    return "on" in node && node.on.on === "message" && node.on.message === message;
  });
  const [first] = waiting;
  if (!first) return undefined;
  happen(walk, first);
  return walk.finish();
}

/** A step cannot be done, with a code that a boundary event may catch; caught by none, it ends the process. */
export function failToken(
  definition: Definition,
  tokens: readonly Token[],
  tokenId: TokenId,
  errorCode: string,
  around: Surroundings,
): Changes {
  const walk = new Walk(definition, tokens, around);
  const token = walk.tokens.get(tokenId);
  if (!isActivity(walk.node(token.nodeId))) throw wrongKind(token);
  walk.raise(token, errorCode, token.nodeId);
  return walk.finish();
}

/** Back to an earlier step; what came after that step and is still open is withdrawn. */
export function moveBack(
  definition: Definition,
  tokens: readonly Token[],
  tokenId: TokenId,
  targetId: NodeId,
  around: Surroundings,
): Changes {
  const walk = new Walk(definition, tokens, around);
  moveBackIn(walk, walk.tokens.get(tokenId), targetId);
  return walk.finish();
}

/** The order is given up; everything open is withdrawn. */
export function terminateProcess(
  definition: Definition,
  tokens: readonly Token[],
  around: Surroundings,
): Changes {
  const walk = new Walk(definition, tokens, around);
  walk.end({ how: "terminated", nodeId: null, errorCode: null });
  return walk.finish();
}

/** What a token waited for happens: a catch event goes on, a race is won, a boundary event leaves its activity. */
function happen(walk: Walk, token: Token): void {
  const node = walk.node(token.nodeId);
  if (token.hostId === null) walk.complete(token, "done");
  else if (node.kind !== "boundary") {
    walk.tokens.close(token.id, "done");
    walk.tokens.close(token.hostId, "done");
    walk.leave(node.id, token.scopeId);
  } else {
    if (node.interrupting || node.on.on === "timer") walk.tokens.close(token.id, "done");
    if (node.interrupting) walk.tokens.close(token.hostId, "cancelled");
    walk.arrive(node.id, token.scopeId);
  }
}

const wrongKind = (token: Token) => new ProcessFault("wrong_kind", { nodeId: token.nodeId });
