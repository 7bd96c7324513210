/**
 * Works out customers' computed classes and keeps them, with the reason in words. Events do it for one customer as things
 * change (`customers.classes`), an administrator for all (`runs.ts`).
 */
import { z } from "zod";
import { type Context, publish } from "../../foundation/context.ts";
import type { Listener } from "../../foundation/listeners.ts";
import { factsOf } from "./customer-facts.ts";
import { type ChangedPart, customerChanged } from "./events.ts";
import { type ComputedClass, classify } from "./rules/class-schemes.ts";
import { saveComputed } from "./store/classes.ts";

export type Computed = {
  readonly classes: readonly (readonly ComputedClass[])[];
  /** Customers whose codes became others. */
  readonly changed: readonly string[];
};

/** For any number of customers: one statement to read, one to write. Whoever calls tells those who changed. */
export async function computeClasses(ctx: Context, customerIds: readonly string[]): Promise<Computed> {
  const known = await factsOf(ctx, customerIds);
  const all = known.map(({ id, facts }) => ({ customerId: id, classes: classify(facts) }));
  const changed = await saveComputed(ctx, all);
  return { classes: all.map(({ classes }) => classes), changed };
}

const changedPayload = z.object({ customerId: z.uuid(), part: z.string() });
/** What no class is computed from; classes themselves above all, or they would compute each other for ever. */
const withoutEffect: ReadonlySet<string> = new Set<ChangedPart>([
  "class",
  "contact",
  "pin",
  "analysis",
  "person",
  "relation",
  "personal",
  "document",
]);

/** Hears what changed of a customer and computes anew. Twice is as good as once. */
export const classListener: Listener = {
  name: "customers.classes",
  types: ["customers.changed"],
  hear: async (ctx, event) => {
    const { customerId, part } = changedPayload.parse(event.payload);
    if (withoutEffect.has(part)) return;
    const { changed } = await computeClasses(ctx, [customerId]);
    for (const id of changed) publish(ctx, customerChanged(id, "class"));
  },
};
