/**
 * The shipped processes as pictures: whoever opens one in any BPMN modeler reads it at once. Nothing lies on anything
 * else, lines run straight and through no shape, and words do not cross words.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { BpmnModdle } from "bpmn-moddle";
import { mcModdle } from "../../../../contracts/orders/mc-moddle.ts";
import type { Element } from "../process/element.ts";
import { processFiles, readProcessFile } from "./testing-processes.ts";

type Box = {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};
type Line = {
  readonly id: string;
  readonly ends: readonly [string, string];
  readonly points: readonly { readonly x: number; readonly y: number }[];
};

const many = (element: Element, name: string) => (element.get(name) ?? []) as readonly Element[];
const one = (element: Element, name: string) => element.get(name) as Element;

async function pictureOf(file: string) {
  const moddle = new BpmnModdle({ mc: mcModdle });
  const { rootElement, warnings } = await moddle.fromXML(readProcessFile(file));
  const root = rootElement as unknown as Element;
  const plane = one(many(root, "diagrams")[0] as Element, "plane");
  const drawn = many(plane, "planeElement");
  const boxOf = (id: string, shape: Element): Box => {
    const [x, y, width, height] = ["x", "y", "width", "height"].map((key) =>
      Number(one(shape, "bounds").get(key)),
    );
    return { id, x: x ?? 0, y: y ?? 0, width: width ?? 0, height: height ?? 0 };
  };
  const idOf = (shape: Element) => String(one(shape, "bpmnElement").get("id"));
  const shapes = drawn.filter((element) => element.$type === "bpmndi:BPMNShape");
  const edges = drawn.filter((element) => element.$type === "bpmndi:BPMNEdge");
  const labelled = drawn.filter((element) => element.get("label") !== undefined);
  return {
    warnings,
    elements: shapes.map((shape) => one(shape, "bpmnElement")),
    shapes: shapes.map((shape) => boxOf(idOf(shape), shape)),
    labels: labelled.map((element) => boxOf(idOf(element), one(element, "label"))),
    lines: edges.map((edge): Line => {
      const flow = one(edge, "bpmnElement");
      return {
        id: idOf(edge),
        ends: [String(one(flow, "sourceRef").get("id")), String(one(flow, "targetRef").get("id"))],
        points: many(edge, "waypoint").map((point) => ({
          x: Number(point.get("x")),
          y: Number(point.get("y")),
        })),
      };
    }),
  };
}

const overlap = (a: Box, b: Box) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
const pairs = <T>(list: readonly T[]) =>
  list.flatMap((a, i) => list.slice(i + 1).map((b) => [a, b] as const));
/** The pieces of a line as thin boxes. */
const pieces = (line: Line): Box[] =>
  line.points.slice(1).map((to, i) => {
    const from = line.points[i] ?? to;
    return {
      id: line.id,
      x: Math.min(from.x, to.x),
      y: Math.min(from.y, to.y),
      width: Math.abs(from.x - to.x),
      height: Math.abs(from.y - to.y),
    };
  });
const crosses = (piece: Box, box: Box) =>
  piece.x < box.x + box.width - 1 &&
  piece.x + piece.width > box.x + 1 &&
  piece.y < box.y + box.height - 1 &&
  piece.y + piece.height > box.y + 1;

for (const file of processFiles) {
  test(`the picture of ${file} is readable`, async () => {
    const { warnings, elements, shapes, labels, lines } = await pictureOf(file);
    assert.deepEqual(warnings, []);
    const holders = new Set(elements.filter((e) => e.$type === "bpmn:SubProcess").map((e) => e.get("id")));
    const boundary = new Set(
      elements.filter((e) => e.$type === "bpmn:BoundaryEvent").map((e) => e.get("id")),
    );
    const faults: string[] = [];
    const solid = shapes.filter(({ id }) => !holders.has(id));

    for (const [a, b] of pairs(solid))
      if (overlap(a, b) && !boundary.has(a.id) && !boundary.has(b.id)) faults.push(`${a.id} lies on ${b.id}`);
    for (const [a, b] of pairs(solid.filter(({ id }) => boundary.has(id))))
      if (overlap(a, b)) faults.push(`${a.id} lies on ${b.id}`);
    for (const label of labels)
      for (const shape of solid)
        if (overlap(label, shape)) faults.push(`words of ${label.id} on ${shape.id}`);
    for (const [a, b] of pairs(labels))
      if (overlap(a, b)) faults.push(`words of ${a.id} on words of ${b.id}`);
    for (const line of lines)
      for (const piece of pieces(line)) {
        if (piece.width > 0 && piece.height > 0) faults.push(`${line.id} runs askew`);
        for (const shape of solid)
          if (crosses(piece, shape) && !line.ends.includes(shape.id))
            faults.push(`${line.id} runs through ${shape.id}`);
        for (const label of labels)
          if (crosses(piece, label)) faults.push(`${line.id} runs through the words of ${label.id}`);
      }
    assert.deepEqual(faults, []);
  });
}
