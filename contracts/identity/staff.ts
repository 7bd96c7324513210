/** Staff: who works here, on which post, with which login. */
import { z } from "zod";
import { freeText, id, instant, words } from "../common.ts";
import { endpoint } from "../endpoint.ts";
import { done, loginName, page, reason } from "./parts.ts";

export const staffStates = ["active", "disabled", "left"] as const;
export type StaffState = (typeof staffStates)[number];

export const staff = z.object({
  staffId: id,
  login: z.string(),
  name: z.string(),
  staffNumber: z.string(),
  post: z.string(),
  unitId: id,
  state: z.enum(staffStates),
  mustChangePassword: z.boolean(),
  totp: z.boolean(),
  lastSignedInAt: instant.nullable(),
  roles: z.array(z.object({ grantId: id, role: z.string(), unitId: id })),
  /** Grants of colleagues that are lent to this person just now. */
  standsIn: z.array(
    z.object({ delegationId: id, role: z.string(), unitId: id, for: z.string(), until: instant }),
  ),
});
export type Staff = z.output<typeof staff>;
/** The password to hand over, shown once; it must be changed at the first sign-in. */
const handedOver = z.object({ staffId: id, initialPassword: z.string() });

const staffFields = {
  name: freeText(40).min(1),
  staffNumber: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9-]{1,20}$/),
  post: z.string().regex(/^R-[A-Z]{2,8}$/),
  unitId: id,
};

/** The posts (岗位) that staff are employed for. */
export const listPosts = endpoint({
  method: "get",
  path: "/api/identity/posts",
  capability: "signed-in",
  scope: "none",
  summary: { zh: "岗位目录", en: "Posts" },
  answer: z.object({ posts: z.array(z.object({ code: z.string(), name: words })) }),
});

export const listStaff = endpoint({
  method: "get",
  path: "/api/identity/staff",
  capability: "identity.read",
  scope: "company",
  summary: { zh: "人员列表", en: "Staff" },
  /** `text` is looked for in name, login and staff number. `next` of one page is `after` of the next. */
  query: z.strictObject({
    ...page,
    text: freeText(40).optional(),
    state: z.enum(staffStates).optional(),
    unitId: id.optional(),
  }),
  answer: z.object({ staff: z.array(staff), next: z.string().nullable() }),
});

export const getStaff = endpoint({
  method: "get",
  path: "/api/identity/staff/{staffId}",
  capability: "identity.read",
  scope: "company",
  summary: { zh: "人员", en: "One member of staff" },
  params: z.strictObject({ staffId: id }),
  answer: staff,
});

export const createStaff = endpoint({
  method: "post",
  path: "/api/identity/staff",
  capability: "identity.staff.manage",
  scope: "company",
  summary: { zh: "新建人员", en: "Create a member of staff" },
  body: z.strictObject({ login: loginName, ...staffFields }),
  answer: handedOver,
  problems: [
    "identity.login_taken",
    "identity.staff_number_taken",
    "identity.post_unknown",
    "identity.unit_closed",
  ],
});

export const editStaff = endpoint({
  method: "patch",
  path: "/api/identity/staff/{staffId}",
  capability: "identity.staff.manage",
  scope: "company",
  summary: { zh: "修改人员", en: "Edit a member of staff" },
  params: z.strictObject({ staffId: id }),
  body: z.strictObject(staffFields).partial(),
  answer: staff,
  problems: ["identity.staff_number_taken", "identity.post_unknown", "identity.unit_closed"],
});

export const setStaffState = endpoint({
  method: "put",
  path: "/api/identity/staff/{staffId}/state",
  capability: "identity.staff.manage",
  scope: "company",
  summary: { zh: "启用、停用或离职", en: "Enable, disable or mark as left" },
  params: z.strictObject({ staffId: id }),
  body: z.strictObject({ state: z.enum(staffStates), reason }),
  answer: staff,
  problems: ["identity.not_to_oneself"],
});

export const resetPassword = endpoint({
  method: "post",
  path: "/api/identity/staff/{staffId}/password",
  capability: "identity.staff.manage",
  scope: "company",
  summary: { zh: "重置口令", en: "Reset a password" },
  params: z.strictObject({ staffId: id }),
  body: z.strictObject({ reason }),
  answer: handedOver,
  problems: ["identity.administrator_protected", "identity.not_to_oneself"],
});

export const resetAdministrator = endpoint({
  method: "post",
  path: "/api/identity/administrators/{staffId}/password",
  capability: "identity.roles.grant",
  scope: "company",
  summary: { zh: "重置管理员口令（安全管理员）", en: "Reset an administrator's password" },
  params: z.strictObject({ staffId: id }),
  body: z.strictObject({ reason }),
  answer: handedOver,
  problems: ["identity.not_administrator", "identity.not_to_oneself"],
});

/** The phone is lost: codes are set up anew at the next sign-in. */
export const removeStaffTotp = endpoint({
  method: "post",
  path: "/api/identity/staff/{staffId}/totp/remove",
  capability: "identity.roles.grant",
  scope: "company",
  summary: { zh: "解除某人的动态口令（安全管理员）", en: "Remove someone's one-time codes" },
  params: z.strictObject({ staffId: id }),
  body: z.strictObject({ reason }),
  answer: done,
  problems: ["identity.not_to_oneself", "identity.totp_absent"],
});
