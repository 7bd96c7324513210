/** What a file says is read; what cannot be run is refused by its element, all of it at once. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { isTask } from "./definition.ts";
import { readDefinitions } from "./read-definition.ts";
import { define, faultsOf, flows, processXml, startEnd, users, xmlFile } from "./testing-processes.ts";

const around = (element: string, id: string) =>
  processXml(startEnd + element + flows(`start -> ${id} -> end`));

test("the attributes of steps, flows and the process are read", async () => {
  const definition = await define(
    processXml(
      `<startEvent id="start"/><endEvent id="end"/><userTask id="survey" name="现场勘查" mc:en="Site survey" mc:post="R-SUR" mc:limit="NI.SURVEY" mc:form="survey" mc:papers="D-ID D-OWNER" mc:evidence="photo two-persons" mc:duty="survey" mc:stage="plan" mc:output="survey-sheet" mc:skippable="true" mc:waits="customer"/><exclusiveGateway id="x" default="x-end"/>${users(
        "works",
      )}${flows("start -> survey -> x -[voltage == 'HV' && kva < 315]-> works -> end", "x -> end")}`,
      { id: "F-HV", attributes: `mc:en="High voltage" mc:types="NI-HV1 NI-HV2" mc:responsible="R-CM"` },
    ),
  );
  const { nodes, flows: read, startIds, ...process } = definition;
  assert.deepEqual(process, {
    id: "F-HV",
    zh: "流程",
    en: "High voltage",
    types: ["NI-HV1", "NI-HV2"],
    responsible: "R-CM",
  });
  assert.deepEqual(startIds, ["start"]);
  assert.deepEqual(nodes.survey, {
    id: "survey",
    zh: "现场勘查",
    en: "Site survey",
    scopeId: null,
    incoming: ["start-survey"],
    outgoing: ["survey-x"],
    stage: "plan",
    waits: "customer",
    kind: "user",
    loop: null,
    defaultFlow: null,
    boundary: [],
    post: "R-SUR",
    limit: "NI.SURVEY",
    form: "survey",
    papers: ["D-ID", "D-OWNER"],
    evidence: ["photo", "two-persons"],
    duty: "survey",
    output: "survey-sheet",
    skippable: true,
  });
  assert.equal(read["x-works"]?.condition, "voltage == 'HV' && kva < 315");
  assert.deepEqual(JSON.parse(JSON.stringify(definition)), definition, "plain data");
  assert.ok(Object.isFrozen(nodes) && Object.isFrozen(nodes.survey?.outgoing));
});

test("timers are durations, limits or shares of a step's limit", async () => {
  const definition = await define(
    processXml(
      `${startEnd}<userTask id="a" mc:limit="X.A"/>${[
        `<timeDuration>P3D</timeDuration>`,
        ["mc:limit", "X.B"],
        ["mc:share", "80"],
      ]
        .map((by, index) => {
          const [attribute, body] = typeof by === "string" ? ["", by] : [` ${by[0]}="${by[1]}"`, ""];
          return `<boundaryEvent id="b${index}" attachedToRef="a"><timerEventDefinition${attribute}>${body}</timerEventDefinition></boundaryEvent>${flows(`b${index} -> end`)}`;
        })
        .join("")}${flows("start -> a -> end")}`,
    ),
  );
  const timers = ["b0", "b1", "b2"].map((id) => {
    const node = definition.nodes[id];
    return node && "on" in node && node.on.on === "timer" ? node.on.timer : undefined;
  });
  assert.deepEqual(timers, [
    { by: "duration", iso: "P3D" },
    { by: "limit", rule: "X.B" },
    { by: "share", percent: 80, of: "a" },
  ]);
});

test("drawing is kept out: lanes, pools without content, notes, data, groups, message flows", async () => {
  const read = await readDefinitions(
    xmlFile(
      `<collaboration id="c"><participant id="us" processRef="P"/><participant id="them" name="客户"/><messageFlow id="mf" sourceRef="them" targetRef="a"/></collaboration><process id="P" isExecutable="true"><laneSet id="ls"><lane id="l"><flowNodeRef>a</flowNodeRef></lane></laneSet>${startEnd}${users(
        "a",
      )}${flows("start -> a -> end")}<dataObject id="do"/><dataObjectReference id="dr" dataObjectRef="do"/><textAnnotation id="note"><text>说明</text></textAnnotation><association id="as" sourceRef="a" targetRef="note"/><group id="g"/></process><process id="drawn" isExecutable="false">${startEnd.replaceAll('id="', 'id="d')}<sequenceFlow id="df" sourceRef="dstart" targetRef="dend"/></process>`,
    ),
  );
  assert.ok(read.ok, JSON.stringify(read));
  assert.deepEqual(
    read.definitions.map(({ id, nodes }) => [id, Object.keys(nodes)]),
    [["P", ["start", "end", "a"]]],
  );
});

const refusals: readonly [string, string, string][] = [
  ["script task", `<scriptTask id="z"/>`, "unsupported_element"],
  ["business rule task", `<businessRuleTask id="z"/>`, "unsupported_element"],
  ["transaction", `<transaction id="z"/>`, "unsupported_element"],
  ["ad-hoc sub-process", `<adHocSubProcess id="z"/>`, "unsupported_element"],
  ["complex gateway", `<complexGateway id="z"/>`, "unsupported_element"],
  ["event sub-process", `<subProcess id="z" triggeredByEvent="true"/>`, "unsupported_feature"],
  ["standard loop", `<userTask id="z"><standardLoopCharacteristics/></userTask>`, "unsupported_feature"],
  ["compensation task", `<userTask id="z" isForCompensation="true"/>`, "unsupported_feature"],
  ["start quantity", `<userTask id="z" startQuantity="2"/>`, "unsupported_feature"],
  ["instantiating receive task", `<receiveTask id="z" instantiate="true"/>`, "unsupported_feature"],
  [
    "number of instances",
    `<userTask id="z"><multiInstanceLoopCharacteristics mc:collection="x"><loopCardinality>3</loopCardinality></multiInstanceLoopCharacteristics></userTask>`,
    "unsupported_feature",
  ],
  ["instances of what", `<userTask id="z"><multiInstanceLoopCharacteristics/></userTask>`, "no_collection"],
  ...["signal", "conditional", "link", "compensate", "escalation", "cancel"].map(
    (kind): [string, string, string] => [
      `${kind} event`,
      `<intermediateCatchEvent id="z"><${kind}EventDefinition/></intermediateCatchEvent>`,
      "unsupported_event",
    ],
  ),
  [
    "signal thrown",
    `<intermediateThrowEvent id="z"><signalEventDefinition/></intermediateThrowEvent>`,
    "unsupported_event",
  ],
  ["a catch event for nothing", `<intermediateCatchEvent id="z"/>`, "unsupported_event"],
  [
    "a timer thrown",
    `<intermediateThrowEvent id="z"><timerEventDefinition/></intermediateThrowEvent>`,
    "unsupported_event",
  ],
  [
    "two events in one",
    `<intermediateCatchEvent id="z"><messageEventDefinition/><timerEventDefinition/></intermediateCatchEvent>`,
    "several_events",
  ],
  ["a message without a name", `<receiveTask id="z"/>`, "no_message"],
  [
    "a timer without a time",
    `<intermediateCatchEvent id="z"><timerEventDefinition/></intermediateCatchEvent>`,
    "bad_timer",
  ],
  [
    "a time in words",
    `<intermediateCatchEvent id="z"><timerEventDefinition><timeDuration>two days</timeDuration></timerEventDefinition></intermediateCatchEvent>`,
    "bad_timer",
  ],
  [
    "two times",
    `<intermediateCatchEvent id="z"><timerEventDefinition mc:limit="A"><timeDuration>P1D</timeDuration></timerEventDefinition></intermediateCatchEvent>`,
    "bad_timer",
  ],
  [
    "a share of no step",
    `<intermediateCatchEvent id="z"><timerEventDefinition mc:share="80" mc:of="nothing"/></intermediateCatchEvent>`,
    "share_of",
  ],
  ["an attribute misspelt", `<userTask id="z" mc:pots="R-ACC"/>`, "attribute_misplaced"],
  ["an attribute at the wrong element", `<userTask id="z" mc:handler="x"/>`, "attribute_misplaced"],
  ["an attribute at a gateway", `<parallelGateway id="z" mc:post="R-ACC"/>`, "attribute_misplaced"],
  ["an evidence that is none", `<userTask id="z" mc:evidence="video"/>`, "attribute"],
  ["a code with blanks", `<userTask id="z" mc:post="R ACC"/>`, "attribute"],
  ["a sub-process without start", `<subProcess id="z"><endEvent id="zz"/></subProcess>`, "no_start"],
  ["a call of nothing", `<callActivity id="z" calledElement="F-X"/>`, "unknown_process"],
];

for (const [name, element, code] of refusals)
  test(`refused by name: ${name}`, async () => {
    const found = await faultsOf(around(element, "z"));
    assert.ok(found.includes(`z: ${code}`), found.join(", ") || "nothing was refused");
  });

test("flows and events that do not hold together are refused", async () => {
  const cases: [string, string][] = [
    [flows("start -> end -> start"), "end-start: flow_end"],
    [
      `<subProcess id="s"><startEvent id="i"/></subProcess>${flows("start -> end", "start -> i")}`,
      "start-i: flow_crosses",
    ],
    [
      `<boundaryEvent id="b"><errorEventDefinition/></boundaryEvent>${flows("start -> end", "b -> end")}`,
      "b: boundary_host",
    ],
    [
      `${users("a")}<boundaryEvent id="b" attachedToRef="a" cancelActivity="false"><errorEventDefinition/></boundaryEvent>${flows("start -> a -> end", "b -> end")}`,
      "b: unsupported_feature",
    ],
    [`<parallelGateway id="g"/>${flows("start -> g -[x]-> end")}`, "g-end: condition_not_read"],
    [`<exclusiveGateway id="g" default="start-g"/>${flows("start -> g -> end")}`, "g: default_not_outgoing"],
    [`<exclusiveGateway id="g"/>${flows("start -> g -[]-> end")}`, "g-end: empty_condition"],
    [`<eventBasedGateway id="g"/>${users("a")}${flows("start -> g -> a -> end")}`, "a: race_target"],
    [`<eventBasedGateway id="g"/>${users("a")}${flows("start -> g -> a -> end")}`, "g: race_few"],
    [`<startEvent id="second"/>${flows("start -> end", "second -> end")}`, "P: several_starts"],
    [`<userTask id="constructor"/>${flows("start -> constructor -> end")}`, "constructor: bad_id"],
    [`<userTask id="a"/><userTask id="a"/>${flows("start -> a -> end")}`, "-: unread"],
    [`<sequenceFlow id="f" sourceRef="start" targetRef="nowhere"/>`, "f: unresolved"],
    [`<userTask/>${flows("start -> end")}`, "-: no_id"],
  ];
  for (const [content, expected] of cases) {
    const found = await faultsOf(processXml(startEnd + content));
    assert.ok(found.includes(expected), `${expected} is missing in: ${found.join(", ")}`);
  }
});

test("all faults are told at once, in both languages and with the element's name", async () => {
  const read = await readDefinitions(
    processXml(
      `${startEnd}<scriptTask id="s" name="算费"/><userTask id="u" mc:evidence="video"/>${flows("start -> s -> u -> end")}`,
    ),
  );
  assert.ok(!read.ok);
  assert.deepEqual(
    read.faults.map(({ elementId, zh, en }) => [elementId, zh, en]),
    [
      [
        "s",
        "“算费”（s） 是脚本任务，本系统的流程不支持，请改用其他画法。",
        "“算费” (s) cannot be run: processes here have no script task. Draw it another way.",
      ],
      [
        "u",
        "u 的 mc:evidence“video”不能识别：只能是 photo、position、signature、two-persons。",
        "mc:evidence of u cannot be “video”: can only be photo, position, signature, two-persons.",
      ],
    ],
  );
});

test("what is no BPMN is said to be none", async () => {
  for (const text of ["", "新装流程", "<html/>", "<definitions", xmlFile("")]) {
    const read = await readDefinitions(text);
    assert.ok(!read.ok && read.faults.length > 0, text);
  }
  assert.deepEqual(await faultsOf(xmlFile(`<process id="P"/>`)), ["-: no_process"]);
  assert.deepEqual(await faultsOf(" ".repeat(2_000_001)), ["-: too_large"]);
});

test("a doctype cannot blow up the reader", async () => {
  const bomb = `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "xxxxxxxxxx"><!ENTITY y "&x;&x;&x;&x;&x;&x;">]>`;
  const read = await readDefinitions(
    bomb + around(`<userTask id="a" name="&y;"/>`, "a").replace(/^<\?xml.*?\?>/, ""),
  );
  if (read.ok) assert.ok((read.definitions[0]?.nodes.a?.zh ?? "").length < 10);
});

test("a call activity is the called process in place, with its ids after its own", async () => {
  const called = await define(
    processXml(
      `${startEnd}<userTask id="a" mc:limit="L"/><boundaryEvent id="b" attachedToRef="a"><timerEventDefinition mc:share="50"/></boundaryEvent><exclusiveGateway id="x" default="x-end"/>${flows(
        "start -> a -> x -> end",
        "b -> x -[again]-> a",
      )}`,
      { id: "F-IN" },
    ),
  );
  const definition = await define(
    processXml(`${startEnd}<callActivity id="call" calledElement="F-IN"/>${flows("start -> call -> end")}`),
    (key) => (key === "F-IN" ? called : undefined),
  );
  assert.deepEqual(Object.keys(definition.nodes), [
    "start",
    "end",
    "call",
    ...["start", "end", "a", "b", "x"].map((id) => `call/${id}`),
  ]);
  const { "call/a": a, "call/b": b, "call/x": x, call } = definition.nodes;
  assert.deepEqual(
    [call?.kind === "subProcess" && [call.calls, call.startId], a?.scopeId],
    [["F-IN", "call/start"], "call"],
  );
  assert.ok(a && isTask(a) && a.boundary[0] === "call/b");
  assert.deepEqual(b?.kind === "boundary" && [b.hostId, b.on], [
    "call/a",
    { on: "timer", timer: { by: "share", percent: 50, of: "call/a" } },
  ]);
  assert.equal(x?.kind === "exclusive" && x.defaultFlow, "call/x-end");
});

test("a process that in the end calls itself is refused, in one file and over published ones", async () => {
  const calling = (id: string, target: string) =>
    `<process id="${id}" isExecutable="true"><startEvent id="${id}-s"/><callActivity id="${id}-c" calledElement="${target}"/><endEvent id="${id}-e"/>${flows(
      `${id}-s -> ${id}-c -> ${id}-e`,
    )}</process>`;
  assert.deepEqual(await faultsOf(xmlFile(calling("A", "A"))), ["A-c: recursion"]);
  assert.deepEqual(await faultsOf(xmlFile(calling("A", "B") + calling("B", "A"))), ["B-c: recursion"]);
  const simple = await define(processXml(startEnd + flows("start -> end"), { id: "A" }));
  const b = await define(xmlFile(calling("B", "A")), () => simple);
  assert.deepEqual(await faultsOf(xmlFile(calling("A", "B")), () => b), ["A-c: recursion"]);
  const other = await define(processXml(startEnd + flows("start -> end"), { id: "C" }));
  const chain = await define(xmlFile(calling("A", "B") + calling("B", "C")), () => other);
  assert.ok(chain.nodes["A-c/B-c/start"]);
});
