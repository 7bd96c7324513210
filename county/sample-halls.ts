/**
 * The sample county's halls: a centre hall (B grade) with eight windows, two township halls and a neighbour's hall,
 * and three weeks of past days from the seeded generator, so that forecast and figures have something to say.
 */
import type { HallSettings, ServiceSettings, WindowSettings } from "../contracts/hall.ts";
import { dateOf } from "../server/foundation/clock.ts";
import type { Context } from "../server/foundation/context.ts";
import { command, type Platform } from "../server/foundation/transaction.ts";
import {
  type Counters,
  fillRoster,
  type HallPlan,
  hasDays,
  type LivedDay,
  type PastCustomer,
  queueRules,
  recordPastDay,
  relearn,
  type SetUpHall,
  setUpHall,
} from "../server/modules/hall/index.ts";
import { formulaWait } from "../server/modules/hall/rules/formula-wait.ts";
import type { CustomerRecord, PastDay } from "../server/modules/hall/rules/hall-state.ts";
import { visitPastStates } from "../server/modules/hall/rules/past-states.ts";
import type { QueueRules } from "../server/modules/hall/rules/queue-rules.ts";
import { simulateDay } from "../server/modules/hall/rules/simulate-day.ts";
import { forecastWait, learn } from "../server/modules/hall/rules/wait-forecast.ts";
import type { WaitModel } from "../server/modules/hall/rules/wait-model.ts";
import { listStaff, type SampleOrganisation } from "../server/modules/identity/index.ts";
import { generateDay } from "./generate-day.ts";

const idCard = {
  ...{ zh: "用电人有效身份证件", en: "Identity card of the customer" },
  types: [
    "id-card",
    "passport",
    "hk-macao-permit",
    "taiwan-permit",
    "foreign-residence",
    "military-id",
    "business-licence",
  ],
};
const property = { zh: "房屋产权证明", en: "Proof of the property" };
const licence = { zh: "营业执照", en: "Business licence", types: ["business-licence"] };
const equipment = { zh: "用电设备清单", en: "List of equipment" };

type Brief = readonly [
  code: string,
  letter: ServiceSettings["letter"],
  zh: string,
  en: string,
  minutes: number,
  papers: ServiceSettings["papers"],
];
const briefs: readonly Brief[] = [
  ["A1", "A", "低压新装、增容", "New connection, more capacity", 22, [idCard, property]],
  ["A2", "A", "变更用电", "Change of use", 18, [idCard]],
  ["A3", "A", "更名、过户", "Change of name", 15, [idCard, property]],
  ["B1", "B", "交费", "Payment", 3, []],
  ["B2", "B", "发票、账单", "Invoice, bill", 6, []],
  ["C1", "C", "企业新装、增容", "New connection for companies", 25, [licence, equipment]],
  ["C2", "C", "企业变更、大客户", "Changes for companies", 18, [licence]],
  ["D1", "D", "用电咨询", "Advice", 9, []],
  ["D2", "D", "查询、打印、实名认证", "Look-up, print, verification", 7, [idCard]],
  ["E1", "E", "光伏并网", "Solar connection", 25, [idCard, property]],
  [
    "E2",
    "E",
    "充电桩报装",
    "Charging pile",
    18,
    [idCard, { zh: "车位证明", en: "Proof of the parking space" }],
  ],
];
const service = ([code, letter, zh, en, minutes, papers]: Brief, index: number): ServiceSettings => ({
  code,
  letter,
  name: { zh, en },
  typicalMinutes: minutes,
  papers: [...papers],
  atKiosk: letter !== "C",
  dailyQuota: letter === "E" ? 40 : null,
  lastNumberMinutes: minutes >= 15 ? 20 : 5,
  hint: letter === "B" ? { zh: "收费区 1—2 号窗口", en: "Payment, windows 1–2" } : null,
  isSuspended: false,
  sort: (index + 1) * 10,
  slotContingent: minutes >= 15 ? 2 : 0,
});
const codesOf = (letters: string) =>
  briefs.filter(([, letter]) => letters.includes(letter)).map(([code]) => code);

const window = (
  number: number,
  kind: WindowSettings["kind"],
  zh: string,
  en: string,
  letters: string,
  isElastic = false,
): WindowSettings => ({
  number: String(number),
  name: { zh, en },
  kind,
  skills: codesOf(letters),
  languages: number % 3 === 0 ? ["zh", "en"] : ["zh"],
  isElastic,
  sort: number * 10,
});

const centre = (code: string, name: HallSettings["name"], address: string): HallPlan => ({
  settings: { code, name, grade: "B", address, seats: 48, isClosed: false },
  hours: [
    { days: "workday", opens: "08:30", closes: "17:30" },
    { days: "offday", opens: "09:00", closes: "16:30" },
  ],
  services: briefs.map(service),
  windows: [
    window(1, "payment", "收费", "Payment", "BD"),
    window(2, "payment", "收费", "Payment", "BD"),
    ...[3, 4, 5, 6].map((number) => window(number, "general", "综合业务", "General", "ABDE")),
    window(7, "business", "企业与大客户", "Companies", "ABCDE"),
    window(8, "energy", "新能源（弹性）", "New energy (elastic)", "AE", true),
  ],
});
const township = (code: string, name: HallSettings["name"], address: string): HallPlan => ({
  settings: { code, name, grade: "C", address, seats: 16, isClosed: false },
  hours: [
    { days: "workday", opens: "08:30", closes: "12:00" },
    { days: "workday", opens: "14:00", closes: "17:30" },
  ],
  services: briefs.filter(([, letter]) => "ABD".includes(letter)).map(service),
  windows: [
    window(1, "general", "综合业务", "General", "ABD"),
    window(2, "general", "综合业务", "General", "ABD", true),
  ],
});

const plans = [
  centre("QH-ZX", { zh: "青禾中心营业厅", en: "Qinghe Centre Hall" }, "青禾县人民路 18 号"),
  township("QH-LX", { zh: "柳溪营业厅", en: "Liuxi Township Hall" }, "青禾县柳溪镇正街 6 号"),
  township("QH-SP", { zh: "石坪营业厅", en: "Shiping Township Hall" }, "青禾县石坪镇兴隆街 3 号"),
];
const neighbourPlan = centre("BY-ZX", { zh: "白榆营业厅", en: "Baiyu Hall" }, "白榆县建设路 9 号");

/** Loads the halls once and keeps their rosters filled two weeks ahead. */
export async function loadSampleHalls(platform: Platform, organisation: SampleOrganisation): Promise<void> {
  const { orgId, hallIds, neighbour } = organisation;
  for (const [index, hallId] of hallIds.entries()) {
    const plan = plans[index];
    if (plan) await inCompany(platform, orgId, (ctx) => loadHall(ctx, hallId, plan));
  }
  for (const hallId of neighbour.hallIds)
    await inCompany(platform, neighbour.orgId, (ctx) => loadHall(ctx, hallId, neighbourPlan));
  const [centreId] = hallIds;
  if (centreId) await inCompany(platform, orgId, (ctx) => loadPastDays(ctx, centreId));
}

const inCompany = <T>(platform: Platform, orgId: number, work: (ctx: Context) => Promise<T>): Promise<T> =>
  command(
    platform,
    { actor: { kind: "system", orgIds: [orgId] }, orgId, requestId: `sample-${orgId}` },
    work,
  );

async function loadHall(ctx: Context, hallId: string, plan: HallPlan): Promise<void> {
  const hall = await setUpHall(ctx, hallId, plan);
  const clerks = await clerksOf(ctx, hallId);
  const today = dateOf(ctx.clock.now());
  const days = Array.from({ length: 14 }, (_, index) => today.add({ days: index }).toString());
  const usual = plan.windows.filter((one) => !one.isElastic);
  const shifts = usual.flatMap(({ number }, index) => {
    const windowId = hall.windows.get(number);
    if (!windowId) return [];
    const staffId = clerks[index] ?? null;
    // Half of the windows eat at a time.
    const [leaves, returns] = index % 2 === 0 ? ["11:30", "12:30"] : ["12:30", "13:30"];
    return [
      { windowId, staffId, starts: "08:30", ends: leaves },
      { windowId, staffId, starts: returns, ends: "17:30" },
    ] as const;
  });
  await fillRoster(ctx, hallId, days, shifts);
}

async function clerksOf(ctx: Context, hallId: string): Promise<readonly string[]> {
  const staff = await listStaff(ctx, { unitId: hallId, state: "active", limit: 100 });
  return staff.filter(({ post }) => post === "R-ACC").map(({ staffId }) => staffId);
}

const daysBefore = 20;

/** Three weeks in the books. The forecast of the first ten days knew nothing yet, that of the others had learned from them. */
async function loadPastDays(ctx: Context, hallId: string): Promise<void> {
  const [plan] = plans;
  if (!plan || (await hasDays(ctx, hallId))) return;
  const rules = await queueRules(ctx);
  const counters = countersOf(await setUpHall(ctx, hallId, plan), await clerksOf(ctx, hallId));
  const today = dateOf(ctx.clock.now());
  const dates = Array.from({ length: daysBefore }, (_, index) =>
    today.subtract({ days: daysBefore - index }).toString(),
  );
  const typical = Object.fromEntries(briefs.map(([code, , , , minutes]) => [code, minutes * 60_000]));
  let model = learn([], typical, rules);
  const past: PastDay[] = [];
  for (const [index, date] of dates.entries()) {
    if (index === daysBefore / 2) model = learn(past, typical, rules);
    const { day, records, tolds } = liveDay(date, rules, model);
    past.push({ ...day, customers: records });
    await recordPastDay(ctx, hallId, livedDay(date, day.presence, records, tolds), counters);
  }
  await relearn(ctx, hallId);
}

const countersOf = (hall: SetUpHall, clerks: readonly string[]): Counters => ({
  services: new Map(
    briefs.flatMap(([code, letter]) => [[code, { id: hall.services.get(code) ?? "", letter }]]),
  ),
  windows: hall.windows,
  staff: new Map(
    [...hall.windows.keys()].map((number, index) => [number, clerks[index % clerks.length] ?? ""]),
  ),
});

/** The generated day with the hall's own service codes, run through the calling rule. */
function liveDay(date: string, rules: QueueRules, model: WaitModel) {
  const generated = generateDay(date, 1);
  const customers = generated.customers.map((customer) => ({
    ...customer,
    serviceCode: codeFor(customer.serviceCode, Number(customer.id)),
  }));
  const presence = generated.presence.map((shift) => ({
    ...shift,
    skills: new Set(codesOf(shift.skills === "all" ? "ABCDE" : [...shift.skills].join(""))),
  }));
  const tolds = new Map<string, PastCustomer["told"]>();
  const records = simulateDay({ customers, presence }, rules);
  const { startsAt } = generated;
  visitPastStates({ startsAt, presence, customers: records }, (state, ticket) => {
    const wait = forecastWait(model, state, ticket, state.now - startsAt, rules);
    tolds.set(ticket.id, { ...wait, formulaS: formulaWait(state, ticket.serviceCode, model.meanServiceMs) });
  });
  return { day: { startsAt: generated.startsAt, presence }, records, tolds };
}

/** The generator knows letters; most customers of a letter come for its first service. */
function codeFor(letter: string, draw: number): string {
  const codes = codesOf(letter);
  return codes[draw % 10 < 6 ? 0 : draw % codes.length] ?? letter;
}

const channels = [
  "kiosk",
  "kiosk",
  "kiosk",
  "phone",
  "kiosk",
  "guide",
  "kiosk",
  "kiosk",
  "phone",
  "guide",
] as const;
/** Five levels as a hall sees them: seven of ten rate, nearly all of them well. */
const levels = [
  5,
  5,
  undefined,
  4,
  5,
  5,
  undefined,
  5,
  4,
  undefined,
  5,
  4,
  5,
  undefined,
  5,
  3,
  5,
  4,
  undefined,
  5,
] as const;

function livedDay(
  date: string,
  presence: PastDay["presence"],
  records: readonly CustomerRecord[],
  tolds: ReadonlyMap<string, PastCustomer["told"]>,
): LivedDay {
  const unknown = { lowS: 0, midS: 0, highS: 0, formulaS: 0 };
  return {
    date,
    presence: presence.map((shift) => ({
      ...shift,
      skills: shift.skills === "all" ? [] : [...shift.skills],
    })),
    customers: records.map(({ id, ...record }, index) => {
      const waited = (record.calledAt ?? record.takenAt) - record.takenAt;
      const isUnhappy = index % 97 === 5 && waited > 1_200_000;
      return {
        ...record,
        channel:
          record.priority === "appointment" ? "appointment" : (channels[index % channels.length] ?? "kiosk"),
        startedAt: startOf(record, index),
        told: tolds.get(id) ?? unknown,
        level: isUnhappy ? 2 : levels[(index * 7) % levels.length],
      };
    }),
  };
}

/** The walk to the window takes some seconds of the time there. */
function startOf({ calledAt, finishedAt }: Omit<CustomerRecord, "id">, index: number): number | undefined {
  if (calledAt === undefined || finishedAt === undefined) return undefined;
  return Math.min(calledAt + 6_000 + (index % 20) * 1_000, finishedAt);
}
