/** Holds one order's page against what people remember of it and against the published rules. */
import segregation from "../../catalogue/order-segregation.json" with { type: "json" };
import type { OrderPage } from "../../contracts/orders.ts";
import type { ProcessMap } from "./maps.ts";
import type { Known } from "./world.ts";

export type Finding = { readonly check: CheckName; readonly what: string };
export const checkNames = [
  "stuck",
  "token",
  "due",
  "pause",
  "segregation",
  "promise",
  "accused",
  "surprise",
  "lost",
  "figure",
] as const;
export type CheckName = (typeof checkNames)[number];

/** Several of a node may be open at once only where several are asked (会商). */
const severalAtOnce: ReadonlySet<string> = new Set(["consult"]);

/** Merged into another, it rests with what was open in it until that one has ended (§3.6 rule 4). */
export const isResting = ({ order }: OrderPage): boolean => order.state === "merged";

/** Something must be able to bring it on: a step of somebody's, a message, a timer. */
export function checkLife(page: OrderPage): Finding[] {
  const { order, steps } = page;
  const live = steps.filter(({ state }) => state === "live");
  const isOpen = order.closedAt === null;
  const findings: Finding[] = [];
  if (isOpen && live.length === 0)
    findings.push({ check: "stuck", what: `${order.number} has nothing open` });
  if (!isOpen && !isResting(page) && live.length > 0)
    findings.push({ check: "token", what: `${order.number} is over with ${live[0]?.nodeId} open` });
  const counts = Map.groupBy(live, ({ nodeId }) => nodeId);
  for (const [nodeId, same] of counts)
    if (same.length > 1 && !severalAtOnce.has(nodeId.split("/").at(-1) ?? ""))
      findings.push({ check: "token", what: `${order.number} has ${nodeId} ${same.length} times` });
  for (const { nodeId, state } of steps)
    if (state === "error") findings.push({ check: "token", what: `${order.number} broke at ${nodeId}` });
  return findings;
}

/** What people completed is what stands as completed: no more, no less. */
export function checkDeeds({ order, steps }: OrderPage, known: Known): Finding[] {
  const shown = new Map<string, number>();
  for (const { nodeId, how } of steps)
    if (how === "completed") shown.set(nodeId, (shown.get(nodeId) ?? 0) + 1);
  const findings: Finding[] = [];
  for (const nodeId of new Set([...shown.keys(), ...known.completed.keys()])) {
    // Whoever takes an order has accepted it: nobody completes that a second time.
    if (nodeId === "accept") continue;
    const [page, own] = [shown.get(nodeId) ?? 0, known.completed.get(nodeId) ?? 0];
    if (page !== own)
      findings.push({ check: "token", what: `${order.number} ${nodeId}: done ${own}, shown ${page}` });
  }
  return findings;
}

/** Two duties of one order that one person held although they take two. */
export function checkSegregation({ order, steps }: OrderPage, map: ProcessMap): Finding[] {
  const deeds = steps.flatMap(({ nodeId, closedByName, how }) => {
    const duty = nodeId.startsWith("visit/") ? "visit" : (map.get(nodeId)?.duty ?? null);
    return closedByName && how === "completed" ? [{ who: closedByName, duty, nodeId }] : [];
  });
  const findings: Finding[] = [];
  for (const { a, b } of segregation)
    for (const one of deeds)
      for (const other of deeds) {
        if (one === other || one.who !== other.who) continue;
        const isPair =
          a === "*"
            ? other.duty === b && one.duty !== b
            : b === "*"
              ? one.duty === a && other.duty !== a
              : one.duty === a && other.duty === b;
        if (isPair)
          findings.push({
            check: "segregation",
            what: `${order.number}: ${one.who} did ${one.nodeId} and ${other.nodeId}`,
          });
      }
  return findings;
}
