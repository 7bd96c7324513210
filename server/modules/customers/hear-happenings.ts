/** The listeners that write what customers' pages are told. At least once in delivery, once in effect. */
import { z } from "zod";
import type { Words } from "../../../contracts/endpoint.ts";
import type { Context } from "../../foundation/context.ts";
import type { StoredEvent } from "../../foundation/event-tail.ts";
import type { Listener } from "../../foundation/listeners.ts";
import type { ChangedPart } from "./events.ts";
import { addEntry, findPresentCustomer, putMatter } from "./store/happenings.ts";
import { happeningPayload, happeningType, type TimelineKind } from "./tell-customer.ts";

/** A customer who was merged meanwhile is told at the one they are now; one who was erased is told nothing. */
export async function hearHappening(ctx: Context, event: StoredEvent): Promise<void> {
  const { customerId, entry, matter } = happeningPayload.parse(event.payload);
  const present = await findPresentCustomer(ctx, customerId);
  if (present === undefined) return;
  if (entry) await addEntry(ctx, present, entry);
  if (matter) await putMatter(ctx, present, matter, { seq: event.seq, at: event.happenedAt });
}

const changed = z.object({
  customerId: z.uuid(),
  part: z.string(),
  title: z.object({ zh: z.string(), en: z.string() }).optional(),
  who: z.string().optional(),
  accountId: z.uuid().optional(),
});

/** How a change of the archive reads in the timeline. What tells its own line (registers, contacts) is not here. */
const lines: Partial<Record<ChangedPart, { kind: TimelineKind; title: Words }>> = {
  customer: { kind: "change", title: { zh: "客户资料变更", en: "Customer details changed" } },
  account: { kind: "change", title: { zh: "户的档案变更", en: "Account changed" } },
  premise: { kind: "change", title: { zh: "用电地址变更", en: "Premise changed" } },
  supply: { kind: "change", title: { zh: "受电点变更", en: "Supply point changed" } },
  meter: { kind: "meter", title: { zh: "计量装置变更", en: "Metering changed" } },
  contract: { kind: "change", title: { zh: "供用电合同变更", en: "Supply contract changed" } },
  person: { kind: "change", title: { zh: "联系人变更", en: "Contact person changed" } },
  relation: { kind: "change", title: { zh: "客户关系变更", en: "Relation changed" } },
  personal: {
    kind: "change",
    title: { zh: "证件、电话或账号变更", en: "Papers, phones or bank accounts changed" },
  },
  document: { kind: "document", title: { zh: "资料更新", en: "Documents changed" } },
  merge: { kind: "change", title: { zh: "客户合并或撤销合并", en: "Customers merged or a merge undone" } },
};

async function hearChange(ctx: Context, event: StoredEvent): Promise<void> {
  const { customerId, part, accountId, title, who } = changed.parse(event.payload);
  const line = lines[part as ChangedPart];
  const present = line && (await findPresentCustomer(ctx, customerId));
  if (!line || present === undefined) return;
  await addEntry(ctx, present, {
    key: `customers:changed:${event.seq}`,
    kind: line.kind,
    title: title ?? line.title,
    at: event.happenedAt.toString(),
    accountId: accountId ?? null,
    channel: null,
    place: null,
    who: who ?? null,
    result: null,
    costFen: null,
    detail: {},
  });
}

export const timelineListener: Listener = {
  name: "customers.timeline",
  types: [happeningType, "customers.changed"],
  hear: (ctx, event) => (event.type === happeningType ? hearHappening(ctx, event) : hearChange(ctx, event)),
};
