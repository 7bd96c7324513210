/** The HTTP face of appointments. */
import * as contract from "../../../contracts/hall.ts";
import { instantAt } from "../../foundation/clock.ts";
import type { Context } from "../../foundation/context.ts";
import { type Route, route } from "../../foundation/http/route.ts";
import { slipAnswer, ticketAnswer } from "./answers.ts";
import {
  bookAppointment,
  cancelAppointment,
  checkIn,
  countTry,
  findAppointment,
  listSlots,
  saveSlot,
} from "./appointments.ts";
import { phoneToken } from "./issue-ticket.ts";
import { outlookOf } from "./outlook.ts";
import * as store from "./store/appointments.ts";

/** A stranger's call, counted first. */
const counted = async <T>(ctx: Context, work: () => Promise<T>): Promise<T> => {
  await countTry(ctx);
  return work();
};

export const appointmentRoutes: readonly Route[] = [
  route(contract.listSlots, (ctx, { params, query }) => listSlots(ctx, params.hallId, query)),
  route(contract.bookAppointment, (ctx, { params, body }) =>
    counted(ctx, async () => ({ appointment: await bookAppointment(ctx, params.hallId, body) })),
  ),
  route(contract.findAppointment, (ctx, { params, query }) =>
    counted(ctx, async () => ({ appointment: await findAppointment(ctx, params.hallId, query.code) })),
  ),
  route(contract.cancelAppointment, (ctx, { params, body }) =>
    counted(ctx, async () => ({ appointment: await cancelAppointment(ctx, params.hallId, body.code) })),
  ),
  route(contract.checkIn, async (ctx, { params, body }) => {
    const { queue, ticket, isLate } = await checkIn(ctx, params.hallId, body);
    const outlook = await outlookOf(ctx, queue);
    const token = phoneToken(ctx, ticket.token ?? "");
    return {
      ticket: ticketAnswer(queue, ticket, outlook),
      slip: slipAnswer(queue, ticket, outlook, token),
      token,
      isLate,
    };
  }),
  route(contract.checkInByPhone, (ctx, { params, body }) =>
    counted(ctx, async () => {
      const arrival = { ...body, largeType: false, print: false };
      const { ticket, number, isLate } = await checkIn(ctx, params.hallId, arrival);
      return { token: phoneToken(ctx, ticket.token ?? ""), number, isLate };
    }),
  ),
  route(contract.listAppointments, async (ctx, { params, query }) => {
    const day = Temporal.PlainDate.from(query.day);
    const from = instantAt(day, Temporal.PlainTime.from("00:00"));
    const to = from.add({ hours: 24 });
    const slots = await store.listSlots(ctx, params.hallId, undefined, from, to);
    return {
      appointments: (await store.listAppointments(ctx, params.hallId, from, to)).map((row) => ({
        ...row,
        startsAt: row.startsAt.toString(),
        bookedAt: row.bookedAt.toString(),
        arrivedAt: row.arrivedAt?.toString() ?? null,
      })),
      slots: slots.map(({ serviceId, startsAt, contingent, booked }) => ({
        serviceId,
        startsAt: startsAt.toString(),
        contingent,
        booked,
      })),
    };
  }),
  route(contract.saveSlot, (ctx, { params, body }) => saveSlot(ctx, params.hallId, body)),
];
