/** The place of something in a row, as the form calls it: `fields.3.options` is the fourth field's options. */
import { t } from "./row-words.ts";

const labels = {
  ...{ name: "name", title: "name", label: "label", zh: "zh", en: "en", source: "source", reason: "why" },
  ...{ confidence: "confidence", total: "total", totalIs: "totalIs", form: "formKey", papers: "papers" },
  ...{
    acceptedBy: "acceptedBy",
    channels: "channels",
    classes: "classes",
    visit: "visit",
    signoff: "signoff",
  },
  ...{ checks: "checks", ahead: "ahead", demandKind: "demandKind", followedBy: "followedBy" },
  ...{ services: "services", stepLimits: "stepLimits", stageLimits: "stageLimits", isOffered: "isOffered" },
  ...{ isAroundTheClock: "isAroundTheClock", needsAccount: "needsAccount", process: "process" },
  ...{ fields: "fields", options: "options", key: "key", kind: "fieldKind", isRequired: "isRequired" },
  ...{ unit: "unit", max: "max", hint: "fieldHint", value: "value", code: "code", accepts: "accepts" },
  ...{ need: "need", dueNode: "dueNode", neverWaived: "neverWaived", customerKinds: "customerKinds" },
  ...{ when: "paperWhen", note: "paperNote", rule: "rule", cause: "cause", by: "byPosts", stages: "stages" },
  ...{ effect: "effect", sort: "sort", isActive: "isActive", needsProof: "needsProof" },
  ...{ needsCheck: "needsCheck", family: "family" },
} as const;
type Known = keyof typeof labels;

export const placeWords = (place: string): string =>
  place
    .split(/\.| › /)
    .map((part) => {
      if (/^\d+$/.test(part)) return t("nth", { n: Number(part) + 1 });
      return part in labels ? t(labels[part as Known] as "name") : part;
    })
    .join(" › ");

export const valueWords = (text: string): string =>
  text === "true" ? t("yes") : text === "false" ? t("no") : text;
