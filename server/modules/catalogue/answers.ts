/** How the catalogue looks to the outside. */
import type { Rule } from "../../../contracts/catalogue.ts";
import { ruleLayer, ruleLimits, ruleName } from "./shipped.ts";
import type { RuleVersion } from "./store.ts";

export const ruleAnswer = (rule: RuleVersion): Rule => ({
  id: rule.id,
  ruleCode: rule.rule_code,
  name: ruleName(rule.rule_code),
  scheme: rule.scheme as Rule["scheme"],
  layer: ruleLayer(rule.rule_code, rule.scheme),
  customerClass: rule.customer_class,
  areaType: rule.area_type,
  value: rule.value,
  unit: rule.unit,
  limits: ruleLimits(rule.rule_code),
  clockType: rule.clock_type,
  startEvent: rule.start_event,
  stopEvent: rule.stop_event,
  source: rule.source,
  sourceYear: rule.source_year,
  confidence: rule.confidence as Rule["confidence"],
  reason: rule.reason,
  validFrom: rule.valid_from,
  validTo: rule.valid_to,
  origin: rule.origin,
  editedBy: rule.edited_by,
  editedAt: rule.edited_at?.toString() ?? null,
  confirmedBy: rule.confirmed_by,
  confirmedAt: rule.confirmed_at?.toString() ?? null,
});
