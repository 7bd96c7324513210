/** What an order may wait to hear from its customer. Payment and restored supply are not the customer's to say. */
import type { Words } from "../../../../contracts/endpoint.ts";
import type { Definition } from "../process/definition.ts";
import type { StepRow } from "../store/rows.ts";

type Question = { readonly text: Words; readonly asksWhy: boolean };

const questions: Readonly<Record<string, Question>> = {
  "plan-accepted": { text: { zh: "同意供电方案", en: "I accept the supply plan" }, asksWhy: false },
  "plan-objected": { text: { zh: "对供电方案有意见", en: "I object to the supply plan" }, asksWhy: true },
  "design-submitted": {
    text: { zh: "设计文件已送审", en: "The design is ready for review" },
    asksWhy: false,
  },
  "interim-requested": {
    text: { zh: "隐蔽工程已完成，请来检查", en: "Hidden works are done, please inspect" },
    asksWhy: false,
  },
  "works-done": { text: { zh: "我方工程已完工", en: "Our works are done" }, asksWhy: false },
  "customer-ready": { text: { zh: "我方已具备条件", en: "We are ready" }, asksWhy: false },
};

export const messageOf = (definition: Definition, nodeId: string): string | undefined => {
  const node = definition.nodes[nodeId];
  if (!node || !("on" in node) || node.on.on !== "message") return undefined;
  return node.on.message;
};

/** Of the live steps of an order, those that wait for its customer. */
export function questionsOf(definition: Definition, steps: readonly StepRow[]) {
  const waited = steps
    .filter(({ state, kind }) => state === "live" && kind === "message")
    .flatMap(({ nodeId }) => messageOf(definition, nodeId) ?? []);
  return [...new Set(waited)].flatMap((message) => {
    const found = questions[message];
    return found ? [{ message, ...found }] : [];
  });
}

export const isCustomers = (message: string): boolean => message in questions;
