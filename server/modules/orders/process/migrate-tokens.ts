/**
 * A running order moves to another version of its process: explicit, previewed, all of its tokens or none.
 *
 * A token stays at the node of the same id, or goes where the mapping says. It cannot move where it would mean something
 * else: to another kind of waiting, into or out of a sub-process or a multi-instance. Timers and messages at the border of
 * a step are withdrawn and opened again as the new version has them.
 */
import type { Words } from "../../../../contracts/endpoint.ts";
import { type Definition, isActivity, type NodeId, type ProcessNode } from "./definition.ts";
import { fill } from "./faults.ts";
import { graphOf } from "./graph.ts";
import { starved } from "./joins.ts";
import type { Changes, Token, TokenId, TokenKind } from "./token.ts";
import { type Surroundings, Walk } from "./walk.ts";

/** From node ids of the old version to those of the new; what is not named stays where it is. */
export type NodeMapping = Readonly<Record<NodeId, NodeId>>;

export type Move = {
  readonly tokenId: TokenId;
  readonly from: NodeId;
  readonly to: NodeId;
  readonly flowId: string | null;
};
export type Obstacle = Words & {
  readonly tokenId: TokenId;
  readonly nodeId: NodeId;
  readonly code: ObstacleCode;
};
export type MigrationPreview = {
  /** Tokens that wait at a node of their own, in their old order; boundary events and alternatives follow their hosts. */
  readonly moves: readonly Move[];
  readonly obstacles: readonly Obstacle[];
};
/** `moved` are rows to be changed in place: a step keeps its id, its clock and whoever claimed it. */
export type Migration = { readonly moved: readonly Move[]; readonly changes: Changes };

const sentences = {
  gone: {
    zh: "新版本中没有环节 {nodeId}，请指定对应的环节。",
    en: "The new version has no {nodeId}; say which step it corresponds to.",
  },
  other_kind: {
    zh: "{nodeId} 与新版本的 {to} 不是同一类环节，不能对应。",
    en: "{nodeId} and {to} of the new version are not of the same kind.",
  },
  other_scope: {
    zh: "{nodeId} 与新版本的 {to} 不在同一个子流程里，不能对应。",
    en: "{nodeId} and {to} of the new version are not in the same sub-process.",
  },
  no_flow: {
    zh: "汇聚 {nodeId} 在新版本中没有对应的来线 {flowId}。",
    en: "Join {nodeId} has no flow {flowId} in the new version.",
  },
  would_starve: {
    zh: "按新版本，汇聚 {nodeId} 会一直等不到其中一条支路，请在汇聚之后再迁移。",
    en: "In the new version join {nodeId} would wait for ever for a branch; migrate after it has fired.",
  },
} as const satisfies Readonly<Record<string, Words>>;
export type ObstacleCode = keyof typeof sentences;

export function previewMigration(
  to: Definition,
  tokens: readonly Token[],
  mapping: NodeMapping = {},
): MigrationPreview {
  const main = tokens.filter((token) => token.hostId === null);
  const plans = main.map((token) => planFor(to, tokens, token, mapping));
  const moves = plans.flatMap((plan) => ("code" in plan ? [] : [plan]));
  const obstacles = plans.flatMap((plan) => ("code" in plan ? [plan] : []));
  if (obstacles.length > 0) return { moves, obstacles };
  const moved = movedTokens(main, moves);
  const starving = starved(to, graphOf(to), moved);
  const late = moved
    .filter(({ kind, nodeId }) => kind === "join" && starving.includes(nodeId))
    .map((token) => obstacle(token, "would_starve"));
  return { moves, obstacles: late };
}

/** Throws when the preview has obstacles. */
export function migrateTokens(
  to: Definition,
  tokens: readonly Token[],
  around: Surroundings,
  mapping: NodeMapping = {},
): Migration {
  const { moves, obstacles } = previewMigration(to, tokens, mapping);
  if (obstacles.length > 0)
    throw new RangeError(`cannot migrate: ${obstacles.map(({ en }) => en).join(" ")}`);
  const main = tokens.filter((token) => token.hostId === null);
  const guests = tokens.filter((token) => token.hostId !== null);
  const walk = new Walk(to, movedTokens(main, moves), around);
  const kept = new Set<TokenId>();
  for (const token of walk.tokens.all()) reopenGuests(walk, token, guests, kept);
  // A join of the new version may already have all that it waits for.
  walk.fireReadyJoins();
  const changes = walk.finish();
  const withdrawn = guests
    .filter(({ id }) => !kept.has(id))
    .map(({ id }) => ({ tokenId: id, how: "cancelled" as const }));
  return { moved: moves, changes: { ...changes, close: [...withdrawn, ...changes.close] } };
}

function planFor(
  to: Definition,
  tokens: readonly Token[],
  token: Token,
  mapping: NodeMapping,
): Move | Obstacle {
  const goal = (nodeId: NodeId) => mapping[nodeId] ?? nodeId;
  const target = to.nodes[goal(token.nodeId)];
  if (!target) return obstacle(token, "gone");
  const facts = { to: target.id };
  if (!kindsAt(target).includes(token.kind) || !isSameLoop(target, token))
    return obstacle(token, "other_kind", facts);
  const parent = tokens.find(({ id }) => id === token.scopeId);
  const around = parent && (parent.kind === "multi" ? scopeAbove(tokens, parent) : parent);
  const scope = around ? goal(around.nodeId) : null;
  if (target.scopeId !== scope || (parent?.kind === "multi" && goal(parent.nodeId) !== target.id))
    return obstacle(token, "other_scope", facts);
  if (token.flowId !== null && !target.incoming.includes(token.flowId))
    return obstacle(token, "no_flow", { flowId: token.flowId });
  return { tokenId: token.id, from: token.nodeId, to: target.id, flowId: token.flowId };
}

const scopeAbove = (tokens: readonly Token[], { scopeId }: Token) => tokens.find(({ id }) => id === scopeId);

/** What tokens may wait at a node. */
function kindsAt(node: ProcessNode): readonly TokenKind[] {
  const loop: readonly TokenKind[] = isActivity(node) && node.loop ? ["multi"] : [];
  switch (node.kind) {
    case "user":
    case "manual":
      return ["task", ...loop];
    case "service":
    case "send":
      return ["service", ...loop];
    case "receive":
      return ["message", ...loop];
    case "subProcess":
      return ["scope", ...loop];
    case "catch":
      return [node.on.on];
    case "eventBased":
      return ["race"];
    case "parallel":
    case "inclusive":
      return node.incoming.length > 1 ? ["join"] : [];
    default:
      return [];
  }
}

/** One of many stays one of many, a single one single. */
const isSameLoop = (node: ProcessNode, { kind, index }: Token) =>
  !isActivity(node) || (kind === "multi" || index !== null) === (node.loop !== null);

function movedTokens(tokens: readonly Token[], moves: readonly Move[]): Token[] {
  const goals = new Map(moves.map((move) => [move.tokenId, move.to]));
  return tokens.map((token) => ({ ...token, nodeId: goals.get(token.id) ?? token.nodeId }));
}

/** A boundary event or alternative of the same id and kind goes on waiting (its clock runs); the others begin anew. */
function reopenGuests(walk: Walk, host: Token, guests: readonly Token[], kept: Set<TokenId>): void {
  for (const wanted of walk.guestsOf(host)) {
    const same = guests.find(
      ({ hostId, nodeId, kind }) => hostId === host.id && nodeId === wanted.nodeId && kind === wanted.kind,
    );
    if (same) kept.add(same.id);
    if (same) walk.tokens.adopt(same);
    else walk.tokens.open(wanted.nodeId, wanted.kind, host.scopeId, { hostId: host.id });
  }
}

function obstacle(token: Token, code: ObstacleCode, facts: Readonly<Record<string, string>> = {}): Obstacle {
  const { zh, en } = sentences[code];
  const all = { nodeId: token.nodeId, ...facts };
  return { tokenId: token.id, nodeId: token.nodeId, code, zh: fill(zh, all), en: fill(en, all) };
}
