/**
 * What a simulation counts with: limits of the catalogue become minutes of work, facts of the sample order decide the
 * conditions that read them, everything else is the caller's word.
 */
import type {
  SimulationResult as Answer,
  SimulationInput as Asked,
} from "../../../../contracts/orders/design-runs.ts";
import type { RulesInForce } from "../../catalogue/index.ts";
import type { OrderCatalogue } from "../catalogue/order-catalogue.ts";
import { stepLimit } from "../catalogue/order-types.ts";
import { orderVariables } from "../catalogue/order-variables.ts";
import { type LimitInForce, limitsOf } from "../limits.ts";
import { type Definition, isTask, nodeOf, type ProcessNode, type Timer } from "../process/definition.ts";
import type { SimulationInput, SimulationResult } from "../process/simulate.ts";
import { holds } from "../vars.ts";

const binsMost = 24;

export class SampleOrder {
  readonly #definition: Definition;
  readonly #asked: Asked;
  readonly #rules: RulesInForce;
  readonly #catalogue: OrderCatalogue;

  constructor(
    definition: Definition,
    asked: Asked,
    { rules, catalogue }: { readonly rules: RulesInForce; readonly catalogue: OrderCatalogue },
  ) {
    this.#definition = definition;
    this.#asked = asked;
    this.#rules = rules;
    this.#catalogue = catalogue;
  }

  input(): SimulationInput {
    const { runs, seed, variation, interval, capacity } = this.#asked;
    const nodes = Object.values(this.#definition.nodes);
    const means = Object.fromEntries(
      nodes.flatMap((node) => {
        const mean = this.#asked.means[node.id] ?? this.#meanOf(node);
        return mean === null ? [] : [[node.id, mean]];
      }),
    );
    return { runs, seed, variation, interval, capacity, means, probabilities: this.#probabilities() };
  }

  answer(result: SimulationResult): Answer {
    const { runs, ended, total, bottleneck, ends, totals } = result;
    const limit = this.#total();
    const late = limit ? totals.filter((minutes) => minutes > limit.minutes).length : 0;
    const nameOf = (id: string) => {
      const { zh, en } = nodeOf(this.#definition, id);
      return { zh: zh.slice(0, 200), en: (en ?? zh).slice(0, 200) };
    };
    return {
      runs,
      ended,
      total,
      bottleneck,
      ends: { ...ends },
      bins: binsOf(totals),
      steps: result.steps
        .filter(({ nodeId, perOrder }) => perOrder > 0 || isTask(nodeOf(this.#definition, nodeId)))
        .map(({ nodeId, ...figures }) => {
          const node = nodeOf(this.#definition, nodeId);
          return {
            elementId: nodeId,
            name: nameOf(nodeId),
            post: isTask(node) ? node.post : null,
            ...figures,
            limitMinutes: isTask(node) && node.limit ? this.#limitMinutes(node.limit) : null,
          };
        }),
      late: limit && {
        ruleCode: limit.ruleCode,
        limitMinutes: limit.minutes,
        orders: late,
        share: ended === 0 ? 0 : late / ended,
      },
    };
  }

  get #type() {
    const { typeCode } = this.#asked;
    return typeCode === null ? undefined : this.#catalogue.type(typeCode);
  }

  /** Null: it takes no time, or does not come at all. */
  #meanOf(node: ProcessNode): number | null {
    const { usage, plainMinutes, customerMinutes } = this.#asked;
    // Where the promise counts the company's own steps, the clock stands while the customer is asked.
    const customers = this.#type?.totalIs === "supplier" ? 0 : customerMinutes;
    if (node.waits === "customer") return customers;
    if (isTask(node)) {
      const limit = node.limit === null ? null : this.#limitMinutes(node.limit);
      return limit === null ? plainMinutes : limit * usage;
    }
    // What stands beside a step is an exception; a simulation shows the usual way.
    if (node.kind === "receive") return customers;
    if (node.kind !== "catch") return null;
    return node.on.on === "message" ? customers : this.#timerMinutes(node.on.timer);
  }

  #timerMinutes(timer: Timer): number {
    if (timer.by === "limit") return this.#limitMinutes(timer.rule) ?? 0;
    if (timer.by === "share") {
      const of = this.#definition.nodes[timer.of];
      const limit = of && isTask(of) && of.limit ? this.#limitMinutes(of.limit) : null;
      return ((limit ?? 0) * timer.percent) / 100;
    }
    if (timer.by !== "duration") return 0;
    const { years, months, weeks, days, hours, minutes } = Temporal.Duration.from(timer.iso);
    const whole = years * 365 + months * 30 + weeks * 7 + days;
    return this.#days(whole) + hours * 60 + minutes;
  }

  /** Natural days as minutes of work: five of seven are worked. */
  #days = (days: number) => (days * this.#asked.hoursPerDay * 60 * 5) / 7;

  #limitMinutes(rule: string): number | null {
    const found = this.#limit(this.#type ? stepLimit(this.#type, rule) : rule);
    return found ? this.#minutesOf(found) : null;
  }

  #limit(rule: string): LimitInForce | undefined {
    const { customerClass, areaType } = this.#asked;
    return limitsOf(this.#rules, rule, { customerClass, areaType })[0];
  }

  #minutesOf({ limit: { value, unit } }: LimitInForce): number {
    if (unit === "WD") return value * this.#asked.hoursPerDay * 60;
    if (unit === "ND") return this.#days(value);
    return unit === "HOUR" ? value * 60 : value;
  }

  #total(): { readonly ruleCode: string; readonly minutes: number } | null {
    const rule = this.#type?.total;
    const found = rule ? this.#limit(rule) : undefined;
    return found ? { ruleCode: found.ruleCode, minutes: this.#minutesOf(found) } : null;
  }

  /** What is usual, unless the caller knows better; what is left to chance is unknown. */
  #vars(): Record<string, unknown> {
    const { vars, chance, customerClass, areaType, typeCode } = this.#asked;
    const facts = {
      customerClass,
      areaType,
      typeCode,
      isHighVoltage: customerClass.startsWith("HV"),
      ...vars,
    };
    const all = {
      ...Object.fromEntries(orderVariables.map((one) => [one.name, one.usual ?? one.default])),
      ...facts,
    };
    return Object.fromEntries(Object.entries(all).filter(([name]) => !chance.includes(name)));
  }

  /** Flows whose condition reads only what is known of the sample order are always or never taken. */
  #probabilities(): Record<string, number> {
    const { chance } = this.#asked;
    const vars = this.#vars();
    return Object.fromEntries(
      Object.values(this.#definition.flows).flatMap(({ id, condition }) => {
        if (condition === null) return [];
        const names = condition.replace(/'[^']*'|"[^"]*"/g, "").match(/[A-Za-z_]\w*/g) ?? [];
        return names.some((name) => chance.includes(name)) ? [] : [[id, holds(condition, vars) ? 1 : 0]];
      }),
    );
  }
}

/** Equal spans from the quickest order to the slowest; the last holds what is beyond the 99th of a hundred. */
function binsOf(totals: readonly number[]): Answer["bins"] {
  const least = totals[0];
  const most = totals[Math.ceil(totals.length * 0.99) - 1];
  if (least === undefined || most === undefined) return [];
  const width = (most - least) / binsMost || 1;
  const bins = Array.from({ length: binsMost }, (_, index) => ({
    from: least + index * width,
    to: least + (index + 1) * width,
    orders: 0,
  }));
  for (const total of totals) {
    const bin = bins[Math.min(binsMost - 1, Math.floor((total - least) / width))];
    if (bin) bin.orders += 1;
  }
  return bins;
}
