/** Figures as people read them; what was not measured is a dash, never a zero. */
import type { FigureDefinition } from "../../../contracts/hall.ts";

export const dash = "—";
type Maybe = number | null | undefined;

export const minutesOf = (seconds: Maybe, digits = 1): string =>
  seconds === null || seconds === undefined ? dash : (seconds / 60).toFixed(digits);

export const percentOf = (share: Maybe, digits = 0): string =>
  share === null || share === undefined ? dash : `${(share * 100).toFixed(digits)}%`;

export const countOf = (count: Maybe): string =>
  count === null || count === undefined ? dash : count.toLocaleString("en-US");

/** A figure in its own unit: counts as they are, seconds in minutes, shares in per cent. */
export function figureText(value: Maybe, unit: FigureDefinition["unit"]): string {
  if (unit === "share") return percentOf(value, 1);
  return unit === "seconds" ? minutesOf(value) : countOf(value);
}
