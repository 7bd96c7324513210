/** What identity tells the others. Topics are the staff member, the unit or the hall concerned. */
import type { PendingEvent } from "../../foundation/context.ts";

/** Someone's rights, password or sessions changed. */
export const staffAccessChanged = (staffId: string): PendingEvent => ({
  type: "identity.staff_access_changed",
  topic: staffId,
  payload: { staffId },
});

export const unitCreated = (unit: {
  unitId: string;
  kind: string;
  parentId: string | null;
}): PendingEvent => ({
  type: "identity.unit_created",
  topic: unit.unitId,
  payload: { unitId: unit.unitId, kind: unit.kind, parentId: unit.parentId },
});

export const unitChanged = (unit: { unitId: string; state: string }): PendingEvent => ({
  type: "identity.unit_changed",
  topic: unit.unitId,
  payload: { unitId: unit.unitId, state: unit.state },
});

export const roleChanged = (role: string): PendingEvent => ({
  type: "identity.role_changed",
  topic: role,
  payload: { role },
});

export const deviceChanged = (device: {
  deviceId: string;
  hallId: string;
  kind: string;
  state: string;
}): PendingEvent => ({
  type: "identity.device_changed",
  topic: device.hallId,
  payload: { deviceId: device.deviceId, hallId: device.hallId, kind: device.kind, state: device.state },
});
