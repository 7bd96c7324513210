/** Shapes that every module's contract uses. */
import { z } from "zod";

/** uuid v7, made by the application. */
export const id = z.uuid();
/** An instant in UTC, ISO 8601 with `Z`; screens show it in Asia/Shanghai. */
export const instant = z.iso.datetime();
/** A local date in Asia/Shanghai, `YYYY-MM-DD`. */
export const localDate = z.iso.date();
/** A local time of day in Asia/Shanghai, `HH:MM`. */
export const localTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
export const words = z.strictObject({ zh: z.string().min(1).max(200), en: z.string().min(1).max(200) });
export const empty = z.strictObject({});
/** Free text that a person typed: bounded, control characters refused, shown escaped everywhere. */
export const freeText = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .regex(/^(?:\P{Cc}|[\n\t])*$/u);
