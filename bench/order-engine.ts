/**
 * The same step of the same process by `bpmn-engine`, as an application that keeps its orders in PostgreSQL would use it:
 * in one transaction its state is read and locked, the engine recovered and resumed, the step signalled, the new state
 * written. That is all it does: no form, no rights, no clocks, no story, no journal, no HTTP. Conditions are worked out by
 * the same code as ours. Its state is kept as text, which is the cheapest; timers have a plain duration in place of our limits.
 */
import { readFile } from "node:fs/promises";
import { Engine } from "bpmn-engine";
import pg from "pg";
import { holds } from "../server/modules/orders/vars.ts";

const file = new URL("../processes/F-LV.bpmn", import.meta.url);
/** More at once than one Node process can use. */
const connections = 4;
/** More than are completed in a round. */
const roundOrders = 300;

type Flow = {
  readonly id?: string;
  readonly behaviour?: { readonly conditionExpression?: { readonly body?: string } };
};
type Scripts = NonNullable<NonNullable<ConstructorParameters<typeof Engine>[0]>["scripts"]>;
type Vars = Readonly<Record<string, unknown>>;

export class OtherEngine {
  readonly #clients: readonly pg.Client[];
  readonly #scripts: Scripts;
  readonly #initial: string;
  #next = 1;
  #ready = 0;

  private constructor(clients: readonly pg.Client[], scripts: Scripts, initial: string) {
    this.#clients = clients;
    this.#scripts = scripts;
    this.#initial = initial;
  }

  static async open(ownerUrl: string, vars: Vars): Promise<OtherEngine> {
    const clients = Array.from({ length: connections }, () => new pg.Client({ connectionString: ownerUrl }));
    await Promise.all(clients.map((client) => client.connect()));
    await clients[0]?.query(
      "create schema other; create table other.orders (id int primary key, state text not null)",
    );
    const scripts = celScripts(vars);
    return new OtherEngine(clients, scripts, await stateAtFirstStep(scripts));
  }

  /** Bytes of one order's state. */
  get stateBytes(): number {
    return this.#initial.length;
  }

  async rate(roundMs: number): Promise<number> {
    // No more than a round can use: what is written beside would be felt by whoever is measured next.
    if (this.#ready - this.#next < roundOrders) {
      await this.#clients[0]?.query(
        "insert into other.orders select n, $1 from generate_series($2::int, $3::int) n",
        [this.#initial, this.#ready + 1, this.#ready + 5 * roundOrders],
      );
      this.#ready += 5 * roundOrders;
    }
    const began = performance.now();
    let done = 0;
    await Promise.all(
      this.#clients.map(async (client) => {
        while (performance.now() - began < roundMs) {
          if (this.#next > this.#ready) throw new Error("a round used up all orders");
          await this.#complete(client, this.#next++);
          done++;
        }
      }),
    );
    return (done * 1_000) / (performance.now() - began);
  }

  async #complete(client: pg.Client, id: number): Promise<void> {
    await client.query("begin");
    const { rows } = await client.query<{ state: string }>({
      name: "read",
      text: "select state from other.orders where id = $1 for update",
      values: [id],
    });
    const engine = new Engine({ scripts: this.#scripts }).recover(JSON.parse(rows[0]?.state ?? ""), {
      scripts: this.#scripts,
    });
    const execution = await engine.resume();
    execution.signal({ id: "plan-reply" });
    const state = execution.getState();
    const waits = execution.getPostponed().map((one) => one.id);
    await execution.stop();
    if (!waits.includes("contract-sign")) throw new Error(`bpmn-engine waits at ${waits.join(", ")}`);
    await client.query({
      name: "write",
      text: "update other.orders set state = $2 where id = $1",
      values: [id, JSON.stringify(state)],
    });
    await client.query("commit");
  }

  async close(): Promise<void> {
    await Promise.all(this.#clients.map((client) => client.end()));
  }
}

/** Conditions in CEL, by the code that works them out for us. */
function celScripts(vars: Vars): Scripts {
  const conditions = new Map<string, string>();
  return {
    register({ id, behaviour }: Flow) {
      const body = behaviour?.conditionExpression?.body;
      if (id && body) conditions.set(id, body);
      return undefined;
    },
    getScript(_, { id }) {
      const isMet = holds(conditions.get(id) ?? "false", vars);
      return { execute: (_, next) => next(null, isMet) };
    },
  };
}

async function stateAtFirstStep(scripts: Scripts): Promise<string> {
  const xml = await readFile(file, "utf8");
  const source = xml.replace(
    /(<bpmn:timerEventDefinition id="[^"]+") mc:limit="[^"]+" \/>/g,
    "$1><bpmn:timeDuration>PT336H</bpmn:timeDuration></bpmn:timerEventDefinition>",
  );
  const engine = new Engine({ name: "F-LV", source, scripts });
  const execution = await engine.execute();
  execution.signal({ id: "accept" });
  const state = JSON.stringify(execution.getState());
  const waits = execution.getPostponed().map((one) => one.id);
  await execution.stop();
  if (!waits.includes("plan-reply")) throw new Error(`bpmn-engine waits at ${waits.join(", ")}`);
  return state;
}
