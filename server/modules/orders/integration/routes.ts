/** The HTTP face of what other systems hand in. */
import * as contract from "../../../../contracts/orders/integration.ts";
import type { Context } from "../../../foundation/context.ts";
import { type Route, route } from "../../../foundation/http/route.ts";
import { Problem } from "../../../foundation/problem.ts";
import { hotlineKinds } from "../catalogue/order-hotline.ts";
import { catalogueNow } from "../catalogue-in-force.ts";
import { grantedUnits, unitsWith } from "../units-with.ts";
import { addToHandedIn, handedInStatus, handIn } from "./hand-in.ts";

/** A key speaks for its own system; a person says for which. */
function sourceOf({ actor }: Context, said: string | null): string {
  if (actor.kind !== "key") {
    if (said === null) throw new Problem("orders.source_missing", { field: "source" });
    return said;
  }
  if (said !== null && said !== actor.system)
    throw new Problem("orders.source_foreign", { system: actor.system, field: "source" });
  return actor.system;
}

async function unitOf(ctx: Context, said: string | null): Promise<string | null> {
  if (said === null) return ctx.actor.kind === "key" ? (grantedUnits(ctx, "orders.import")[0] ?? null) : null;
  const units = await unitsWith(ctx, "orders.import");
  if (!units.some(({ unitId }) => unitId === said)) throw new Problem("thing.not_found");
  return said;
}

export const integrationRoutes: readonly Route[] = [
  route(contract.listHotlineKinds, async (ctx) => {
    const catalogue = await catalogueNow(ctx);
    return {
      kinds: hotlineKinds.map(({ kind, name, words, typeCode }) => ({
        kind,
        name,
        words,
        typeCode,
        typeName: catalogue.type(typeCode)?.name ?? name,
      })),
    };
  }),
  route(contract.handInOrder, async (ctx, { body }) => {
    const { source, unitId, ...order } = body;
    return handIn(ctx, { source: sourceOf(ctx, source), unitId: await unitOf(ctx, unitId), order });
  }),
  route(contract.handedInStatus, (ctx, { params }) => handedInStatus(ctx, params.source, params.ref)),
  route(contract.addToHandedIn, (ctx, { params, body }) =>
    addToHandedIn(ctx, params.source, params.ref, body.text),
  ),
];
