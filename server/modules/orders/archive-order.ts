/**
 * An order closes the circle: what it brought about is entered into the customer's archive by the order itself (归档). What
 * the archive has no command for is said so in the order's story, and the archivist's step asks for it.
 */
import type { Words } from "../../../contracts/endpoint.ts";
import type { Context } from "../../foundation/context.ts";
import {
  type AccountChange,
  changeAccountByOrder,
  changePhoneByOrder,
  closeAccountByOrder,
  renameByOrder,
} from "../customers/index.ts";
import type { Handler } from "./handlers.ts";
import { openAccountFor } from "./open-account-for.ts";
import type { OpenOrder } from "./open-order.ts";
import { openedValue } from "./sealed-form.ts";
import { listForms } from "./store/forms.ts";
import type { Values } from "./store/rows.ts";

export type ArchiveSite = {
  readonly ctx: Context;
  readonly open: OpenOrder;
  /** Everything that was filled in, later answers before earlier ones. */
  readonly form: Values;
  readonly reason: string;
};
type Change = (site: ArchiveSite) => Promise<Words | null> | Words | null;

export const updateArchive: Handler = async (ctx, open, { step }) => {
  const { order } = open;
  const change = changes[order.typeCode];
  const said = change
    ? await change({ ctx, open, form: await formsOf(ctx, open), reason: `工单 ${order.number}` })
    : null;
  open.tell({
    kind: said ? "archive-updated" : "archive-left",
    text: said ?? {
      zh: "档案没有可自动更新的内容，请归档员核对",
      en: "Nothing to enter by itself; the archivist checks",
    },
    stepId: step.id,
  });
};

export const archiveOrder: Handler = (_, open, { step }) => {
  open.tell({
    kind: "archived",
    text: { zh: "工单资料归档", en: "Papers of the order archived" },
    stepId: step.id,
  });
};

async function formsOf(ctx: Context, open: OpenOrder): Promise<Values> {
  const before = await listForms(ctx, open.id);
  const now = open.closed
    .filter(({ state, kind }) => state === "done" && kind === "task")
    .map(({ form }) => form);
  return Object.assign({}, open.order.form, ...before, ...now) as Values;
}

const numberIn = (value: unknown): number | undefined => (typeof value === "number" ? value : undefined);

/** A change of the account that the order is about. */
const account =
  (of: (form: Values) => AccountChange | null, zh: string, en: string): Change =>
  async ({ ctx, open, form, reason }) => {
    const { accountId } = open.order;
    const change = of(form);
    if (accountId === null || change === null) return null;
    await changeAccountByOrder(ctx, accountId, change, reason);
    return { zh, en };
  };

const increase = account(
  (form) => {
    const kva = numberIn(form.approvedCapacity) ?? numberIn(form.planCapacity) ?? numberIn(form.capacity);
    return kva === undefined ? null : { contractKva: kva, runningKva: kva };
  },
  "户的合同容量已更新",
  "The account's capacity is entered",
);

const rename: Change = async ({ ctx, open, form, reason }) => {
  const { customerId, id } = open.order;
  if (customerId === null || typeof form.newName !== "string") return null;
  await renameByOrder(ctx, customerId, form.newName, reason);
  const phone = openedValue(ctx, id, "newPhone", form);
  if (phone !== undefined) await changePhoneByOrder(ctx, customerId, phone);
  return { zh: "客户名称和电话已更新", en: "The customer's name and phone are entered" };
};

const close: Change = async ({ ctx, open, reason }) => {
  const { accountId } = open.order;
  if (accountId === null) return null;
  await closeAccountByOrder(ctx, accountId, reason);
  return { zh: "户已销户", en: "The account is closed" };
};

const people = account(
  ({ people: count }) => (typeof count === "number" && count > 0 ? { peopleCount: Math.round(count) } : null),
  "一户多人口已更新",
  "The number of people is entered",
);
const supplied = (isSupplied: boolean, zh: string, en: string) => account(() => ({ isSupplied }), zh, en);

const running =
  (sign: 1 | -1, zh: string, en: string): Change =>
  async ({ ctx, open, form, reason }) => {
    const { accountId } = open.order;
    const affected = numberIn(form.capacityAffected);
    if (accountId === null || affected === undefined) return null;
    await changeAccountByOrder(ctx, accountId, (now) => runningAfter(now, sign * affected), reason);
    return { zh, en };
  };

/** Between nothing and what is contracted. */
const runningAfter = (
  { contractKva, runningKva }: { contractKva: number | null; runningKva: number | null },
  by: number,
): AccountChange => {
  const most = contractKva ?? Number.MAX_SAFE_INTEGER;
  return { runningKva: Math.min(most, Math.max(0, (runningKva ?? contractKva ?? 0) + by)) };
};

const less = running(-1, "户的运行容量已减少", "The account's running capacity went down");
const more = running(1, "户的运行容量已恢复", "The account's running capacity is restored");

const changes: Readonly<Record<string, Change>> = {
  "NI-RES": openAccountFor,
  "NI-LVN": openAccountFor,
  "NI-HV1": openAccountFor,
  "NI-HV2": openAccountFor,
  "TMP-M": openAccountFor,
  "EV-PRI": openAccountFor,
  "EV-PUB": openAccountFor,
  "IC-RES": increase,
  "IC-LVN": increase,
  "IC-HV1": increase,
  "IC-HV2": increase,
  "CH-NAME": rename,
  "CH-CLOSE": close,
  "TMP-END": close,
  "CH-TOU": people,
  "CH-RED": less,
  "CH-SUS": less,
  "CH-RED-R": more,
  "CH-SUS-R": more,
  "CH-TREM": supplied(false, "户已暂拆", "The account is taken off supply"),
  "CH-TREM-R": supplied(true, "户已复装", "The account is supplied again"),
};
/** Which types enter something by themselves; for the manual and its test. */
export const enteredTypes: readonly string[] = Object.keys(changes);
