/** The security administrator names the company's provider, tries it, and forgets someone's account there. */
import type { AnswerOf, InputOf } from "../../../contracts/endpoint.ts";
import type * as contract from "../../../contracts/identity.ts";
import { audit, type Context } from "../../foundation/context.ts";
import { OutboundRefused } from "../../foundation/outbound.ts";
import { Problem } from "../../foundation/problem.ts";
import { type Call, command, type Platform } from "../../foundation/transaction.ts";
import { askProvider, publicOnly, sealForSignOn, secretPlace } from "./sign-on-provider.ts";
import { refuseOneself } from "./staff.ts";
import { deleteLinks, findSignOn, type SignOnRow, saveSignOn } from "./store/sign-on.ts";
import { findStaff } from "./store/staff.ts";

type Settings = InputOf<typeof contract.configureSignOn>["body"];

/** Saves the settings. What is switched on has answered just now; switching off asks nobody. */
export async function configureSignOn(platform: Platform, call: Call, input: Settings): Promise<SignOnRow> {
  checkAddress(platform, input.issuer);
  if (input.isOn) await askProvider(platform, { ...input, clientSecret: null });
  return command(platform, call, async (ctx) => {
    const before = await findSignOn(ctx);
    const { clientSecret: given, reason, ...settings } = input;
    const row: SignOnRow = {
      ...settings,
      clientSecret: secretOf(ctx, input, given, before),
      changedAt: ctx.clock.now(),
    };
    await saveSignOn(ctx, row);
    audit(ctx, {
      action: "identity.sign_on_configured",
      subject: `company:${ctx.orgId}`,
      before: before && shown(before),
      after: shown(row),
      reason,
    });
    return row;
  });
}

/** The secret kept stays, but never for another issuer or client: it would be told to a stranger. */
function secretOf(
  ctx: Context,
  { issuer, clientId }: Settings,
  given: string | null | undefined,
  before: SignOnRow | undefined,
): Buffer | null {
  if (given === null) return null;
  if (given !== undefined) return sealForSignOn(ctx.secret, secretPlace(ctx.orgId), given);
  if (before?.issuer !== issuer || before.clientId !== clientId)
    throw new Problem("identity.sign_on_secret", { field: "clientSecret" });
  return before.clientSecret;
}

export const shown = ({ clientSecret, changedAt: _, ...settings }: SignOnRow) => ({
  ...settings,
  hasSecret: clientSecret !== null,
});

/** What can be told without asking anybody. */
function checkAddress({ outbound = publicOnly }: Platform, issuer: string): void {
  try {
    outbound.check(issuer);
  } catch (error) {
    if (error instanceof OutboundRefused) throw new Problem("identity.sign_on_address", { field: "issuer" });
    throw error;
  }
}

export async function checkSignOn(
  platform: Platform,
  call: Call,
  input: { issuer: string; clientId: string },
): Promise<AnswerOf<typeof contract.checkSignOn>> {
  const config = await askProvider(platform, { ...input, clientSecret: null });
  await command(platform, call, async (ctx) =>
    audit(ctx, { action: "identity.sign_on_checked", subject: `company:${ctx.orgId}`, after: input }),
  );
  const server = config.serverMetadata();
  return {
    issuer: server.issuer,
    authorization: server.authorization_endpoint ?? "",
    canEndSessions: server.end_session_endpoint !== undefined,
    claims: server.claims_supported ?? [],
    acrs: server.acr_values_supported ?? [],
  };
}

/** The person's next sign-on links the account that then fits. */
export async function unlinkSignOn(ctx: Context, staffId: string): Promise<void> {
  if (!(await findStaff(ctx, staffId))) throw new Problem("thing.not_found");
  refuseOneself(ctx, staffId);
  const links = await deleteLinks(ctx, staffId);
  audit(ctx, { action: "identity.sign_on_unlinked", subject: `staff:${staffId}`, before: { links } });
}
