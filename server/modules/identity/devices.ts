/**
 * Devices of a hall: kiosks, displays, evaluators. An administrator enrols one and gets a pairing code; the page
 * exchanges it once for a cookie that lasts. A device's rights are those of the role named after its kind, in its hall.
 */
import { randomInt } from "node:crypto";
import type { DeviceKind, DeviceSelf } from "../../../contracts/identity.ts";
import { audit, type Context, publish } from "../../foundation/context.ts";
import { newId, newToken } from "../../foundation/ids.ts";
import { Problem } from "../../foundation/problem.ts";
import { type Call, command, type Platform } from "../../foundation/transaction.ts";
import { deviceChanged } from "./events.ts";
import { hashToken } from "./gate.ts";
import { identityRules } from "./rules.ts";
import { findLineage } from "./store/catalogue.ts";
import {
  type DeviceRow,
  exchangePairingCode,
  insertDevice,
  lockDevice,
  markRevoked,
  saveDevice,
  setPairingCode,
} from "./store/devices.ts";
import { findUnit } from "./store/units.ts";
import { openUnit } from "./units.ts";

export type Pairing = {
  readonly device: DeviceRow;
  readonly pairingCode: string;
  readonly expiresAt: Temporal.Instant;
};

const alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const codeLength = 16;

/** `<company>-XXXX-XXXX-XXXX-XXXX`: 80 bits, so guessing is hopeless within its hour, and short enough to type. */
function newPairingCode(orgId: number): string {
  const text = Array.from({ length: codeLength }, () => alphabet[randomInt(alphabet.length)]).join("");
  return [orgId, ...(text.match(/.{4}/g) ?? [])].join("-");
}

export async function createDevice(
  ctx: Context,
  input: { hallId: string; kind: DeviceKind; name: string; windowId?: string | undefined },
): Promise<Pairing> {
  const hall = await openUnit(ctx, input.hallId);
  if (hall.kind !== "hall") throw new Problem("identity.not_a_hall");
  const device = { ...input, deviceId: newId(), windowId: input.windowId ?? null };
  await insertDevice(ctx, device);
  audit(ctx, { action: "identity.device_created", subject: `device:${device.deviceId}`, after: device });
  return invite(ctx, await getDevice(ctx, device.hallId, device.deviceId));
}

export async function renameDevice(
  ctx: Context,
  hallId: string,
  deviceId: string,
  edit: { name: string; windowId: string | null },
): Promise<DeviceRow> {
  const before = await getDevice(ctx, hallId, deviceId);
  const device = { ...before, ...edit };
  await saveDevice(ctx, device);
  const { name, windowId } = before;
  audit(ctx, {
    action: "identity.device_changed",
    subject: `device:${deviceId}`,
    before: { name, windowId },
    after: edit,
  });
  publish(ctx, deviceChanged(device));
  return device;
}

/** A new pairing code for a device that lost its cookie; the old cookie works until the code is used. */
export async function repairDevice(ctx: Context, hallId: string, deviceId: string): Promise<Pairing> {
  const device = await getDevice(ctx, hallId, deviceId);
  if (device.state === "revoked") throw new Problem("identity.device_revoked");
  audit(ctx, { action: "identity.device_invited", subject: `device:${deviceId}` });
  return invite(ctx, device);
}

export async function revokeDevice(ctx: Context, hallId: string, deviceId: string): Promise<DeviceRow> {
  const before = await getDevice(ctx, hallId, deviceId);
  await markRevoked(ctx, deviceId);
  const device = { ...before, state: "revoked" as const };
  audit(ctx, {
    action: "identity.device_revoked",
    subject: `device:${deviceId}`,
    before: { state: before.state },
    after: { state: device.state },
  });
  publish(ctx, deviceChanged(device));
  return device;
}

/** Exchanges a pairing code for the device's token. Wrong, used and expired codes get the same refusal. */
export async function pairDevice(
  platform: Platform,
  call: Call,
  pairingCode: string,
): Promise<{ self: DeviceSelf; token: string }> {
  const code = pairingCode.trim().toUpperCase();
  const orgId = Number(/^([1-9]\d{0,8})-/.exec(code)?.[1] ?? 0);
  if (!orgId || !(await findLineage(platform.db, orgId))) throw new Problem("identity.pairing_refused");
  const own: Call = { ...call, actor: { kind: "anyone" }, orgId, scope: [orgId] };
  return command(platform, own, async (ctx) => {
    const token = newToken();
    const device = await exchangePairingCode(ctx, hashToken(code), hashToken(token));
    if (!device) throw new Problem("identity.pairing_refused");
    audit(ctx, { action: "identity.device_paired", subject: `device:${device.deviceId}` });
    publish(ctx, deviceChanged(device));
    return { self: await describeDevice(ctx, device), token };
  });
}

export async function describeDevice(
  ctx: Context,
  device: Pick<DeviceRow, "deviceId" | "kind" | "hallId" | "windowId" | "name">,
): Promise<DeviceSelf> {
  const hall = await findUnit(ctx, device.hallId);
  if (!hall) throw new Problem("thing.not_found");
  const { deviceId, kind, hallId, windowId, name } = device;
  return { deviceId, orgId: ctx.orgId, kind, hallId, hallName: hall.name, windowId, name };
}

async function invite(ctx: Context, device: DeviceRow): Promise<Pairing> {
  const { pairingMinutes } = await identityRules(ctx);
  const pairingCode = newPairingCode(ctx.orgId);
  const expiresAt = ctx.clock.now().add({ minutes: pairingMinutes });
  await setPairingCode(ctx, device.deviceId, hashToken(pairingCode), expiresAt);
  publish(ctx, deviceChanged(device));
  return { device, pairingCode, expiresAt };
}

async function getDevice(ctx: Context, hallId: string, deviceId: string): Promise<DeviceRow> {
  const device = await lockDevice(ctx, hallId, deviceId);
  if (!device) throw new Problem("thing.not_found");
  return device;
}
