/** Gives a company the shipped strategies that it has not had yet, as drafts: it tries and releases them itself. */
import { createHash } from "node:crypto";
import shipped from "../../../catalogue/strategies.json" with { type: "json" };
import { type StrategyContent, strategyContent } from "../../../contracts/customers/strategies.ts";
import { audit, type Context } from "../../foundation/context.ts";
import { newId } from "../../foundation/ids.ts";
import * as store from "./store/strategies.ts";
import { checkContent } from "./strategy.ts";

export type ShippedStrategy = { readonly code: string; readonly content: StrategyContent };

/** Checked as they would be when an administrator writes them; a wrong one stops the process that loads it. */
export const shippedStrategies: readonly ShippedStrategy[] = shipped.map(({ code, source: _, ...row }) => {
  const content = strategyContent.parse(row);
  checkContent(content);
  return { code, content };
});
const shippedHash = createHash("sha256").update(JSON.stringify(shipped)).digest("hex");

/**
 * Idempotent, and cheap when nothing new was shipped. What a company has, it keeps as it is.
 * @param releasedBy for a sample company: who has released them, so that they are in force at once
 */
export async function loadStrategies(
  ctx: Context,
  releasedBy?: { readonly id: string; readonly name: string },
): Promise<void> {
  if ((await store.findHeadVersion(ctx)).shipped === shippedHash) return;
  await store.bumpHead(ctx, shippedHash);
  const present = await store.listCodes(ctx);
  const added = shippedStrategies.filter(({ code }) => !present.has(code));
  for (const { code, content } of added) {
    const id = newId();
    await store.insertStrategy(ctx, id, code);
    await store.putVersion(ctx, id, 1, content, { id: null, name: "明窗" });
    if (!releasedBy) continue;
    await store.markReleased(ctx, id, 1, releasedBy);
    await store.saveStrategy(ctx, { id, state: "released", version: 1, releasedVersion: 1 });
  }
  audit(ctx, {
    action: "strategies.loaded",
    subject: "strategies",
    after: { codes: added.map(({ code }) => code), isReleased: releasedBy !== undefined },
  });
}
