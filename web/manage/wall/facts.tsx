import type { TodayFigures } from "../../../contracts/hall.ts";
import { countOf, minutesOf, percentOf } from "../parts/format.ts";
import { t } from "./words.ts";

type Fact = { readonly term: string; readonly value: string; readonly unit?: string; readonly mood?: string };

export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="wall-facts">
      {facts.map(({ term, value, unit, mood }) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd className={mood}>
            {value}
            {unit && <small>{unit}</small>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

const mood = (value: number | null, limit: number) =>
  value === null ? {} : { mood: value > limit ? "is-bad" : "is-good" };

/** The four figures that say how a hall is doing. */
export const briefFacts = (today: TodayFigures, promiseS: number): Fact[] => [
  { term: t("waiting"), value: countOf(today.waiting) },
  { term: t("served"), value: countOf(today.served) },
  {
    term: t("waitMean"),
    value: minutesOf(today.waitMeanS),
    unit: t("minutes"),
    ...mood(today.waitMeanS, promiseS),
  },
  { term: t("within"), value: percentOf(today.withinPromise) },
];

/** Everything of today, for the strip above one hall. */
export const allFacts = (today: TodayFigures, promiseS: number): Fact[] => [
  { term: t("taken"), value: countOf(today.taken) },
  { term: t("served"), value: countOf(today.served) },
  { term: t("waiting"), value: countOf(today.waiting) },
  { term: t("abandoned"), value: countOf(today.abandoned) },
  {
    term: t("waitMean"),
    value: minutesOf(today.waitMeanS),
    unit: t("minutes"),
    ...mood(today.waitMeanS, promiseS),
  },
  {
    term: t("waitP90"),
    value: minutesOf(today.waitP90S),
    unit: t("minutes"),
    ...mood(today.waitP90S, promiseS),
  },
  { term: t("handling"), value: minutesOf(today.handlingMeanS), unit: t("minutes") },
  { term: t("within"), value: percentOf(today.withinPromise) },
  { term: t("satisfied"), value: percentOf(today.satisfied), unit: `/ ${countOf(today.rated)}` },
  { term: t("error"), value: minutesOf(today.forecastErrorS), unit: t("minutes") },
  { term: t("coverage"), value: percentOf(today.forecastCoverage) },
];
