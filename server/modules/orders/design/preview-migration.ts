/** What a migration would do: which orders, which steps go where, which cannot and why. Nothing is changed. */
import type { AnswerOf, Words } from "../../../../contracts/endpoint.ts";
import type { previewMigration as endpoint } from "../../../../contracts/orders/design-runs.ts";
import type { Context } from "../../../foundation/context.ts";
import { Problem } from "../../../foundation/problem.ts";
import { processOf } from "../definitions.ts";
import { type Definition, isActivity } from "../process/definition.ts";
import { type NodeMapping, previewMigration } from "../process/migrate-tokens.ts";
import { publishedVersion } from "../store/definitions.ts";
import { findVersion } from "../store/design.ts";
import { type StandingOrder, standingOrders } from "../store/design-runs.ts";

type Answer = AnswerOf<typeof endpoint>;
type Wish = { readonly fromVersion: number; readonly toVersion: number; readonly mapping: NodeMapping };

/** Orders that are looked at; a county's processes have some hundreds under way. */
const lookedAtMost = 5_000;
const listedMost = 200;

/** @throws thing.not_found, processes.same_version, processes.migrate_target */
export async function requireTarget(
  ctx: Context,
  key: string,
  { fromVersion, toVersion }: Pick<Wish, "fromVersion" | "toVersion">,
): Promise<void> {
  if (fromVersion === toVersion) throw new Problem("processes.same_version");
  if ((await publishedVersion(ctx, key)) !== toVersion) throw new Problem("processes.migrate_target");
  const from = await findVersion(ctx, key, fromVersion);
  if (!from || from.state === "draft") throw new Problem("thing.not_found");
}

/** @throws thing.not_found, processes.same_version, processes.migrate_target */
export async function previewMigrationOf(ctx: Context, key: string, wish: Wish): Promise<Answer> {
  await requireTarget(ctx, key, wish);
  const { definition } = await processOf(ctx, key, wish.toVersion);
  const found = await standingOrders(ctx, key, wish.fromVersion, lookedAtMost + 1);
  const lines = found.slice(0, lookedAtMost).map((order) => lineOf(order, definition, wish.mapping));
  const [cannot, can] = [lines.filter(isStuck), lines.filter((line) => !isStuck(line))];
  return {
    orders: lines.length,
    can: can.length,
    cannot: cannot.length,
    isCapped: found.length > lookedAtMost,
    moves: grouped(
      lines.flatMap((line) => line.moves.map((move) => ({ ...move, orderId: line.orderId }))),
      ({ from, to }) => `${from} → ${to}`,
    ).map(([{ orderId: _, ...move }, orders]) => ({ ...move, orders })),
    obstacles: grouped(
      lines.flatMap((line) => line.obstacles.map((obstacle) => ({ ...obstacle, orderId: line.orderId }))),
      ({ elementId, zh }) => `${elementId} ${zh}`,
    ).map(([{ orderId: _, ...obstacle }, orders]) => ({ ...obstacle, orders })),
    lines: [...cannot, ...can].slice(0, listedMost).map((line) => ({
      ...line,
      obstacles: line.obstacles.map(({ name: _, ...obstacle }) => obstacle),
    })),
    targets: Object.values(definition.nodes)
      .filter(isActivity)
      .map((node) => ({ id: node.id, name: wordsOf(node), kind: node.kind })),
  };
}

const isStuck = ({ obstacles }: { readonly obstacles: readonly unknown[] }) => obstacles.length > 0;
const wordsOf = ({ zh, en }: { readonly zh: string; readonly en: string | null }): Words => ({
  zh: zh.slice(0, 200),
  en: (en ?? zh).slice(0, 200),
});

function lineOf(order: StandingOrder, to: Definition, mapping: NodeMapping) {
  const { moves, obstacles } = previewMigration(to, order.tokens, mapping);
  const nameOf = (tokenId: string): Words => {
    const token = order.tokens.find(({ id }) => id === tokenId);
    return wordsOf({ zh: token?.nameZh ?? "—", en: token?.nameEn ?? "—" });
  };
  return {
    orderId: order.id,
    number: order.number,
    title: order.title,
    moves: moves.map((move) => {
      const target = to.nodes[move.to];
      const toName = target ? wordsOf(target) : { zh: move.to, en: move.to };
      return { from: move.from, to: move.to, fromName: nameOf(move.tokenId), toName };
    }),
    obstacles: obstacles.map(({ tokenId, nodeId, zh, en }) => ({
      elementId: nodeId,
      zh,
      en,
      name: nameOf(tokenId),
    })),
  };
}

/** The first of each kind, with how many orders have it; the most frequent first. */
function grouped<T extends { readonly orderId: string }>(
  list: readonly T[],
  keyOf: (one: T) => string,
): [T, number][] {
  return [...Map.groupBy(list, keyOf).values()]
    .flatMap((same): [T, number][] => {
      const [first] = same;
      return first ? [[first, new Set(same.map(({ orderId }) => orderId)).size]] : [];
    })
    .sort(([, one], [, other]) => other - one);
}
