/**
 * What strategies and computed classes may ask about a customer: one object, documented once, from which the expression
 * engine has its types and the administrator's page its list.
 *
 * There are no nulls: what is unknown has the value by which the natural condition does not hold. An unknown age is 0, so
 * that `age >= 65` is false; what never ends, ends in 9999 days.
 */
import type { Environment } from "@marcbachmann/cel-js";
import { matter } from "../../../../contracts/customers/shapes.ts";
import type { Words } from "../../../../contracts/endpoint.ts";
import type { CelFacts } from "../../../foundation/expressions/expressions.ts";

/** The kinds of open matters; each is 0 where nothing of its kind is open. */
export const openKinds = matter.shape.kind.options;

/** Days until something that does not end, or that nobody knows of. */
export const never = 9_999;

export type AccountFacts = {
  readonly number: string;
  readonly sort: string;
  readonly use: string;
  readonly trade: string;
  readonly tariffGroup: string;
  readonly voltage: string;
  readonly volts: number;
  readonly contractKva: number;
  readonly runningKva: number;
  readonly state: string;
  readonly isSupplied: boolean;
  readonly isTemporary: boolean;
  readonly temporaryEndsInDays: number;
  readonly importance: string;
  readonly transfer: string;
  readonly notifyBy: string;
  readonly invoiceKind: string;
  readonly area: string;
  readonly peopleCount: number;
};
export type PaperFacts = { readonly type: string; readonly endsInDays: number };

/** One customer as expressions see them, in plain numbers; `celFacts` makes the integers what CEL wants. */
export type CustomerFacts = {
  readonly kind: string;
  readonly stage: string;
  readonly language: string;
  readonly age: number;
  readonly registers: readonly string[];
  readonly registerEndsInDays: number;
  readonly classes: Readonly<Record<string, string>>;
  readonly accounts: readonly AccountFacts[];
  readonly accountCount: number;
  readonly contractKva: number;
  readonly volts: number;
  readonly voltage: string;
  readonly mainSort: string;
  readonly mainUse: string;
  readonly mainTrade: string;
  readonly contractEndsInDays: number;
  readonly temporaryEndsInDays: number;
  readonly authorityEndsInDays: number;
  readonly papers: readonly PaperFacts[];
  readonly paperEndsInDays: number;
  readonly open: Readonly<Record<string, number>>;
  readonly visits90: number;
  readonly contacts90: number;
  readonly yearKwh: number;
  readonly hasPaymentRecord: boolean;
  readonly onTimePercent: number;
  readonly defaults: number;
  readonly falsePromises: number;
  readonly hazards: number;
};

type CelType = "string" | "int" | "double" | "bool";
type Described = Words & { readonly type: string };
const is = (type: string, zh: string, en: string): Described => ({ type, zh, en });

const accountFields = {
  number: is("string", "户号", "account number"),
  sort: is("string", "用户分类代码，如 01 高压", "sort code, 01 is high voltage"),
  use: is("string", "用电类别代码，如 405 商业", "use code, 405 is commerce"),
  trade: is("string", "行业代码，如 H61", "trade code"),
  tariffGroup: is("string", "电价分类：residential、agricultural、commercial-one-part …", "tariff group"),
  voltage: is("string", "供电电压代码，如 AC00101", "voltage code"),
  volts: is("int", "供电电压（伏）", "voltage in volts"),
  contractKva: is("double", "合同容量（千伏安）", "contract capacity in kVA"),
  runningKva: is("double", "运行容量（千伏安）", "running capacity in kVA"),
  state: is("string", "状态：applying、active、changing", "state"),
  isSupplied: is("bool", "是否有电", "has power"),
  isTemporary: is("bool", "是否临时用电", "is temporary supply"),
  temporaryEndsInDays: is("int", "临时用电到期天数", "days until temporary supply ends"),
  importance: is("string", "重要性等级：none、special、first、second、temporary", "importance"),
  transfer: is("string", "转供标志：none、supplier、supplied", "sub-metering"),
  notifyBy: is("string", "电费通知方式：sms、paper …", "how bills are announced"),
  invoiceKind: is("string", "票据类型：ordinary、vat、electronic …", "invoice kind"),
  area: is("string", "城乡类别：urban、rural、remote", "area"),
  peopleCount: is("int", "家庭人口数，未登记为 0", "people of the household, 0 if unknown"),
} as const satisfies Record<keyof AccountFacts, Described>;

const paperFields = {
  type: is("string", "资料类型，如 business-licence", "type of paper"),
  endsInDays: is("int", "到期天数，已过期为负", "days until it expires, negative when it has"),
} as const satisfies Record<keyof PaperFacts, Described>;

const facts = {
  kind: is("string", "individual 个人、organisation 单位、intermediary 中介（物业等）", "kind of customer"),
  stage: is("string", "potential 潜在、current 现有、former 历史", "stage"),
  language: is("string", "zh 或 en", "language"),
  age: is("int", "周岁；不知道为 0", "age in years, 0 if unknown"),
  registers: is("list<string>", "在册名册，如 care:elderly、important:first、vip:gold", "registers in force"),
  registerEndsInDays: is("int", "最早到期的名册条目还剩几天", "days until the first register entry expires"),
  classes: is(
    "map<string, string>",
    '分类代码，如 classes["credit"] == "D"；未分类为空',
    "class per scheme, empty if none",
  ),
  accounts: is(
    "list<Account>",
    "名下的户，容量大者在前，最多 200",
    "accounts, the largest first, 200 at most",
  ),
  accountCount: is("int", "名下户数（不含已销户）", "number of accounts that are not closed"),
  contractKva: is("double", "最大一户的合同容量（千伏安）", "contract capacity of the largest account"),
  volts: is("int", "最高供电电压（伏）", "highest voltage in volts"),
  voltage: is("string", "最高供电电压的代码", "code of the highest voltage"),
  mainSort: is("string", "最大一户的用户分类代码", "sort code of the largest account"),
  mainUse: is("string", "最大一户的用电类别代码", "use code of the largest account"),
  mainTrade: is("string", "最大一户的行业代码", "trade code of the largest account"),
  contractEndsInDays: is("int", "最早到期的供用电合同还剩几天", "days until the first contract ends"),
  temporaryEndsInDays: is("int", "最早到期的临时用电还剩几天", "days until the first temporary supply ends"),
  authorityEndsInDays: is(
    "int",
    "最早到期的经办人授权还剩几天",
    "days until the first agent's authority ends",
  ),
  papers: is("list<Paper>", "有有效期的资料", "papers that expire"),
  paperEndsInDays: is("int", "最早到期的资料还剩几天，已过期为负", "days until the first paper expires"),
  open: is(
    "map<string, int>",
    '在办事项数，如 open["arrears"] > 0（ticket、appointment、order、arrears、outage、change-request、other）',
    "open matters per kind",
  ),
  visits90: is("int", "近 90 天到厅次数", "visits in the last 90 days"),
  contacts90: is("int", "近 90 天联系次数", "contacts in the last 90 days"),
  yearKwh: is(
    "double",
    "近 12 个月电量（千瓦时），未知为 0",
    "energy of the last 12 months in kWh, 0 if unknown",
  ),
  hasPaymentRecord: is("bool", "是否有缴费记录可评", "whether payments are known"),
  onTimePercent: is("int", "近 12 个月按时缴费率（%）", "percent of bills paid in time, last 12 months"),
  defaults: is("int", "违约用电、窃电次数", "breaches and thefts of power"),
  falsePromises: is("int", "虚假承诺次数", "promises not kept"),
  hazards: is("int", "未整改安全隐患数", "safety hazards not put right"),
} as const satisfies Record<keyof CustomerFacts, Described>;

export type FactLine = Words & { readonly name: string; readonly type: string };

const lines = (group: string, fields: Readonly<Record<string, Described>>): FactLine[] =>
  Object.entries(fields).map(([name, { type, zh, en }]) => ({ name: `${group}${name}`, type, zh, en }));

/** The list beside the editor: every name that an expression may use. */
export const factReference: readonly FactLine[] = [
  ...lines("", facts),
  ...lines("accounts[].", accountFields),
  ...lines("papers[].", paperFields),
];

const typesOf = (fields: Readonly<Record<string, Described>>) =>
  Object.fromEntries(Object.entries(fields).map(([name, { type }]) => [name, type as CelType]));

/** The engine knows what an item of a list is by its class. */
class Value {
  constructor(fields: Readonly<Record<string, unknown>>) {
    Object.assign(this, fields);
  }
}
class AccountValue extends Value {}
class PaperValue extends Value {}

/** Makes the facts known to an environment, with their types. */
export function declareFacts(environment: Environment): Environment {
  environment.registerType("Account", { ctor: AccountValue, fields: typesOf(accountFields) });
  environment.registerType("Paper", { ctor: PaperValue, fields: typesOf(paperFields) });
  for (const [name, { type }] of Object.entries(facts)) environment.registerVariable(name, type);
  return environment;
}

export type { CelFacts };

const integers = (fields: Readonly<Record<string, Described>>) =>
  Object.entries(fields).flatMap(([name, { type }]) => (type === "int" ? [name] : []));
const [factIntegers, accountIntegers, paperIntegers] = [
  integers(facts),
  integers(accountFields),
  integers(paperFields),
];

function withIntegers(
  values: Readonly<Record<string, unknown>>,
  names: readonly string[],
): Record<string, unknown> {
  const made: Record<string, unknown> = { ...values };
  for (const name of names) made[name] = BigInt(Math.trunc(Number(values[name])));
  return made;
}

/** CEL's integers are BigInts; its doubles stay numbers. */
export function celFacts(given: CustomerFacts): CelFacts {
  return {
    ...withIntegers(given, factIntegers),
    accounts: given.accounts.map((account) => new AccountValue(withIntegers(account, accountIntegers))),
    papers: given.papers.map((paper) => new PaperValue(withIntegers(paper, paperIntegers))),
    open: new Map(Object.entries(given.open).map(([kind, count]) => [kind, BigInt(count)])),
    classes: new Map(Object.entries(given.classes)),
  };
}

/** `AC00101` is 10 kV: four digits and a unit, 1 for kV and 2 for V (service rules §7.4). 0 for another form. */
export function voltsOf(code: string): number {
  const [, magnitude, unit] = /^AC(\d{4})([12])$/.exec(code) ?? [];
  return magnitude ? Number(magnitude) * (unit === "1" ? 1_000 : 1) : 0;
}
