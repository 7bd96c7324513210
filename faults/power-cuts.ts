/** Power cuts spread over a piece of work: the work says how far it is, the killer strikes while it goes on. */
import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import type { OwnServer } from "../county/replay/own-server.ts";
import type { Order } from "./killer.ts";
import type { Draw } from "./random.ts";

export class PowerCuts {
  readonly #server: OwnServer;
  readonly #planned: number;
  readonly #draw: Draw;
  readonly #killer: ChildProcess;
  #pending: PromiseWithResolvers<void> | undefined;
  #lastPid: number | undefined;
  /** Kills so far, of everything and of the server alone. */
  readonly count = { all: 0, node: 0 };

  constructor(server: OwnServer, planned: number, draw: Draw) {
    this.#server = server;
    this.#planned = planned;
    this.#draw = draw;
    this.#killer = fork(join(import.meta.dirname, "killer.ts"), { execPath: process.execPath });
  }

  get total(): number {
    return this.count.all + this.count.node;
  }

  /** The work is this far, from 0 to 1: when the next cut is due, it comes some milliseconds later. */
  reach(share: number): void {
    if (this.#pending || this.total >= this.#planned) return;
    if (share < (this.total + 0.5) / this.#planned) return;
    void this.strike(this.#draw() < 0.5 ? "all" : "node", this.#draw() * 60);
  }

  /** One kill; resolves when it has been done. */
  async strike(what: Order["what"], afterMs: number): Promise<void> {
    const serverPid = this.#server.pid;
    if (!serverPid || serverPid === this.#lastPid) return;
    const pending = Promise.withResolvers<void>();
    this.#pending = pending;
    this.#killer.once("message", ({ killed }: { killed: number }) => {
      if (killed > 0) this.count[what]++;
      this.#lastPid = serverPid;
      this.#pending = undefined;
      pending.resolve();
    });
    const postgresDir = join(this.#server.dataDir, "postgres");
    this.#killer.send({ what, serverPid, postgresDir, afterMs } satisfies Order);
    await pending.promise;
  }

  async end(): Promise<void> {
    await this.#pending?.promise;
    this.#killer.disconnect();
  }
}
