/** On which units the caller may do something: for questions that no single unit in the path answers. */
import type { Capability } from "../../../contracts/capabilities.ts";
import type { Context } from "../../foundation/context.ts";

export function unitsWith({ actor }: Context, capability: Capability): string[] {
  if (actor.kind !== "staff" && actor.kind !== "device") return [];
  return actor.grants.filter((grant) => grant.capabilities.has(capability)).map(({ unitId }) => unitId);
}
