/**
 * Plays a generated day on the running server, `speed` times faster than life, so that one can watch the screens. Outside
 * its hours the sample hall is opened for the day; a faster day needs more kiosks, each of which has a limit per minute.
 */
import type { CallOf, Endpoint, ResultOf } from "../../contracts/endpoint.ts";
import * as hall from "../../contracts/hall.ts";
import * as identity from "../../contracts/identity.ts";
import { sampleSignIns } from "../../server/modules/identity/index.ts";
import type { ServiceDay } from "../day-files.ts";
import { generateDay } from "../generate-day.ts";
import { ApiClient } from "./api-client.ts";
import { meanServiceMs } from "./history.ts";
import { playDay, type Stage } from "./play-day.ts";
import { progressBar } from "./progress.ts";
import { visitorsOf } from "./visitors.ts";

export type LiveOptions = { readonly speed: number; readonly seed: number };

const runningServer = () => `http://localhost:${process.env.PORT || "8080"}`;
const kioskName = "回放取号机";
/** Customers per minute at the day's peak, played at life's speed; a kiosk gives thirty numbers a minute. */
const kiosksFor = (speed: number) => Math.min(15, 2 * Math.ceil(speed / 30) + 1);
const manager = "tingzhang";
const guide = "yindao";
const clerks = ["guiyuan1", "guiyuan2", "guiyuan3", "guiyuan4", "guiyuan5", "guiyuan6"];

/** Sits the sample clerks at the sample hall's windows and lets a day of customers come. */
export async function playLive({ speed, seed }: LiveOptions): Promise<void> {
  const generated = generateDay("2026-03-18", seed);
  const stage = await sampleStage(runningServer, kiosksFor(speed));
  await openDoors(runningServer, stage.hallId);
  const day = fitting(generated, stage);
  const first = Math.min(
    ...day.customers.map(({ arrivesAt }) => arrivesAt),
    ...day.presence.map(({ opensAt }) => opensAt),
  );
  const began = performance.now();
  const bar = progressBar(day, true);
  await playDay({
    stage,
    day,
    meanServiceMs: meanServiceMs([day]),
    visitors: visitorsOf(day),
    onProgress: bar.show,
    moveTo: async (at) => {
      const wait = (at - first) / speed - (performance.now() - began);
      if (wait > 1) await new Promise((done) => setTimeout(done, wait));
    },
  });
  bar.end();
}

/** The sample county's centre hall, with its clerks signed in and kiosks paired. */
export async function sampleStage(base: () => string, kiosks = 1): Promise<Stage> {
  const lead = await signIn(base, manager);
  const { halls } = await lead.call(identity.getMe);
  const hallId = halls[0]?.hallId;
  if (!hallId) throw new Error("the sample county is not loaded on this server");
  const { services, windows } = await lead.call(hall.getHallSetup, { params: { hallId } });
  const open = windows.filter(({ isClosedDown }) => !isClosedDown).slice(0, clerks.length);
  const desks = await Promise.all(
    open.map(
      async ({ id, number }, index) =>
        [number, { windowId: id, clerk: await signIn(base, clerks[index] ?? "") }] as const,
    ),
  );
  return {
    hallId,
    serviceIds: new Map(services.filter(({ isClosed }) => !isClosed).map(({ code, id }) => [code, id])),
    desks: new Map(desks),
    bookings: new Map(),
    kiosk: await pairKiosks(base, lead, hallId, kiosks),
    guide: await signIn(base, guide),
    phone: (token) => new ApiClient({ base }).speakWith({ authorization: `Ticket ${token}` }),
  };
}

/** Several kiosks that customers use in turn. */
class KioskRow extends ApiClient {
  readonly #kiosks: readonly ApiClient[];
  #turn = 0;

  constructor(base: () => string, kiosks: readonly ApiClient[]) {
    super({ base });
    this.#kiosks = kiosks;
  }

  override call<E extends Endpoint>(endpoint: E, input?: CallOf<E>): Promise<ResultOf<E>> {
    const kiosk = this.#kiosks[this.#turn++ % this.#kiosks.length];
    return kiosk ? kiosk.call(endpoint, input) : super.call(endpoint, input);
  }
}

/** Those of an earlier play are paired anew rather than left behind. */
async function pairKiosks(base: () => string, lead: ApiClient, hallId: string, count: number) {
  const { devices } = await lead.call(identity.listDevices, { params: { hallId } });
  const known = devices.filter(({ name, state }) => name === kioskName && state !== "revoked");
  const pairOne = async (index: number): Promise<ApiClient> => {
    const one = known[index];
    const { device, pairingCode } = one
      ? await lead.call(identity.repairDevice, { params: { hallId, deviceId: one.deviceId }, body: {} })
      : await lead.call(identity.createDevice, {
          params: { hallId },
          body: { kind: "kiosk", name: kioskName },
        });
    const kiosk = new ApiClient({ base });
    await kiosk.call(identity.pairDevice, { body: { pairingCode } });
    return kiosk.speakWith({ "x-device": device.deviceId });
  };
  return new KioskRow(base, await Promise.all(Array.from({ length: count }, (_, index) => pairOne(index))));
}

/** A hall that is closed now is opened for today as a special day, as its administrator would. */
async function openDoors(base: () => string, hallId: string): Promise<void> {
  const params = { hallId };
  const front = await new ApiClient({ base }).call(hall.viewFront, { params });
  if (front.hall.isOpen) return;
  const day = Temporal.Instant.from(front.now).toZonedDateTimeISO("Asia/Shanghai").toPlainDate().toString();
  const admin = await signIn(base, sampleSignIns.system.login);
  const body = { spans: [{ opens: "00:00", closes: "23:59" }], reason: "演示 demonstration" };
  await admin.call(hall.saveSpecialDay, { params: { hallId, day }, body });
  console.log("营业厅现在不营业，今天改为全天开放。 The hall is closed now: its doors are opened for today.");
}

function signIn(base: () => string, login: string): Promise<ApiClient> {
  const client = new ApiClient({ base });
  const { orgId, system } = sampleSignIns;
  return client.signInWith(() =>
    client.call(identity.signIn, { body: { orgId, login, password: system.password } }),
  );
}

/** The generated day in the words of the sample hall: its services by their first letter, its windows in their order. */
export function fitting(day: ServiceDay, { serviceIds, desks }: Stage): ServiceDay {
  const codes = [...serviceIds.keys()];
  const windows = [...desks.keys()];
  const serviceOf = (code: string) =>
    codes.find((own) => own === code) ?? codes.find((own) => own.startsWith(code.charAt(0)));
  return {
    ...day,
    customers: day.customers.flatMap((customer) => {
      const serviceCode = serviceOf(customer.serviceCode);
      return serviceCode
        ? [
            {
              ...customer,
              serviceCode,
              priority: customer.priority === "appointment" ? "ordinary" : customer.priority,
            },
          ]
        : [];
    }),
    presence: day.presence.flatMap((shift) => {
      const window = windows[Number(shift.window) - 1];
      return window ? [{ ...shift, window, skills: "all" as const }] : [];
    }),
  };
}
