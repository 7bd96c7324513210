/** The services that a hall offers and the windows that serve them. */
import type { ServiceSettings, ServiceSetup, WindowSettings, WindowSetup } from "../../../contracts/hall.ts";
import type { Context } from "../../foundation/context.ts";
import { violates } from "../../foundation/database.ts";
import { newId } from "../../foundation/ids.ts";
import { Problem } from "../../foundation/problem.ts";
import { lockSetUpHall, tellSetup } from "./setup-hall.ts";
import * as store from "./store/halls.ts";

export async function createService(
  ctx: Context,
  hallId: string,
  settings: ServiceSettings,
): Promise<ServiceSetup> {
  await lockSetUpHall(ctx, hallId);
  const id = newId();
  await saveService(ctx, hallId, id, settings);
  tellSetup(ctx, hallId, { what: "service-created", subject: `service:${id}`, after: settings });
  return { ...settings, id, isClosed: false };
}

/** Code and letter stay once a ticket bears them: they are printed, and past figures name them. */
export async function editService(
  ctx: Context,
  hallId: string,
  id: string,
  settings: ServiceSettings,
): Promise<ServiceSetup> {
  const before = await lockService(ctx, hallId, id);
  const isRenamed = before.code !== settings.code || before.letter !== settings.letter;
  if (isRenamed && (await store.hasTickets(ctx, hallId, id)))
    throw new Problem("hall.code_in_use", { field: "code" });
  await saveService(ctx, hallId, id, settings);
  tellSetup(ctx, hallId, { what: "service-changed", subject: `service:${id}`, before, after: settings });
  return { ...settings, id, isClosed: before.isClosed };
}

export async function closeService(
  ctx: Context,
  hallId: string,
  id: string,
  reason: string,
): Promise<ServiceSetup> {
  const before = await lockService(ctx, hallId, id);
  const waiting = await store.countAlive(ctx, hallId, id);
  if (waiting > 0) throw new Problem("hall.queue_not_empty", { waiting });
  await store.endService(ctx, hallId, id);
  tellSetup(ctx, hallId, { what: "service-closed", subject: `service:${id}`, before, reason });
  return { ...before, isClosed: true };
}

async function lockService(ctx: Context, hallId: string, id: string): Promise<ServiceSetup> {
  const service = await store.lockService(ctx, hallId, id);
  if (!service || service.isClosed) throw new Problem("hall.service_unknown");
  return service;
}

async function saveService(
  ctx: Context,
  hallId: string,
  id: string,
  settings: ServiceSettings,
): Promise<void> {
  try {
    await store.saveService(ctx, hallId, id, settings);
  } catch (error) {
    if (violates(error, "services_org_id_hall_id_code_key"))
      throw new Problem("hall.code_taken", { code: settings.code, field: "code" });
    throw error;
  }
}

export async function createWindow(
  ctx: Context,
  hallId: string,
  settings: WindowSettings,
): Promise<WindowSetup> {
  await lockSetUpHall(ctx, hallId);
  const id = newId();
  await saveWindow(ctx, hallId, id, settings);
  tellSetup(ctx, hallId, { what: "window-created", subject: `window:${id}`, after: settings });
  return { ...settings, id, isClosedDown: false };
}

export async function editWindow(
  ctx: Context,
  hallId: string,
  id: string,
  settings: WindowSettings,
): Promise<WindowSetup> {
  const before = await lockWindow(ctx, hallId, id);
  await saveWindow(ctx, hallId, id, settings);
  tellSetup(ctx, hallId, { what: "window-changed", subject: `window:${id}`, before, after: settings });
  return { ...settings, id, isClosedDown: false };
}

export async function closeDownWindow(
  ctx: Context,
  hallId: string,
  id: string,
  reason: string,
): Promise<WindowSetup> {
  const { state, staffName, ...before } = await lockWindow(ctx, hallId, id);
  if (state !== "closed") throw new Problem("hall.window_staffed", { name: staffName ?? "" });
  await store.endWindow(ctx, hallId, id);
  tellSetup(ctx, hallId, { what: "window-closed-down", subject: `window:${id}`, before, reason });
  return { ...before, isClosedDown: true };
}

async function lockWindow(ctx: Context, hallId: string, id: string): Promise<store.LockedWindow> {
  const window = await store.lockWindow(ctx, hallId, id);
  if (!window || window.isClosedDown) throw new Problem("thing.not_found");
  return window;
}

async function saveWindow(ctx: Context, hallId: string, id: string, settings: WindowSettings): Promise<void> {
  const codes = new Set((await store.listServices(ctx, hallId)).map(({ code }) => code));
  const unknown = settings.skills.find((code) => !codes.has(code));
  if (unknown !== undefined) throw new Problem("hall.skill_unknown", { code: unknown, field: "skills" });
  try {
    await store.saveWindow(ctx, hallId, id, { ...settings, skills: [...new Set(settings.skills)] });
  } catch (error) {
    if (violates(error, "windows_org_id_hall_id_number_key"))
      throw new Problem("hall.number_taken", { number: settings.number, field: "number" });
    throw error;
  }
}
