/** Which step of the processes is the end that a limit is counted to (catalogue/order-clock-ends.json, service rules §2.15). */
import { z } from "zod";
import rows from "../../../../catalogue/order-clock-ends.json" with { type: "json" };
import { confidence } from "../../../../contracts/catalogue.ts";

const clockEnd = z.strictObject({
  /** `stop_event` of the limit's rule. */
  event: z.string(),
  /** Nodes of the processes; the first of them that is done is the end. */
  nodes: z.array(z.string()).min(1),
  source: z.string(),
  confidence,
});

const byEvent = new Map(
  z
    .array(clockEnd)
    .parse(rows)
    .map(({ event, nodes }) => [event, new Set(nodes)]),
);

/** A limit whose end no step stands for is counted to the end of the order. */
export const endsAt = (stopEvent: string | null, nodeId: string): boolean =>
  stopEvent !== null && (byEvent.get(stopEvent)?.has(nodeId) ?? false);
