/**
 * A form keeps the fields that processes, papers and figures read; how they are called, what may be chosen, and further fields
 * are the company's. Pure.
 */
import type { RowFault } from "../../../../contracts/orders/own-catalogue.ts";
import type { FormRow } from "../catalogue/order-forms.ts";
import { orderVariables } from "../catalogue/order-variables.ts";

const deciding = new Set(orderVariables.filter(({ from }) => from === "form").map(({ name }) => name));
const keyShape = /^[a-z][A-Za-z0-9]{0,39}$/;

export function* checkForm(row: FormRow, shipped: FormRow | undefined): Generator<RowFault> {
  const seen = new Set<string>();
  for (const [at, field] of row.fields.entries()) {
    const place = `fields.${at}`;
    if (!keyShape.test(field.key))
      yield {
        place: `${place}.key`,
        zh: "字段编号以小写字母开头，只用字母和数字",
        en: "a key is letters and digits, small first",
      };
    if (seen.has(field.key))
      yield { place: `${place}.key`, zh: `“${field.key}”重复`, en: `${field.key} is there twice` };
    seen.add(field.key);
    const isChoice = field.kind === "choice" || field.kind === "choices";
    const values = field.options.map(({ value }) => value);
    if (isChoice && values.length === 0)
      yield {
        place: `${place}.options`,
        zh: "选择项要有可选的内容",
        en: "a choice needs something to choose",
      };
    if (new Set(values).size < values.length)
      yield { place: `${place}.options`, zh: "选项的值重复", en: "two options have one value" };
    const { neededWhen } = field;
    if (neededWhen && !row.fields.some(({ key }) => key === neededWhen.field))
      yield {
        place: `${place}.neededWhen`,
        zh: `没有字段“${neededWhen.field}”`,
        en: `there is no field ${neededWhen.field}`,
      };
    const isOurs = shipped?.fields.some(({ key }) => key === field.key) ?? false;
    // It would decide which way a process takes, which nobody has drawn for this form.
    if (!isOurs && deciding.has(field.key))
      yield {
        place: `${place}.key`,
        zh: `“${field.key}”是流程的判断条件，不能作为新字段`,
        en: `${field.key} decides the way of processes and is no field to add`,
      };
  }
  for (const field of shipped?.fields ?? []) yield* keeps(row, field);
}

function* keeps({ fields }: FormRow, shipped: FormRow["fields"][number]): Generator<RowFault> {
  const at = fields.findIndex(({ key }) => key === shipped.key);
  const field = fields[at];
  const name = shipped.label.zh;
  if (!field) {
    yield {
      place: "fields",
      zh: `随平台提供的字段“${name}”由流程、文书或指标使用，不能删除`,
      en: `the field “${shipped.label.en}” is read by processes, papers or figures and stays`,
    };
    return;
  }
  if (field.kind !== shipped.kind)
    yield {
      place: `fields.${at}.kind`,
      zh: `“${name}”的类型不能改`,
      en: `the kind of “${shipped.label.en}” stays`,
    };
  if (!deciding.has(shipped.key)) return;
  if (shipped.isRequired && !field.isRequired)
    yield {
      place: `fields.${at}.isRequired`,
      zh: `“${name}”决定流程走向，必须填写`,
      en: `“${shipped.label.en}” decides the way and is required`,
    };
  for (const { value, label } of shipped.options)
    if (!field.options.some((option) => option.value === value))
      yield {
        place: `fields.${at}.options`,
        zh: `选项“${label.zh}”决定流程走向，不能删除`,
        en: `the option “${label.en}” decides the way and stays`,
      };
}
