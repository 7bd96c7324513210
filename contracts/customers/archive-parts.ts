/** What the endpoints of the archive share: their parameters, and the refusals that come in families. */
import { z } from "zod";
import { id } from "../common.ts";
import type { ProblemCode } from "../problems.ts";

export const ofCustomer = z.object({ customerId: id });
export const ofAccount = z.object({ accountId: id });
/** What the editor had before it: a command on an older version is refused, and the screen shows both. */
export const version = z.int().min(1);
/** A code of one of the lists of `listCodes`. */
export const code = z.string().regex(/^[\w-]{1,20}$/);
export const kva = z.number().min(0).max(10_000_000).nullable();

const codes = <const C extends readonly ProblemCode[]>(...list: C): C => list;

export const nameFaults = codes(
  "customers.name_empty",
  "customers.name_long",
  "customers.name_character",
  "customers.name_emoji",
);
/** Identity cards, passports and permits. */
export const paperFaults = codes(
  "customers.id_character",
  "customers.id_length",
  "customers.id_old",
  "customers.id_region",
  "customers.id_date",
  "customers.id_future",
  "customers.id_check",
  "customers.id_check_one",
  "customers.id_check_swap",
  "customers.paper_character",
  "customers.paper_length",
);
export const creditFaults = codes(
  "customers.credit_character",
  "customers.credit_length",
  "customers.credit_check",
  "customers.credit_check_one",
  "customers.credit_check_swap",
  "customers.credit_organisation",
);
export const phoneFaults = codes(
  "customers.phone_character",
  "customers.phone_length",
  "customers.phone_start",
  "customers.phone_kind",
  "customers.landline",
);
export const bankFaults = codes(
  "customers.card_character",
  "customers.card_length",
  "customers.card_check",
  "customers.card_check_one",
  "customers.card_check_swap",
);
/** Whoever edits an older version, or wants to begin a change before the row that it replaces or after today. */
export const editFaults = codes("customers.edited_meanwhile", "customers.past_stays", "customers.future_day");
