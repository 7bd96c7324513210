/** SQL over devices. */
import { sql } from "kysely";
import type { Capability } from "../../../../contracts/capabilities.ts";
import type { Device, DeviceKind } from "../../../../contracts/identity.ts";
import type { Context } from "../../../foundation/context.ts";
import { type Database, transaction } from "../../../foundation/database.ts";

export type DeviceRow = Omit<Device, "pairedAt" | "lastSeenAt"> & {
  readonly pairedAt: Temporal.Instant | null;
  readonly lastSeenAt: Temporal.Instant | null;
};

const columns = sql`device_id as "deviceId", kind, hall_id as "hallId", window_id as "windowId", name, state,
  paired_at as "pairedAt", last_seen_at as "lastSeenAt"`;

export async function listDevices(ctx: Context, hallId: string): Promise<DeviceRow[]> {
  const { rows } = await sql<DeviceRow>`
    select ${columns} from identity.devices where org_id = ${ctx.orgId} and hall_id = ${hallId}
    order by device_id limit 500`.execute(ctx.tx);
  return rows;
}

export async function lockDevice(
  ctx: Context,
  hallId: string,
  deviceId: string,
): Promise<DeviceRow | undefined> {
  const { rows } = await sql<DeviceRow>`
    select ${columns} from identity.devices
    where org_id = ${ctx.orgId} and hall_id = ${hallId} and device_id = ${deviceId} for update`.execute(
    ctx.tx,
  );
  return rows[0];
}

export async function insertDevice(
  ctx: Context,
  device: Pick<Device, "deviceId" | "kind" | "hallId" | "windowId" | "name">,
): Promise<void> {
  await sql`
    insert into identity.devices (org_id, device_id, kind, hall_id, window_id, name, state)
    values (${ctx.orgId}, ${device.deviceId}, ${device.kind}, ${device.hallId}, ${device.windowId}, ${device.name}, 'waiting')`.execute(
    ctx.tx,
  );
}

export async function saveDevice(
  ctx: Context,
  device: { deviceId: string; name: string; windowId: string | null },
) {
  await sql`
    update identity.devices set name = ${device.name}, window_id = ${device.windowId}
    where org_id = ${ctx.orgId} and device_id = ${device.deviceId}`.execute(ctx.tx);
}

/** A new code waits to be exchanged; a device paired before goes on until then. */
export async function setPairingCode(
  ctx: Context,
  deviceId: string,
  codeHash: Buffer,
  expiresAt: Temporal.Instant,
): Promise<void> {
  await sql`
    update identity.devices set pairing_hash = ${codeHash}, pairing_expires_at = ${expiresAt}
    where org_id = ${ctx.orgId} and device_id = ${deviceId}`.execute(ctx.tx);
}

/** Exchanges a code once: of two pages with the same code, one finds it gone. */
export async function exchangePairingCode(
  ctx: Context,
  codeHash: Buffer,
  tokenHash: Buffer,
): Promise<DeviceRow | undefined> {
  const now = ctx.clock.now();
  const { rows } = await sql<DeviceRow>`
    update identity.devices set state = 'paired', token_hash = ${tokenHash}, pairing_hash = null, pairing_expires_at = null,
      paired_at = ${now}, last_seen_at = ${now}
    where org_id = ${ctx.orgId} and pairing_hash = ${codeHash} and pairing_expires_at > ${now} and state <> 'revoked'
    returning ${columns}`.execute(ctx.tx);
  return rows[0];
}

export async function markRevoked(ctx: Context, deviceId: string): Promise<void> {
  await sql`
    update identity.devices set state = 'revoked', token_hash = null, pairing_hash = null, pairing_expires_at = null
    where org_id = ${ctx.orgId} and device_id = ${deviceId}`.execute(ctx.tx);
}

export type DeviceActorRow = {
  readonly deviceId: string;
  readonly kind: DeviceKind;
  readonly name: string;
  readonly hallId: string;
  readonly windowId: string | null;
  readonly lastSeenAt: Temporal.Instant | null;
  readonly capabilities: readonly Capability[];
};

export async function findDeviceActor(
  db: Database,
  orgId: number,
  tokenHash: Buffer,
): Promise<DeviceActorRow | undefined> {
  const { rows } = await sql<DeviceActorRow>`
    select device_id as "deviceId", kind, name, hall_id as "hallId", window_id as "windowId", last_seen_at as "lastSeenAt",
      capabilities
    from identity.device_actor(${orgId}, ${tokenHash})`.execute(db);
  return rows[0];
}

export async function touchDevice(
  db: Database,
  orgId: number,
  deviceId: string,
  now: Temporal.Instant,
): Promise<void> {
  await transaction(db, { orgIds: [orgId] }, async (tx) => {
    await sql`
      update identity.devices set last_seen_at = ${now}
      where org_id = ${orgId} and device_id = ${deviceId} and last_seen_at < ${now}`.execute(tx);
  });
}
