/** Elements as bpmn-moddle gives them, read without trusting their shape, and a file as a tree of them. */
import { BpmnModdle } from "bpmn-moddle";
import { mcModdle } from "../../../../contracts/orders/mc-moddle.ts";
import { type Fault, type FaultCode, faultOf } from "./faults.ts";

export type Element = {
  readonly $type: string;
  readonly $attrs: Readonly<Record<string, unknown>>;
  get(name: string): unknown;
};

/** Our largest process has some thirty steps and 40,000 characters with its drawing. */
const charactersMost = 2_000_000;

const isElement = (value: unknown): value is Element =>
  typeof value === "object" && value !== null && "$type" in value && "get" in value;

export const idOf = (element: Element): string | null => textOf(element, "id");

export function textOf(element: Element, property: string): string | null {
  const value = element.get(property);
  return typeof value === "string" && value.trim() !== "" ? value.trim() : null;
}

export function oneOf(element: Element, property: string): Element | null {
  const value = element.get(property);
  return isElement(value) ? value : null;
}

export function manyOf(element: Element, property: string): readonly Element[] {
  const value = element.get(property);
  return Array.isArray(value) ? (value as unknown[]).filter(isElement) : [];
}

/** How a sentence names an element: by its name, with the id beside it for the search in the designer. */
export function namesOf(element: Element): { readonly name: string; readonly nameEn: string } {
  const id = idOf(element) ?? element.$type;
  const name = textOf(element, "name")?.replace(/\s+/g, " ");
  return name ? { name: `“${name}”（${id}）`, nameEn: `“${name}” (${id})` } : { name: id, nameEn: id };
}

/** Collects what is wrong, so that one reading tells all of it. */
export class Faults {
  readonly list: Fault[] = [];
  add(element: Element | null, code: FaultCode, facts: Readonly<Record<string, string | number>> = {}): void {
    const named = element ? { ...namesOf(element), ...facts } : facts;
    this.list.push(faultOf(element && idOf(element), code, named));
  }
}

/** The root of a file; null when it is none, with the faults that say why. */
export async function parseFile(xml: string, faults: Faults): Promise<Element | null> {
  if (xml.length > charactersMost) {
    faults.add(null, "too_large", { most: charactersMost });
    return null;
  }
  try {
    const { rootElement, warnings } = await new BpmnModdle({ mc: mcModdle }).fromXML(xml);
    for (const warning of warnings) noteWarning(warning, faults);
    return isElement(rootElement) ? rootElement : null;
  } catch (error) {
    faults.add(null, "not_bpmn", { detail: firstLine(error instanceof Error ? error.message : "") });
    return null;
  }
}

/**
 * The library leaves out what it cannot read and says so in a warning: an element with a doubled id, a reference to
 * nothing. Running the rest would run another process than the one that was drawn.
 */
function noteWarning(
  warning: {
    readonly message: string;
    readonly element?: unknown;
    readonly property?: string;
    readonly value?: unknown;
  },
  faults: Faults,
): void {
  const { message, element, property = "", value } = warning;
  // Attributes of others (and ours in the wrong place, which `read-node.ts` reports), and the file's declared encoding.
  if (message.startsWith("unknown attribute") || message.startsWith("unsupported document encoding")) return;
  if (!message.startsWith("unresolved reference")) {
    faults.add(null, "unread", { detail: nestedError(message) });
    return;
  }
  if (!isElement(element) || isDrawing(element, property)) return;
  faults.add(element, "unresolved", { property, value: String(value) });
}

/** Shapes, lanes and message flows are drawing: nothing runs by them. */
const isDrawing = (element: Element, property: string) =>
  /^(bpmndi|di|dc):/.test(element.$type) ||
  /^bpmn:(Lane|LaneSet|Participant|MessageFlow|Association|Data\w+|Text\w+|Group|Category\w*)$/.test(
    element.$type,
  ) ||
  /^bpmn:(incoming|outgoing|data\w+|itemSubjectRef|categoryValueRef|structureRef|operationRef)$/.test(
    property,
  );

const firstLine = (message: string) => message.split("\n")[0] ?? "";
const nestedError = (message: string) =>
  /nested error: (.*)/.exec(message)?.[1]?.slice(0, 200) ?? firstLine(message).slice(0, 200);
