/**
 * Calls to other machines whose addresses people typed: they must not become a way into our own network (SSRF).
 *
 * Public https only. A host of one's own network has to be named in the configuration, by whoever runs the platform and
 * not by who types addresses. The address is judged when it is connected to, after its name was looked up, so a name
 * that points elsewhere a moment later is judged again. Redirects are never followed; answers are small and soon.
 */
import { type LookupAddress, type LookupOptions, lookup } from "node:dns";
import { type IncomingMessage, request as plainRequest } from "node:http";
import { request as secureRequest } from "node:https";
import { BlockList, isIP } from "node:net";

const answerBytes = 1_000_000;
const answerMs = 8_000;

/** RFC 6890 and what has joined it: nothing here is reached over the public network. */
const notPublic = new BlockList();
for (const [net, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const)
  notPublic.addSubnet(net, bits, "ipv4");
// Of IPv6 only global unicast is public, without the parts of it that carry IPv4 addresses or stand in examples.
for (const [net, bits] of [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
] as const)
  notPublic.addSubnet(net, bits, "ipv6");
const global = new BlockList();
global.addSubnet("2000::", 3, "ipv6");

export function isPublicAddress(address: string): boolean {
  const kind = isIP(address);
  if (kind === 4) return !notPublic.check(address, "ipv4");
  return kind === 6 && global.check(address, "ipv6") && !notPublic.check(address, "ipv6");
}

/** The address is not one that the platform calls. Not a fault: somebody typed it. */
export class OutboundRefused extends Error {
  override readonly name = "OutboundRefused";
}

type Init = {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
};

const isLocal = (host: string) => host === "localhost";

export class Outbound {
  readonly #trusted: ReadonlySet<string>;

  /** @param trusted host names that may be private; `localhost` may also be plain http */
  constructor(trusted: readonly string[] = []) {
    this.#trusted = new Set(trusted);
  }

  /** @throws OutboundRefused for what can be told from the address alone */
  check(address: string | URL): URL {
    const url = URL.canParse(String(address)) ? new URL(address) : undefined;
    if (!url || url.username || url.password) throw new OutboundRefused("not an address to call");
    const host = url.hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
    const trusted = this.#trusted.has(host);
    if (url.protocol !== "https:" && !(url.protocol === "http:" && trusted && isLocal(host)))
      throw new OutboundRefused("only https is called");
    if (!trusted && (isIP(host) ? !isPublicAddress(host) : !host.includes(".")))
      throw new OutboundRefused("the address is not public");
    return url;
  }

  /** Like `fetch`, as far as JSON over HTTP needs it. */
  readonly fetch = async (address: string | URL, init: Init = {}): Promise<Response> => {
    const url = this.check(address);
    const trusted = this.#trusted.has(url.hostname);
    const signal = AbortSignal.any([AbortSignal.timeout(answerMs), ...(init.signal ? [init.signal] : [])]);
    const incoming = await new Promise<IncomingMessage>((answered, failed) => {
      const send = url.protocol === "https:" ? secureRequest : plainRequest;
      const options = {
        method: init.method ?? "GET",
        headers: { ...init.headers, "accept-encoding": "identity" },
        signal,
        agent: false as const,
        ...(trusted ? {} : { lookup: lookUpPublic }),
      };
      const sent = send(url, options, answered).on("error", failed);
      sent.end(init.body === undefined || init.body === null ? undefined : String(init.body));
    });
    return answerOf(incoming);
  };
}

/** Refuses a name that points inside, even when it also points outside. */
function lookUpPublic(
  host: string,
  options: LookupOptions,
  found: (error: Error | null, address: string | LookupAddress[], family?: number) => void,
): void {
  lookup(host, { ...options, all: true }, (error, addresses) => {
    const [first] = addresses ?? [];
    if (error || !first) return found(error ?? new Error("no address"), "");
    if (!addresses.every(({ address }) => isPublicAddress(address)))
      return found(new OutboundRefused("the address is not public"), "");
    if (options.all) found(null, addresses);
    else found(null, first.address, first.family);
  });
}

const bodiless = new Set([204, 205, 304]);

async function answerOf(incoming: IncomingMessage): Promise<Response> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > answerBytes) {
      incoming.destroy();
      throw new Error("the answer is too large");
    }
    chunks.push(chunk);
  }
  const status = incoming.statusCode ?? 500;
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers))
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(", ") : value);
  return new Response(bodiless.has(status) ? null : Buffer.concat(chunks), { status, headers });
}
