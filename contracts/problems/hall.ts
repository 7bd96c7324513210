import type { ProblemText } from "../problems.ts";

/** Refusals of the hall: tickets, windows, appointments, ratings. */
export const hallProblems = {
  "hall.closed": {
    kind: "conflict",
    zh: "营业厅现在不在营业时间（{hours}）。",
    en: "The hall is not open now (hours: {hours}).",
  },
  "hall.service_unknown": {
    kind: "not-found",
    zh: "本厅不办理这项业务。",
    en: "This hall does not offer that service.",
  },
  "hall.service_closed": {
    kind: "conflict",
    zh: "“{service}”暂停受理，请咨询引导员。",
    en: "“{service}” is suspended; ask the guide.",
  },
  "hall.quota_used": {
    kind: "conflict",
    zh: "“{service}”今天的号已取完（{quota} 个），请改天或预约。",
    en: "Today's {quota} numbers for “{service}” are used up; come another day or book.",
  },
  "hall.last_number_gone": {
    kind: "conflict",
    zh: "“{service}”已过今天最后取号时间（{time}）。",
    en: "The last number for “{service}” today was given at {time}.",
  },
  "hall.not_at_kiosk": {
    kind: "conflict",
    zh: "“{service}”请找引导员取号。",
    en: "Ask the guide for a number for “{service}”.",
  },
  "hall.too_many_tickets": {
    kind: "too-many",
    zh: "取号太频繁（每分钟最多 {limit} 个），请稍候或找引导员。",
    en: "Too many numbers from here (at most {limit} a minute); wait a moment or ask the guide.",
  },
  "hall.already_waiting": {
    kind: "conflict",
    zh: "您已有一个号 {number} 在等候这项业务。",
    en: "You already hold number {number} for this service.",
  },
  "hall.no_capable_window": {
    kind: "conflict",
    zh: "目前没有窗口能办理“{service}”，请找引导员。",
    en: "No window serves “{service}” today; ask the guide.",
  },
  "hall.ticket_state": {
    kind: "conflict",
    zh: "号码 {number} 现在是“{state}”，不能这样操作。",
    en: "Number {number} is “{state}” now, so this cannot be done.",
  },
  "hall.ticket_not_here": {
    kind: "conflict",
    zh: "这个号不在您的窗口，页面可能已过时，请看最新状态。",
    en: "That ticket is not at your window; the page may be stale, look at the current state.",
  },
  "hall.ticket_skill": {
    kind: "conflict",
    zh: "这个窗口不办理“{service}”。",
    en: "This window does not serve “{service}”.",
  },
  "hall.missed_expired": {
    kind: "conflict",
    zh: "号码 {number} 过号已超过 {minutes} 分钟，请重新取号。",
    en: "Number {number} was missed more than {minutes} minutes ago; take a new one.",
  },
  "hall.missed_too_often": {
    kind: "conflict",
    zh: "号码 {number} 已过号 {times} 次，请重新取号。",
    en: "Number {number} was missed {times} times; take a new one.",
  },
  "hall.missed_too_soon": {
    kind: "conflict",
    zh: "请等到叫号 {seconds} 秒后再过号。",
    en: "Wait {seconds} seconds after the call before passing over.",
  },
  "hall.more_time_too_often": {
    kind: "conflict",
    zh: "已延后过 {times} 次，不能再延后。",
    en: "Already moved back {times} times; no more.",
  },
  "hall.recall_too_soon": {
    kind: "conflict",
    zh: "两次重呼之间至少 {seconds} 秒。",
    en: "Wait {seconds} seconds between calls.",
  },
  "hall.recall_too_often": {
    kind: "conflict",
    zh: "已重呼 {times} 次，请按过号处理。",
    en: "Called again {times} times already; pass the number over.",
  },
  "hall.transfer_too_often": {
    kind: "conflict",
    zh: "这个号已转移 {times} 次，请在本窗口办结或请值班主任处理。",
    en: "This ticket was transferred {times} times; finish it here or call the duty manager.",
  },
  "hall.window_taken": {
    kind: "conflict",
    zh: "{window} 号窗口正由 {name} 使用。",
    en: "Window {window} is in use by {name}.",
  },
  "hall.window_elsewhere": {
    kind: "conflict",
    zh: "您已在 {window} 号窗口上岗，请先关窗。",
    en: "You are at window {window}; close it first.",
  },
  "hall.window_not_yours": {
    kind: "conflict",
    zh: "您没有在这个窗口上岗，请先开窗。",
    en: "You are not at this window; open it first.",
  },
  "hall.window_paused": {
    kind: "conflict",
    zh: "窗口已暂停，请先恢复服务再叫号。",
    en: "The window is paused; resume before calling.",
  },
  "hall.window_busy": {
    kind: "conflict",
    zh: "窗口还有号 {number} 未办结。",
    en: "Number {number} is not finished at this window.",
  },
  "hall.window_state": {
    kind: "conflict",
    zh: "窗口现在是“{state}”，不能这样操作。",
    en: "The window is “{state}” now, so this cannot be done.",
  },
  "hall.pause_reason": { kind: "invalid", zh: "请选择暂停原因。", en: "Choose a reason for the pause." },
  "hall.pause_last_of_kind": {
    kind: "conflict",
    zh: "这是能办理“{service}”的最后一个窗口，请先安排接替。",
    en: "This is the last window that serves “{service}”; arrange a relief first.",
  },
  "hall.alert_taken": {
    kind: "conflict",
    zh: "{name} 已经处理这条预警。",
    en: "{name} has already answered this alert.",
  },
  "hall.rating_not_asked": {
    kind: "conflict",
    zh: "现在不能评价这次服务。",
    en: "This service cannot be rated now.",
  },
  "hall.rating_twice": {
    kind: "conflict",
    zh: "这次服务已经评价过，谢谢。",
    en: "This service has been rated already, thank you.",
  },
  "hall.rating_reason": {
    kind: "invalid",
    zh: "请选择不满意的原因。",
    en: "Choose what was not satisfactory.",
  },
  "hall.phone_code": {
    kind: "forbidden",
    zh: "二维码已过期，请扫厅内最新的二维码。",
    en: "The QR code has expired; scan the one shown in the hall now.",
  },
} as const satisfies Record<string, ProblemText>;
