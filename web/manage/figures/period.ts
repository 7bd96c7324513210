/** What the figures page asks for, kept in its address so that a view can be sent to a colleague. */
import { type FigureGrouping, figureGrouping } from "../../../contracts/hall.ts";
import { today } from "../../staff/day-picker.tsx";
import { go, type Route } from "../../staff/router.ts";
import { t } from "./words.ts";

export type Period = {
  readonly from: string;
  readonly to: string;
  readonly unitId: string | undefined;
  readonly by: FigureGrouping;
};

export function periodOf({ query }: Route): Period {
  const now = today().toString();
  return {
    from: query.get("from") ?? now,
    to: query.get("to") ?? now,
    unitId: query.get("unit") ?? undefined,
    by: figureGrouping.catch("hall").parse(query.get("by") ?? "hall"),
  };
}

export const showPeriod = ({ from, to, unitId, by }: Period): void =>
  go(["figures"], { from, to, unit: unitId, by });

/** As the endpoints want it. */
export const rangeOf = ({ from, to, unitId }: Period) => ({ from, to, ...(unitId && { unitId }) });

export function presets() {
  const last = today();
  const back = (days: number) => last.subtract({ days }).toString();
  return [
    { label: t("today"), from: back(0), to: back(0) },
    { label: t("yesterday"), from: back(1), to: back(1) },
    { label: t("last7"), from: back(6), to: back(0) },
    { label: t("last30"), from: back(29), to: back(0) },
  ];
}
