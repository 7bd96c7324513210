/** What a simulation counts. */
import type { SimulationResult } from "./simulate.ts";

export type Spread = {
  readonly mean: number;
  readonly p50: number;
  readonly p90: number;
  readonly most: number;
};
export type StepFigures = {
  readonly nodeId: string;
  /** How often it was done, over all orders. */
  readonly times: number;
  readonly waiting: Spread;
  readonly duration: Spread;
  /** Waiting and work per order on average, also over orders that did not come by. */
  readonly perOrder: number;
};

export class Figures {
  readonly #steps = new Map<string, { waiting: number[]; duration: number[] }>();
  readonly #totals: number[] = [];
  readonly #ends = new Map<string, number>();

  get ended(): number {
    return this.#totals.length;
  }

  step(nodeId: string, waiting: number, duration: number): void {
    const step = this.#steps.get(nodeId) ?? { waiting: [], duration: [] };
    this.#steps.set(nodeId, step);
    step.waiting.push(waiting);
    step.duration.push(duration);
  }

  end(total: number, by: string): void {
    this.#totals.push(total);
    this.#ends.set(by, (this.#ends.get(by) ?? 0) + 1);
  }

  result(runs: number, order: readonly string[], isOurs: (nodeId: string) => boolean): SimulationResult {
    const steps = order.flatMap((nodeId): StepFigures[] => {
      const step = this.#steps.get(nodeId);
      if (!step) return [];
      const [waiting, duration] = [spreadOf(step.waiting), spreadOf(step.duration)];
      const times = step.duration.length;
      const perOrder = ((waiting.mean + duration.mean) * times) / Math.max(1, runs);
      return [{ nodeId, times, waiting, duration, perOrder }];
    });
    const longest = steps.reduce<StepFigures | undefined>(
      (most, step) => (isOurs(step.nodeId) && step.perOrder > (most?.perOrder ?? 0) ? step : most),
      undefined,
    );
    const totals = this.#totals.toSorted((one, other) => one - other);
    return {
      runs,
      ended: totals.length,
      total: spreadOf(totals),
      steps,
      bottleneck: longest?.nodeId ?? null,
      totals,
      ends: Object.fromEntries(this.#ends),
    };
  }
}

function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((one, other) => one - other);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? 0;
  const sum = sorted.reduce((total, value) => total + value, 0);
  return { mean: sum / Math.max(1, sorted.length), p50: at(0.5), p90: at(0.9), most: sorted.at(-1) ?? 0 };
}
