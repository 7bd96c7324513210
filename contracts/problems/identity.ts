import type { ProblemText } from "../problems.ts";

/** Refusals of identity: signing in, staff, roles, devices. */
export const identityProblems = {
  "identity.sign_in_failed": {
    kind: "unauthenticated",
    zh: "公司、登录名或口令不对，请核对后重试。忘记口令请联系系统管理员重置。",
    en: "Company, login name or password is wrong. Check them and try again, or ask the system administrator for a reset.",
  },
  "identity.sign_in_paused": {
    kind: "too-many",
    zh: "连续输错次数过多，请 {seconds} 秒后再试。",
    en: "Too many wrong attempts; try again in {seconds} seconds.",
  },
  "identity.code_needed": {
    kind: "unauthenticated",
    zh: "请输入手机动态口令。每个动态口令只能用一次，用过请等下一个。",
    en: "Enter the code from your authenticator. Each code works once; if yours was used, wait for the next.",
  },
  "identity.code_wrong": {
    kind: "invalid",
    zh: "动态口令不对或已用过，请输入下一个。",
    en: "The code is wrong or was used before; enter the next one.",
  },
  "identity.totp_present": {
    kind: "conflict",
    zh: "已启用动态口令；如需更换请先停用。",
    en: "One-time codes are on already; remove them before setting up new ones.",
  },
  "identity.totp_absent": {
    kind: "conflict",
    zh: "尚未绑定动态口令。",
    en: "One-time codes are not set up.",
  },
  "identity.password_change_due": {
    kind: "forbidden",
    zh: "请先修改口令再继续（首次登录或口令已过期）。",
    en: "Change your password first (first sign-in, or it has expired).",
  },
  "identity.password_wrong": {
    kind: "forbidden",
    zh: "当前口令不对，请重新输入。",
    en: "Your current password is wrong; enter it again.",
  },
  "identity.password_short": {
    kind: "invalid",
    zh: "口令太短，至少 {min} 个字符。",
    en: "The password is too short; use at least {min} characters.",
  },
  "identity.password_long": {
    kind: "invalid",
    zh: "口令太长，最多 {max} 个字符。",
    en: "The password is too long; use at most {max} characters.",
  },
  "identity.password_simple": {
    kind: "invalid",
    zh: "口令须包含大写字母、小写字母、数字、符号中的至少 {classes} 类。",
    en: "Use at least {classes} of: capitals, small letters, digits, symbols.",
  },
  "identity.password_common": {
    kind: "invalid",
    zh: "口令太常见或有规律，容易被猜到，请换一个。",
    en: "This password is common or regular and easy to guess; choose another.",
  },
  "identity.password_personal": {
    kind: "invalid",
    zh: "口令不能包含姓名、登录名、工号、公司名或系统名，请换一个。",
    en: "The password must not contain your name, login, staff number, company or this system's name.",
  },
  "identity.password_reused": {
    kind: "invalid",
    zh: "不能与当前口令或最近 {history} 次用过的口令相同，请换一个。",
    en: "This is your current password or one of your last {history}; choose another.",
  },
  "identity.login_taken": {
    kind: "conflict",
    zh: "登录名已被使用，请换一个。",
    en: "This login name is taken; choose another.",
  },
  "identity.staff_number_taken": {
    kind: "conflict",
    zh: "工号已属于他人，请核对。",
    en: "This staff number belongs to someone else; check it.",
  },
  "identity.post_unknown": {
    kind: "invalid",
    zh: "没有这个岗位，请从岗位目录中选择。",
    en: "There is no such post; choose one from the list.",
  },
  "identity.staff_inactive": {
    kind: "conflict",
    zh: "该人员已停用或离职，请先启用。",
    en: "This person is disabled or has left; enable them first.",
  },
  "identity.unit_closed": {
    kind: "conflict",
    zh: "该机构已撤销，请选择在用的机构。",
    en: "This unit is closed; choose one that is open.",
  },
  "identity.unit_in_use": {
    kind: "conflict",
    zh: "该机构下仍有在用的机构、人员或设备，请先迁出或注销。",
    en: "Open units, active staff or devices still belong to this unit; move or revoke them first.",
  },
  "identity.unit_misplaced": {
    kind: "conflict",
    zh: "这类机构不能建在此处：营业厅和供电所建在县公司下，班组建在县公司、营业厅或供电所下。",
    en: "This kind of unit cannot stand here: halls and stations belong to a county company, teams to a county, hall or station.",
  },
  "identity.not_a_hall": {
    kind: "conflict",
    zh: "设备只能登记到营业厅。",
    en: "Devices can only be enrolled in a hall.",
  },
  "identity.administrator_protected": {
    kind: "forbidden",
    zh: "三员管理员的口令只能由安全管理员重置。",
    en: "Only a security administrator may reset the password of one of the three administrators.",
  },
  "identity.not_administrator": {
    kind: "conflict",
    zh: "该人员不是三员管理员，请由系统管理员重置。",
    en: "This person is not one of the three administrators; the system administrator resets their password.",
  },
  "identity.role_taken": {
    kind: "conflict",
    zh: "角色代码已存在，请换一个。",
    en: "This role code exists already; choose another.",
  },
  "identity.role_retired": {
    kind: "conflict",
    zh: "该角色已停用或属于设备，不能授予人员。",
    en: "This role is retired or belongs to devices; it cannot be given to a person.",
  },
  "identity.powers_separated": {
    kind: "conflict",
    zh: "三员分立：系统管理、安全管理、审计的权限不能放进同一角色或普通角色。",
    en: "The powers of system, security and audit administrators cannot share a role or enter an ordinary one.",
  },
  "identity.three_administrators": {
    kind: "conflict",
    zh: "三员分立：一人不能同时担任系统管理员、安全管理员、审计员中的两个。请先收回原角色或换人。",
    en: "One person cannot be two of system administrator, security administrator and auditor. Take the first role back or choose someone else.",
  },
  "identity.not_to_oneself": {
    kind: "forbidden",
    zh: "不能对本人授权、收权、重置或停用，请由另一名管理员办理。",
    en: "You cannot do this to yourself; ask another administrator.",
  },
  "identity.grant_present": {
    kind: "conflict",
    zh: "该人员在此机构已有这个角色。",
    en: "This person holds this role on this unit already.",
  },
  "identity.device_revoked": {
    kind: "conflict",
    zh: "该设备已注销，请重新登记。",
    en: "This device was revoked; enrol it anew.",
  },
  "identity.pairing_refused": {
    kind: "forbidden",
    zh: "配对码不对、已用过或已过期，请管理员重新生成。",
    en: "The pairing code is wrong, used or expired; ask the administrator for a new one.",
  },
} as const satisfies Record<string, ProblemText>;
