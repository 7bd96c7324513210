/** The customer behind a ticket. */
import { z } from "zod";
import { empty, id } from "../common.ts";
import { endpoint } from "../endpoint.ts";
import { ticket } from "./shapes.ts";
import { onTicket } from "./tickets.ts";

/**
 * Binds a ticket to a recognised customer, corrects a wrong recognition, or undoes one (null). Also after the service
 * has ended, for what was only noticed then; not for a number that was voided or abandoned.
 */
export const setTicketCustomer = endpoint({
  method: "put",
  path: "/api/hall/{hallId}/tickets/{ticketId}/customer",
  capability: "customers.recognise",
  scope: "unit",
  summary: { zh: "号票对应客户", en: "Say whose ticket it is" },
  params: onTicket,
  query: empty,
  body: z.strictObject({ customerId: id.nullable() }),
  answer: z.object({ ticket }),
  problems: ["hall.ticket_state", "customers.unknown", "hall.already_waiting"],
});
