/** Sets numbers aside for a kiosk that may lose the network: one live block per letter and device. */
import { audit, type Context } from "../../foundation/context.ts";
import { Problem } from "../../foundation/problem.ts";
import { hoursText } from "./opening.ts";
import { lockHall, type Queue } from "./queue.ts";
import { type Block, insertBlock, listBlocks } from "./store/blocks.ts";

/** Asked again, it answers the same blocks; only a block that is used up is followed by another. @throws hall.closed */
export async function reserveBlocks(ctx: Context, hallId: string): Promise<{ day: string; blocks: Block[] }> {
  const { actor } = ctx;
  if (actor.kind !== "device") throw new Problem("access.denied");
  const queue = await lockHall(ctx, hallId);
  if (queue.spans.length === 0) throw new Problem("hall.closed", { hours: hoursText(queue.spans) });
  const known = await listBlocks(ctx, hallId, queue.day, actor.id);
  const blocks: Block[] = [];
  for (const letter of letters(queue)) {
    const live = known.find((block) => block.letter === letter && block.used <= block.to - block.from);
    const { from, to, used } = live ?? (await reserve(ctx, queue, letter, actor.id));
    blocks.push({ letter, from, to, used });
  }
  await queue.save(ctx);
  return { day: queue.day, blocks };
}

const letters = (queue: Queue): string[] => [
  ...new Set(
    [...queue.setup.services.values()]
      .filter(({ atKiosk, isClosed, isSuspended }) => atKiosk && !isClosed && !isSuspended)
      .map(({ letter }) => letter),
  ),
];

async function reserve(ctx: Context, queue: Queue, letter: string, deviceId: string): Promise<Block> {
  const from = queue.nextNumbers[letter] ?? 1;
  const to = from + queue.rules.offlineBlock - 1;
  queue.nextNumbers = { ...queue.nextNumbers, [letter]: to + 1 };
  queue.touch();
  await insertBlock(ctx, queue.hallId, queue.day, { letter, from, to, deviceId, at: queue.now });
  audit(ctx, {
    action: "hall.reserve_block",
    subject: `device:${deviceId}`,
    after: { hallId: queue.hallId, day: queue.day, letter, from, to },
  });
  return { letter, from, to, used: 0 };
}
