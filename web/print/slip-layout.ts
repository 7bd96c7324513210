/** What stands on a slip and in which size: one layout, drawn by every driver (handbook §5.1: no full id, no phone). */
import type { Slip } from "../../contracts/hall/shapes.ts";
import { clockTime, localDay, waitWords } from "../parts/time.ts";
import { defineWords, pick } from "../parts/words.ts";

/** A slip as a kiosk has it; offline nobody knows how many are ahead. */
export type PaperSlip = Omit<Slip, "ahead"> & { readonly ahead: number | null };

export type SlipLine =
  | {
      readonly kind: "text";
      readonly text: string;
      readonly size: "normal" | "large" | "huge";
      readonly center: boolean;
    }
  | { readonly kind: "rule" }
  | { readonly kind: "qr"; readonly text: string };

const t = defineWords({
  ahead: ["前面等候：{n} 人", "Ahead of you: {n}"],
  aheadUnknown: ["请留意大屏和叫号", "Please watch the big screen"],
  wait: ["预计等候：{range}", "Expected wait: {range}"],
  taken: ["取号时间：{day} {time}", "Taken: {day} {time}"],
  priority: ["优先", "Priority"],
  appointment: ["预约", "Appointment"],
  papers: ["请备好：{list}", "Please have ready: {list}"],
  customer: ["客户：{name}", "Customer: {name}"],
  scan: ["扫码看进度、改时间、评价", "Scan to follow, move back or rate"],
  copy: ["（补打第 {n} 次）", "(Copy {n})"],
  hotlines: ["服务与监督电话：{list}", "Hotlines: {list}"],
});

/** @param phoneAddress the full address that the QR code opens */
export function layoutSlip(slip: PaperSlip, phoneAddress: string): SlipLine[] {
  const lines: SlipLine[] = [];
  const add = (text: string, size: "normal" | "large" | "huge" = "normal", center = false) =>
    lines.push({ kind: "text", text, size, center });
  add(pick(slip.hallName), "large", true);
  add(slip.number, "huge", true);
  add(pick(slip.serviceName), "large", true);
  if (slip.priority === "priority" || slip.priority === "appointment") add(t(slip.priority), "large", true);
  if (slip.copy > 0) add(t("copy", { n: slip.copy }), "normal", true);
  lines.push({ kind: "rule" });
  add(slip.ahead === null ? t("aheadUnknown") : t("ahead", { n: slip.ahead }));
  if (slip.wait) add(t("wait", { range: waitWords(slip.wait) }));
  if (slip.hint) add(pick(slip.hint));
  add(t("taken", { day: localDay(slip.takenAt), time: clockTime(slip.takenAt) }));
  if (slip.customerName) add(t("customer", { name: slip.customerName }));
  if (slip.papers.length > 0) add(t("papers", { list: slip.papers.map(pick).join("、") }));
  lines.push({ kind: "rule" }, { kind: "qr", text: phoneAddress });
  add(t("scan"), "normal", true);
  lines.push({ kind: "rule" });
  add(pick(slip.missedRule));
  if (slip.hotlines.length > 0) add(t("hotlines", { list: slip.hotlines.join(" / ") }));
  return lines;
}
