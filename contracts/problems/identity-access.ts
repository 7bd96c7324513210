import type { ProblemText } from "../problems.ts";

/** Refusals of identity: the second factor, single sign-on, stand-ins, the preview of a role. */
export const identityAccessProblems = {
  "identity.totp_due": {
    kind: "forbidden",
    zh: "管理员须先绑定动态口令（双因素）才能继续。",
    en: "Administrators must set up one-time codes before anything else.",
  },
  "identity.code_due": {
    kind: "forbidden",
    zh: "请先输入手机动态口令再继续。",
    en: "Enter the code from your authenticator first.",
  },
  "identity.code_not_due": {
    kind: "conflict",
    zh: "本次登录不需要再输入动态口令。",
    en: "This session does not wait for a code.",
  },
  "identity.totp_required": {
    kind: "forbidden",
    zh: "管理员必须使用动态口令，不能自行停用。手机丢失请由安全管理员解除。",
    en: "Administrators must use one-time codes and cannot turn them off. If the phone is lost, a security administrator removes them.",
  },
  "identity.sign_on_off": {
    kind: "conflict",
    zh: "该公司没有启用统一登录，请用登录名和口令登录。",
    en: "This company does not use single sign-on; sign in with login name and password.",
  },
  "identity.sign_on_failed": {
    kind: "unauthenticated",
    zh: "统一登录没有完成或已过期，请重新登录。",
    en: "The sign-on was not completed or took too long; please begin again.",
  },
  "identity.sign_on_unknown": {
    kind: "unauthenticated",
    zh: "您的统一身份账号在这里没有对应的在岗人员，请联系系统管理员登记。",
    en: "Your account does not belong to anyone who works here; ask the system administrator to enter you.",
  },
  "identity.sign_on_weak": {
    kind: "unauthenticated",
    zh: "统一身份平台没有按要求的强度核实您的身份，请用要求的方式重新登录。",
    en: "The provider did not verify you as strongly as your company asks for; sign in there in the required way.",
  },
  "identity.sign_on_address": {
    kind: "invalid",
    zh: "发行者地址须是公网 https 地址；内网地址须由运维在 MC_OUTBOUND_HOSTS 中列出。",
    en: "The issuer must be a public https address; hosts of your own network must be listed in MC_OUTBOUND_HOSTS by whoever runs the platform.",
  },
  "identity.sign_on_unreachable": {
    kind: "unavailable",
    zh: "统一身份平台暂时无法访问，请稍后再试，或用登录名和口令登录。",
    en: "The sign-on provider cannot be reached; try again later, or sign in with login name and password.",
  },
  "identity.sign_on_unfit": {
    kind: "conflict",
    zh: "该地址不是可用的 OpenID Connect 平台（须支持授权码与 PKCE S256）。请核对发行者地址。",
    en: "There is no usable OpenID Connect provider at this address (authorization code with PKCE S256). Check the issuer.",
  },
  "identity.sign_on_secret": {
    kind: "invalid",
    zh: "更换发行者或客户端后请重新填写客户端密钥；公共客户端请选择“无密钥”。",
    en: "After changing the issuer or client, enter the client secret again, or choose that there is none.",
  },
  "identity.delegation_own": {
    kind: "conflict",
    zh: "不能代班给本人；安排他人代班时也不能派给自己。",
    en: "A grant cannot be lent to its holder, nor to the one who arranges it.",
  },
  "identity.delegation_duty": {
    kind: "conflict",
    zh: "三员分立：系统管理员、安全管理员、审计员的职责不能代班，请另行授权。",
    en: "The duties of the three administrators cannot be lent; grant them to another person instead.",
  },
  "identity.delegation_administrator": {
    kind: "conflict",
    zh: "三员管理员不能替业务岗位代班，请换一位同事。",
    en: "One of the three administrators cannot stand in for the business; choose another colleague.",
  },
  "identity.delegation_present": {
    kind: "conflict",
    zh: "这个岗位在该时段已有人代班，请先结束原代班或改时间。",
    en: "Somebody stands in for this grant in that time already; end that first or choose another time.",
  },
  "identity.delegation_span": {
    kind: "invalid",
    zh: "代班时段不对：结束须晚于开始和现在，且不超过 {days} 天，最早从今天起、最晚 {ahead} 天后开始。",
    en: "The time is not right: it must end after it begins and after now, last no more than {days} days, and begin within {ahead} days.",
  },
  "identity.delegation_not_yours": {
    kind: "forbidden",
    zh: "只能安排本人的岗位，或您负责安排代班的单位里的岗位；代来的岗位不能再转代。",
    en: "You can lend your own grants, or those of units whose stand-ins you arrange; a grant lent to you cannot be lent on.",
  },
  "identity.delegation_over": {
    kind: "conflict",
    zh: "该代班已经结束。",
    en: "This delegation is over already.",
  },
  "identity.preview_refused": {
    kind: "forbidden",
    zh: "不能预览三员管理员或设备的角色，也不能预览您管辖范围以外的单位。",
    en: "Roles of the three administrators and of devices cannot be previewed, nor units outside your own.",
  },
} as const satisfies Record<string, ProblemText>;
