import type { PriorityReason, ServiceOffer } from "../../contracts/hall/shapes.ts";
import { defineWords } from "../parts/words.ts";

export const t = defineWords({
  welcome: ["请选择要办理的业务", "What can we do for you?"],
  severalHint: ["可选多项，一个号一次办完", "Choose several: one number serves them all"],
  open: ["营业中", "Open"],
  closed: ["非营业时间", "Closed now"],
  hours: ["今日营业 {spans}", "Today {spans}"],
  closedToday: ["今日不营业", "Closed today"],
  waiting: ["{n} 人等候", "{n} waiting"],
  nobody: ["无需等候", "No queue"],
  windows: ["{n} 个窗口", "{n} open"],
  noWindow: ["窗口暂未开放", "No window open yet"],
  chosen: ["已选 {n} 项", "{n} chosen"],
  next: ["下一步", "Continue"],
  back: ["返回", "Back"],
  cancel: ["取消", "Cancel"],
  appointment: ["我有预约", "I have an appointment"],
  guide: ["呼叫引导员", "Call the guide"],
  guideComing: ["已通知引导员，马上就到", "The guide has been told and is on the way"],
  guideFailed: [
    "通知未送达，请到咨询台找工作人员",
    "The message did not get through; please go to the information desk",
  ],
  recognise: ["刷证件快速办理", "Recognise me"],
  recogniseHelp: [
    "刷身份证、服务卡，或输入手机号、户号，为您推荐业务",
    "ID or service card, phone or account number: we suggest the service",
  ],
  identifyTitle: ["请刷证件，或输入号码", "Present a card, or type a number"],
  identifyCard: [
    "把身份证放在读卡区，或出示服务卡二维码",
    "Hold your ID to the reader, or show your card's QR code",
  ],
  identifyNumber: ["也可以输入手机号、户号或身份证号", "Or type your phone, account or ID number"],
  identifyTyped: ["已输入的号码", "The number typed"],
  identifyHint: ["手机号 / 户号 / 身份证号", "Phone / account / ID number"],
  identifyPrivacy: [
    "号码几秒后自动隐藏，离开后立即清除，不在屏幕显示您的个人信息。",
    "Digits are hidden after seconds and erased when you leave; nothing personal is shown here.",
  ],
  identifySkip: ["不识别，直接选业务", "Skip: choose a service"],
  identify: ["识别", "Continue"],
  identifying: ["正在识别…", "One moment…"],
  identifyUnknown: [
    "没有找到这个号码。请核对后重输，或直接选业务取号。",
    "This number is not known here. Check it, or choose a service without it.",
  ],
  greeting: ["{name}，您好", "Welcome, {name}"],
  matters: ["您在办的事项", "What is open with you"],
  suggested: ["为您推荐", "Suggested for you"],
  papersReady: ["请备好", "Please have ready"],
  homeService: ["行动不便可申请上门服务，请告诉工作人员", "We can come to your home: just tell the staff"],
  otherService: ["办理其他业务", "Another service"],
  elderOn: ["大字版", "Large type"],
  elderOff: ["标准版", "Standard type"],
  other: ["English", "中文"],
  phone: ["手机扫码取号", "Take a number by phone"],
  papersTitle: ["请先看看材料带齐了吗", "Do you have these papers with you?"],
  papersNone: ["无需材料", "No papers needed"],
  onFile: ["已存档，不用再交", "Already on file; no copy needed"],
  papersHelp: [
    "没带齐也可以取号，窗口会告诉您怎么补",
    "You may take a number without them; the window will tell you what to do",
  ],
  priorityTitle: ["是否需要优先办理？", "Do you need priority service?"],
  priorityHelp: [
    "请如实选择，窗口会核对证件。优先号与普通号按公示规则交替叫号。",
    "Please be truthful: the window checks your card. Priority and ordinary numbers are called by the published rule.",
  ],
  ordinary: ["不需要", "No, thank you"],
  take: ["取号", "Take a number"],
  taking: ["正在取号…", "Taking your number…"],
  printing: ["正在打印，请稍候…", "Printing, one moment…"],
  yourNumber: ["您的号码", "Your number"],
  ahead: ["前面 {n} 人", "{n} ahead of you"],
  first: ["您是下一位", "You are next"],
  wait: ["预计等候", "Expected wait"],
  place: ["办理位置", "Where"],
  takePaper: ["请取走号票，留意叫号", "Please take your slip and watch the screen"],
  notPaper: [
    "请拍下号码，或扫码在手机上看进度",
    "Please photograph the number, or scan to follow it on your phone",
  ],
  scan: ["扫码看进度", "Scan to follow"],
  confirmLater: [
    "网络不稳，号票已打印，正在补登记。",
    "The network is unsteady: your slip is printed and is being registered.",
  ],
  done: ["完成", "Done"],
  doneIn: ["完成（{n}）", "Done ({n})"],
  elsePhone: ["改用手机号票（扫码）", "Number on the phone instead (QR code)"],
  retryPrint: ["再试一次", "Try again"],
  failedTitle: ["没有打印出来，这个号没有生效", "The slip was not printed, so no number was issued"],
  failedPaper: ["打印机缺纸，已请工作人员来换纸。", "The printer is out of paper; staff have been told."],
  failedCover: ["打印机盖未合上，已通知工作人员。", "The printer's cover is open; staff have been told."],
  failedOther: ["打印机出了故障，已通知工作人员。", "The printer has a fault; staff have been told."],
  failedTake: ["这次没有取到号", "No number was taken"],
  paperless: [
    "打印机暂不可用，取号后请扫码，号码在手机上",
    "The printer is not available: your number will be on your phone",
  ],
  offline: [
    "网络中断：仍可取号，号码有效，网络恢复后自动登记",
    "The network is down: numbers are still valid and are registered when it returns",
  ],
  offlineWaiting: ["待登记 {n} 个", "{n} to register"],
  offlineNote: [
    "网络中断中取的号：号码有效，次序按取号时间保留。",
    "Taken while the network was down: the number is valid and keeps its place by time.",
  ],
  offlineNone: [
    "网络中断，预留的号已用完，请找引导员取号。",
    "The network is down and the reserved numbers are used up; please ask the guide.",
  ],
  codeTitle: ["请输入 8 位预约码", "Enter your 8-character booking code"],
  codeHelp: ["预约码在短信和“我的预约”里", "The code is in the message and on your booking page"],
  checkIn: ["到场取号", "Check in"],
  late: [
    "已过预约时段，转入普通排队，给您带来不便请谅解。",
    "Your slot has passed, so you join the ordinary queue.",
  ],
  codeOffline: [
    "网络中断，暂不能核对预约，请找引导员或直接取号。",
    "Bookings cannot be checked while the network is down; ask the guide.",
  ],
  erase: ["删除", "Delete"],
  clear: ["清空", "Clear"],
  still: ["您还在吗？", "Are you still there?"],
  stillHelp: [
    "{n} 秒后返回首页并清除本次内容",
    "Back to the start in {n} s; everything you entered is erased",
  ],
  goOn: ["继续办理", "Continue"],
  restart: ["重新开始", "Start again"],
  loading: ["正在连接营业厅…", "Connecting to the hall…"],
  refused: ["这台终端暂不能服务，请找引导员。", "This kiosk cannot serve now; please ask the guide."],
  paper: ["号票", "Slip"],
  hotlines: ["服务与监督 {list}", "Hotlines {list}"],
  missedRule: ["过号规则", "If you miss your call"],
});

const unavailable = defineWords({
  "hall.closed": ["现在不在营业时间", "The hall is closed"],
  "hall.service_closed": ["暂停受理，请咨询引导员", "Suspended: ask the guide"],
  "hall.quota_used": ["今日号已取完，可改天或预约", "Today's numbers are gone: book, or come another day"],
  "hall.last_number_gone": ["今日取号已截止", "The last number for today is gone"],
  "hall.not_at_kiosk": ["请找引导员取号", "Ask the guide for a number"],
  "hall.no_capable_window": ["今日没有窗口办理，请找引导员", "No window today: ask the guide"],
  other: ["暂不能取号，请找引导员", "Not available: ask the guide"],
});

/** Why a service cannot be had right now; undefined when it can. */
export function whyNot({ available, unavailable: code, atKiosk }: ServiceOffer): string | undefined {
  if (!available) {
    switch (code) {
      case "hall.closed":
      case "hall.service_closed":
      case "hall.quota_used":
      case "hall.last_number_gone":
      case "hall.not_at_kiosk":
      case "hall.no_capable_window":
        return unavailable(code);
      default:
        return unavailable("other");
    }
  }
  return atKiosk ? undefined : unavailable("hall.not_at_kiosk");
}

/** Reasons that a customer may declare on a kiosk; an emergency goes to a person, not through a queue. */
export const declarable = (code: string): code is PriorityReason => code !== "emergency";
