/** The catalogue of orders in words: what each business type promises, asks for and keeps apart, with its sources. */
import posts from "../../../catalogue/posts.json" with { type: "json" };
import type { AnswerOf, Words } from "../../../contracts/endpoint.ts";
import type {
  CatalogueLimit,
  CatalogueType,
  readOrderCatalogue,
} from "../../../contracts/orders/catalogue.ts";
import { areaType, clockUnit } from "../../../contracts/orders/shapes.ts";
import type { Context } from "../../foundation/context.ts";
import { type RulesInForce, ruleName } from "../catalogue/index.ts";
import type { OrderCatalogue } from "./catalogue/order-catalogue.ts";
import { findCheck } from "./catalogue/order-checks.ts";
import { dutyPairs, orderDuties, signoffs } from "./catalogue/order-duties.ts";
import { findOrderStage } from "./catalogue/order-stages.ts";
import { type OrderTypeRow, stepLimit } from "./catalogue/order-types.ts";
import { catalogueNow } from "./catalogue-in-force.ts";
import { todaysRules } from "./design/vocabulary.ts";
import { paperName } from "./paper-names.ts";
import { type Definition, isActivity, isTask, type ProcessNode } from "./process/definition.ts";
import { publishedDefinitions } from "./store/design.ts";

const units: ReadonlySet<string> = new Set(["MIN", "HOUR", "ND", "WD", "BH"]);

export async function readCatalogue(ctx: Context): Promise<AnswerOf<typeof readOrderCatalogue>> {
  const rules = await todaysRules(ctx);
  const processes = await publishedDefinitions(ctx);
  const catalogue = await catalogueNow(ctx);
  return {
    types: catalogue.types.map((type) => typeAnswer(type, catalogue, rules, processes)),
    segregation: dutyPairs.map(({ a, b, zh, en, source, confidence }) => ({
      a: dutyName(a),
      b: dutyName(b),
      name: { zh, en },
      source,
      confidence,
    })),
  };
}

const any: Words = { zh: "本单任何职责", en: "Any duty of the order" };
const dutyName = (code: string): Words => {
  if (code === "*") return any;
  const duty = orderDuties.find((one) => one.code === code);
  return duty ? { zh: duty.zh, en: duty.en } : { zh: code, en: code };
};
const postName = (code: string): Words => {
  const post = posts.find((one) => one.code === code);
  return post ? { zh: post.zh, en: post.en } : { zh: code, en: code };
};

function typeAnswer(
  type: OrderTypeRow,
  catalogue: OrderCatalogue,
  rules: RulesInForce,
  processes: ReadonlyMap<string, Definition>,
): CatalogueType {
  const papers = catalogue.paperSet(type.papers);
  return {
    code: type.code,
    name: type.name,
    family: type.family,
    classes: type.classes,
    channels: type.channels,
    acceptedBy: type.acceptedBy.map(postName),
    isAroundTheClock: type.isAroundTheClock,
    needsAccount: type.needsAccount,
    demandKind: type.demandKind,
    visit: type.visit,
    processes: type.classes.flatMap((customerClass) => {
      const processKey = type.process[customerClass];
      return processKey ? [{ customerClass, processKey }] : [];
    }),
    form: type.form,
    papers: (papers?.papers ?? []).map(({ code, accepts, need, neverWaived, when, note }) => ({
      code,
      name: paperName(code),
      accepts: accepts.map(paperName),
      need,
      neverWaived,
      when,
      note,
    })),
    papersNote: papers?.rule ?? null,
    papersSource: papers?.source ?? null,
    limits: limitsOfType(type, rules, processes),
    checks: type.checks.flatMap((code) => {
      const check = findCheck(code);
      if (!check) return [];
      const { zh, en, level, because } = check;
      return [{ name: { zh, en }, level, because }];
    }),
    signoff: type.signoff.flatMap((code) => {
      const item = signoffs.items.find((one) => one.item === code);
      return item ? [{ zh: item.zh, en: item.en }] : [];
    }),
    source: type.source,
    confidence: type.confidence,
    reason: type.reason ?? null,
  };
}

/** The whole order first, then its stages, then the steps of its processes in their order. */
function limitsOfType(
  type: OrderTypeRow,
  rules: RulesInForce,
  processes: ReadonlyMap<string, Definition>,
): CatalogueLimit[] {
  const found = new Map<string, CatalogueLimit>();
  const add = (ruleCode: string, of: CatalogueLimit["of"], where: Words) => {
    const values = valuesOf(type, ruleCode, rules);
    const key = `${of} ${ruleCode} ${where.zh}`;
    if (values.length > 0) found.set(key, { ruleCode, name: ruleName(ruleCode), of, where, values });
  };
  if (type.total) add(type.total, "order", { zh: "全程", en: "The whole order" });
  for (const [stage, rule] of Object.entries(type.stageLimits)) {
    const { zh, en } = findOrderStage(stage) ?? { zh: stage, en: stage };
    add(rule, "stage", { zh, en });
  }
  for (const key of new Set(Object.values(type.process)))
    for (const node of inOrder(processes.get(key)))
      if (isTask(node) && node.limit)
        add(stepLimit(type, node.limit), "step", { zh: node.zh, en: node.en ?? node.zh });
  return [...found.values()];
}

/** As an order goes through them: JSON in the database does not keep the order of a file. */
function inOrder(definition: Definition | undefined): ProcessNode[] {
  if (!definition) return [];
  const { nodes, flows, startIds } = definition;
  const found = new Set<string>(startIds);
  for (const id of found) {
    const node = nodes[id];
    if (!node) continue;
    if (node.kind === "subProcess") found.add(node.startId);
    for (const flow of node.outgoing) if (flows[flow]) found.add(flows[flow].to);
    if (isActivity(node)) for (const beside of node.boundary) found.add(beside);
  }
  return [...found].flatMap((id) => nodes[id] ?? []);
}

/** `ALL` and nothing both mean everywhere. */
const known = areaType.options;

function valuesOf(type: OrderTypeRow, ruleCode: string, rules: RulesInForce): CatalogueLimit["values"] {
  return rules.rows
    .filter((rule) => rule.rule_code === ruleCode && units.has(rule.unit))
    .map((rule) => ({ rule, ofClass: type.classes.find((one) => one === rule.customer_class) ?? null }))
    .filter(({ rule, ofClass }) => ofClass !== null || !rule.customer_class || rule.customer_class === "ALL")
    .map(({ rule, ofClass }) => ({
      layer: rule.layer,
      value: rule.value,
      unit: clockUnit.parse(rule.unit),
      customerClass: ofClass,
      areaType: known.find((one) => one === rule.area_type) ?? null,
      source: rule.source,
      confidence: rule.confidence,
    }));
}
