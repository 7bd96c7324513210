/** A person sets a class of a scheme that is not computed, with the reason. */
import { actorName, audit, type Context, publish } from "../../foundation/context.ts";
import { Problem } from "../../foundation/problem.ts";
import { nameOfClass } from "./class-names.ts";
import { customerChanged } from "./events.ts";
import { withoutPersonalNumbers } from "./personal-free.ts";
import { presentCustomer } from "./present-customer.ts";
import { findScheme } from "./rules/class-schemes.ts";
import { listClasses, setByHand } from "./store/classes.ts";
import { tellCustomer } from "./tell-customer.ts";

/** @throws thing.not_found, customers.merged, customers.scheme_unknown, customers.scheme_computed, customers.code_unknown */
export async function setClass(
  ctx: Context,
  customerId: string,
  given: { readonly scheme: string; readonly code: string; readonly reason: string },
): Promise<void> {
  await presentCustomer(ctx, customerId);
  const scheme = findScheme(given.scheme);
  if (!scheme) throw new Problem("customers.scheme_unknown", { scheme: given.scheme });
  if (scheme.isComputed) throw new Problem("customers.scheme_computed", { scheme: scheme.zh });
  if (!scheme.codes?.some(({ code }) => code === given.code))
    throw new Problem("customers.code_unknown", { code: given.code, list: scheme.zh, field: "code" });

  const before = (await listClasses(ctx, customerId)).find((row) => row.scheme === given.scheme);
  const reason = withoutPersonalNumbers(given.reason);
  const by = actorName(ctx.actor);
  await setByHand(ctx, customerId, {
    scheme: given.scheme,
    code: given.code,
    because: [{ zh: `${by}：${reason}`.slice(0, 200), en: `${by}: ${reason}`.slice(0, 200) }],
    by,
  });

  const name = nameOfClass(given.scheme, given.code);
  audit(ctx, {
    action: "customers.class_set",
    subject: `customer:${customerId}`,
    before: { scheme: given.scheme, code: before?.code ?? null },
    after: { scheme: given.scheme, code: given.code },
    reason,
  });
  tellCustomer(ctx, {
    customerId,
    entry: {
      key: `customers:class:${given.scheme}:${ctx.requestId}`,
      kind: "change",
      title: { zh: `${scheme.zh}设为“${name.zh}”`, en: `${scheme.en} set to “${name.en}”` },
      who: by,
      result: reason,
    },
  });
  publish(ctx, customerChanged(customerId, "class"));
}
