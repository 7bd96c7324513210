/** Answers of the permissions page: who may do this here and why; what may this person do, and where from. */
import type { Capability } from "../../../contracts/capabilities.ts";
import type { AnswerOf } from "../../../contracts/endpoint.ts";
import type * as contract from "../../../contracts/identity.ts";
import type { Context } from "../../foundation/context.ts";
import { Problem } from "../../foundation/problem.ts";
import { identityRules } from "./rules.ts";
import { hasDuty } from "./store/access.ts";
import {
  countDevices,
  type HolderRow,
  listHolders,
  listSources,
  type PathRow,
  type SourceRow,
} from "./store/permissions.ts";
import { findStaff } from "./store/staff.ts";
import { findUnit } from "./store/units.ts";

export async function whoMay(
  ctx: Context,
  { capability, unitId }: { capability: Capability; unitId: string },
): Promise<AnswerOf<typeof contract.whoMay>> {
  if (!(await findUnit(ctx, unitId))) throw new Problem("thing.not_found");
  const rows = await listHolders(ctx, unitId, capability);
  return { people: groupByPerson(rows), devices: await countDevices(ctx, unitId, capability) };
}

export async function permissionsOf(
  ctx: Context,
  staffId: string,
): Promise<AnswerOf<typeof contract.permissionsOf>> {
  const staff = await findStaff(ctx, staffId);
  if (!staff) throw new Problem("thing.not_found");
  const sources = await listSources(ctx, staffId);
  const { administratorsNeedCodes } = await identityRules(ctx);
  return {
    staffId,
    name: staff.name,
    state: staff.state,
    needsCodes: administratorsNeedCodes && !staff.totp && (await hasDuty(ctx, staffId)),
    paths: sources.map(pathAnswer),
    modules: groupByModule(sources),
  };
}

const pathAnswer = (row: PathRow): contract.PermissionPath => ({
  delegationId: row.delegationId,
  for: row.for,
  grantId: row.grantId,
  role: row.role,
  roleName: row.roleName,
  unitId: row.unitId,
  unitName: row.unitName,
  since: row.since.toString(),
  until: row.until?.toString() ?? null,
  by: row.by,
  isPart: row.isPart,
});

/** Pure; in the order in which each person first appears. */
export function groupByPerson(rows: readonly HolderRow[]): AnswerOf<typeof contract.whoMay>["people"] {
  const people = new Map<string, HolderRow[]>();
  for (const row of rows) people.set(row.staffId, [...(people.get(row.staffId) ?? []), row]);
  return [...people.values()].flatMap((ways) => {
    const [first] = ways;
    if (!first) return [];
    const { staffId, orgId, name, login, post, state } = first;
    return [{ staffId, orgId, name, login, post, state, paths: ways.map(pathAnswer) }];
  });
}

/** Pure. The word before the first point of a capability names its module. */
export function groupByModule(
  sources: readonly SourceRow[],
): AnswerOf<typeof contract.permissionsOf>["modules"] {
  const modules = new Map<string, Map<Capability, number[]>>();
  for (const [place, { capabilities }] of sources.entries())
    for (const capability of capabilities) {
      const name = capability.split(".", 1)[0] ?? "";
      const module = modules.get(name) ?? new Map<Capability, number[]>();
      modules.set(name, module);
      module.set(capability, [...(module.get(capability) ?? []), place]);
    }
  return [...modules].map(([module, capabilities]) => ({
    module,
    capabilities: [...capabilities].map(([capability, from]) => ({ capability, from })),
  }));
}
