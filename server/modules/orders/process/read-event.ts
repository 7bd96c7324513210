/** Event definitions: what an event waits for, sends or means. */
import type { EndNode, OnError, OnMessage, OnTimer, Timer } from "./definition.ts";
import { type Element, type Faults, idOf, manyOf, oneOf, textOf } from "./element.ts";
import { eventKinds } from "./element-kinds.ts";
import { readMc } from "./mc-attributes.ts";

type None = { readonly on: "none" };
type Terminate = { readonly on: "terminate" };
export type Event = None | Terminate | OnMessage | OnTimer | OnError;
export type Allowed = "none" | "message" | "timer" | "error" | "terminate";

const nothing: None = { on: "none" };

/** The event of an element; when it is not one of the allowed, that is a fault and nothing is returned. */
export function readEvent<Kinds extends Allowed>(
  element: Element,
  allowed: readonly Kinds[],
  faults: Faults,
): Extract<Event, { on: Kinds }> | null {
  // A definition may stand in the event or at the root of the file with a reference; they mean the same.
  const definitions = [...manyOf(element, "eventDefinitions"), ...manyOf(element, "eventDefinitionRef")];
  if (definitions.length > 1) {
    faults.add(element, "several_events");
    return null;
  }
  const [definition] = definitions;
  const event = definition ? readDefinition(element, definition, allowed, faults) : nothing;
  if (event === null) return null;
  if ((allowed as readonly string[]).includes(event.on)) return event as Extract<Event, { on: Kinds }>;
  refuse(element, definition, faults);
  return null;
}

function refuse(element: Element, definition: Element | undefined, faults: Faults): void {
  const { zh, en } = (definition && eventKinds[definition.$type]) ?? {
    zh: "没有类型的事件",
    en: "event without a kind",
  };
  faults.add(element, "unsupported_event", { kind: zh, kindEn: en });
}

const kindOf: Readonly<Record<string, Allowed>> = {
  "bpmn:MessageEventDefinition": "message",
  "bpmn:TimerEventDefinition": "timer",
  "bpmn:ErrorEventDefinition": "error",
  "bpmn:TerminateEventDefinition": "terminate",
};

function readDefinition(
  element: Element,
  definition: Element,
  allowed: readonly Allowed[],
  faults: Faults,
): Event | null {
  const kind = kindOf[definition.$type];
  // Only the kinds that may stand here are read, so that a wrong kind is one fault and not also one about its detail.
  if (!kind || !allowed.includes(kind)) {
    refuse(element, definition, faults);
    return null;
  }
  if (kind === "message") return readMessage(element, definition, faults);
  if (kind === "timer") return readTimer(element, definition, faults);
  if (kind === "error") return readError(element, definition, faults);
  return { on: "terminate" };
}

/** Messages are told apart by their names, which is what senders know; the ids are the drawing tool's. */
export function readMessage(element: Element, holder: Element, faults: Faults): OnMessage {
  const reference = oneOf(holder, "messageRef");
  const message = reference && textOf(reference, "name");
  if (!message) faults.add(element, "no_message");
  return { on: "message", message: message ?? "" };
}

function readError(element: Element, definition: Element, faults: Faults): OnError | null {
  const reference = oneOf(definition, "errorRef");
  if (!reference) return { on: "error", errorCode: null };
  const errorCode = textOf(reference, "errorCode");
  if (errorCode) return { on: "error", errorCode };
  faults.add(element, "no_error_code");
  return null;
}

function readTimer(element: Element, definition: Element, faults: Faults): OnTimer | null {
  const mc = readMc(definition, ["limit", "share", "of", "en"], faults);
  const body = (name: string) => {
    const expression = oneOf(definition, name);
    return expression ? (textOf(expression, "body") ?? "") : null;
  };
  const [duration, date, cycle] = [body("timeDuration"), body("timeDate"), body("timeCycle")];
  const given = [duration, date, cycle, mc.limit, mc.share].filter((value) => value !== null).length;
  const bad = (detail: string) => {
    faults.add(element, "bad_timer", { detail });
    return null;
  };
  if (given !== 1) return bad(given === 0 ? "—" : `${given} ×`);
  if (mc.limit !== null) return on({ by: "limit", rule: mc.limit });
  if (mc.share !== null) return on({ by: "share", percent: mc.share, of: mc.of ?? hostOf(element) });
  if (duration !== null) return isDuration(duration) ? on({ by: "duration", iso: duration }) : bad(duration);
  // A date or a rhythm only means something for a process that is not running yet.
  if (element.$type !== "bpmn:StartEvent") return bad(date === null ? "timeCycle" : "timeDate");
  if (date !== null) return isDate(date) ? on({ by: "date", iso: date }) : bad(date);
  return cycle && isCycle(cycle) ? on({ by: "cycle", iso: cycle }) : bad(cycle ?? "");
}

const on = (timer: Timer): OnTimer => ({ on: "timer", timer });
const hostOf = (element: Element) => {
  const host = element.$type === "bpmn:BoundaryEvent" ? oneOf(element, "attachedToRef") : null;
  return (host && idOf(host)) ?? "";
};

function isDuration(iso: string): boolean {
  try {
    return Temporal.Duration.from(iso).sign > 0;
  } catch {
    return false;
  }
}

function isDate(iso: string): boolean {
  try {
    Temporal.Instant.from(iso);
    return true;
  } catch {
    return false;
  }
}

const isCycle = (iso: string) => {
  const [, duration = ""] = /^R\d*\/(.+)$/.exec(iso) ?? [];
  return isDuration(duration);
};

/** An end event's event as what the end does. */
export function resultOf(event: None | Terminate | OnMessage | OnError): EndNode["result"] | null {
  if (event.on === "message") return { does: "message", message: event.message };
  if (event.on === "terminate") return { does: "terminate" };
  if (event.on === "none") return { does: "none" };
  return event.errorCode === null ? null : { does: "error", errorCode: event.errorCode };
}
