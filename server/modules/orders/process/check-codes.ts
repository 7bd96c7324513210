/** Codes that the catalogues must know, conditions that must compile, names that people read. */
import type { ExpressionFault } from "../../../foundation/expressions/expressions.ts";
import { type Definition, isActivity, isTask, type ProcessNode, type Timer } from "./definition.ts";
import { type Finding, finding } from "./finding.ts";

type Known = { readonly has: (code: string) => boolean };

/** What the catalogues know; a list that is not given is not held against. */
export type Lookups = {
  readonly posts: Known;
  readonly limits: Known;
  readonly forms: Known;
  readonly papers: Known;
  readonly handlers: Known;
  readonly outputs?: Known;
  readonly duties?: Known;
  readonly stages?: Known;
  readonly types?: Known;
  readonly collections?: Known;
  readonly condition: (source: string) => ExpressionFault | undefined;
};

const kinds = {
  posts: { kind: "岗位", kindEn: "post" },
  limits: { kind: "时限", kindEn: "limit" },
  forms: { kind: "表单", kindEn: "form" },
  papers: { kind: "资料", kindEn: "paper" },
  handlers: { kind: "处理程序", kindEn: "handler" },
  outputs: { kind: "文书模板", kindEn: "paper template" },
  duties: { kind: "不相容职责", kindEn: "duty" },
  stages: { kind: "阶段", kindEn: "stage" },
  types: { kind: "业务类型", kindEn: "business type" },
  collections: { kind: "清单变量", kindEn: "list variable" },
} as const satisfies Partial<Record<keyof Lookups, { kind: string; kindEn: string }>>;
type CodeKind = keyof typeof kinds;

export function checkCodes(definition: Definition, lookups: Lookups): Finding[] {
  const findings: Finding[] = [];
  const know = (id: string | null, kind: CodeKind, codes: readonly (string | null)[]) => {
    for (const code of codes)
      if (code !== null && lookups[kind]?.has(code) === false)
        findings.push(finding(definition, id, "unknown_code", { ...kinds[kind], code }));
  };
  know(null, "types", definition.types);
  know(null, "posts", [definition.responsible]);
  for (const node of Object.values(definition.nodes)) {
    know(node.id, "stages", [node.stage]);
    if (isActivity(node)) know(node.id, "collections", [node.loop?.collection ?? null]);
    if (isTask(node)) {
      if (node.post === null) findings.push(finding(definition, node.id, "no_post"));
      know(node.id, "posts", [node.post]);
      know(node.id, "limits", [node.limit]);
      know(node.id, "forms", [node.form]);
      know(node.id, "papers", node.papers);
      know(node.id, "outputs", [node.output]);
      know(node.id, "duties", [node.duty]);
    }
    if (node.kind === "service" || node.kind === "send") {
      if (node.handler === null) findings.push(finding(definition, node.id, "no_handler"));
      know(node.id, "handlers", [node.handler]);
    }
    const timer = timerOf(node);
    if (timer?.by === "limit") know(node.id, "limits", [timer.rule]);
    if (timer?.by === "share") {
      const of = definition.nodes[timer.of];
      if (!of || !isTask(of) || of.limit === null)
        findings.push(finding(definition, node.id, "share_without_limit", { of: of?.zh ?? timer.of }));
    }
    findings.push(...checkNames(definition, node));
  }
  for (const flow of Object.values(definition.flows)) {
    const fault = flow.condition === null ? undefined : lookups.condition(flow.condition);
    if (!fault) continue;
    const facts = {
      flow: flow.zh ?? flow.id,
      condition: flow.condition,
      detail: fault.zh,
      detailEn: fault.en,
    };
    findings.push(finding(definition, flow.id, "condition", facts));
  }
  return findings;
}

const timerOf = (node: ProcessNode): Timer | undefined =>
  "on" in node && node.on.on === "timer" ? node.on.timer : undefined;

/** Gateways and plain events speak by their shape; what people do or wait for needs a name in both languages. */
function checkNames(definition: Definition, node: ProcessNode): Finding[] {
  const isRead = isActivity(node) || node.kind === "catch" || node.kind === "boundary";
  if (isRead && node.zh === node.id) return [finding(definition, node.id, "no_name")];
  return node.zh !== node.id && node.en === null ? [finding(definition, node.id, "no_english")] : [];
}
