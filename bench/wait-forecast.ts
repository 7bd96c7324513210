/**
 * How good the wait forecast is: each day of a directory is forecast with all earlier days as history, in the same run as the
 * usual formula, LES (the wait of the last customer called) and HOL (how long the head of the queue has waited).
 *
 *     node bench/wait-forecast.ts [DIRECTORY] [--without-roster]
 */
import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";
import hallRules from "../catalogue/hall-rules.json" with { type: "json" };
import { readDays, type ServiceDay } from "../county/day-files.ts";
import { generateDay } from "../county/generate-day.ts";
import { formulaWait } from "../server/modules/hall/rules/formula-wait.ts";
import type { HallState, PastDay } from "../server/modules/hall/rules/hall-state.ts";
import { visitPastStates } from "../server/modules/hall/rules/past-states.ts";
import { type QueueRules, queueRulesFrom } from "../server/modules/hall/rules/queue-rules.ts";
import { simulateDay } from "../server/modules/hall/rules/simulate-day.ts";
import { forecastWait, learn } from "../server/modules/hall/rules/wait-forecast.ts";
import { withService } from "../server/modules/hall/rules/wait-model.ts";
import { type Bench, type Figure, quantile } from "./kit.ts";

/** Mean absolute errors in seconds over served customers; coverage over those who did not meet a free window. */
export interface DayScore {
  readonly date: string;
  readonly served: number;
  readonly waited: number;
  readonly oursS: number;
  readonly formulaS: number;
  readonly lesS: number;
  readonly holS: number;
  /** 1 − ours ÷ formula. */
  readonly gain: number;
  readonly coverage: number;
  readonly microsecondsEach: number;
}

/** Scores every day but the first `historyDays`, each with all the days before it as history. */
export function scoreDays(
  days: readonly ServiceDay[],
  rules: QueueRules,
  historyDays = 1,
  withRoster = true,
): DayScore[] {
  const past: PastDay[] = days.map((day) => ({ ...day, customers: simulateDay(day, rules) }));
  return days.slice(historyDays).map(({ date }, index) => {
    const today = past[historyDays + index];
    if (!today) throw new Error("A day without its past.");
    return scoreDay(date, today, past.slice(0, historyDays + index), rules, withRoster);
  });
}

function scoreDay(
  date: string,
  pastDay: PastDay,
  history: readonly PastDay[],
  rules: QueueRules,
  withRoster: boolean,
): DayScore {
  const model = learn(history, {}, rules);
  let [served, waited, inside, ours, formula, les, hol, spent] = [0, 0, 0, 0, 0, 0, 0, 0];
  const called: { at: number; wait: number }[] = [];
  visitPastStates(
    pastDay,
    (known, ticket, { takenAt, calledAt }) => {
      if (calledAt === undefined) return;
      const state = withRoster ? known : withoutRoster(known);
      const started = performance.now();
      const { lowS, midS, highS } = forecastWait(model, state, ticket, takenAt - pastDay.startsAt, rules);
      spent += performance.now() - started;
      const usual = formulaWait(state, ticket.serviceCode, model.meanServiceMs);
      const wait = (calledAt - takenAt) / 1_000;
      const isFree = state.windows.some(
        (w) =>
          w.opensAt <= state.now && !w.serving && (w.skills === "all" || w.skills.has(ticket.serviceCode)),
      );
      const lastCalled = called.filter(({ at }) => at <= takenAt).sort((a, b) => b.at - a.at)[0];
      const head = state.waiting.reduce((oldest, one) => Math.min(oldest, one.queuedAt), takenAt);
      served++;
      ours += Math.abs(midS - wait);
      formula += Math.abs(usual - wait);
      les += Math.abs((isFree ? 0 : (lastCalled?.wait ?? 0)) - wait);
      hol += Math.abs((isFree ? 0 : (takenAt - head) / 1_000) - wait);
      called.push({ at: calledAt, wait });
      if (isFree) return;
      waited++;
      if (wait >= lowS && wait <= highS) inside++;
    },
    (today, serviceCode, tookMs) => withService(today, model, serviceCode, tookMs),
  );
  return {
    date,
    served,
    waited,
    oursS: ours / served,
    formulaS: formula / served,
    lesS: les / served,
    holS: hol / served,
    gain: 1 - ours / formula,
    coverage: inside / Math.max(1, waited),
    microsecondsEach: (spent * 1_000) / served,
  };
}

/** The hall as one sees it who has no roster: windows that are open now, and nothing about their hours. */
function withoutRoster(state: HallState): HallState {
  const open = state.windows.filter((window) => window.opensAt <= state.now);
  return { ...state, windows: open.map((window) => ({ ...window, closesAt: undefined })) };
}

/** The scores as a Markdown table. */
export function scoreTable(scores: readonly DayScore[]): string {
  const header = [
    "day",
    "served",
    "met no free window",
    "ours MAE s",
    "formula MAE s",
    "LES MAE s",
    "HOL MAE s",
    "better by",
    "in range",
    "µs each",
  ];
  const rows = scores.map((score) => [
    score.date,
    score.served,
    score.waited,
    score.oursS.toFixed(2),
    score.formulaS.toFixed(2),
    score.lesS.toFixed(2),
    score.holS.toFixed(2),
    `${(score.gain * 100).toFixed(1)} %`,
    `${(score.coverage * 100).toFixed(0)} %`,
    score.microsecondsEach.toFixed(0),
  ]);
  return [header, header.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** Ten working days of the sample county's main hall. */
export function generatedDays(): ServiceDay[] {
  return Array.from({ length: 10 }, (_, index) =>
    generateDay(Temporal.PlainDate.from("2026-03-02").add({ days: index }).toString(), 1),
  );
}

/** Real days, where somebody has put them beside the project (their licence forbids to ship them). */
const realDays = new URL("../../shared/data/hall-days", import.meta.url).pathname;

export const waitForecast: Bench = {
  name: "wait_forecast",
  about:
    "the wait forecast against the usual formula, on generated days and on real ones where they lie beside the project",
  async run(log) {
    const figures = figuresOf("generated", scoreDays(generatedDays(), queueRulesFrom(hallRules), 3), log);
    if (!existsSync(realDays)) return figures;
    return [
      ...figures,
      ...figuresOf("real", scoreDays(readDays(realDays), queueRulesFrom(hallRules), 5), log),
    ];
  },
};

function figuresOf(kind: string, scores: readonly DayScore[], log: (line: string) => void): Figure[] {
  log(scoreTable(scores));
  const sum = (of: (score: DayScore) => number) => scores.reduce((total, score) => total + of(score), 0);
  const gain = 1 - sum((day) => day.oursS * day.served) / sum((day) => day.formulaS * day.served);
  const coverage = sum((day) => day.coverage * day.waited) / sum((day) => day.waited);
  return [
    {
      name: `forecast_${kind}_gain`,
      value: gain,
      unit: "share",
      note: "less mean absolute error than the usual formula",
    },
    {
      name: `forecast_${kind}_gain_median_day`,
      value: quantile(
        scores.map((day) => day.gain),
        0.5,
      ),
      unit: "share",
    },
    {
      name: `forecast_${kind}_coverage`,
      value: coverage,
      unit: "share",
      note: "of those who met no free window; aim 0.8",
    },
    {
      name: `forecast_${kind}_us`,
      value: sum((day) => day.microsecondsEach) / scores.length,
      unit: "µs",
      note: "a forecast",
    },
  ];
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const directory = process.argv.slice(2).find((argument) => !argument.startsWith("--"));
  const days = directory ? readDays(directory) : generatedDays();
  console.log(
    scoreTable(scoreDays(days, queueRulesFrom(hallRules), 1, !process.argv.includes("--without-roster"))),
  );
}
