/**
 * The company's OpenID Connect provider, as openid-client speaks to it: asked what it can do, remembered for a while.
 * Whatever goes wrong with it becomes one of three problems: a wrong address, away, or none that we can use.
 */
import * as oidc from "openid-client";
import { Outbound, OutboundRefused } from "../../foundation/outbound.ts";
import { Problem } from "../../foundation/problem.ts";
import { seal, unseal } from "../../foundation/secrets.ts";
import type { Platform } from "../../foundation/transaction.ts";
import type { SignOnRow } from "./store/sign-on.ts";

const keptMs = 10 * 60_000;
const keptMost = 200;
const secondsToAnswer = 8;

const purpose = "single sign-on";
/** What belongs to a sign-on is sealed for its company: the table alone lets nobody in. */
export const sealForSignOn = (secret: string, place: string, text: string): Buffer =>
  seal(secret, purpose, place, Buffer.from(text));
export const openForSignOn = (secret: string, place: string, sealed: Uint8Array): string =>
  unseal(secret, purpose, place, sealed).toString();
export const secretPlace = (orgId: number): string => `${orgId}/client`;

export const publicOnly = new Outbound();
const outboundOf = ({ outbound = publicOnly }: Platform): Outbound => outbound;

type Provider = Pick<SignOnRow, "issuer" | "clientId"> & { readonly clientSecret: string | null };
type Kept = { readonly until: number; readonly found: Promise<oidc.Configuration> };
const kept = new Map<string, Kept>();

/** The provider of a company's settings. @throws Problem */
export function providerOf(
  platform: Platform,
  orgId: number,
  { issuer, clientId, clientSecret, changedAt }: SignOnRow,
): Promise<oidc.Configuration> {
  const key = `${orgId} ${changedAt.toString()} ${issuer}`;
  const known = kept.get(key);
  if (known && known.until > performance.now()) return known.found;
  const opened = clientSecret && openForSignOn(platform.secret, secretPlace(orgId), clientSecret);
  const found = askProvider(platform, { issuer, clientId, clientSecret: opened });
  if (kept.size >= keptMost) kept.clear();
  kept.set(key, { until: performance.now() + keptMs, found });
  found.catch(() => kept.delete(key));
  return found;
}

/** Asks the provider what it can do. @throws Problem when it is not there, or is none that we can use */
export async function askProvider(
  platform: Platform,
  { issuer, clientId, clientSecret }: Provider,
): Promise<oidc.Configuration> {
  const config = await withProvider(async () => {
    const { protocol } = outboundOf(platform).check(issuer);
    const plain = protocol === "http:" ? [oidc.allowInsecureRequests] : [];
    return oidc.discovery(new URL(issuer), clientId, undefined, authentication(clientSecret), {
      [oidc.customFetch]: outboundOf(platform).fetch,
      timeout: secondsToAnswer,
      // Signatures are verified although the token comes straight from the provider.
      execute: [...plain, oidc.enableNonRepudiationChecks],
    });
  });
  if (!isUsable(config)) throw new Problem("identity.sign_on_unfit");
  return config;
}

/** As the provider says it wants the secret; in the header where it says nothing. */
const authentication =
  (secret: string | null): oidc.ClientAuth =>
  (server, client, body, headers) => {
    if (secret === null) return oidc.None()(server, client, body, headers);
    const methods = server.token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
    const give = methods.includes("client_secret_basic") ? oidc.ClientSecretBasic : oidc.ClientSecretPost;
    return give(secret)(server, client, body, headers);
  };

/** The browser is sent to it, so it must be a web address as good as the issuer's own. */
function isUsable(config: oidc.Configuration): boolean {
  const { issuer, authorization_endpoint, token_endpoint, code_challenge_methods_supported } =
    config.serverMetadata();
  const places = [authorization_endpoint, token_endpoint];
  const protocols = new URL(issuer).protocol === "https:" ? ["https:"] : ["http:", "https:"];
  return (
    places.every((place) => place && URL.canParse(place) && protocols.includes(new URL(place).protocol)) &&
    (code_challenge_methods_supported ?? ["S256"]).includes("S256")
  );
}

/** Runs something that calls the provider, and names what goes wrong. Problems of ours pass. */
export async function withProvider<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Problem) throw error;
    const chain = causesOf(error);
    if (chain.some((one) => one instanceof OutboundRefused)) throw new Problem("identity.sign_on_address");
    const isAway = chain.some(
      (one) => "syscall" in one || /Timeout|Abort/.test(one.name) || /TIMEOUT|ABORT/.test(codeOf(one)),
    );
    throw new Problem(isAway ? "identity.sign_on_unreachable" : "identity.sign_on_unfit");
  }
}

const codeOf = (error: Error): string =>
  "code" in error && typeof error.code === "string" ? error.code : "";

function causesOf(error: unknown): Error[] {
  const chain: Error[] = [];
  for (let one = error; one instanceof Error && chain.length < 8; one = one.cause) chain.push(one);
  return chain;
}
