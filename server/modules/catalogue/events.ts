/** What the others are told: that a rule, a reason or the calendar of their company is another now. */
import type { PendingEvent } from "../../foundation/context.ts";

export const catalogueTopic = "catalogue";

export const catalogueChanged = (payload: {
  part: "all" | "rule" | "reasons" | "calendar";
  code?: string;
}): PendingEvent => ({ type: "catalogue.changed", topic: catalogueTopic, payload });

/** The table of next year is due and nobody imported it. */
export const calendarMissing = (year: number): PendingEvent => ({
  type: "catalogue.calendar-missing",
  topic: catalogueTopic,
  payload: { year },
});
