/**
 * Meters hang at points (装表), are exchanged (换表) and taken off (拆表). A meter hangs at one place at a time and a point
 * has one meter at a time, also in what is past: the days of two installations never overlap.
 */
import type { installMeter as endpoint, removeMeter as removing } from "../../../contracts/customers.ts";
import type { InputOf } from "../../../contracts/endpoint.ts";
import type { Context } from "../../foundation/context.ts";
import { newId } from "../../foundation/ids.ts";
import { Problem } from "../../foundation/problem.ts";
import { lockForEdit } from "./account.ts";
import { pastOrToday, tellChange } from "./edit.ts";
import * as store from "./store/meters.ts";
import { accountOfPoint, lockMeteringPoint, type MeteringPointRow } from "./store/points.ts";

type Input = InputOf<typeof endpoint>["body"];

/**
 * Hangs a meter; the one that hangs there is taken off first when its last reading is given.
 * @returns the installation's id
 * @throws thing.not_found, customers.account_closed, customers.point_closed, customers.before_opening,
 *   customers.future_day, customers.meter_hangs, customers.meter_elsewhere, customers.meter_days, customers.meter_scrapped, customers.meter_reading
 */
export async function installMeter(ctx: Context, pointId: string, input: Input): Promise<string> {
  const { account, point } = await lockPlace(ctx, pointId);
  const on = pastOrToday(ctx, input.on, "on");
  if (point.isClosed) throw new Problem("customers.point_closed", { number: point.number });
  if (account.openedOn !== null && on < account.openedOn)
    throw new Problem("customers.before_opening", { opened: account.openedOn, field: "on" });
  const hanging = await store.hangingAt(ctx, pointId);
  await store.addMeter(ctx, input.assetNumber, input.model);
  const meters = await store.lockMeters(ctx, [input.assetNumber, hanging?.assetNumber ?? input.assetNumber]);
  const meter = meters.get(input.assetNumber);
  if (!meter) throw new Problem("thing.not_found");
  if (meter.state === "scrapped")
    throw new Problem("customers.meter_scrapped", { meter: meter.assetNumber, field: "assetNumber" });
  requireReading(meter, input.reading, "reading");
  if (hanging) await takeOff(ctx, hanging, meters.get(hanging.assetNumber), { ...input, on });
  await refuseOverlap(ctx, meter, pointId, on);

  const id = newId();
  const { reading, reason } = input;
  await store.insertInstallation(ctx, { id, meterId: meter.id, pointId, on, reading, reason });
  await store.setMeterState(ctx, meter.id, "installed");
  await tellChange(ctx, {
    of: [account.customerId],
    part: "meter",
    action: hanging ? "meter_exchanged" : "meter_installed",
    subject: `metering-point:${pointId}`,
    title: hanging
      ? {
          zh: `换表：${hanging.assetNumber} → ${meter.assetNumber}`,
          en: `Meter ${hanging.assetNumber} exchanged for ${meter.assetNumber}`,
        }
      : { zh: `装表：${meter.assetNumber}`, en: `Meter ${meter.assetNumber} installed` },
    accountId: account.id,
    ...(hanging ? { before: { meter: hanging.assetNumber, reading: input.removedReading } } : {}),
    after: { meter: meter.assetNumber, on, reading },
    reason,
  });
  return id;
}

/** @throws thing.not_found, customers.no_meter, customers.meter_days, customers.meter_reading, customers.future_day */
export async function removeMeter(
  ctx: Context,
  pointId: string,
  { on, reading, reason }: InputOf<typeof removing>["body"],
): Promise<void> {
  const { account } = await lockPlace(ctx, pointId);
  pastOrToday(ctx, on, "on");
  const hanging = await store.hangingAt(ctx, pointId);
  if (!hanging) throw new Problem("customers.no_meter");
  const meter = (await store.lockMeters(ctx, [hanging.assetNumber])).get(hanging.assetNumber);
  await takeOff(ctx, hanging, meter, { on, removedReading: reading, reason });
  await tellChange(ctx, {
    of: [account.customerId],
    part: "meter",
    action: "meter_removed",
    subject: `metering-point:${pointId}`,
    title: { zh: `拆表：${hanging.assetNumber}`, en: `Meter ${hanging.assetNumber} removed` },
    accountId: account.id,
    before: { meter: hanging.assetNumber },
    after: { on, reading },
    reason,
  });
}

/** The account first, then its point, then meters: everybody locks in this order. */
async function lockPlace(ctx: Context, pointId: string) {
  const accountId = await accountOfPoint(ctx, pointId);
  if (accountId === undefined) throw new Problem("thing.not_found");
  const account = await lockForEdit(ctx, accountId);
  const point = (await lockMeteringPoint(ctx, pointId)) as MeteringPointRow;
  return { account, point };
}

async function takeOff(
  ctx: Context,
  hanging: store.InstallationRow,
  meter: store.MeterRow | undefined,
  { on, removedReading: reading, reason }: Pick<Input, "on" | "removedReading" | "reason">,
): Promise<void> {
  if (reading === null) throw new Problem("customers.meter_hangs", { meter: hanging.assetNumber });
  if (on < hanging.installedOn) throw daysTaken(hanging, "on");
  if (meter) {
    requireReading(meter, reading, "removedReading");
    await store.setMeterState(ctx, meter.id, "removed");
  }
  await store.endInstallation(ctx, hanging.id, { on, reading, reason });
}

async function refuseOverlap(
  ctx: Context,
  meter: store.MeterRow,
  pointId: string,
  on: string,
): Promise<void> {
  const other = await store.notOver(ctx, { meterId: meter.id, pointId, on });
  if (!other) return;
  if (other.removedOn === null && other.meterId === meter.id)
    throw new Problem("customers.meter_elsewhere", {
      meter: meter.assetNumber,
      point: other.pointNumber,
      field: "assetNumber",
    });
  throw daysTaken(other, "on");
}

const daysTaken = ({ installedOn, removedOn }: store.InstallationRow, field: string) =>
  new Problem("customers.meter_days", { from: installedOn, to: removedOn ?? "—", field });

/** A register of six digits shows at most 999999.99 kWh. Readings are in 0.01 kWh. */
function requireReading({ digits, assetNumber }: store.MeterRow, reading: number, field: string): void {
  const most = 10 ** digits * 100 - 1;
  if (reading > most)
    throw new Problem("customers.meter_reading", { meter: assetNumber, digits, most: most / 100, field });
}
