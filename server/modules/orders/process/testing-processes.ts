/** For tests: processes written in a few words, and an order that runs by one. */
import assert from "node:assert/strict";
import { mcNamespace } from "../../../../contracts/orders/mc-moddle.ts";
import type { Definition, NodeId } from "./definition.ts";
import {
  applyChanges,
  type Changes,
  completeToken,
  failToken,
  fireTimer,
  moveBack,
  receiveMessage,
  type StartBy,
  type Surroundings,
  skipToken,
  startProcess,
  type Token,
  terminateProcess,
} from "./machine.ts";
import { type FindProcess, readDefinitions } from "./read-definition.ts";

/** `start -> a -> end`, a condition as `gate -[amount > 3]-> a`; the flow from a to b has the id `a-b`. */
export function flows(...lines: readonly string[]): string {
  return lines
    .flatMap((line) => {
      const [first = "", ...rest] = line.split(/(?= -(?:\[.*?\]-)?> )/).map((part) => part.trim());
      let from = first;
      return rest.map((part) => {
        const [, condition, to = ""] = /^-(?:\[(.*)\]-)?> (\S+)$/.exec(part) ?? [];
        const inside =
          condition === undefined ? "" : `<conditionExpression>${inXml(condition)}</conditionExpression>`;
        const xml = `<sequenceFlow id="${from}-${to}" sourceRef="${from}" targetRef="${to}">${inside}</sequenceFlow>`;
        from = to;
        return xml;
      });
    })
    .join("");
}

const inXml = (text: string) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");

export const xmlFile = (content: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:mc="${mcNamespace}" targetNamespace="urn:t">${content}</definitions>`;

/** One process; elements of the root (messages, errors) go into `root`. */
export const processXml = (content: string, { id = "P", root = "", attributes = "" } = {}) =>
  xmlFile(`${root}<process id="${id}" name="流程" isExecutable="true" ${attributes}>${content}</process>`);

export const users = (...ids: readonly string[]) => ids.map((id) => `<userTask id="${id}"/>`).join("");
export const startEnd = `<startEvent id="start"/><endEvent id="end"/>`;

export async function define(xml: string, find?: FindProcess): Promise<Definition> {
  const read = await readDefinitions(xml, find);
  assert.ok(read.ok, read.ok ? "" : JSON.stringify(read.faults, null, 1));
  const [definition] = read.definitions;
  assert.ok(definition);
  return definition;
}

export async function faultsOf(xml: string, find?: FindProcess): Promise<string[]> {
  const read = await readDefinitions(xml, find);
  return read.ok ? [] : read.faults.map(({ elementId, code }) => `${elementId ?? "-"}: ${code}`);
}

export type Variables = Readonly<Record<string, boolean | number>>;

/** An order under way. Conditions are names of variables; collections are variables that say how many. */
export class Running {
  readonly definition: Definition;
  tokens: readonly Token[] = [];
  last: Changes | undefined;
  variables: Variables;
  readonly around: Surroundings;
  #ids = 0;

  constructor(definition: Definition, variables: Variables = {}, by: StartBy = "plain") {
    this.definition = definition;
    this.variables = variables;
    this.around = {
      newId: () => `t${++this.#ids}`,
      evaluate: (condition) => this.variables[condition] === true,
      count: (collection) => Number(this.variables[collection] ?? 0),
    };
    this.take(startProcess(definition, this.around, by));
  }

  take(changes: Changes): Changes {
    this.tokens = applyChanges(this.tokens, changes);
    this.last = changes;
    return changes;
  }

  /** The nodes where something waits, in order; what goes with another token or holds others is left out. */
  get open(): string {
    return this.tokens
      .filter(({ hostId, kind }) => hostId === null && kind !== "scope" && kind !== "multi")
      .map(({ nodeId, kind }) => (kind === "join" ? `(${nodeId})` : nodeId))
      .sort()
      .join(" ");
  }

  get ended(): string | undefined {
    const ended = this.last?.ended;
    return ended
      ? [ended.how, ended.nodeId, ended.errorCode].filter((part) => part !== null).join(" ")
      : undefined;
  }

  at(nodeId: NodeId, kind?: Token["kind"]): Token {
    const token = this.tokens.find((one) => one.nodeId === nodeId && (!kind || one.kind === kind));
    assert.ok(token, `nothing waits at ${nodeId}; open: ${this.open}`);
    return token;
  }

  done(...nodeIds: readonly NodeId[]): this {
    for (const nodeId of nodeIds) {
      const token = this.tokens.find(
        (one) => one.nodeId === nodeId && (one.kind === "task" || one.kind === "service"),
      );
      assert.ok(token, `no step ${nodeId}; open: ${this.open}`);
      this.take(completeToken(this.definition, this.tokens, token.id, this.around));
    }
    return this;
  }

  timer(nodeId: NodeId): this {
    this.take(fireTimer(this.definition, this.tokens, this.at(nodeId, "timer").id, this.around));
    return this;
  }

  message(name: string): boolean {
    const changes = receiveMessage(this.definition, this.tokens, name, this.around);
    if (changes) this.take(changes);
    return changes !== undefined;
  }

  fail(nodeId: NodeId, code: string): this {
    this.take(failToken(this.definition, this.tokens, this.at(nodeId).id, code, this.around));
    return this;
  }

  skip(nodeId: NodeId): this {
    this.take(skipToken(this.definition, this.tokens, this.at(nodeId).id, this.around));
    return this;
  }

  back(from: NodeId, to: NodeId): this {
    this.take(moveBack(this.definition, this.tokens, this.at(from).id, to, this.around));
    return this;
  }

  terminate(): this {
    this.take(terminateProcess(this.definition, this.tokens, this.around));
    return this;
  }
}

/** An order of one process, just begun. */
export const run = async (content: string, variables: Variables = {}, root = "") =>
  new Running(await define(processXml(content, { root })), variables);
export const message = (name: string) => `<message id="m-${name}" name="${name}"/>`;
export const onMessage = (name: string) => `<messageEventDefinition messageRef="m-${name}"/>`;
export const onTimer = `<timerEventDefinition><timeDuration>PT2H</timeDuration></timerEventDefinition>`;
export const boundary = (id: string, host: string, event: string, cancel = true) =>
  `<boundaryEvent id="${id}" attachedToRef="${host}" cancelActivity="${cancel}">${event}</boundaryEvent>`;
