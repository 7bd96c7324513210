/** What may not be published, with the way to the fault. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { checkDefinition, isRefused, type Lookups } from "./check-definition.ts";
import { conditionsOver } from "./conditions.ts";
import { define, flows, processXml, startEnd } from "./testing-processes.ts";

const conditions = conditionsOver({ voltage: "string", kva: "int", hasWorks: "bool" });
const lookups: Lookups = {
  posts: new Set(["R-ACC"]),
  limits: new Set(["L.ONE"]),
  forms: new Set(["form"]),
  papers: new Set(["D-ID"]),
  handlers: new Set(["archive"]),
  condition: conditions.check,
};
const steps = (...ids: readonly string[]) =>
  ids.map((id) => `<userTask id="${id}" name="步骤${id}" mc:en="Step ${id}" mc:post="R-ACC"/>`).join("");
const findingsOf = async (content: string, root = "") =>
  checkDefinition(await define(processXml(startEnd + content, { root })), lookups);
const told = async (content: string, root = "") =>
  (await findingsOf(content, root)).map(({ code, elementId, path }) =>
    [code, elementId, path.join(">")].filter((part) => part !== "").join(" "),
  );

test("a sound process has nothing to say", async () => {
  assert.deepEqual(
    await told(
      `${steps("a", "b", "c")}<exclusiveGateway id="x" default="x-end"/><parallelGateway id="f"/><parallelGateway id="j"/>${flows(
        "start -> a -> x -[voltage == 'HV' && kva > 315]-> f -> b -> j -> end",
        "f -> c -> j",
        "x -> end",
      )}`,
    ),
    [],
  );
});

test("a dead end is refused with the way to it", async () => {
  const [dead, ...more] = await findingsOf(`${steps("a", "b")}${flows("start -> a -> end", "a -> b")}`);
  assert.deepEqual(more, []);
  assert.deepEqual([dead?.code, dead?.elementId, dead?.path], ["dead_end", "b", ["start", "a", "b"]]);
  assert.equal(
    dead?.zh,
    "走到 “步骤b”（b） 之后没有去处，到不了结束：start → “步骤a”（a） → “步骤b”（b）。请接到下一步或结束事件。",
  );
  assert.ok(dead && isRefused([dead]));
});

test("a node that nothing leads to is refused", async () => {
  assert.deepEqual(await told(`${steps("a", "lost")}${flows("start -> a -> end", "lost -> end")}`), [
    "unreachable lost",
  ]);
});

test("a loop without exit is refused with its round", async () => {
  assert.deepEqual(
    await told(
      `${steps("a", "b", "c")}<exclusiveGateway id="x" default="x-end"/>${flows("start -> a -> x -> end", "x -[hasWorks]-> b -> c -> b")}`,
    ),
    ["loop_without_exit b b>c>b"],
  );
});

test("a loop in which nothing waits is refused, also through service tasks and their errors", async () => {
  const service = `<serviceTask id="s" name="归档" mc:en="Archive" mc:handler="archive"/>`;
  assert.deepEqual(
    await told(
      `${service}<exclusiveGateway id="x" default="x-end"/>${flows("start -> s -> x -> end", "x -[hasWorks]-> s")}`,
    ),
    ["loop_without_wait s s>x>s"],
  );
  assert.deepEqual(
    await told(
      `${service}<boundaryEvent id="b" name="出错" mc:en="Error" attachedToRef="s"><errorEventDefinition/></boundaryEvent>${flows("start -> s -> end", "b -> s")}`,
    ),
    ["loop_without_wait s s>b>s"],
  );
  assert.deepEqual(
    await told(
      `${steps("a")}<exclusiveGateway id="x" default="x-end"/>${flows("start -> a -> x -> end", "x -[hasWorks]-> a")}`,
    ),
    [],
    "a step waits",
  );
});

test("a parallel join behind a choice never fires", async () => {
  const found = await told(
    `${steps("a", "b")}<exclusiveGateway id="x" default="x-b"/><parallelGateway id="j"/>${flows(
      "start -> x -[hasWorks]-> a -> j -> end",
      "x -> b -> j",
    )}`,
  );
  assert.deepEqual(found, ["join_never_fires j a>j"]);
});

test("a parallel join of which one branch may end elsewhere never fires then", async () => {
  const found = await told(
    `${steps("a", "b")}<parallelGateway id="f"/><parallelGateway id="j"/><exclusiveGateway id="x" default="x-j"/>${flows(
      "start -> f -> a -> x -> j -> end",
      "f -> b -> j",
      "x -[hasWorks]-> end",
    )}`,
  );
  assert.ok(
    found.some((one) => one.startsWith("join_never_fires j")),
    found.join(),
  );
});

test("a join inside a sub-process is tried as well", async () => {
  const sub = `<subProcess id="sub" name="子" mc:en="Sub"><startEvent id="in"/>${steps("p", "q")}<exclusiveGateway id="x" default="x-q"/><parallelGateway id="j"/><endEvent id="out"/>${flows(
    "in -> x -[hasWorks]-> p -> j -> out",
    "x -> q -> j",
  )}</subProcess>${flows("start -> sub -> end")}`;
  assert.deepEqual(await told(sub), ["join_never_fires j p>j"]);
});

test("a step that may be open twice is warned about", async () => {
  const findings = await findingsOf(
    `${steps("a", "b")}<parallelGateway id="f"/>${flows("start -> f -> a -> b -> end", "f -> b")}`,
  );
  assert.deepEqual(
    findings.map(({ level, code, elementId }) => [level, code, elementId]),
    [["warning", "doubled", "b"]],
  );
});

test("a choice without default is warned about unless one of two always holds", async () => {
  const choice = (one: string, other: string) =>
    told(
      `${steps("a", "b")}<exclusiveGateway id="x"/>${flows(`start -> x -[${one}]-> a -> end`, `x -[${other}]-> b -> end`)}`,
    );
  assert.deepEqual(await choice("hasWorks", "kva > 3"), ["no_default x"]);
  assert.deepEqual(await choice("hasWorks", "!hasWorks"), []);
  assert.deepEqual(await choice("voltage == 'HV'", "voltage != 'HV'"), []);
  assert.deepEqual(await choice("kva > 3 && hasWorks", "!(kva > 3 && hasWorks)"), []);
});

test("a flow without a condition hides the later ones", async () => {
  assert.deepEqual(
    await told(
      `${steps("a", "b")}<exclusiveGateway id="x"/>${flows("start -> x -> a -> end", "x -[hasWorks]-> b -> end")}`,
    ),
    ["flow_without_condition x"],
  );
});

test("a condition that does not compile is refused with the reason", async () => {
  for (const condition of ["voltag == 'HV'", "kva == '315'", "kva", "hasWorks &&", "voltage.matches('x')"]) {
    const found = await told(
      `${steps("a")}<exclusiveGateway id="x" default="x-end"/>${flows(`start -> x -[${condition}]-> a -> end`, "x -> end")}`,
    );
    assert.deepEqual(found, ["condition x-a"], condition);
  }
});

test("unknown codes, missing posts, handlers, limits and names are told", async () => {
  const found = await told(
    `<userTask id="a" name="甲" mc:en="A" mc:post="R-NO" mc:limit="L.NO" mc:form="no" mc:papers="D-ID D-NO"/><userTask id="b" name="乙" mc:en="B"/><serviceTask id="s" name="丙" mc:en="S" mc:handler="no"/><sendTask id="n" name="丁" mc:en="N"/><userTask id="nameless" mc:post="R-ACC"/><userTask id="zh" name="只有中文" mc:post="R-ACC"/><boundaryEvent id="t" name="到期" mc:en="Late" attachedToRef="b"><timerEventDefinition mc:share="80"/></boundaryEvent>${flows(
      "start -> a -> b -> s -> n -> nameless -> zh -> end",
      "t -> end",
    )}`,
  );
  assert.deepEqual(found, [
    "unknown_code a",
    "unknown_code a",
    "unknown_code a",
    "unknown_code a",
    "no_post b",
    "unknown_code s",
    "no_handler n",
    "no_name nameless",
    "no_english zh",
    "share_without_limit t",
  ]);
});

test("conditions are worked out over declared variables; what is not filled in fails naturally", () => {
  assert.equal(conditions.holds("voltage == 'HV' && kva >= 315", { voltage: "HV", kva: 315 }), true);
  assert.equal(conditions.holds("voltage == 'HV'", {}), false);
  assert.equal(conditions.holds("hasWorks", { hasWorks: "yes" }), false);
  assert.equal(conditions.holds("voltage == 'x'", Object.create({ voltage: "x" })), false);
  assert.throws(() => conditions.holds("voltag", {}), TypeError);
});
