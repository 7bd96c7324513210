/**
 * What keeps a row of the catalogue from taking effect, each with its place and a sentence: first the reader of the files, then
 * what the rest of the catalogue, the processes and the law know of it. Pure.
 */
import type { z } from "zod";
import type { RowFault } from "../../../../contracts/orders/own-catalogue.ts";
import {
  type CatalogueKind,
  type OrderCatalogue,
  reasonCode,
  rowOf,
  rowsOfKind,
} from "../catalogue/order-catalogue.ts";
import type { OrderReason } from "../catalogue/order-reasons.ts";
import { checkForm } from "./check-form.ts";
import { checkPapers } from "./check-papers.ts";
import { checkType } from "./check-type.ts";
import type { KnownCodes } from "./known-codes.ts";

export type CheckGround = { readonly catalogue: OrderCatalogue; readonly known: KnownCodes };
type Wish = { readonly kind: CatalogueKind; readonly code: string; readonly content: unknown };

/** @param ground the catalogue in which it will stand, and what there is to name */
export function faultsOfRow({ kind, code, content }: Wish, ground: CheckGround): RowFault[] {
  const read = rowOf[kind].safeParse(content);
  if (!read.success) return read.error.issues.map(faultOfIssue);
  const shipped = rowsOfKind[kind].get(code);
  switch (kind) {
    case "type": {
      const row = rowOf.type.parse(content);
      return [...sameCode(row.code, code), ...checkType(row, ground)];
    }
    case "papers": {
      const row = rowOf.papers.parse(content);
      return [
        ...sameCode(row.code, code),
        ...checkPapers(row, shipped && rowOf.papers.parse(shipped), ground),
      ];
    }
    case "form": {
      const row = rowOf.form.parse(content);
      return [...sameCode(row.key, code, "key"), ...checkForm(row, shipped && rowOf.form.parse(shipped))];
    }
    default: {
      const row = rowOf.reason.parse(content);
      return [...sameCode(reasonCode(row), code), ...checkReason(row, ground)];
    }
  }
}

const sameCode = (own: string, code: string, place = "code"): RowFault[] =>
  own === code
    ? []
    : [{ place, zh: `编号应为“${code}”，不能改成别的`, en: `the code is “${code}” and stays so` }];

function* checkReason(row: OrderReason, { known }: CheckGround): Generator<RowFault> {
  // A clock stops for the customer's cause, for an authority's and for nobody's, never for our own (§2.15).
  if (row.list === "pause" && row.cause === "company")
    yield {
      place: "cause",
      zh: "公司自身原因不能暂停计时",
      en: "a clock never stops for the company's own cause",
    };
  yield* unknown("by", row.by, known.posts, { zh: "岗位", en: "post" });
  yield* unknown("stages", row.stages, known.stages, { zh: "阶段", en: "stage" });
  if (row.effect !== null && !known.effects.has(row.effect))
    yield {
      place: "effect",
      zh: `没有“${row.effect}”这种后续处理`,
      en: `there is no follow-up “${row.effect}”`,
    };
}

export function* unknown(
  place: string,
  codes: readonly (string | null)[],
  names: { has(code: string): boolean },
  what: { readonly zh: string; readonly en: string },
): Generator<RowFault> {
  for (const code of codes)
    if (code !== null && !names.has(code))
      yield { place, zh: `没有这个${what.zh}：${code}`, en: `there is no ${what.en} ${code}` };
}

/** What the reader found, in words for people. */
function faultOfIssue(issue: z.core.$ZodIssue): RowFault {
  const place = issue.path.map(String).join(".") || "—";
  switch (issue.code) {
    case "unrecognized_keys":
      return {
        place,
        zh: `有不认识的栏目：${issue.keys.join("、")}`,
        en: `unknown entries: ${issue.keys.join(", ")}`,
      };
    case "too_small":
      return { place, zh: "不能为空或太少", en: "must not be empty, nor too small" };
    case "too_big":
      return { place, zh: "太长或太大", en: "is too long or too large" };
    case "invalid_value":
      return { place, zh: "不在可选的范围内", en: "is none of the possible values" };
    case "invalid_format":
      return { place, zh: "格式不对", en: "has the wrong form" };
    default:
      return { place, zh: "缺少，或类型不对", en: "is missing, or of the wrong kind" };
  }
}
