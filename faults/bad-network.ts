/** A network that misbehaves on command, between one client and one server: it delays, cuts, swallows and hangs. */
import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";

export class BadNetwork {
  readonly #target: { readonly host: string; readonly port: number };
  readonly #server: Server;
  readonly #open = new Set<Socket>();
  /** Added to everything that passes, in each direction. */
  delayMs = 0;
  /** New connections are refused, and nothing passes on those that are open: a dead link, not a closed one. */
  isDead = false;
  /** So many answers are thrown away with their connection, after the server has done the work. */
  swallowAnswers = 0;

  private constructor(target: URL) {
    this.#target = { host: target.hostname, port: Number(target.port) };
    this.#server = createServer((client) => this.#pass(client));
  }

  static async to(base: string): Promise<BadNetwork> {
    const network = new BadNetwork(new URL(base));
    network.#server.listen(0, "127.0.0.1");
    await once(network.#server, "listening");
    return network;
  }

  get base(): string {
    const address = this.#server.address();
    return `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
  }

  /** Breaks every open connection. */
  cut(): void {
    for (const socket of this.#open) socket.destroy();
  }

  async close(): Promise<void> {
    this.cut();
    this.#server.close();
    await once(this.#server, "close");
  }

  #pass(client: Socket): void {
    if (this.isDead) {
      client.destroy();
      return;
    }
    const server = connect(this.#target);
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      this.#open.add(from);
      // Delayed one by one, so that the order of bytes stays.
      let turn = Promise.resolve();
      from.on("data", (bytes: Buffer) => {
        if (this.isDead) return;
        if (from === server && this.swallowAnswers > 0) {
          this.swallowAnswers--;
          client.destroy();
          return;
        }
        const until = performance.now() + this.delayMs;
        turn = turn.then(() => this.#deliver(to, bytes, until));
      });
      from.on("error", () => {});
      from.on("close", () => {
        this.#open.delete(from);
        to.destroy();
      });
    }
  }

  async #deliver(to: Socket, bytes: Buffer, at: number): Promise<void> {
    const left = at - performance.now();
    if (left > 0) await new Promise((done) => setTimeout(done, left));
    if (!to.destroyed) to.write(bytes);
  }
}
