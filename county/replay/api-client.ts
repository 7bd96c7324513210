/**
 * A caller of the public API, as a program outside the house would be: typed by the contracts, with its own cookies.
 * A call that gets no answer (the server was killed, restarts, is busy) is sent again with the same Idempotency-Key,
 * so that it is done once.
 */
import { randomUUID } from "node:crypto";
import type { CallOf, Endpoint, ResultOf } from "../../contracts/endpoint.ts";
import type { ProblemDocument } from "../../contracts/problems.ts";

export class Refusal extends Error {
  readonly problem: ProblemDocument;
  constructor(problem: ProblemDocument, call: string) {
    super(`${call}: ${problem.code}: ${problem.en}`);
    this.problem = problem;
  }
}

type Options = {
  readonly base: () => string;
  /** How a request is sent; over the network unless given. */
  readonly fetch?: (url: string, init: RequestInit) => Promise<Response>;
  /** How long a call may go unanswered before it fails for good, in milliseconds. */
  readonly patienceMs?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Hears every answer, well or refused. */
  readonly overhear?: ((call: string, answer: string) => void) | undefined;
};

export class ApiClient {
  readonly #options: Options;
  readonly #cookies = new Map<string, string>();
  #headers: Record<string, string>;
  #signIn: (() => Promise<unknown>) | undefined;
  #renewing: Promise<unknown> | undefined;
  /** How often a session has begun anew. */
  #sessions = 0;

  constructor(options: Options) {
    this.#options = options;
    this.#headers = { ...options.headers };
  }

  /** A header sent from now on: `authorization` of a ticket's holder, `x-device` of a device. */
  speakWith(headers: Readonly<Record<string, string>>): this {
    this.#headers = { ...this.#headers, ...headers };
    return this;
  }

  /** What it has been given, for a browser that goes on in its place. */
  get cookies(): ReadonlyMap<string, string> {
    return this.#cookies;
  }

  /** How to sign in, done at once and again whenever the session has ended, as people do after a break. */
  async signInWith(signIn: () => Promise<unknown>): Promise<this> {
    await signIn();
    this.#signIn = signIn;
    return this;
  }

  /** Calls an endpoint. @throws Refusal with the problem that the server named */
  async call<E extends Endpoint>(endpoint: E, input: CallOf<E> = {} as CallOf<E>): Promise<ResultOf<E>> {
    const { params, query, body } = input as {
      params?: Record<string, string>;
      query?: Record<string, string>;
      body?: unknown;
    };
    const path = endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) =>
      encodeURIComponent(params?.[name] ?? ""),
    );
    const search = query && Object.keys(query).length > 0 ? `?${new URLSearchParams(query)}` : "";
    const init = {
      method: endpoint.method.toUpperCase(),
      headers: { ...this.#headers, "idempotency-key": randomUUID(), "content-type": "application/json" },
      ...(endpoint.method === "get" ? {} : { body: JSON.stringify(body ?? {}) }),
    };
    const session = this.#sessions;
    let response = await this.#send(path + search, init);
    if (response.status === 401 && this.#signIn && endpoint.capability !== "anyone") {
      await response.arrayBuffer();
      await this.#renew(session);
      response = await this.#send(path + search, init);
    }
    const text = await response.text();
    this.#options.overhear?.(`${init.method} ${endpoint.path}`, text);
    if (!response.ok) throw new Refusal(JSON.parse(text) as ProblemDocument, `${init.method} ${path}`);
    return JSON.parse(text) as ResultOf<E>;
  }

  /** Of several calls that meet the end of a session one signs in: each for itself would look like somebody guessing. */
  async #renew(ended: number): Promise<void> {
    if (ended !== this.#sessions) return;
    this.#renewing ??= this.#signIn?.().finally(() => {
      this.#renewing = undefined;
    });
    await this.#renewing;
    if (ended === this.#sessions) this.#sessions++;
  }

  async #send(
    path: string,
    init: { method: string; headers: Record<string, string>; body?: string },
  ): Promise<Response> {
    const deadline = performance.now() + (this.#options.patienceMs ?? 90_000);
    for (let attempt = 1; ; attempt++) {
      try {
        const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
        const headers = cookie ? { ...init.headers, cookie } : init.headers;
        const response = await (this.#options.fetch ?? fetch)(this.#options.base() + path, {
          ...init,
          headers,
          signal: AbortSignal.timeout(60_000),
        });
        if (response.status === 503 && performance.now() < deadline) {
          await response.arrayBuffer();
        } else {
          this.#keep(response);
          return response;
        }
      } catch (error) {
        if (performance.now() >= deadline) throw error;
      }
      await new Promise((done) => setTimeout(done, Math.min(250, 10 * 2 ** attempt)));
    }
  }

  #keep(response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      const [pair = ""] = line.split(";");
      const at = pair.indexOf("=");
      this.#cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
  }
}
