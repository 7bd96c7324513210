/** What an account is charged by, in words: as it holds on the day that is shown, and what follows. */
import type { AccountAnswer, CapacitySwap, DemandTerm } from "../../../../contracts/customers/shapes.ts";
import { defineWords } from "../../../parts/words.ts";

const t = defineWords({
  demand: ["基本电费", "Capacity charge"],
  swap: ["暂换", "Swapped for a while"],
  capacity: ["按容量", "by capacity"],
  "demand-contract": ["按合同最大需量 {kw} kW", "by contracted demand, {kw} kW"],
  "demand-actual": ["按实际最大需量", "by actual demand"],
  from: ["{day} 起{what}", "from {day} {what}"],
  until: ["{kva} kVA，{from} 至 {to} 换回", "{kva} kVA, {from} until {to}"],
  open: ["{kva} kVA，{from} 起", "{kva} kVA from {from}"],
});

const termText = ({ basis, demandKw, startsOn }: DemandTerm): string =>
  t("from", { day: startsOn, what: t(basis, { kw: demandKw ?? "–" }) });
const swapText = ({ kva, startsOn, endsOn }: CapacitySwap): string =>
  t(endsOn === null ? "open" : "until", { kva, from: startsOn, to: endsOn ?? "" });

/** Rows among the account's facts; null where there is nothing. */
export const termRows = ({
  demandTerms,
  swaps,
}: AccountAnswer): readonly (readonly [string, string | null])[] => [
  [t("demand"), demandTerms.map(termText).join("；") || null],
  [t("swap"), swaps.map(swapText).join("；") || null],
];
