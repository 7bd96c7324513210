/** Signing out ends the provider's session too (RP-initiated logout), where the provider has a way. */
import { setTimeout } from "node:timers/promises";
import * as oidc from "openid-client";
import type { Context } from "../../foundation/context.ts";
import type { Platform } from "../../foundation/transaction.ts";
import { tokenPlace } from "./finish-sign-on.ts";
import { openForSignOn, providerOf } from "./sign-on-provider.ts";
import { findSignOn, type SignOnRow, takeIdToken } from "./store/sign-on.ts";

export type Leave = { readonly settings: SignOnRow; readonly idToken: string };
/** Nobody waits longer for signing out. */
const patienceMs = 2_000;

/** What the provider needs; null when the session did not come from one. */
export async function leaveSignOn(ctx: Context, sessionId: string): Promise<Leave | null> {
  const sealed = await takeIdToken(ctx, sessionId);
  const settings = sealed && (await findSignOn(ctx));
  if (!sealed || !settings) return null;
  return { settings, idToken: openForSignOn(ctx.secret, tokenPlace(ctx.orgId, sessionId), sealed) };
}

/** Null when the provider is away or knows no such thing: our own session has ended all the same. */
export async function endSessionAddress(
  platform: Platform,
  orgId: number,
  { settings, idToken }: Leave,
  backTo: string,
): Promise<string | null> {
  const patience = setTimeout(patienceMs, undefined, { ref: false });
  const config = await Promise.race([providerOf(platform, orgId, settings).catch(() => undefined), patience]);
  if (!config?.serverMetadata().end_session_endpoint) return null;
  const url = oidc.buildEndSessionUrl(config, { id_token_hint: idToken, post_logout_redirect_uri: backTo });
  return url.protocol === "https:" || new URL(settings.issuer).protocol === "http:" ? url.href : null;
}
