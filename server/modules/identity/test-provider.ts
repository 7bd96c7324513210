/** A real OpenID Connect provider inside a test, with people who sign in there at once, and a browser that goes along. */
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { after } from "node:test";
import Provider from "oidc-provider";

export type Account = Readonly<Record<string, unknown>> & { readonly sub: string };

export type TestProvider = {
  readonly issuer: string;
  /** Who is at the provider's page just now; may be changed. */
  person: Account;
  /** The strength that it states. */
  acr: string | undefined;
  /** Sends a browser there; answers the query that it comes back with, or the page that refused. */
  readonly visit: (goTo: string) => Promise<string>;
  /** Ends the provider's session as its page does; answers where the browser is sent. */
  readonly leave: (goTo: string) => Promise<string>;
  readonly stop: () => Promise<void>;
};

export const client = { id: "mingchuang", secret: "a-secret-of-the-test" } as const;

export async function testProvider(redirectUri: string, backTo: string): Promise<TestProvider> {
  const server: Server = await listening();
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
  const made: Pick<TestProvider, "person" | "acr"> = { person: { sub: "nobody" }, acr: undefined };
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        redirect_uris: [redirectUri],
        post_logout_redirect_uris: [backTo],
        response_types: ["code"],
        grant_types: ["authorization_code"],
      },
    ],
    claims: {
      openid: ["sub"],
      profile: ["preferred_username", "employee"],
      email: ["email", "email_verified"],
    },
    acrValues: ["urn:strong", "urn:weak"],
    cookies: { keys: ["a key for the test"] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true } },
    findAccount: (_, sub) => ({ accountId: sub, claims: () => made.person }),
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  });
  const answer = provider.callback();
  server.on("request", (request, response) => {
    if (!request.url?.startsWith("/interaction/")) return answer(request, response);
    const consent = async () => {
      const { prompt, params, session, grantId } = await provider.interactionDetails(request, response);
      if (prompt.name === "login")
        return { login: { accountId: made.person.sub, ...(made.acr ? { acr: made.acr } : {}) } };
      const accountId = session?.accountId ?? made.person.sub;
      const known = grantId ? await provider.Grant.find(grantId) : undefined;
      const grant = known ?? new provider.Grant({ accountId, clientId: String(params.client_id) });
      grant.addOIDCScope("openid profile email");
      return { consent: { grantId: await grant.save() } };
    };
    consent().then(
      (result) => provider.interactionFinished(request, response, result, { mergeWithLastSubmission: true }),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  const stop = () =>
    new Promise<void>((ended) => {
      server.close(() => ended());
      server.closeAllConnections();
    });
  after(stop);
  return Object.assign(made, {
    issuer,
    visit: async (goTo: string) => (await follow(goTo, redirectUri)).search.slice(1),
    leave: async (goTo: string) => (await follow(goTo, backTo)).href,
    stop,
  });
}

async function listening(): Promise<Server> {
  const { createServer } = await import("node:http");
  const server = createServer().listen(0, "localhost");
  await new Promise((ready) => server.once("listening", ready));
  return server;
}

/** A browser that keeps cookies, follows redirects and presses the one button of a page, until it is sent home. */
async function follow(start: string, home: string): Promise<URL> {
  const cookies = new Map<string, string>();
  let next: { url: string; form?: URLSearchParams } = { url: start };
  for (let hop = 0; hop < 12; hop++) {
    const response: Response = await fetch(next.url, {
      method: next.form ? "POST" : "GET",
      redirect: "manual",
      headers: { cookie: [...cookies].map((pair) => pair.join("=")).join("; ") },
      ...(next.form ? { body: next.form } : {}),
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    const location = response.headers.get("location");
    const page = location ? "" : await response.text();
    const button = /action="([^"]+)".*?name="xsrf" value="([^"]+)"/s.exec(page);
    if (location) next = { url: new URL(location, next.url).href };
    else if (button)
      next = { url: button[1] ?? "", form: new URLSearchParams({ xsrf: button[2] ?? "", logout: "yes" }) };
    else throw new Error(`the provider stays at ${next.url}: ${page.slice(0, 500)}`);
    if (next.url.startsWith(home)) return new URL(next.url);
  }
  throw new Error("the provider sends the browser round and round");
}
