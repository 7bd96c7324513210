/** What a check before publishing has to say about a process that can be read: an error refuses, a warning is shown. */
import type { Words } from "../../../../contracts/endpoint.ts";
import type { Definition, NodeId } from "./definition.ts";
import { fill } from "./faults.ts";

export type Finding = Words & {
  readonly level: "error" | "warning";
  readonly code: FindingCode;
  /** The node or flow at fault; null when it is the process as a whole. */
  readonly elementId: string | null;
  /** The nodes on the way to the fault, for the designer to light up. */
  readonly path: readonly NodeId[];
};

type Sentence = Words & { readonly level: Finding["level"] };

const sentences = {
  dead_end: {
    level: "error",
    zh: "走到 {name} 之后没有去处，到不了结束：{path}。请接到下一步或结束事件。",
    en: "After {name} there is no way on and no end: {path}. Connect it to the next step or an end event.",
  },
  unreachable: {
    level: "error",
    zh: "从开始到不了 {name}，请接上连线或删除。",
    en: "{name} cannot be reached from the start; connect or remove it.",
  },
  loop_without_exit: {
    level: "error",
    zh: "{path} 是一个没有出口的循环，办理永远不会结束。请给循环加一条出口。",
    en: "{path} is a loop without a way out: it would never end. Give it one.",
  },
  loop_without_wait: {
    level: "error",
    zh: "{path} 是一个没有任何等待环节的循环，会一直空转。请在循环中加入办理环节或等待事件。",
    en: "{path} is a loop in which nothing waits: it would spin for ever. Put a step or an event into it.",
  },
  join_never_fires: {
    level: "error",
    zh: "并行汇聚 {name} 会一直等不到其中一条支路：{path}。请检查分支与汇聚是否成对。",
    en: "Parallel join {name} may wait for ever for one of its branches: {path}. Splits and joins must match.",
  },
  doubled: {
    level: "warning",
    zh: "{name} 可能同时被打开两次：{path}。如非有意，请在它之前加并行汇聚。",
    en: "{name} may be open twice at once: {path}. Unless that is meant, join the branches before it.",
  },
  too_many_states: {
    level: "warning",
    zh: "{name} 的并行支路过多，无法逐一检查汇聚是否成对。",
    en: "{name} has too many parallel branches for every course of it to be checked.",
  },
  no_default: {
    level: "warning",
    zh: "{name} 没有默认连线，条件都不成立时办理会停在这里。",
    en: "{name} has no default flow; when no condition holds, the order stops there.",
  },
  flow_without_condition: {
    level: "error",
    zh: "从 {name} 出发的连线 {flow} 既没有条件也不是默认连线，后面的连线永远走不到。",
    en: "Flow {flow} from {name} has neither a condition nor is it the default; later flows would never be taken.",
  },
  condition: {
    level: "error",
    zh: "连线 {flow} 的条件“{condition}”有误：{detail}",
    en: "The condition “{condition}” of flow {flow} is wrong: {detailEn}",
  },
  no_post: {
    level: "error",
    zh: "{name} 没有岗位（mc:post），不知道由谁办理。",
    en: "{name} has no post (mc:post): nobody would know who does it.",
  },
  no_handler: {
    level: "error",
    zh: "{name} 没有处理程序（mc:handler）。",
    en: "{name} has no handler (mc:handler).",
  },
  share_without_limit: {
    level: "error",
    zh: "{name} 按“{of}”时限的百分比计时，但该环节没有时限（mc:limit）。",
    en: "{name} counts a share of the limit of {of}, which has no limit (mc:limit).",
  },
  unknown_code: {
    level: "error",
    zh: "{name} 的{kind}“{code}”不在目录中。",
    en: "{name}: the {kindEn} “{code}” is not in the catalogue.",
  },
  no_name: {
    level: "warning",
    zh: "{name} 没有名称，办理人看到的会是编号。",
    en: "{name} has no name; people would see its id.",
  },
  no_english: {
    level: "warning",
    zh: "{name} 没有英文名称（mc:en）。",
    en: "{name} has no English name (mc:en).",
  },
} as const satisfies Readonly<Record<string, Sentence>>;

export type FindingCode = keyof typeof sentences;

/** Names the element and the path by what people read on the drawing. */
export function finding(
  definition: Definition,
  elementId: string | null,
  code: FindingCode,
  { path = [], ...facts }: { readonly path?: readonly NodeId[]; readonly [fact: string]: unknown } = {},
): Finding {
  const { level, zh, en } = sentences[code];
  const named = (id: string | null, english: boolean) => nameOf(definition, id, english);
  const filled = (english: boolean) => ({
    ...Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, String(value)])),
    name: named(elementId, english),
    path: path.map((id) => named(id, english)).join(" → "),
  });
  return { level, code, elementId, path, zh: fill(zh, filled(false)), en: fill(en, filled(true)) };
}

function nameOf(definition: Definition, id: string | null, english: boolean): string {
  const node = id === null ? definition : definition.nodes[id];
  if (!node) return id ?? "";
  const name = english ? (node.en ?? node.zh) : node.zh;
  if (name === node.id) return node.id;
  return english ? `“${name}” (${node.id})` : `“${name}”（${node.id}）`;
}
