/**
 * Registers (名册) as data: catalogue/customer-registers.json has their levels, how long an entry lasts, and what care it
 * asks of us in the hall. A VIP entry asks for none: no jump in the queues of everyday business (service rules §5.2).
 */
import shipped from "../../../../catalogue/customer-registers.json" with { type: "json" };
import type { Recognition } from "../../../../contracts/customers/recognition.ts";
import type { Register } from "../../../../contracts/customers/shapes.ts";
import type { Words } from "../../../../contracts/endpoint.ts";

export type Level = Words & {
  readonly code: string;
  /** An entry lasts so long unless said otherwise; null: until it is ended. */
  readonly termMonths: number | null;
  /** Important customers: how often they are inspected. */
  readonly checkMonths?: number;
  readonly source: string;
  readonly confidence: string;
  readonly care?: {
    /** A code of the hall's priority reasons. */
    readonly priorityReason?: string;
    readonly largeType?: boolean;
    readonly homeService?: boolean;
    readonly fewerPapers?: boolean;
  };
};
export type RegisterList = Words & {
  readonly register: Register;
  /** What whoever takes an order of such a customer should mind. */
  readonly atIntake?: Words;
  readonly levels: readonly Level[];
};

export const registerLists = shipped as unknown as readonly RegisterList[];

export const findLevel = (register: Register, level: string): Level | undefined =>
  registerLists.find((list) => list.register === register)?.levels.find(({ code }) => code === level);

/** `特需客户：残疾人`; a level that the catalogue does not know stands for itself. */
export function levelWords(register: Register, level: string): Words {
  const list = registerLists.find((one) => one.register === register);
  const found = findLevel(register, level) ?? { zh: level, en: level };
  return { zh: `${list?.zh ?? register}：${found.zh}`, en: `${list?.en ?? register}: ${found.en}` };
}

/** What to mind at intake; the important ones have a check of their own there. */
export const adviceOf = (register: Register): Words | undefined =>
  registerLists.find((one) => one.register === register)?.atIntake;

export type Care = Recognition["care"];
export type CareFor = {
  /** Whole years; 0 when nobody knows, and for organisations. */
  readonly age: number;
  readonly registers: readonly { readonly register: Register; readonly level: string }[];
};
export type CareAges = { readonly elderlyAge: number; readonly largeTypeAge: number };

/**
 * What a customer's age and registers ask of us, and why. The first reason for priority holds: age, then the entries in
 * the order of the catalogue.
 * @param inUse the priority reasons that the company uses; an entry with another gives no priority
 */
export function careFor({ age, registers }: CareFor, ages: CareAges, inUse: ReadonlySet<string>): Care {
  const because: Words[] = [];
  const asked: NonNullable<Level["care"]>[] = [];
  if (age >= ages.elderlyAge) {
    asked.push({ priorityReason: "elderly", homeService: true, fewerPapers: true });
    because.push({
      zh: `${age} 周岁（${ages.elderlyAge} 周岁起优先）`,
      en: `${age} years old (first from ${ages.elderlyAge})`,
    });
  }
  if (age >= ages.largeTypeAge) asked.push({ largeType: true });
  if (age >= ages.largeTypeAge && age < ages.elderlyAge)
    because.push({
      zh: `${age} 周岁（${ages.largeTypeAge} 周岁起大字版）`,
      en: `${age} years old (large type from ${ages.largeTypeAge})`,
    });
  for (const { register, levels } of registerLists) {
    for (const { code, care } of levels) {
      if (!care || !registers.some((one) => one.register === register && one.level === code)) continue;
      asked.push(care);
      because.push(levelWords(register, code));
    }
  }
  const reasons = asked.flatMap(({ priorityReason }) =>
    priorityReason !== undefined && inUse.has(priorityReason) ? [priorityReason] : [],
  );
  return {
    priorityReason: reasons[0] ?? null,
    largeType: asked.some(({ largeType }) => largeType),
    homeService: asked.some(({ homeService }) => homeService),
    fewerPapers: asked.some(({ fewerPapers }) => fewerPapers),
    because,
  };
}
