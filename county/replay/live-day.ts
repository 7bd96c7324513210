/** Plays a generated day on the running server, `speed` times faster than life, so that one can watch the screens. */
import * as hall from "../../contracts/hall.ts";
import * as identity from "../../contracts/identity.ts";
import { sampleSignIns } from "../../server/modules/identity/index.ts";
import type { ServiceDay } from "../day-files.ts";
import { generateDay } from "../generate-day.ts";
import { ApiClient } from "./api-client.ts";
import { meanServiceMs } from "./history.ts";
import { playDay, type Stage } from "./play-day.ts";
import { progressBar } from "./progress.ts";

export type LiveOptions = { readonly speed: number; readonly seed: number };

const runningServer = () => `http://localhost:${process.env.PORT || "8080"}`;
const manager = "tingzhang";
const guide = "yindao";
const clerks = ["guiyuan1", "guiyuan2", "guiyuan3", "guiyuan4", "guiyuan5", "guiyuan6"];

/** Sits the sample clerks at the sample hall's windows and lets a day of customers come. */
export async function playLive({ speed, seed }: LiveOptions): Promise<void> {
  const generated = generateDay("2026-03-18", seed);
  const stage = await sampleStage(runningServer);
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
    onProgress: bar.show,
    moveTo: async (at) => {
      const wait = (at - first) / speed - (performance.now() - began);
      if (wait > 1) await new Promise((done) => setTimeout(done, wait));
    },
  });
  bar.end();
}

/** The sample county's centre hall, with its clerks signed in and a kiosk paired. */
export async function sampleStage(base: () => string): Promise<Stage> {
  const lead = await signIn(base, manager);
  const { halls } = await lead.call(identity.getMe);
  const hallId = halls[0]?.hallId;
  if (!hallId) throw new Error("the sample county is not loaded on this server");
  const { services, windows } = await lead.call(hall.getHallSetup, { params: { hallId } });
  const { device, pairingCode } = await lead.call(identity.createDevice, {
    params: { hallId },
    body: { kind: "kiosk", name: "回放取号机" },
  });
  const kiosk = new ApiClient({ base });
  await kiosk.call(identity.pairDevice, { body: { pairingCode } });
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
    kiosk: kiosk.speakWith({ "x-device": device.deviceId }),
    guide: await signIn(base, guide),
    phone: (token) => new ApiClient({ base }).speakWith({ authorization: `Ticket ${token}` }),
  };
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
