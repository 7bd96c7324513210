/**
 * For tests: random well-formed processes as trees of blocks, drawn as BPMN, and an oracle that counts from the tree how
 * often each step must be done. The oracle knows blocks and no tokens.
 */
import fc from "fast-check";
import { flows, processXml } from "./testing-processes.ts";

export type Block =
  | { readonly is: "task" | "service" | "race" }
  | { readonly is: "sequence" | "parallel"; readonly of: readonly Block[] }
  /** `takes`: which branches' conditions hold; the last branch is the default. */
  | {
      readonly is: "exclusive" | "inclusive";
      readonly of: readonly Block[];
      readonly takes: readonly boolean[];
    }
  | { readonly is: "loop"; readonly body: Block; readonly again: number }
  | { readonly is: "sub"; readonly body: Block }
  | { readonly is: "each"; readonly body: Block; readonly count: number; readonly sequential: boolean }
  /** A step with a timer that does not interrupt and leads to a step of its own. */
  | { readonly is: "warned" };

const branches = (block: fc.Arbitrary<Block>) => fc.array(block, { minLength: 2, maxLength: 3 });
const { block } = fc.letrec<{ block: Block }>((tie) => {
  const inner = tie("block");
  return {
    block: fc.oneof(
      { maxDepth: 4, depthSize: "medium", withCrossShrink: true },
      fc.record({
        is: fc.constantFrom("task", "task", "task", "service", "race", "warned"),
      }) as fc.Arbitrary<Block>,
      fc.record({
        is: fc.constantFrom("sequence", "parallel", "parallel"),
        of: branches(inner),
      }) as fc.Arbitrary<Block>,
      fc.record({
        is: fc.constantFrom("exclusive", "inclusive"),
        of: branches(inner),
        takes: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
      }) as fc.Arbitrary<Block>,
      fc.record({ is: fc.constant("loop"), body: inner, again: fc.nat(2) }) as fc.Arbitrary<Block>,
      fc.record({ is: fc.constant("sub"), body: inner }) as fc.Arbitrary<Block>,
      fc.record({
        is: fc.constant("each"),
        body: inner,
        count: fc.nat(3),
        sequential: fc.boolean(),
      }) as fc.Arbitrary<Block>,
    ),
  };
});
export const blocks = block;

export type Drawn = {
  readonly xml: string;
  /** How often each step must be done; of the steps after a race only the sum is known. */
  readonly expected: ReadonlyMap<string, number>;
  readonly races: readonly { readonly nodes: readonly [string, string]; readonly times: number }[];
  readonly holds: ReadonlyMap<string, boolean>;
  readonly again: ReadonlyMap<string, number>;
  readonly counts: ReadonlyMap<string, number>;
};

type Piece = { readonly xml: string; readonly from: string; readonly to: string };

export function draw(top: Block): Drawn {
  const expected = new Map<string, number>();
  const races: { nodes: readonly [string, string]; times: number }[] = [];
  const holds = new Map<string, boolean>();
  const again = new Map<string, number>();
  const counts = new Map<string, number>();
  let ids = 0;
  const id = (kind: string) => `${kind}${++ids}`;
  const step = (kind: string, times: number, more = ""): Piece => {
    const name = id("step");
    expected.set(name, times);
    return { xml: `<${kind} id="${name}"${more}/>`, from: name, to: name };
  };

  const piece = (one: Block, times: number): Piece => {
    switch (one.is) {
      case "task":
        return step("userTask", times);
      case "service":
        return step("serviceTask", times, ` mc:handler="h"`);
      case "warned":
        return warned(times);
      case "race":
        return race(times);
      case "sequence": {
        const parts = one.of.map((part) => piece(part, times));
        const links = parts.slice(1).map((part, index) => flows(`${parts[index]?.to} -> ${part.from}`));
        const [first, last] = [parts[0], parts.at(-1)];
        return {
          xml: [...parts.map(({ xml }) => xml), ...links].join(""),
          from: first?.from ?? "",
          to: last?.to ?? "",
        };
      }
      case "parallel":
        return fork(
          "parallelGateway",
          one.of.map((part) => ({ part, times, condition: null })),
        );
      case "exclusive":
      case "inclusive":
        return choice(one.is, one.of, one.takes, times);
      case "loop": {
        const [enter, leave, condition] = [id("enter"), id("leave"), id("again")];
        again.set(condition, one.again);
        const body = piece(one.body, times * (one.again + 1));
        const xml = `<exclusiveGateway id="${enter}"/><exclusiveGateway id="${leave}" default="${leave}-out"/>${body.xml}${flows(
          `${enter} -> ${body.from}`,
          `${body.to} -> ${leave}`,
          `${leave} -[${condition}]-> ${enter}`,
        )}`;
        const after = id("after");
        const out = `<exclusiveGateway id="${after}"/><sequenceFlow id="${leave}-out" sourceRef="${leave}" targetRef="${after}"/>`;
        return { xml: xml + out, from: enter, to: after };
      }
      case "sub":
        return sub(one.body, times, "");
      case "each": {
        const collection = id("items");
        counts.set(collection, one.count);
        const loop = `<multiInstanceLoopCharacteristics isSequential="${one.sequential}" mc:collection="${collection}"/>`;
        return sub(one.body, times * one.count, loop);
      }
    }
  };

  const sub = (body: Block, times: number, loop: string): Piece => {
    const [name, start, end] = [id("sub"), id("in"), id("out")];
    const inner = piece(body, times);
    const xml = `<subProcess id="${name}">${loop}<startEvent id="${start}"/><endEvent id="${end}"/>${inner.xml}${flows(
      `${start} -> ${inner.from}`,
      `${inner.to} -> ${end}`,
    )}</subProcess>`;
    return { xml, from: name, to: name };
  };

  const warned = (times: number): Piece => {
    const main = step("userTask", times);
    const [timer, warning, end] = [id("timer"), id("warning"), id("end")];
    const xml = `<boundaryEvent id="${timer}" attachedToRef="${main.from}" cancelActivity="false"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent><userTask id="${warning}"/><endEvent id="${end}"/>${flows(`${timer} -> ${warning} -> ${end}`)}`;
    return { ...main, xml: main.xml + xml };
  };

  const race = (times: number): Piece => {
    const [gate, join, one, two] = [id("race"), id("join"), id("won"), id("won")];
    races.push({ nodes: [one, two], times });
    const timer = (name: string) =>
      `<intermediateCatchEvent id="${name}"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></intermediateCatchEvent>`;
    const xml = `<eventBasedGateway id="${gate}"/><exclusiveGateway id="${join}"/>${timer(`${one}-t`)}${timer(`${two}-t`)}<userTask id="${one}"/><userTask id="${two}"/>${flows(
      `${gate} -> ${one}-t -> ${one} -> ${join}`,
      `${gate} -> ${two}-t -> ${two} -> ${join}`,
    )}`;
    return { xml, from: gate, to: join };
  };

  const choice = (
    is: "exclusive" | "inclusive",
    of: readonly Block[],
    takes: readonly boolean[],
    times: number,
  ): Piece => {
    const asked = of.slice(0, -1).map((_, index) => takes[index] === true);
    const first = asked.indexOf(true);
    const isTaken = (index: number) =>
      index === of.length - 1 ? first < 0 : is === "exclusive" ? index === first : asked[index] === true;
    const parts = of.map((part, index) => {
      const condition = index === of.length - 1 ? null : id("c");
      if (condition !== null) holds.set(condition, asked[index] === true);
      return { part, times: isTaken(index) ? times : 0, condition };
    });
    return fork(`${is}Gateway`, parts, true);
  };

  const fork = (
    gateway: string,
    parts: readonly { part: Block; times: number; condition: string | null }[],
    hasDefault = false,
  ): Piece => {
    const [split, join] = [id("split"), id("join")];
    const drawn = parts.map(({ part, times, condition }) => ({ ...piece(part, times), condition }));
    const byDefault = hasDefault ? ` default="${split}-${drawn.at(-1)?.from}"` : "";
    const links = drawn.map(({ from, to, condition }) =>
      flows(
        condition === null ? `${split} -> ${from}` : `${split} -[${condition}]-> ${from}`,
        `${to} -> ${join}`,
      ),
    );
    const xml = `<${gateway} id="${split}"${byDefault}/><${gateway} id="${join}"/>${drawn.map((one) => one.xml).join("")}${links.join("")}`;
    return { xml, from: split, to: join };
  };

  const body = piece(top, 1);
  const xml = processXml(
    `<startEvent id="start"/><endEvent id="end"/>${body.xml}${flows(`start -> ${body.from}`, `${body.to} -> end`)}`,
  );
  return { xml, expected, races, holds, again, counts };
}
