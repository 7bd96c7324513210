/**
 * Meters as orders bring them (装表、换表、拆表): what the fitters wrote down enters the archive. What cannot be entered by itself
 * (several points, a meter that hangs elsewhere, no last reading) is said, not refused: the supply is on by then.
 */
import { installMeter as installing, saveMeteringPoint as saving } from "../../../contracts/customers.ts";
import type { Words } from "../../../contracts/endpoint.ts";
import type { Context } from "../../foundation/context.ts";
import { lockForEdit } from "./account.ts";
import { bodyOf } from "./body-of.ts";
import { today } from "./edit.ts";
import { installMeter, removeMeter } from "./install-meter.ts";
import { saveMeteringPoint } from "./save-metering-point.ts";
import { type PointInUse, placeOfMeter, pointsInUse } from "./store/by-order.ts";

export type FittedMeter = {
  readonly assetNumber: string;
  /** In kWh, as it stands on the meter. */
  readonly reading: number;
  /** Of the meter that hung there; null when none was written down. */
  readonly removedReading: number | null;
  readonly ratio: number | null;
  readonly isHighVoltage: boolean;
  /** What a point is for that has to be made; settlement unless said. */
  readonly purpose?: PointInUse["purpose"];
};
/** Either what was entered, or why nothing was. */
export type MeterEntry = { readonly done: Words | null } | { readonly left: Words };

const asset = /^[A-Za-z0-9][A-Za-z0-9-]{3,29}$/;
/** A new meter's register, as the archive takes it for one that it has not seen. */
const usualDigits = 6;
const centi = (kwh: number): number => Math.round(kwh * 100);

/** @throws thing.not_found, customers.account_closed */
export async function fitMeterByOrder(
  ctx: Context,
  accountId: string,
  { assetNumber: typed, reading, removedReading, ratio, isHighVoltage, purpose = "settlement" }: FittedMeter,
  reason: string,
): Promise<MeterEntry> {
  const assetNumber = typed.trim();
  const left = (zh: string, en: string): MeterEntry => ({ left: { zh, en } });
  if (!asset.test(assetNumber))
    return left(`表号“${typed}”不能识别，表计未登记`, `“${typed}” is no meter number`);
  await lockForEdit(ctx, accountId);
  const every = await pointsInUse(ctx, accountId);
  const fitting = every.filter((point) => point.purpose === purpose);
  // An account that only generates has its one point elsewhere.
  const points = fitting.length === 0 && purpose === "settlement" ? every : fitting;
  if (points.length > 1)
    return left(
      "该户有多个计量点，请指定表计装在哪一个",
      "The account has several points; say at which the meter hangs",
    );
  const hanging = points[0]?.meter ?? null;
  if (hanging === assetNumber) return { done: null };
  if (hanging !== null && removedReading === null)
    return left(
      `原表 ${hanging} 未登记拆回示数，换表未登记`,
      `Meter ${hanging} has no last reading; not exchanged`,
    );
  const place = await placeOfMeter(ctx, assetNumber);
  if (place?.state === "scrapped")
    return left(`表计 ${assetNumber} 已报废`, `Meter ${assetNumber} is scrapped`);
  if (place?.point)
    return left(
      `表计 ${assetNumber} 登记在计量点 ${place.point}，未重复登记`,
      `Meter ${assetNumber} hangs at ${place.point}`,
    );
  const most = 10 ** (place?.digits ?? usualDigits) - 0.01;
  if ([reading, removedReading ?? 0].some((one) => one < 0 || one > most))
    return left(`示数超出表计位数，表计未登记`, "A reading is beyond the register of the meter");
  const pointId = points[0]?.id ?? (await newPoint(ctx, accountId, { ratio, isHighVoltage, purpose }));
  await installMeter(
    ctx,
    pointId,
    bodyOf(installing, {
      assetNumber,
      on: today(ctx),
      reading: centi(reading),
      removedReading: hanging === null || removedReading === null ? null : centi(removedReading),
      reason,
    }),
  );
  return {
    done:
      hanging === null
        ? { zh: `已装表 ${assetNumber}`, en: `Meter ${assetNumber} installed` }
        : { zh: `已换表 ${hanging} → ${assetNumber}`, en: `Meter ${hanging} exchanged for ${assetNumber}` },
  };
}

async function newPoint(
  ctx: Context,
  accountId: string,
  {
    ratio,
    isHighVoltage,
    purpose,
  }: Pick<FittedMeter, "ratio" | "isHighVoltage"> & Pick<PointInUse, "purpose">,
): Promise<string> {
  const { meteringPointId } = await saveMeteringPoint(
    ctx,
    accountId,
    bodyOf(saving, {
      meteringPointId: null,
      number: null,
      purpose,
      method: isHighVoltage ? "HH" : "LL",
      ratio: ratio !== null && Number.isInteger(ratio) && ratio > 0 ? ratio : 1,
      box: null,
      supplyPointId: null,
      isClosed: false,
    }),
  );
  return meteringPointId;
}

export const hasMeter = async (ctx: Context, accountId: string): Promise<boolean> =>
  (await pointsInUse(ctx, accountId)).some(({ meter }) => meter !== null);

/** The one meter of an account comes off with its last reading. @throws thing.not_found, customers.account_closed */
export async function takeMeterOffByOrder(
  ctx: Context,
  accountId: string,
  reading: number | null,
  reason: string,
): Promise<MeterEntry> {
  await lockForEdit(ctx, accountId);
  const hanging = (await pointsInUse(ctx, accountId)).filter(({ meter }) => meter !== null);
  const [only] = hanging;
  if (!only) return { done: null };
  const names = hanging.map(({ meter }) => meter).join("、");
  if (hanging.length > 1 || reading === null || reading < 0)
    return {
      left: {
        zh: `表计 ${names} 未登记拆回示数，仍挂在户上`,
        en: `Meter ${names} has no last reading and still hangs there`,
      },
    };
  const place = await placeOfMeter(ctx, only.meter ?? "");
  if (reading > 10 ** (place?.digits ?? usualDigits) - 0.01)
    return {
      left: { zh: "拆回示数超出表计位数", en: "The last reading is beyond the register of the meter" },
    };
  await removeMeter(ctx, only.id, { on: today(ctx), reading: centi(reading), reason });
  return { done: { zh: `已拆表 ${names}`, en: `Meter ${names} taken off` } };
}
