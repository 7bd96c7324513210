/**
 * Which post sees which field: shipped rows (catalogue/field-policy.json), over them what the company has set. The answer
 * to every question about a customer passes through `sightOf`, so that a new screen shows no more than the others.
 */
import shipped from "../../../catalogue/field-policy.json" with { type: "json" };
import { type PolicyRow, policyRow, type SeenField, type Shows } from "../../../contracts/customers.ts";
import { type Actor, audit, type Context } from "../../foundation/context.ts";
import { Problem } from "../../foundation/problem.ts";
import { listRoles } from "../identity/index.ts";
import { mask } from "./masks.ts";
import * as store from "./store/privacy.ts";

export const shippedPolicy: readonly PolicyRow[] = shipped.map((row) =>
  policyRow.parse({ ...row, editedAt: null, editedByName: null }),
);

/** Shipped and edited rows, one for each field and role. */
export type Policy = ReadonlyMap<string, PolicyRow>;
const keyOf = (field: string, role: string) => `${field}/${role}`;

const loaded = new WeakMap<Context, Promise<Policy>>();

/** Read once per command. */
export function policyOf(ctx: Context): Promise<Policy> {
  const known = loaded.get(ctx);
  if (known) return known;
  const made = store
    .listPolicy(ctx)
    .then((edited) => new Map([...shippedPolicy, ...edited].map((row) => [keyOf(row.field, row.role), row])));
  loaded.set(ctx, made);
  return made;
}

const rank = { hidden: 0, masked: 1, plain: 2 } as const;
export type Seen = { readonly shows: Shows; readonly mayUnmask: boolean };

const rolesOf = (actor: Actor): readonly string[] =>
  actor.kind === "staff"
    ? actor.grants.flatMap(({ role }) => role ?? [])
    : actor.kind === "device"
      ? [actor.deviceKind]
      : [];

/** What an actor sees of a field: the most that one of the roles gives; who holds none that is named has the row `*`. */
export function seenBy(policy: Policy, actor: Actor, field: SeenField): Seen {
  const own = rolesOf(actor).flatMap((role) => policy.get(keyOf(field, role)) ?? []);
  const rows = own.length > 0 ? own : [policy.get(keyOf(field, "*"))];
  return {
    shows: rows.reduce<Shows>(
      (most, row) => (row && rank[row.shows] > rank[most] ? row.shows : most),
      "hidden",
    ),
    mayUnmask: rows.some((row) => row?.mayUnmask),
  };
}

/** What stands where somebody may not even see the masked form. */
export const hiddenText = "***";

/** Shows a value of a field as this actor may see it. Null stays null: that there is nothing is no secret. */
export type Sight = {
  (field: SeenField, value: string): string;
  (field: SeenField, value: string | null): string | null;
};

/** @param actor whose eyes; the caller's own unless said (a live view is loaded for many) */
export async function sightOf(ctx: Context, actor: Actor = ctx.actor): Promise<Sight> {
  return sightIn(await policyOf(ctx), actor);
}

/** The same from a policy that is at hand. */
export function sightIn(policy: Policy, actor: Actor): Sight {
  const known = new Map<SeenField, Shows>();
  const showsOf = (field: SeenField): Shows => {
    const shows = known.get(field) ?? seenBy(policy, actor, field).shows;
    known.set(field, shows);
    return shows;
  };
  const show = (field: SeenField, value: string | null) => {
    const shows = value === null ? "plain" : showsOf(field);
    if (value === null || shows === "plain") return value;
    return shows === "hidden" ? hiddenText : masked(field, value);
  };
  return show as Sight;
}

const masked = (field: SeenField, value: string): string =>
  field === "born" ? `${value.slice(0, 4)}-**-**` : mask[field](value);

/** All rows, the shipped and the edited, with the roles that the company has. */
export async function describePolicy(ctx: Context) {
  const [policy, roles] = [await policyOf(ctx), await listRoles(ctx)];
  return {
    rows: [...policy.values()],
    roles: roles.filter(({ duty }) => duty !== "device").map(({ role, name }) => ({ role, name })),
  };
}

/** @throws customers.policy_never_plain, customers.policy_nothing_to_unmask, customers.role_unknown */
export async function setPolicy(
  ctx: Context,
  input: { field: SeenField; role: string; shows: Shows; mayUnmask: boolean; reason: string },
): Promise<PolicyRow> {
  const { field, role, shows, mayUnmask, reason } = input;
  const isNumber = field === "paper" || field === "phone" || field === "bank";
  if (isNumber && shows === "plain") throw new Problem("customers.policy_never_plain");
  if (mayUnmask && !(isNumber && shows === "masked")) throw new Problem("customers.policy_nothing_to_unmask");
  if (role !== "*" && !(await listRoles(ctx)).some((known) => known.role === role))
    throw new Problem("customers.role_unknown", { role, field: "role" });
  const before = (await policyOf(ctx)).get(keyOf(field, role));
  await store.savePolicy(ctx, { field, role, shows, mayUnmask });
  loaded.delete(ctx);
  const after = (await policyOf(ctx)).get(keyOf(field, role));
  if (!after) throw new TypeError("what was saved is not there");
  audit(ctx, {
    action: "customers.field_policy_set",
    subject: `field-policy:${field}/${role}`,
    before: before && { shows: before.shows, mayUnmask: before.mayUnmask },
    after: { shows, mayUnmask },
    reason,
  });
  return after;
}
