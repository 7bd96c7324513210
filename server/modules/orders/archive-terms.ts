/** Orders by which an account is charged otherwise (基本电费计费方式变更、暂换): entered with the day from which they hold. */
import { dateOf } from "../../foundation/clock.ts";
import { Problem } from "../../foundation/problem.ts";
import { type RulesInForce, rulesInForce } from "../catalogue/index.ts";
import { accountFace, agreeDemandByOrder, swapByOrder } from "../customers/index.ts";
import type { ArchiveSite, Change } from "./archive-changes.ts";

const ways = {
  capacity: { zh: "按容量", en: "by capacity" },
  "demand-contract": { zh: "按合同最大需量", en: "by contracted demand" },
  "demand-actual": { zh: "按实际最大需量", en: "by actual demand" },
} as const;
type Way = keyof typeof ways;

const wayOf = (value: unknown): Way | undefined =>
  typeof value === "string" && value in ways ? (value as Way) : undefined;
const dayIn = (value: unknown): Temporal.PlainDate | undefined => {
  const found = typeof value === "string" ? /^\d{4}-\d\d-\d\d$/.exec(value)?.[0] : undefined;
  return found === undefined ? undefined : Temporal.PlainDate.from(found);
};
const above = (value: unknown): number | undefined =>
  typeof value === "number" && Number.isFinite(value) && value > 0 ? value : undefined;

/** Whoever approves it is told what is not there: the archive is never filled in by hand for it. */
const missing = (label: string, labelEn: string, field: string) =>
  new Problem("orders.archive_value_missing", { label, labelEn, field });

/**
 * From the first of the month that was asked for, or of the first one that the rule still allows. Demand below the floor is
 * raised to it (tariff and billing §1.3).
 * @throws orders.archive_value_missing
 */
export const chargeDemand: Change = async ({ ctx, open, form }) => {
  const { accountId, number } = open.order;
  if (accountId === null) return null;
  const basis = wayOf(form.to);
  if (!basis) throw missing("变更为", "New", "to");
  const asked = dayIn(form.fromMonth);
  if (!asked) throw missing("起始账期", "From the month of", "fromMonth");
  const typed = above(form.demandKw);
  if (basis === "demand-contract" && typed === undefined) throw missing("核定需量", "Demand", "demandKw");
  const accepted = dateOf(open.order.openedAt);
  const rules = await rulesInForce(ctx, accepted.toString());
  const months = rules.value("CH.DEMAND.EFFECT");
  const earliest = accepted.with({ day: 1 }).add({ months });
  const first = asked.with({ day: 1 });
  const startsOn = Temporal.PlainDate.compare(first, earliest) < 0 ? earliest : first;
  const least = await leastDemand(rules, { ctx, accountId });
  const demandKw = basis === "demand-contract" ? Math.max(typed ?? 0, least) : null;
  const on = startsOn.toString();
  const account = await agreeDemandByOrder(ctx, accountId, {
    startsOn: on,
    basis,
    demandKw,
    source: `工单 ${number}`,
  });
  const way = ways[basis];
  const [kwZh, kwEn] = demandKw === null ? ["", ""] : [`，核定 ${demandKw} 千瓦`, `, ${demandKw} kW`];
  const isRaised = demandKw !== null && demandKw !== typed;
  return {
    zh: `户 ${account} 自 ${on} 起${way.zh}计收基本电费${kwZh}${isRaised ? `（申请 ${typed} 千瓦，按下限提高）` : ""}`,
    en: `Account ${account} is charged ${way.en} from ${on}${kwEn}${isRaised ? ` (asked for ${typed} kW, raised to the floor)` : ""}`,
  };
};

async function leastDemand(
  rules: RulesInForce,
  { ctx, accountId }: Pick<ArchiveSite, "ctx"> & { readonly accountId: string },
): Promise<number> {
  const face = await accountFace(ctx, accountId);
  const share = rules.find("DEMAND.CONTRACT.FLOOR")?.value ?? 0;
  return Math.ceil(((face?.runningKva ?? face?.contractKva ?? 0) * share) / 100);
}

/**
 * From the day on which it was changed at the place until the day on which the former one comes back. An order of an older form
 * has but one capacity, which is that of the larger one.
 * @throws orders.archive_value_missing
 */
export const swapTransformer: Change = async ({ ctx, open, form, left }) => {
  const { accountId, number } = open.order;
  if (accountId === null) return null;
  const kva = above(form.installedKva) ?? above(form.capacityAffected);
  if (kva === undefined) throw missing("换上容量", "Capacity put in", "installedKva");
  const begins = fieldDay(form.sealedAt) ?? dayIn(form.beginsOn);
  if (!begins) throw missing("起始日期", "From", "beginsOn");
  const ends = dayIn(form.endsOn);
  const isForward = ends !== undefined && Temporal.PlainDate.compare(ends, begins) > 0;
  const { transformers } = form;
  const startsOn = begins.toString();
  const endsOn = isForward ? ends.toString() : null;
  const account = await swapByOrder(ctx, accountId, {
    startsOn,
    endsOn,
    kva,
    formerKva: above(form.removedKva) ?? null,
    transformers: typeof transformers === "string" && transformers !== "" ? transformers : null,
    source: `工单 ${number}`,
  });
  if (endsOn === null)
    left({
      zh: "没有填写换回日期，换回后请补办",
      en: "When it goes back is not said; enter it when it does",
    });
  return {
    zh: `户 ${account} 暂换 ${kva} 千伏安，${startsOn} 起${endsOn === null ? "" : `，${endsOn} 换回`}，合同容量不变`,
    en: `Account ${account} has ${kva} kVA for a while from ${startsOn}${endsOn === null ? "" : ` until ${endsOn}`}; what is contracted stays`,
  };
};

/** The day in Shanghai of a time that was filled in at the place. */
function fieldDay(value: unknown): Temporal.PlainDate | undefined {
  if (typeof value !== "string" || Number.isNaN(Date.parse(value))) return undefined;
  return dateOf(Temporal.Instant.fromEpochMilliseconds(Date.parse(value)));
}
