/** A hall in a rush: many kiosks, many windows, one service, all through the public API of a real server. */
import { setTimeout as pause } from "node:timers/promises";
import * as contract from "../contracts/hall.ts";
import * as identity from "../contracts/identity.ts";
import type { ServiceDay } from "../county/day-files.ts";
import { ApiClient } from "../county/replay/api-client.ts";
import { OwnServer } from "../county/replay/own-server.ts";
import type { Stage } from "../county/replay/play-day.ts";
import { StageBuilder } from "../county/replay/stage.ts";
import { sampleSignIns } from "../server/modules/identity/index.ts";

const date = "2026-03-18";
/** Nine in the morning. */
export const rushMorning = Temporal.ZonedDateTime.from(`${date}T09:00[Asia/Shanghai]`).epochMilliseconds;

export type RushHall = {
  readonly server: OwnServer;
  readonly stage: Stage;
  readonly hallId: string;
  readonly serviceId: string;
  readonly kiosks: readonly ApiClient[];
};

/** A server of its own with a hall of so many kiosks and windows. */
export async function openRushHall(sizes: { kiosks: number; windows: number }): Promise<RushHall> {
  const startsAt = Temporal.PlainDate.from(date).toZonedDateTime("Asia/Shanghai").epochMilliseconds;
  const hour = 3_600_000;
  const day: ServiceDay = {
    date,
    startsAt,
    customers: [{ id: "1", arrivesAt: rushMorning, serviceCode: "B", priority: "ordinary" }],
    presence: Array.from({ length: sizes.windows }, (_, index) => ({
      window: String(index + 1),
      skills: "all" as const,
      opensAt: startsAt + 8 * hour,
      closesAt: startsAt + 22 * hour,
    })),
  };
  const server = await OwnServer.start(rushMorning);
  try {
    const stage = await new StageBuilder(() => server.base, sampleSignIns).build(day);
    const kiosks = [stage.kiosk, ...(await pairKiosks(server, stage.hallId, sizes.kiosks - 1))];
    return { server, stage, hallId: stage.hallId, serviceId: stage.serviceIds.get("B") ?? "", kiosks };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

async function pairKiosks(server: OwnServer, hallId: string, count: number): Promise<ApiClient[]> {
  const kiosks: ApiClient[] = [];
  for (let n = 0; n < count; n++) kiosks.push(await pairKiosk(server, hallId, { base: () => server.base }));
  return kiosks;
}

/** One more kiosk; `options` say by which way it speaks and how long it tries. */
export async function pairKiosk(
  server: OwnServer,
  hallId: string,
  options: ConstructorParameters<typeof ApiClient>[0],
): Promise<ApiClient> {
  const system = new ApiClient({ base: () => server.base });
  await system.call(identity.signIn, { body: { orgId: sampleSignIns.orgId, ...sampleSignIns.system } });
  const { pairingCode, device } = await system.call(identity.createDevice, {
    params: { hallId },
    body: { kind: "kiosk", name: "取号机" },
  });
  const kiosk = new ApiClient(options);
  await kiosk.call(identity.pairDevice, { body: { pairingCode } });
  return kiosk.speakWith({ "x-device": device.deviceId });
}

export type Taken = { readonly ticketId: string; readonly number: string };
export type Called = Taken & { readonly window: string };
/** What customers and clerks remember. */
export type Memory = { readonly taken: Taken[]; readonly calls: Called[] };

/** So many customers take a number and are served, one in ten with priority. `onProgress` hears the share that is done. */
export async function playRush(
  hall: RushHall,
  customers: number,
  onProgress: (share: number) => void,
): Promise<Memory> {
  const memory: Memory = { taken: [], calls: [] };
  const state = { left: customers, served: 0 };
  const told = () => onProgress((memory.taken.length + state.served) / (2 * customers));
  const desks = [...hall.stage.desks].map(([window, desk]) => ({ window, ...desk }));
  await Promise.all([
    ...hall.kiosks.map(async (kiosk) => {
      while (state.left-- > 0) {
        memory.taken.push(await (state.left % 10 === 0 ? greet(hall) : take(hall, kiosk)));
        told();
      }
    }),
    ...desks.map(async ({ window, windowId, clerk }) => {
      const params = { hallId: hall.hallId, windowId };
      await clerk.call(contract.openWindow, { params, body: {} });
      while (state.served < customers) {
        const { ticket } = await clerk.call(contract.callNext, { params, body: {} });
        if (!ticket) {
          await pause(20);
          continue;
        }
        memory.calls.push({ ticketId: ticket.id, number: ticket.number, window });
        const body = { ticketId: ticket.id };
        await clerk.call(contract.markArrived, { params, body });
        await clerk.call(contract.finishTicket, { params, body });
        state.served++;
        told();
      }
    }),
    passTime(hall.server, () => (state.served < customers ? memory.taken.length : undefined)),
  ]);
  return memory;
}

/** A second for every four numbers: slower than any time limit of the hall, quicker than a kiosk's limit. */
async function passTime(server: OwnServer, taken: () => number | undefined): Promise<void> {
  for (let n = taken(); n !== undefined; n = taken()) {
    await server.moveTo(rushMorning + Math.floor(n / 4) * 1_000);
    await pause(25);
  }
}

/** At the kiosk, with paper. */
export async function take({ hallId, serviceId }: RushHall, kiosk: ApiClient): Promise<Taken> {
  const body = { serviceIds: [serviceId], print: true };
  const { ticket } = await kiosk.call(contract.takeTicket, { params: { hallId }, body });
  const params = { hallId, ticketId: ticket.id };
  await kiosk.call(contract.confirmPrint, { params, body: { ok: true } });
  return { ticketId: ticket.id, number: ticket.number };
}

async function greet({ hallId, serviceId, stage }: RushHall): Promise<Taken> {
  const body = { serviceIds: [serviceId], priorityReason: "elderly" as const };
  const { ticket } = await stage.guide.call(contract.takeTicket, { params: { hallId }, body });
  return { ticketId: ticket.id, number: ticket.number };
}
