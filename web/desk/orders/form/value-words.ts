/** A value of a form as people read it. */
import type { FormField } from "../../../../contracts/orders/shapes.ts";
import { dayAndTime } from "../../../parts/time.ts";
import { defineWords, pick } from "../../../parts/words.ts";
import { isEmpty, type Value } from "./values.ts";

const t = defineWords({
  yes: ["是", "Yes"],
  no: ["否", "No"],
  none: ["（空）", "(empty)"],
  files: ["{n} 个文件", "{n} files"],
  signed: ["已签字", "Signed"],
});

export function valueWords(
  field: Pick<FormField, "kind" | "unit" | "options">,
  value: Value | undefined,
): string {
  if (value === undefined || isEmpty(value)) return t("none");
  const optionName = (one: string) => {
    const option = field.options.find((known) => known.value === one);
    return option ? pick(option.label) : one;
  };
  if (typeof value === "boolean") return t(value ? "yes" : "no");
  switch (field.kind) {
    case "choice":
      return optionName(String(value));
    case "choices":
      return (Array.isArray(value) ? value : [String(value)]).map(optionName).join("、");
    case "photo":
      return t("files", { n: Array.isArray(value) ? value.length : 1 });
    case "signature":
      return t("signed");
    case "time":
      return Number.isNaN(Date.parse(String(value))) ? String(value) : dayAndTime(String(value));
    default:
      return `${Array.isArray(value) ? value.join("、") : String(value)}${field.unit ? ` ${field.unit}` : ""}`;
  }
}
