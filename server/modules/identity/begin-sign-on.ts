/** Somebody leaves for the company's provider: authorization code with PKCE, state and nonce, bound to the browser. */
import * as oidc from "openid-client";
import { newToken } from "../../foundation/ids.ts";
import { Problem } from "../../foundation/problem.ts";
import { type Call, command, type Platform } from "../../foundation/transaction.ts";
import { hashToken } from "./gate.ts";
import { identityRules } from "./rules.ts";
import { providerOf, sealForSignOn, withProvider } from "./sign-on-provider.ts";
import { findLineage } from "./store/catalogue.ts";
import { findSignOn, insertAttempt } from "./store/sign-on.ts";

/** What must be the same when the browser comes back. */
export type Leaving = {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly returnTo: string;
};
export const attemptPlace = (orgId: number): string => `${orgId}/attempt`;

export const asAnyone = (call: Call, orgId: number): Call => ({
  ...call,
  actor: { kind: "anyone" },
  orgId,
  scope: [orgId],
});

/** @returns where the browser goes, and the token by which this browser is known when it comes back */
export async function beginSignOn(
  platform: Platform,
  call: Call,
  { orgId, returnTo, redirectUri }: { orgId: number; returnTo: string; redirectUri: string },
): Promise<{ goTo: string; token: string; minutes: number }> {
  if (!(await findLineage(platform.db, orgId))) throw new Problem("identity.sign_on_off");
  const own = asAnyone(call, orgId);
  const settings = await command(platform, own, findSignOn);
  if (!settings?.isOn) throw new Problem("identity.sign_on_off");
  const config = await providerOf(platform, orgId, settings).catch(away);
  const leaving: Leaving = {
    state: oidc.randomState(),
    nonce: oidc.randomNonce(),
    verifier: oidc.randomPKCECodeVerifier(),
    returnTo,
  };
  const token = newToken();
  const minutes = await command(platform, own, async (ctx) => {
    const { signOnMinutes } = await identityRules(ctx);
    await insertAttempt(ctx, hashToken(token), {
      stateHash: hashToken(leaving.state),
      sealed: sealForSignOn(ctx.secret, attemptPlace(orgId), JSON.stringify(leaving)),
      expiresAt: ctx.clock.now().add({ minutes: signOnMinutes }),
    });
    return signOnMinutes;
  });
  const challenge = await oidc.calculatePKCECodeChallenge(leaving.verifier);
  const url = await withProvider(async () =>
    oidc.buildAuthorizationUrl(config, {
      redirect_uri: redirectUri,
      scope: "openid profile email",
      state: leaving.state,
      nonce: leaving.nonce,
      code_challenge: challenge,
      code_challenge_method: "S256",
      ...(settings.acr ? { acr_values: settings.acr } : {}),
    }),
  );
  return { goTo: url.href, token, minutes };
}

/** Who signs in can do nothing about a wrong setting: for them the provider is away. */
export function away(error: unknown): never {
  if (error instanceof Problem && error.code.startsWith("identity.sign_on_"))
    throw new Problem("identity.sign_on_unreachable");
  throw error;
}
