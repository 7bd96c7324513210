/**
 * Calls an endpoint of the contract. A command carries an Idempotency-Key that stays the same over automatic repeats, so
 * a lost answer never does a thing twice. A refusal is thrown as `ApiProblem`, a lost network as `NetworkLost`.
 */
import type { CallOf, Endpoint, ResultOf } from "../../contracts/endpoint.ts";
import type { ProblemDocument } from "../../contracts/problems.ts";
import { freshId } from "./ids.ts";

/** The platform said no, and says why in both languages. */
export class ApiProblem extends Error {
  readonly document: ProblemDocument;
  constructor(document: ProblemDocument) {
    super(`${document.code}: ${document.en}`);
    this.document = document;
  }
  get code() {
    return this.document.code;
  }
}

/** No answer came: the network is gone, or the server, or time ran out. */
export class NetworkLost extends Error {
  constructor(cause: unknown) {
    super("no answer from the server", { cause });
  }
}

export type CallOptions = {
  /** Tries altogether when no answer comes or the server is busy; 4 unless said. */
  readonly attempts?: number;
  /** For one try; 10 s unless said. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  /** The Idempotency-Key of what was done earlier, without a network; a fresh one unless said. */
  readonly key?: string;
};

const identity: Record<string, string> = {};
const signedOutListeners = new Set<() => void>();

/** From now on this page speaks as an enrolled device (its HttpOnly cookie must be there too), or no longer. */
export function speakAs(deviceId: string | null): void {
  if (deviceId) identity["x-device"] = deviceId;
  else delete identity["x-device"];
}

/** From now on this page speaks as the holder of a ticket, or no longer. */
export function speakWithTicket(token: string | null): void {
  if (token) identity.authorization = `Ticket ${token}`;
  else delete identity.authorization;
}

/** Hears when the server no longer knows who this page is: signed out elsewhere, or a revoked device. */
export function onSignedOut(listener: () => void): () => void {
  signedOutListeners.add(listener);
  return () => signedOutListeners.delete(listener);
}

/** The headers that say who is calling; the live reader sends them too. */
export const identityHeaders = (): Record<string, string> => ({ ...identity });

/** The address of an endpoint with its parameters filled in. */
export function addressOf<E extends Endpoint>(
  endpoint: E,
  { params, query }: CallOf<E>,
  suffix = "",
): string {
  const values = (params ?? {}) as Record<string, unknown>;
  const path = endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(values[name])),
  );
  const given = Object.entries((query ?? {}) as Record<string, unknown>).filter(
    ([, value]) => value !== undefined,
  );
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return `${path}${suffix}${search ? `?${search}` : ""}`;
}

/** @throws ApiProblem when refused, NetworkLost when no answer came after all tries */
export async function call<E extends Endpoint>(
  endpoint: E,
  input: CallOf<E> = {},
  options: CallOptions = {},
): Promise<ResultOf<E>> {
  const response = await send(endpoint, input, options);
  return (await response.json()) as ResultOf<E>;
}

/** As `call`, for endpoints that answer with a file. */
export async function download<E extends Endpoint>(
  endpoint: E,
  input: CallOf<E> = {},
  options: CallOptions = {},
): Promise<{ blob: Blob; filename: string }> {
  const response = await send(endpoint, input, options);
  const named = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get("content-disposition") ?? "");
  return { blob: await response.blob(), filename: decodeURIComponent(named?.[1] ?? "download") };
}

async function send<E extends Endpoint>(
  endpoint: E,
  input: CallOf<E>,
  { attempts = 4, timeoutMs = 10_000, signal, key }: CallOptions,
): Promise<Response> {
  const address = addressOf(endpoint, input);
  const headers: Record<string, string> = {
    accept: endpoint.file ?? "application/json",
    ...identityHeaders(),
  };
  if (endpoint.body) headers["content-type"] = "application/json";
  if (endpoint.method !== "get" && !endpoint.repeatable) headers["idempotency-key"] = key ?? freshId();
  const body = endpoint.body ? JSON.stringify(input.body ?? {}) : null;
  const method = endpoint.method.toUpperCase();
  for (let attempt = 1; ; attempt++) {
    const wait = pause(attempt);
    try {
      const limit = AbortSignal.timeout(timeoutMs);
      const both = signal ? AbortSignal.any([signal, limit]) : limit;
      const response = await fetch(address, {
        method,
        headers,
        body,
        signal: both,
        credentials: "same-origin",
      });
      if (response.ok) return response;
      const problem = await problemOf(response);
      if (response.status < 502 || attempt >= attempts) throw problem;
      await delay(Math.max(wait, Number(response.headers.get("retry-after") ?? 0) * 1_000), signal);
    } catch (error) {
      if (error instanceof ApiProblem || signal?.aborted) throw error;
      if (attempt >= attempts) throw new NetworkLost(error);
      await delay(wait, signal);
    }
  }
}

/** What a refusal says. A proxy's error page is not ours: it counts as a busy server. */
export async function problemOf(response: Response): Promise<ApiProblem | NetworkLost> {
  const ours = response.headers.get("content-type")?.startsWith("application/problem+json");
  const document = ours
    ? ((await response.json().catch(() => undefined)) as ProblemDocument | undefined)
    : undefined;
  if (!document) return new NetworkLost(new Error(`HTTP ${response.status}`));
  if (document.code === "access.sign_in") for (const listener of signedOutListeners) listener();
  return new ApiProblem(document);
}

/** Half a second, then twice as long each time, never the same for two pages at once. */
const pause = (attempt: number) => 500 * 2 ** (attempt - 1) * (0.75 + Math.random() / 2);

function delay(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}
