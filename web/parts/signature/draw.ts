/** Ink and typed names onto a canvas. */
import type { Strokes } from "../../../contracts/orders/papers.ts";
import { linePath } from "../../../contracts/orders/strokes.ts";
import { box, type Ink } from "./ink.ts";

const pen = 7;

/** Draws everything anew: a few hundred curves take less than a frame, and nothing can be left over. */
export function drawInk(canvas: HTMLCanvasElement, { lines }: Pick<Ink, "lines">): void {
  const context = canvas.getContext("2d");
  if (!context) return;
  context.setTransform(canvas.width / box.width, 0, 0, canvas.height / box.height, 0, 0);
  context.clearRect(0, 0, box.width, box.height);
  context.lineWidth = pen;
  context.lineCap = "round";
  context.lineJoin = "round";
  context.strokeStyle = "#0a1a3c";
  for (const line of lines) context.stroke(new Path2D(linePath(line)));
}

const picture = () => Object.assign(document.createElement("canvas"), { width: 500, height: 200 });

export function inkPng(strokes: Strokes): string {
  const canvas = picture();
  drawInk(canvas, strokes);
  return canvas.toDataURL("image/png");
}

/** A typed name is drawn as type, and says that it was typed: nobody shall take it for a hand. */
export function typedPng(name: string, mark: string): string {
  const canvas = picture();
  const context = canvas.getContext("2d");
  if (context) {
    const font = getComputedStyle(document.body).fontFamily;
    context.fillStyle = "#0a1a3c";
    context.textAlign = "center";
    context.font = `${Math.min(88, Math.floor(860 / Math.max(4, [...name].length * 2)))}px ${font}`;
    context.fillText(name, 250, 110);
    context.font = `22px ${font}`;
    context.fillText(mark, 250, 170);
  }
  return canvas.toDataURL("image/png");
}
