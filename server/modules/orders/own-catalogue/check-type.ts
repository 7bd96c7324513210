/** A business type names only what exists, and stays what it is to figures and boards. Pure. */
import type { RowFault } from "../../../../contracts/orders/own-catalogue.ts";
import { shippedCatalogue } from "../catalogue/order-catalogue.ts";
import type { OrderTypeRow } from "../catalogue/order-types.ts";
import { type CheckGround, unknown } from "./check-row.ts";

export function* checkType(row: OrderTypeRow, { catalogue, known }: CheckGround): Generator<RowFault> {
  const rule = { zh: "时限规则", en: "limit" };
  yield* unknown("total", [row.total], known.rules, rule);
  yield* unknown("ahead", [row.ahead], known.rules, rule);
  yield* unknown("stepLimits", Object.entries(row.stepLimits).flat(), known.rules, rule);
  yield* unknown("stageLimits", Object.values(row.stageLimits), known.rules, rule);
  yield* unknown("stageLimits", Object.keys(row.stageLimits), known.stages, { zh: "阶段", en: "stage" });
  yield* unknown("process", Object.values(row.process), known.processes, { zh: "流程", en: "process" });
  yield* unknown("acceptedBy", row.acceptedBy, known.posts, { zh: "岗位", en: "post" });
  yield* unknown("checks", row.checks, known.checks, { zh: "受理检查", en: "check" });
  yield* unknown("signoff", row.signoff, known.signoffs, { zh: "审批事项", en: "sign-off" });
  if (row.papers !== null && !catalogue.paperSet(row.papers))
    yield {
      place: "papers",
      zh: `没有资料清单“${row.papers}”`,
      en: `there is no set of papers ${row.papers}`,
    };
  if (row.form !== null && !catalogue.form(row.form))
    yield { place: "form", zh: `没有表单“${row.form}”`, en: `there is no form ${row.form}` };
  if (row.followedBy !== null && !catalogue.type(row.followedBy))
    yield {
      place: "followedBy",
      zh: `没有业务“${row.followedBy}”`,
      en: `there is no type ${row.followedBy}`,
    };
  if (row.total !== null)
    for (const customerClass of row.classes)
      if (row.process[customerClass] === undefined)
        yield {
          place: `process.${customerClass}`,
          zh: `客户类别 ${customerClass} 没有流程`,
          en: `there is no process for class ${customerClass}`,
        };
  if (row.total !== null && row.form === null)
    yield { place: "form", zh: "受理的业务要有受理表单", en: "what is taken needs an intake form" };
  const shipped = shippedCatalogue.type(row.code);
  if (shipped && shipped.family !== row.family)
    yield {
      place: "family",
      zh: "业务大类不能改：看板、指标和派单按它归类",
      en: "the family stays: boards, figures and dispatching go by it",
    };
}
