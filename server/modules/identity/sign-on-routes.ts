/** HTTP face of single sign-on. What calls the provider runs its own transactions: none stays open meanwhile. */
import * as contract from "../../../contracts/identity.ts";
import { cookiesOf, type Ground, type Route, route, serveRoute } from "../../foundation/http/route.ts";
import { command } from "../../foundation/transaction.ts";
import { beginSignOn } from "./begin-sign-on.ts";
import { checkSignOn, configureSignOn, shown, unlinkSignOn } from "./configure-sign-on.ts";
import { Cookies } from "./cookies.ts";
import { finishSignOn } from "./finish-sign-on.ts";
import { identityRules } from "./rules.ts";
import { findSignOn } from "./store/sign-on.ts";

/** How browsers reach us: registered with the provider, so a made-up Host leads nowhere. */
export const originOf = ({ request, publicUrl }: Ground): string =>
  publicUrl ? new URL(publicUrl).origin : new URL(request.url).origin;
/** The page that hands on what the provider said. */
const redirectUri = (ground: Ground): string => `${originOf(ground)}/sign-on/`;

export const signOnRoutes: readonly Route[] = [
  serveRoute(contract.beginSignOn, async (call, { body }, ground) => {
    const { platform, request, publicUrl } = ground;
    const input = { ...body, redirectUri: redirectUri(ground) };
    const { goTo, token, minutes } = await beginSignOn(platform, call, input);
    const answer = { goTo };
    const ticket = { orgId: body.orgId, token };
    cookiesOf.set(answer, new Cookies(publicUrl).forSignOn(request, ticket, minutes * 60));
    return answer;
  }),
  serveRoute(contract.finishSignOn, async (call, { body }, ground) => {
    const { platform, request, publicUrl } = ground;
    const cookies = new Cookies(publicUrl);
    const { me, token, returnTo } = await finishSignOn(platform, call, {
      ticket: cookies.ofSignOn(request),
      query: body.query,
      redirectUri: redirectUri(ground),
      userAgent: request.headers.get("user-agent") ?? "",
    });
    const answer = { me, returnTo };
    cookiesOf.set(answer, [...cookies.endSignOn(), ...cookies.forStaff(request, { orgId: me.orgId, token })]);
    return answer;
  }),
  serveRoute(contract.getSignOn, async (call, _, ground) =>
    command(ground.platform, call, async (ctx) => {
      const row = await findSignOn(ctx);
      const { administratorsNeedCodes } = await identityRules(ctx);
      return {
        settings: row ? shown(row) : null,
        redirectUri: redirectUri(ground),
        administratorsNeedCodes,
      };
    }),
  ),
  serveRoute(contract.configureSignOn, async (call, { body }, { platform }) =>
    shown(await configureSignOn(platform, call, body)),
  ),
  serveRoute(contract.checkSignOn, (call, { body }, { platform }) => checkSignOn(platform, call, body)),
  route(contract.unlinkSignOn, async (ctx, { params }) => {
    await unlinkSignOn(ctx, params.staffId);
    return { done: true as const };
  }),
];
