/**
 * Ink on the pad as data: lines in a box of 1,000 by 400, whatever size the screen has, so that turning a phone or
 * zooming loses nothing. Pure; the pad draws it.
 */
import { maxStrokeNumbers, type Strokes } from "../../../contracts/orders/papers.ts";

export const box = { width: 1_000, height: 400 } as const;
/** What the model of papers takes; a hand at rest for an hour must not fill the memory. */
const maxLines = 300;
/** Points nearer than this add nothing that the eye sees. */
const nearest = 3;
/** A stray dot or the edge of a sleeve is no signature. */
const leastLength = 150;

export type Ink = { readonly lines: readonly (readonly number[])[]; readonly isDown: boolean };
export const noInk: Ink = { lines: [], isDown: false };

const isFull = (lines: Ink["lines"]) =>
  lines.reduce((sum, line) => sum + line.length, 0) + 2 > maxStrokeNumbers;
const within = (value: number, most: number) => Math.round(Math.min(most, Math.max(0, value)));

export function penDown(ink: Ink, x: number, y: number): Ink {
  if (ink.lines.length >= maxLines || isFull(ink.lines)) return ink;
  return { lines: [...ink.lines, [within(x, box.width), within(y, box.height)]], isDown: true };
}

export function penMove(ink: Ink, x: number, y: number): Ink {
  const line = ink.lines.at(-1);
  if (!ink.isDown || !line || isFull(ink.lines)) return ink;
  const [toX, toY] = [within(x, box.width), within(y, box.height)];
  const [fromX = 0, fromY = 0] = line.slice(-2);
  if (Math.hypot(toX - fromX, toY - fromY) < nearest) return ink;
  return { ...ink, lines: [...ink.lines.slice(0, -1), [...line, toX, toY]] };
}

export const penUp = (ink: Ink): Ink => ({ ...ink, isDown: false });
/** The last line away; several times in a row, if need be. */
export const undo = (ink: Ink): Ink => ({ lines: ink.lines.slice(0, -1), isDown: false });

export function inkLength({ lines }: Ink): number {
  let length = 0;
  for (const line of lines)
    for (let at = 2; at + 1 < line.length; at += 2)
      length += Math.hypot((line[at] ?? 0) - (line[at - 2] ?? 0), (line[at + 1] ?? 0) - (line[at - 1] ?? 0));
  return length;
}

export const isSignature = (ink: Ink): boolean => inkLength(ink) >= leastLength;

export const toStrokes = ({ lines }: Ink): Strokes => ({ ...box, lines: lines.map((line) => [...line]) });
