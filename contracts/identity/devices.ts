/** Devices of a hall: enrolling, pairing, revoking. */
import { z } from "zod";
import { empty, freeText, id, instant, words } from "../common.ts";
import { endpoint } from "../endpoint.ts";

export const deviceKinds = ["kiosk", "display", "pad"] as const;
export type DeviceKind = (typeof deviceKinds)[number];

export const device = z.object({
  deviceId: id,
  kind: z.enum(deviceKinds),
  hallId: id,
  windowId: id.nullable(),
  name: z.string(),
  state: z.enum(["waiting", "paired", "revoked"]),
  pairedAt: instant.nullable(),
  lastSeenAt: instant.nullable(),
});
export type Device = z.output<typeof device>;
/** Shown once; the page `/<kind>/#pair=<pairingCode>` exchanges it. */
const pairing = z.object({ device, pairingCode: z.string(), expiresAt: instant });

export const listDevices = endpoint({
  method: "get",
  path: "/api/identity/halls/{hallId}/devices",
  capability: "identity.devices.manage",
  scope: "unit",
  summary: { zh: "营业厅的设备", en: "Devices of a hall" },
  params: z.strictObject({ hallId: id }),
  answer: z.object({ devices: z.array(device) }),
});

export const createDevice = endpoint({
  method: "post",
  path: "/api/identity/halls/{hallId}/devices",
  capability: "identity.devices.manage",
  scope: "unit",
  summary: { zh: "登记设备", en: "Enrol a device" },
  params: z.strictObject({ hallId: id }),
  body: z.strictObject({ kind: z.enum(deviceKinds), name: freeText(40).min(1), windowId: id.optional() }),
  answer: pairing,
  problems: ["identity.not_a_hall", "identity.unit_closed"],
});

export const renameDevice = endpoint({
  method: "patch",
  path: "/api/identity/halls/{hallId}/devices/{deviceId}",
  capability: "identity.devices.manage",
  scope: "unit",
  summary: { zh: "修改设备", en: "Rename a device or move it to another window" },
  params: z.strictObject({ hallId: id, deviceId: id }),
  body: z.strictObject({ name: freeText(40).min(1), windowId: id.nullable() }),
  answer: device,
});

export const repairDevice = endpoint({
  method: "post",
  path: "/api/identity/halls/{hallId}/devices/{deviceId}/pairing",
  capability: "identity.devices.manage",
  scope: "unit",
  summary: { zh: "重新配对", en: "Give a new pairing code" },
  params: z.strictObject({ hallId: id, deviceId: id }),
  body: empty,
  answer: pairing,
  problems: ["identity.device_revoked"],
});

export const revokeDevice = endpoint({
  method: "delete",
  path: "/api/identity/halls/{hallId}/devices/{deviceId}",
  capability: "identity.devices.manage",
  scope: "unit",
  summary: { zh: "注销设备", en: "Revoke a device" },
  params: z.strictObject({ hallId: id, deviceId: id }),
  answer: device,
});

/** Who a device page is: kept beside its cookie, asked for at start. */
export const deviceSelf = z.object({
  deviceId: id,
  orgId: z.int(),
  kind: z.enum(deviceKinds),
  hallId: id,
  hallName: words,
  windowId: id.nullable(),
  name: z.string(),
});
export type DeviceSelf = z.output<typeof deviceSelf>;

export const pairDevice = endpoint({
  method: "post",
  path: "/api/identity/devices/pair",
  capability: "anyone",
  scope: "none",
  repeatable: true,
  summary: { zh: "设备配对", en: "Pair a device" },
  body: z.strictObject({ pairingCode: z.string().min(8).max(64) }),
  answer: deviceSelf,
  problems: ["identity.pairing_refused"],
});

export const getDeviceSelf = endpoint({
  method: "get",
  path: "/api/identity/devices/me",
  capability: "anyone",
  scope: "none",
  summary: { zh: "本设备", en: "Which device am I" },
  answer: deviceSelf,
  problems: ["access.sign_in"],
});
