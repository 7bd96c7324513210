/** An administrator words a reason anew, gives it a limit, retires it, or adds one. */
import type { ReasonList, ReasonRow } from "../../../contracts/catalogue.ts";
import { audit, type Context, publish } from "../../foundation/context.ts";
import { Problem } from "../../foundation/problem.ts";
import { catalogueChanged } from "./events.ts";
import { forgetCatalogue } from "./in-force.ts";
import * as store from "./store.ts";

/** Codes of the other lists mean something to a rule (which class a priority gives), so nobody invents one. */
const openLists: readonly ReasonList[] = ["pause", "call-number", "unmask"];

type Wording = Pick<ReasonRow, "zh" | "en" | "limitMinutes" | "sort" | "isActive">;

export async function saveReason(
  ctx: Context,
  list: ReasonList,
  code: string,
  wording: Wording,
): Promise<ReasonRow> {
  const reasons = await store.listReasons(ctx, list);
  const before = reasons.find((reason) => reason.code === code);
  if (!before && !openLists.includes(list)) throw new Problem("catalogue.list_closed", { list });
  const others = reasons.filter((reason) => reason.isActive && reason.code !== code);
  if (!wording.isActive && others.length === 0) throw new Problem("catalogue.list_empty", { list });

  const reason: ReasonRow = {
    list,
    code,
    effect: before?.effect ?? null,
    source: before?.source ?? "公司规定",
    confidence: before?.confidence ?? "AD",
    ...wording,
  };

  await store.saveReason(ctx, reason);
  await store.bumpVersion(ctx);
  forgetCatalogue(ctx);
  audit(ctx, { action: "catalogue.reason.save", subject: `reason:${list}/${code}`, before, after: reason });
  publish(ctx, catalogueChanged({ part: "reasons", code: list }));
  return reason;
}
