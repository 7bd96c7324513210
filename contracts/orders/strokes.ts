/** A written line as drawing commands: the page, the pad and the PDF draw the same curve. */
import type { Strokes } from "./papers.ts";

const round = (value: number) => Math.round(value * 100) / 100;

/** The box that the ink takes; a signature is drawn as large as its room allows, wherever on the pad it was written. */
export function inkBox({ lines }: Strokes): { x: number; y: number; width: number; height: number } {
  // One pass, and no Math.min(...xs): a long signature has more points than a call may have arguments.
  let [x, y, right, bottom] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 0, 0];
  for (const line of lines)
    line.forEach((value, index) => {
      if (index % 2 === 0) [x, right] = [Math.min(x, value), Math.max(right, value)];
      else [y, bottom] = [Math.min(y, value), Math.max(bottom, value)];
    });
  return { x, y, width: Math.max(1, right - x), height: Math.max(1, bottom - y) };
}

/** One line as an SVG path through the middles of its points: corners that a finger did not make are rounded away. */
export function linePath(line: readonly number[], { scale = 1, dx = 0, dy = 0 } = {}): string {
  const points: { x: number; y: number }[] = [];
  for (let index = 0; index + 1 < line.length; index += 2)
    points.push({ x: round((line[index] ?? 0) * scale + dx), y: round((line[index + 1] ?? 0) * scale + dy) });
  const [first, ...rest] = points;
  if (!first) return "";
  // A dot is a line of no length, which no renderer draws.
  if (rest.length === 0) return `M${first.x} ${first.y}L${round(first.x + 0.1)} ${first.y}`;
  let path = `M${first.x} ${first.y}`;
  rest.forEach((point, index) => {
    const next = rest[index + 1];
    path += next
      ? `Q${point.x} ${point.y} ${round((point.x + next.x) / 2)} ${round((point.y + next.y) / 2)}`
      : `L${point.x} ${point.y}`;
  });
  return path;
}

/** All lines, fitted into a box of this size with their shape kept. */
export function fitStrokes(strokes: Strokes, room: { width: number; height: number }, pen = 1.6): string {
  const ink = inkBox(strokes);
  const scale = Math.min((room.width - 2 * pen) / ink.width, (room.height - 2 * pen) / ink.height);
  // A single dot or a short tick is not blown up into a beam.
  const used = Math.min(scale, (room.height / strokes.height) * 2);
  const dx = (room.width - ink.width * used) / 2 - ink.x * used;
  const dy = (room.height - ink.height * used) / 2 - ink.y * used;
  return strokes.lines.map((line) => linePath(line, { scale: used, dx, dy })).join("");
}
