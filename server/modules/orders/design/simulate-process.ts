/** A drawing run many times over, as a job that shows how far it is. Nothing of it touches an order. */
import { setImmediate as breathe } from "node:timers/promises";
import type { SimulationInput } from "../../../../contracts/orders/design-runs.ts";
import type { Context } from "../../../foundation/context.ts";
import { addRunJob, type InCommand } from "../../../foundation/long-runs.ts";
import { catalogueNow } from "../catalogue-in-force.ts";
import { simulation } from "../process/simulate.ts";
import { forgetSimulations, insertRun, type SimulationRun, saveRun } from "../store/design-runs.ts";
import { nameOfDrawing, readDrawing, requireSound } from "./drawing.ts";
import { designRuns } from "./job.ts";
import { SampleOrder } from "./sample-order.ts";
import { todaysRules } from "./vocabulary.ts";

const tellMs = 500;

/** @throws processes.unreadable, processes.key_wrong, processes.faulty: what is not sound would not come to an end */
export async function startSimulation(ctx: Context, key: string, input: SimulationInput): Promise<string> {
  await nameOfDrawing(key, input.xml);
  requireSound(await readDrawing(ctx, key, input.xml));
  await forgetSimulations(ctx);
  const runId = await insertRun(ctx, {
    kind: "simulation",
    processKey: key,
    fromVersion: null,
    toVersion: null,
    total: input.runs,
    input,
    result: null,
  });
  if (runId === undefined) throw new Error("a simulation stands in nobody's way");
  await addRunJob(ctx, designRuns, runId);
  return runId;
}

/** Begun anew when its worker was ended: the same seed gives the same result. */
export async function walkSimulation(inCommand: InCommand, run: SimulationRun): Promise<void> {
  const { id, processKey, input } = run;
  const { drawing, ...ground } = await inCommand(async (ctx) => ({
    drawing: await readDrawing(ctx, processKey, input.xml),
    rules: await todaysRules(ctx),
    catalogue: await catalogueNow(ctx),
  }));
  const sample = new SampleOrder(requireSound(drawing), input, ground);
  const steps = simulation(requireSound(drawing), sample.input());
  let told = performance.now();
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) {
      const result = sample.answer(step.value);
      await inCommand((ctx) => saveRun(ctx, { id, done: input.runs, state: "done", result }));
      return;
    }
    await breathe();
    if (performance.now() - told < tellMs) continue;
    const done = step.value;
    await inCommand((ctx) => saveRun(ctx, { id, done }));
    told = performance.now();
  }
}
