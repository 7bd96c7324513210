/** Everything that a row of the catalogue may name, as codes to check against and as names to pick from. */
import documentTypes from "../../../../catalogue/document-types.json" with { type: "json" };
import posts from "../../../../catalogue/posts.json" with { type: "json" };
import { confidence } from "../../../../contracts/catalogue.ts";
import type { AnswerOf } from "../../../../contracts/endpoint.ts";
import type { Coded, catalogueVocabulary } from "../../../../contracts/orders/own-catalogue.ts";
import type { Context } from "../../../foundation/context.ts";
import { ruleName } from "../../catalogue/index.ts";
import { intakeChecks } from "../catalogue/order-checks.ts";
import { signoffs } from "../catalogue/order-duties.ts";
import { orderReasons } from "../catalogue/order-reasons.ts";
import { orderStages } from "../catalogue/order-stages.ts";
import { catalogueNow } from "../catalogue-in-force.ts";
import { todaysRules } from "../design/vocabulary.ts";
import { isTask } from "../process/definition.ts";
import { publishedDefinitions } from "../store/design.ts";

type Vocabulary = AnswerOf<typeof catalogueVocabulary>;
type Codes = ReadonlySet<string>;
export type KnownCodes = Readonly<
  Record<
    "posts" | "processes" | "rules" | "papers" | "checks" | "signoffs" | "stages" | "steps" | "effects",
    Codes
  >
>;

export async function readVocabulary(ctx: Context): Promise<Vocabulary> {
  const rules = await todaysRules(ctx);
  const catalogue = await catalogueNow(ctx);
  const processes = [...(await publishedDefinitions(ctx)).values()];
  const steps = processes.flatMap(({ nodes }) => Object.values(nodes).filter(isTask));
  return {
    posts: posts.map(({ code, zh, en }) => ({ code, name: { zh, en } })),
    processes: processes.map(({ id, zh, en }) => named(id, zh, en)),
    rules: [...new Set(rules.rows.map(({ rule_code }) => rule_code))]
      .sort()
      .map((code) => ({ code, name: ruleName(code) })),
    papers: documentTypes.map(({ code, name }) => ({ code, name })),
    paperSets: catalogue.paperSets.map(({ code, name }) => ({ code, name })),
    forms: catalogue.forms.map(({ key, title }) => ({ code: key, name: title })),
    checks: intakeChecks.map(({ code, zh, en }) => ({ code, name: { zh, en } })),
    signoffs: signoffs.items.map(({ item, zh, en }) => ({ code: item, name: { zh, en } })),
    stages: orderStages
      .toSorted((a, b) => a.sort - b.sort)
      .map(({ code, zh, en }) => ({ code, name: { zh, en } })),
    types: catalogue.types.map(({ code, name }) => ({ code, name })),
    // The same step of several processes is one to whoever picks it.
    steps: [...new Map(steps.map(({ id, zh, en }) => [id, named(id, zh, en)])).values()],
    effects: [...effects].sort(),
    confidences: confidence.options,
  };
}

const named = (code: string, zh: string, en: string | null): Coded => ({
  code,
  name: { zh: (zh || code).slice(0, 200), en: (en || zh || code).slice(0, 200) },
});

/** What the platform knows to do after a reason was given. */
const effects = new Set(orderReasons.flatMap(({ effect }) => effect ?? []));

export async function knownCodes(ctx: Context): Promise<KnownCodes> {
  const words = await readVocabulary(ctx);
  const codes = (list: readonly Coded[]): Codes => new Set(list.map(({ code }) => code));
  const { posts: people, processes, rules, papers, checks, signoffs: items, stages, steps } = words;
  return {
    posts: codes(people),
    processes: codes(processes),
    rules: codes(rules),
    papers: codes(papers),
    checks: codes(checks),
    signoffs: codes(items),
    stages: codes(stages),
    steps: codes(steps),
    effects,
  };
}
