/** A hall ready for a service day, for tests: set up, with clerks at their windows and devices. The caller fills in little. */
import type * as contract from "../../../contracts/hall.ts";
import type { Context, StaffActor } from "../../foundation/context.ts";
import { newId } from "../../foundation/ids.ts";
import type { Caller, TestCounty } from "../identity/test-county.ts";
import { createService, createWindow } from "./setup-counters.ts";
import { saveHall, saveHours } from "./setup-hall.ts";

type ServiceSeed = Partial<contract.ServiceSettings> & Pick<contract.ServiceSettings, "code" | "letter">;
type WindowSeed = Partial<contract.WindowSettings>;

export type BuildHall = {
  readonly hallId?: string;
  readonly services?: readonly ServiceSeed[];
  readonly windows?: readonly WindowSeed[];
  readonly hours?: readonly { days: contract.DayKind; opens: string; closes: string }[];
};

export type TestWindow = {
  readonly id: string;
  readonly number: string;
  readonly actor: StaffActor;
};
export type TestHall = {
  readonly hallId: string;
  /** Service ids by code. */
  readonly services: ReadonlyMap<string, string>;
  readonly windows: readonly TestWindow[];
  /** Runs a command as the platform, or as somebody. */
  readonly run: <T>(work: (ctx: Context) => Promise<T>, actor?: StaffActor) => Promise<T>;
  readonly service: (code: string) => string;
};

const usualServices: readonly ServiceSeed[] = [
  { code: "A1", letter: "A", typicalMinutes: 20 },
  { code: "B1", letter: "B", typicalMinutes: 5 },
  { code: "D1", letter: "D", typicalMinutes: 10 },
];
const usualHours = [
  { days: "workday", opens: "08:00", closes: "12:00" },
  { days: "workday", opens: "13:30", closes: "17:30" },
] as const;

export async function buildHall(county: TestCounty, options: BuildHall = {}): Promise<TestHall> {
  const { orgId, halls } = county.county;
  const hallId = options.hallId ?? halls[0] ?? "";
  const { platform } = county;
  const run: TestHall["run"] = (work, actor) => platform.command(orgId, work, actor);
  const seeds = options.services ?? usualServices;
  const services = new Map<string, string>();
  const windows: TestWindow[] = [];
  await run(async (ctx) => {
    await saveHall(ctx, hallId, {
      code: `H-${hallId.slice(-6).toUpperCase()}`,
      name: { zh: "青禾营业厅", en: "Qinghe Hall" },
      grade: "C",
      address: "青禾县人民路 1 号",
      seats: 40,
      isClosed: false,
    });
    const hours = options.hours ?? usualHours;
    await saveHours(ctx, hallId, {
      validFrom: platform.clock.now().toZonedDateTimeISO("Asia/Shanghai").toPlainDate().toString(),
      hours: [...hours],
    });
    for (const [sort, seed] of seeds.entries()) {
      const { id } = await createService(ctx, hallId, {
        name: { zh: `业务${seed.code}`, en: `Service ${seed.code}` },
        typicalMinutes: 10,
        papers: [],
        atKiosk: true,
        dailyQuota: null,
        lastNumberMinutes: 0,
        hint: null,
        isSuspended: false,
        sort,
        slotContingent: 0,
        ...seed,
      });
      services.set(seed.code, id);
    }
  });
  for (const [index, seed] of (options.windows ?? [{}, {}]).entries()) {
    const number = String(index + 1);
    const window = await run((ctx) =>
      createWindow(ctx, hallId, {
        number,
        name: { zh: `${number}号窗口`, en: `Window ${number}` },
        kind: "general",
        skills: seeds.map(({ code }) => code),
        languages: ["zh"],
        isElastic: false,
        sort: index,
        ...seed,
      }),
    );
    const login = `clerk-${hallId.slice(-4)}-${number}`;
    const staffId = await county.addStaff(orgId, { login, roles: [{ role: "clerk" }] });
    windows.push({ id: window.id, number: window.number, actor: staffActor(orgId, staffId, login) });
  }
  const service = (code: string) => services.get(code) ?? "";
  return { hallId, services, windows, run, service };
}

/** A member of staff as the gate would make them; what they may do is the edge's matter, not the use cases'. */
export const staffActor = (orgId: number, staffId: string, name = "staff"): StaffActor => ({
  kind: "staff",
  id: staffId,
  name,
  orgId,
  orgIds: [orgId],
  grants: [],
  sessionId: newId(),
});

/** Signs the clerk of a window in at the edge. */
export const clerkOf = (county: TestCounty, hall: TestHall, index = 0): Promise<Caller> =>
  county.signedIn(`clerk-${hall.hallId.slice(-4)}-${index + 1}`);

export const plainOrder = (serviceIds: string[]) => ({
  serviceIds,
  priorityReason: null,
  language: "zh" as const,
  largeType: false,
  print: false,
  customerName: null,
  phone: null,
  personKey: null,
  customerKey: null,
});
