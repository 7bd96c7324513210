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
  "hall.customer_key": {
    kind: "conflict",
    zh: "识别已超过时限，请重新刷证件或输入号码。",
    en: "The recognition has expired; present the card or type the number again.",
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
  "hall.offline_foreign": {
    kind: "conflict",
    zh: "号码 {number} 不在本机的预留号段内。",
    en: "Number {number} is not in a block reserved for this kiosk.",
  },
  "hall.offline_taken": {
    kind: "conflict",
    zh: "号码 {number} 已经发给另一位客户。",
    en: "Number {number} was given to another customer already.",
  },
  "hall.phone_code": {
    kind: "forbidden",
    zh: "二维码已过期，请扫厅内最新的二维码。",
    en: "The QR code has expired; scan the one shown in the hall now.",
  },
  // Set-up.
  "hall.not_set_up": {
    kind: "conflict",
    zh: "这个营业厅还没有设置，请先填写基本信息。",
    en: "This hall is not set up yet; fill in its basic data first.",
  },
  "hall.not_a_hall": {
    kind: "conflict",
    zh: "这个机构不是营业厅，或已撤销。",
    en: "This unit is not a hall, or it is closed.",
  },
  "hall.second_centre": {
    kind: "conflict",
    zh: "本公司已有 {grade} 级中心营业厅“{name}”，每个公司最多一个。",
    en: "The company has its grade {grade} centre hall already: “{name}”.",
  },
  "hall.code_taken": { kind: "conflict", zh: "代码 {code} 已被使用。", en: "Code {code} is in use." },
  "hall.code_in_use": {
    kind: "conflict",
    zh: "代码和字母已印在号票和窗口设置上，不能修改；请新建业务。",
    en: "Code and letter stand on tickets and windows; make a new service instead of changing them.",
  },
  "hall.number_taken": {
    kind: "conflict",
    zh: "已有 {number} 号窗口。",
    en: "There is a window {number} already.",
  },
  "hall.skill_unknown": {
    kind: "invalid",
    zh: "本厅没有业务 {code}。",
    en: "This hall has no service {code}.",
  },
  "hall.spans_overlap": {
    kind: "invalid",
    zh: "营业时段重叠，或开始晚于结束（{field}）。",
    en: "Opening spans overlap or end before they begin ({field}).",
  },
  "hall.date_past": {
    kind: "invalid",
    zh: "日期不能早于 {earliest}：过去的安排不能改写。",
    en: "The date cannot be before {earliest}: the past is not rewritten.",
  },
  "hall.queue_not_empty": {
    kind: "conflict",
    zh: "还有 {waiting} 位客户在等候，请先办完或转移。",
    en: "{waiting} customers are still waiting; serve or transfer them first.",
  },
  "hall.window_staffed": {
    kind: "conflict",
    zh: "{name} 正在这个窗口上岗，请先关窗。",
    en: "{name} is at this window; close it first.",
  },
  "hall.shift_overlap": {
    kind: "invalid",
    zh: "排班冲突：{name} 或该窗口在 {time} 已有安排。",
    en: "The roster clashes: {name} or the window is planned already at {time}.",
  },
  "hall.shift_unknown": {
    kind: "invalid",
    zh: "排班里的窗口或人员不属于本厅。",
    en: "A window or person of the roster does not belong to this hall.",
  },
  "hall.shift_times": {
    kind: "invalid",
    zh: "班次的结束必须晚于开始。",
    en: "A shift must end after it begins.",
  },
  "hall.not_monday": { kind: "invalid", zh: "请选择星期一。", en: "Choose a Monday." },
  // Appointments.
  "hall.no_appointments": {
    kind: "conflict",
    zh: "“{service}”不接受预约，请直接到厅取号。",
    en: "“{service}” takes no appointments; come and take a number.",
  },
  "hall.slot_unknown": { kind: "not-found", zh: "没有这个预约时段。", en: "There is no such slot." },
  "hall.slot_past": {
    kind: "conflict",
    zh: "这个时段已过，请选择以后的时段。",
    en: "That slot has passed; choose a later one.",
  },
  "hall.slot_full": {
    kind: "conflict",
    zh: "这个时段已约满，请选择其他时段。",
    en: "That slot is full; choose another.",
  },
  "hall.slot_booked": {
    kind: "conflict",
    zh: "这个时段已有 {booked} 位预约，名额不能更少。",
    en: "{booked} are booked in that slot; the contingent cannot be smaller.",
  },
  "hall.booked_already": {
    kind: "conflict",
    zh: "这个手机号已约过这个时段。",
    en: "This phone has booked that slot already.",
  },
  "hall.bookings_too_many": {
    kind: "conflict",
    zh: "这个手机号已有 {limit} 个未到的预约，请先取消一个。",
    en: "This phone has {limit} appointments ahead; cancel one first.",
  },
  "hall.appointment_unknown": {
    kind: "not-found",
    zh: "没有这个预约码，请核对或找引导员。",
    en: "There is no such appointment code; check it or ask the guide.",
  },
  "hall.appointment_state": {
    kind: "conflict",
    zh: "这个预约已是“{state}”，不能这样操作。",
    en: "This appointment is “{state}” already.",
  },
  "hall.appointment_early": {
    kind: "conflict",
    zh: "您来早了，{time} 起可以取号；也可以现在按普通顺序取号。",
    en: "You are early: check in from {time}, or take an ordinary number now.",
  },
  "hall.appointment_day": {
    kind: "conflict",
    zh: "您的预约在 {day}。",
    en: "Your appointment is on {day}.",
  },
  // Figures and history.
  "hall.range_too_long": {
    kind: "invalid",
    zh: "日期范围有误，或超过 {days} 天。",
    en: "The range of dates is wrong or longer than {days} days.",
  },
  "hall.figure_no_rows": {
    kind: "invalid",
    zh: "这个指标不由单张号票构成，没有明细。",
    en: "This figure is not made of single tickets; it has no rows.",
  },
  "hall.history_day": {
    kind: "invalid",
    zh: "{date} 的记录有误：{field}。",
    en: "The records of {date} are wrong: {field}.",
  },
  "hall.history_future": {
    kind: "invalid",
    zh: "{date} 还没有结束，不能作为历史导入。",
    en: "{date} is not over; it cannot be imported as history.",
  },
} as const satisfies Record<string, ProblemText>;
