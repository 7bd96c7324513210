/**
 * Single sign-on (统一登录) by OpenID Connect. A company names one provider; a person goes there from the sign-in page
 * and comes back to `/sign-on/`, which hands what the provider said to `finishSignOn`. Nobody is created by it: the
 * person must be on the staff, found by a claim at the first time and by the provider's account ever after.
 */
import { z } from "zod";
import { freeText, id, words } from "../common.ts";
import { endpoint } from "../endpoint.ts";
import { done, reason } from "./parts.ts";
import { me } from "./sign-in.ts";

/** An address on our own pages to come back to. */
const ownPath = z
  .string()
  .max(300)
  .regex(/^\/(?![/\\])[\w\-./#?=&%]*$/);

export const beginSignOn = endpoint({
  method: "post",
  path: "/api/identity/sign-on/begin",
  capability: "anyone",
  scope: "none",
  repeatable: true,
  duringPreview: true,
  summary: { zh: "去统一登录", en: "Go to the company's sign-on" },
  body: z.strictObject({ orgId: z.int().min(1), returnTo: ownPath }),
  /** Where the browser goes now. */
  answer: z.object({ goTo: z.url() }),
  problems: ["identity.sign_on_off", "identity.sign_on_unreachable"],
});

export const finishSignOn = endpoint({
  method: "post",
  path: "/api/identity/sign-on/finish",
  capability: "anyone",
  scope: "none",
  repeatable: true,
  duringPreview: true,
  summary: { zh: "统一登录返回", en: "Come back from the company's sign-on" },
  /** The query that the provider sent the browser back with, as it is. */
  body: z.strictObject({ query: z.string().max(8_000) }),
  answer: z.object({ me, returnTo: z.string() }),
  problems: [
    "identity.sign_on_off",
    "identity.sign_on_unreachable",
    "identity.sign_on_failed",
    "identity.sign_on_unknown",
    "identity.sign_on_weak",
  ],
});

/** What of a person the claim's value is. */
export const signOnMatches = ["login", "staff_number"] as const;
const provider = {
  /** Public https; other places only where the platform's configuration names the host. */
  issuer: z.url({ protocol: /^https?$/ }).max(300),
  clientId: freeText(200).min(1),
  claim: z.string().regex(/^[A-Za-z_][\w.:/-]{0,79}$/),
  matches: z.enum(signOnMatches),
  /** Only people whose e-mail address, as the provider vouches for it, ends so. Cut off before logins are compared. */
  emailDomain: z
    .string()
    .toLowerCase()
    .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/)
    .max(200)
    .nullable(),
  /** How strongly the provider must have made sure; then it vouches for the second factor and we ask for none. */
  acr: freeText(200).min(1).nullable(),
};
const settings = z.object({ isOn: z.boolean(), name: words, ...provider, hasSecret: z.boolean() });
export type SignOnSettings = z.output<typeof settings>;

export const getSignOn = endpoint({
  method: "get",
  path: "/api/identity/sign-on",
  capability: "identity.sign-on.configure",
  scope: "company",
  summary: { zh: "统一登录设置", en: "Single sign-on settings" },
  answer: z.object({
    settings: settings.nullable(),
    /** To be registered with the provider. */
    redirectUri: z.string(),
    /** Whether administrators need one-time codes here (a rule of the catalogue). */
    administratorsNeedCodes: z.boolean(),
  }),
});

/** Without a new secret the one kept stays, unless the issuer changes; null: a public client. */
const secret = z.string().min(1).max(500).nullable().optional();

export const configureSignOn = endpoint({
  method: "put",
  path: "/api/identity/sign-on",
  capability: "identity.sign-on.configure",
  scope: "company",
  repeatable: true,
  summary: { zh: "设置统一登录", en: "Configure single sign-on" },
  body: z.strictObject({ isOn: z.boolean(), name: words, ...provider, clientSecret: secret, reason }),
  answer: settings,
  problems: [
    "identity.sign_on_address",
    "identity.sign_on_unreachable",
    "identity.sign_on_unfit",
    "identity.sign_on_secret",
  ],
});

/** Asks the provider what it can do, and changes nothing. */
export const checkSignOn = endpoint({
  method: "post",
  path: "/api/identity/sign-on/check",
  capability: "identity.sign-on.configure",
  scope: "company",
  repeatable: true,
  summary: { zh: "测试统一登录", en: "Try the provider" },
  body: z.strictObject({ issuer: provider.issuer, clientId: provider.clientId }),
  answer: z.object({
    issuer: z.string(),
    authorization: z.string(),
    canEndSessions: z.boolean(),
    claims: z.array(z.string()),
    acrs: z.array(z.string()),
  }),
  problems: ["identity.sign_on_address", "identity.sign_on_unreachable", "identity.sign_on_unfit"],
});

export const unlinkSignOn = endpoint({
  method: "delete",
  path: "/api/identity/staff/{staffId}/sign-on",
  capability: "identity.sign-on.configure",
  scope: "company",
  summary: { zh: "解除统一登录账号", en: "Forget someone's account at the provider" },
  params: z.strictObject({ staffId: id }),
  answer: done,
  problems: ["identity.not_to_oneself"],
});
