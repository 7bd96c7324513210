/** The organisation: companies and the units below them. */
import { z } from "zod";
import { id, words } from "../common.ts";
import { endpoint } from "../endpoint.ts";
import { reason } from "./parts.ts";

export const unitKinds = ["province", "city", "county", "hall", "station", "team"] as const;
export type UnitKind = (typeof unitKinds)[number];

export const unit = z.object({
  unitId: id,
  orgId: z.int(),
  kind: z.enum(unitKinds),
  name: words,
  /** Null at the top of what the caller sees of the tree. */
  parentId: id.nullable(),
  state: z.enum(["open", "closed"]),
});
export type Unit = z.output<typeof unit>;

export const getTree = endpoint({
  method: "get",
  path: "/api/identity/tree",
  capability: "identity.read",
  scope: "company",
  summary: { zh: "组织机构树", en: "The organisation tree" },
  answer: z.object({ units: z.array(unit) }),
});

export const createUnit = endpoint({
  method: "post",
  path: "/api/identity/units/{unitId}/units",
  capability: "identity.staff.manage",
  scope: "unit",
  summary: { zh: "新建下级机构", en: "Create a unit below this one" },
  params: z.strictObject({ unitId: id }),
  body: z.strictObject({ kind: z.enum(["hall", "station", "team"]), name: words }),
  answer: unit,
  problems: ["identity.unit_closed", "identity.unit_misplaced"],
});

export const renameUnit = endpoint({
  method: "patch",
  path: "/api/identity/units/{unitId}",
  capability: "identity.staff.manage",
  scope: "unit",
  summary: { zh: "机构改名", en: "Rename a unit" },
  params: z.strictObject({ unitId: id }),
  body: z.strictObject({ name: words }),
  answer: unit,
});

export const closeUnit = endpoint({
  method: "post",
  path: "/api/identity/units/{unitId}/close",
  capability: "identity.staff.manage",
  scope: "unit",
  summary: { zh: "撤销机构", en: "Close a unit" },
  params: z.strictObject({ unitId: id }),
  body: z.strictObject({ reason }),
  answer: unit,
  problems: ["identity.unit_in_use", "identity.unit_closed"],
});
