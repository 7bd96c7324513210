/** How identity's rows look to the outside; a new column stays private until someone adds it here. */
import type { Device, Staff, Unit } from "../../../contracts/identity.ts";
import type { Pairing } from "./devices.ts";
import type { GrantRow } from "./store/access.ts";
import type { AuditRow } from "./store/audit.ts";
import type { DeviceRow } from "./store/devices.ts";
import type { SessionRow } from "./store/sessions.ts";
import type { StaffRow } from "./store/staff.ts";
import type { UnitRow } from "./store/units.ts";

const text = (instant: Temporal.Instant | null) => instant?.toString() ?? null;

export const unitAnswer = ({ unitId, orgId, kind, name, parentId, state }: UnitRow): Unit => ({
  unitId,
  orgId,
  kind,
  name,
  parentId,
  state,
});

/** The tree as this caller sees it: a company's root hangs under the company above when that is seen too. */
export function treeAnswer(rows: readonly UnitRow[]): Unit[] {
  const seen = new Set(rows.map(({ unitId }) => unitId));
  return rows.map((row) => {
    const above = row.parentId ?? row.path.at(-2) ?? null;
    return { ...unitAnswer(row), parentId: above && seen.has(above) ? above : null };
  });
}

export const staffAnswer = (row: StaffRow): Staff => ({
  staffId: row.staffId,
  login: row.login,
  name: row.name,
  staffNumber: row.staffNumber,
  post: row.post,
  unitId: row.unitId,
  state: row.state,
  mustChangePassword: row.mustChangePassword,
  totp: row.totp,
  lastSignedInAt: text(row.lastSignedInAt),
  roles: row.roles,
  standsIn: row.standsIn,
});

export const grantAnswer = (row: GrantRow) => ({ ...row, grantedAt: row.grantedAt.toString() });

export const sessionAnswer = (row: SessionRow, current: string) => ({
  sessionId: row.sessionId,
  signedInAt: row.signedInAt.toString(),
  lastSeenAt: row.lastSeenAt.toString(),
  ip: row.ip,
  userAgent: row.userAgent,
  current: row.sessionId === current,
});

export const deviceAnswer = (row: DeviceRow): Device => ({
  deviceId: row.deviceId,
  kind: row.kind,
  hallId: row.hallId,
  windowId: row.windowId,
  name: row.name,
  state: row.state,
  pairedAt: text(row.pairedAt),
  lastSeenAt: text(row.lastSeenAt),
});

export const pairingAnswer = ({ device, pairingCode, expiresAt }: Pairing) => ({
  device: deviceAnswer(device),
  pairingCode,
  expiresAt: expiresAt.toString(),
});

export const auditAnswer = (row: AuditRow) => ({ ...row, at: row.at.toString() });

/** A full page names where the next one begins. */
export const nextPage = <Row>(
  rows: readonly Row[],
  limit: number,
  mark: (row: Row) => string,
): string | null => {
  const last = rows.at(-1);
  return rows.length === limit && last ? mark(last) : null;
};
