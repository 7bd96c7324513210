/** Makes a hall ready for a day: its services, windows, clerks, kiosk and roster, all by the public API. */

import * as hall from "../../contracts/hall.ts";
import * as identity from "../../contracts/identity.ts";
import { lastCloseOf, type WindowPresence } from "../../server/modules/hall/rules/hall-state.ts";
import type { ServiceDay } from "../day-files.ts";
import { ApiClient, Refusal } from "./api-client.ts";
import type { Stage } from "./play-day.ts";

/** Who may set up what, in the company that the day is played in. */
export type SignIns = {
  readonly orgId: number;
  /** Creates units, staff and devices, and configures halls. */
  readonly system: { readonly login: string; readonly password: string };
  /** Grants roles. */
  readonly security: { readonly login: string; readonly password: string };
};

const zone = "Asia/Shanghai";
const clockOf = (at: number) =>
  Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO(zone)
    .toPlainTime()
    .round({ smallestUnit: "minute", roundingMode: "floor" });
const both = (text: string) => ({ zh: text, en: text });

/** Mean minutes of each service as its first guess, before anything is learned: what a manager would have typed in. */
const typicalMinutes = 5;

export class StageBuilder {
  readonly #base: () => string;
  readonly #signIns: SignIns;
  readonly #overhear: ((call: string, answer: string) => void) | undefined;

  /** @param overhear hears every answer that anybody on the stage gets */
  constructor(base: () => string, signIns: SignIns, overhear?: (call: string, answer: string) => void) {
    this.#base = base;
    this.#overhear = overhear;
    this.#signIns = signIns;
  }

  async build(day: ServiceDay): Promise<Stage> {
    const system = await this.#signIn(this.#signIns.system);
    const security = await this.#signIn(this.#signIns.security);
    const hallId = await this.#createHall(system, day);
    const serviceIds = await this.#createServices(system, hallId, day);
    const windowIds = await this.#createWindows(system, hallId, day);
    await this.#saveRoster(system, hallId, day, windowIds);
    const employ = (login: string, role: string, post: string) =>
      this.#employ(system, security, { hallId, login, role, post });
    const clerks = await Promise.all(
      [...windowIds].map(
        async ([window, windowId], index) =>
          [window, { windowId, clerk: await employ(`day-clerk-${index + 1}`, "clerk", "R-ACC") }] as const,
      ),
    );
    return {
      hallId,
      serviceIds,
      desks: new Map(clerks),
      bookings: await this.#book(hallId, day, serviceIds),
      kiosk: await this.#pairKiosk(system, hallId),
      guide: await employ("day-guide", "guide", "R-GUIDE"),
      phone: (token) => this.#client().speakWith({ authorization: `Ticket ${token}` }),
    };
  }

  /** Someone who may read the report. */
  manager(hallId: string): Promise<ApiClient> {
    return this.#withStaff((system, security) =>
      this.#employ(system, security, { hallId, login: "day-manager", role: "hall-manager", post: "R-CMD" }),
    );
  }

  #client(): ApiClient {
    return new ApiClient({ base: this.#base, overhear: this.#overhear });
  }

  async #withStaff<T>(work: (system: ApiClient, security: ApiClient) => Promise<T>): Promise<T> {
    return work(await this.#signIn(this.#signIns.system), await this.#signIn(this.#signIns.security));
  }

  #signIn(who: { login: string; password: string }): Promise<ApiClient> {
    const client = this.#client();
    return client.signInWith(() =>
      client.call(identity.signIn, { body: { orgId: this.#signIns.orgId, ...who } }),
    );
  }

  async #createHall(system: ApiClient, day: ServiceDay): Promise<string> {
    const { units } = await system.call(identity.getTree);
    const county = units.find((unit) => unit.orgId === this.#signIns.orgId && unit.kind === "county");
    if (!county) throw new Error("the company has no county unit");
    const { unitId: hallId } = await system.call(identity.createUnit, {
      params: { unitId: county.unitId },
      body: { kind: "hall", name: { zh: "回放营业厅", en: "Replay hall" } },
    });
    await system.call(hall.saveHall, {
      params: { hallId },
      body: {
        code: "REPLAY",
        name: { zh: "回放营业厅", en: "Replay hall" },
        grade: "C",
        address: "回放路 1 号",
        seats: 60,
      },
    });
    const hours = { opens: opensAt(day), closes: closesAt(day) };
    await system.call(hall.saveHours, {
      params: { hallId },
      body: {
        validFrom: day.date,
        hours: [
          { days: "workday", ...hours },
          { days: "offday", ...hours },
        ],
      },
    });
    return hallId;
  }

  async #createServices(system: ApiClient, hallId: string, day: ServiceDay): Promise<Map<string, string>> {
    const codes = [...new Set(day.customers.map(({ serviceCode }) => serviceCode))].sort();
    const letters = ["A", "B", "C", "D", "E"] as const;
    const ids = new Map<string, string>();
    for (const [index, code] of codes.entries()) {
      const { service } = await system.call(hall.createService, {
        params: { hallId },
        body: {
          code: hallCode(code),
          letter: letters[index % letters.length] ?? "A",
          name: both(code),
          typicalMinutes,
          papers: [],
          atKiosk: true,
          dailyQuota: null,
          lastNumberMinutes: 0,
          hint: null,
          isSuspended: false,
          sort: index,
          slotContingent: day.customers.some(({ slotAt }) => slotAt !== undefined) ? 50 : 0,
        },
      });
      ids.set(code, service.id);
    }
    return ids;
  }

  async #createWindows(system: ApiClient, hallId: string, day: ServiceDay): Promise<Map<string, string>> {
    const all = [...new Set(day.customers.map(({ serviceCode }) => serviceCode))].map(hallCode);
    const skillsOf = Map.groupBy(day.presence, ({ window }) => window);
    const ids = new Map<string, string>();
    for (const [window, shifts] of skillsOf) {
      const skills = new Set(
        shifts.flatMap(({ skills: own }) => (own === "all" ? all : [...own].map(hallCode))),
      );
      const { window: made } = await system.call(hall.createWindow, {
        params: { hallId },
        body: {
          number: window,
          name: both(`${window} 号窗口`),
          kind: "general",
          skills: [...skills].filter((code) => all.includes(code)),
          languages: ["zh"],
          isElastic: false,
          sort: ids.size,
        },
      });
      ids.set(window, made.id);
    }
    return ids;
  }

  async #saveRoster(
    system: ApiClient,
    hallId: string,
    day: ServiceDay,
    windowIds: ReadonlyMap<string, string>,
  ): Promise<void> {
    const shifts = day.presence.flatMap((shift) => rosterShift(shift, windowIds.get(shift.window)));
    await system.call(hall.saveRoster, { params: { hallId, day: day.date }, body: { shifts } });
  }

  /** Whoever has an appointment booked it before the doors opened; where the hall has no such slot, none is made. */
  async #book(
    hallId: string,
    day: ServiceDay,
    serviceIds: ReadonlyMap<string, string>,
  ): Promise<Map<string, string>> {
    const codes = new Map<string, string>();
    for (const { id, serviceCode, slotAt } of day.customers) {
      const serviceId = serviceIds.get(serviceCode);
      if (slotAt === undefined || !serviceId) continue;
      const startsAt = Temporal.Instant.fromEpochMilliseconds(slotAt).toString();
      const phone = `139${id.padStart(8, "0")}`;
      const booked = await this.#client()
        .call(hall.bookAppointment, {
          params: { hallId },
          body: { serviceId, startsAt, name: "预约客户", phone },
        })
        .catch((error: unknown) => {
          if (!(error instanceof Refusal && error.problem.code === "hall.slot_unknown")) throw error;
        });
      if (booked) codes.set(id, booked.appointment.code);
    }
    return codes;
  }

  async #employ(
    system: ApiClient,
    security: ApiClient,
    { hallId, login, role, post }: { hallId: string; login: string; role: string; post: string },
  ): Promise<ApiClient> {
    const { staffId, initialPassword } = await system.call(identity.createStaff, {
      body: { login, name: `回放${login.slice(4)}`, staffNumber: login.toUpperCase(), post, unitId: hallId },
    });
    await security.call(identity.giveGrant, {
      body: { staffId, role, unitId: hallId, reason: "服务日回放" },
    });
    const client = await this.#signIn({ login, password: initialPassword });
    const password = `Luzhou-${crypto.randomUUID()}`;
    await client.call(identity.changePassword, { body: { current: initialPassword, next: password } });
    return this.#signIn({ login, password });
  }

  async #pairKiosk(system: ApiClient, hallId: string): Promise<ApiClient> {
    const { pairingCode, device } = await system.call(identity.createDevice, {
      params: { hallId },
      body: { kind: "kiosk", name: "回放取号机" },
    });
    const kiosk = this.#client();
    await kiosk.call(identity.pairDevice, { body: { pairingCode } });
    return kiosk.speakWith({ "x-device": device.deviceId });
  }
}

/** The platform's service codes are upper case; a file's may be any word. */
export const hallCode = (code: string): string => code.toUpperCase().replace(/[^A-Z0-9-]/g, "-");

/** The doors open before the first customer; the day's files have no other opening time. */
function opensAt(day: ServiceDay): string {
  const first = Math.min(
    ...day.customers.map(({ arrivesAt }) => arrivesAt),
    ...day.presence.map((shift) => shift.opensAt),
  );
  return clockOf(first).toString().slice(0, 5);
}

function closesAt(day: ServiceDay): string {
  const last = lastCloseOf(day.presence);
  const isNextDay = last >= day.startsAt + 86_400_000;
  return isNextDay
    ? "23:59"
    : clockOf(last)
        .add({ minutes: clockOf(last).hour === 23 && clockOf(last).minute === 59 ? 0 : 1 })
        .toString()
        .slice(0, 5);
}

/** The roster is kept in whole minutes. A shift shorter than one is not planned. */
function rosterShift({ opensAt: from, closesAt: to }: WindowPresence, windowId: string | undefined) {
  const starts = clockOf(from).toString().slice(0, 5);
  const ends = clockOf(to).toString().slice(0, 5);
  return windowId && starts < ends ? [{ windowId, staffId: null, starts, ends }] : [];
}
