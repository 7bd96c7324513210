/** What each kind of order enters into the archive, one change after the other. A kind that is missing enters nothing. */
import type { Words } from "../../../contracts/endpoint.ts";
import type { Context } from "../../foundation/context.ts";
import {
  type AccountChange,
  accountFace,
  bindPaperByOrder,
  changeAccountByOrder,
  changePhoneByOrder,
  closeAccountByOrder,
  maskName,
  mergeAccountsByOrder,
  moveAccountByOrder,
  passAccountByOrder,
  renameByOrder,
  splitAccountByOrder,
} from "../customers/index.ts";
import { fitHomes } from "./archive-homes.ts";
import { fitGenerationMeter, fitMeter, noteMeterTest, takeMeterOff } from "./archive-meters.ts";
import { chargeDemand, swapTransformer } from "./archive-terms.ts";
import { numbersIn } from "./named-accounts.ts";
import { openAccountFor, openGenerating, openHomes, usesOf, voltageOf } from "./open-account-for.ts";
import type { OpenOrder } from "./open-order.ts";
import { openedValue } from "./sealed-form.ts";
import type { Values } from "./store/rows.ts";

export type ArchiveSite = {
  readonly ctx: Context;
  readonly open: OpenOrder;
  readonly form: Values;
  readonly reason: string;
  /** Says what the archivist has to enter. */
  readonly left: (words: Words) => void;
  /** What this order has entered before and may not enter twice. */
  readonly entered: ReadonlySet<string>;
  readonly enter: (name: string) => void;
};
/** @returns what was entered; null when there was nothing to enter */
export type Change = (site: ArchiveSite) => Promise<Words | null> | Words | null;

const before: Words = {
  zh: "此前已登记，不重复登记；退回后有更正的，请归档员核对",
  en: "Entered before, and not again; what was corrected since is for the archivist to check",
};

/**
 * What adds to what is there, or takes from it. An order that is sent back after it was archived comes by here again: what was
 * split off is not split off a second time.
 */
const once =
  (name: string, change: Change): Change =>
  async (site) => {
    if (site.entered.has(name)) return before;
    const said = await change(site);
    if (said) site.enter(name);
    return said;
  };

const numberIn = (value: unknown): number | undefined => (typeof value === "number" ? value : undefined);
const textIn = (value: unknown): string | undefined =>
  typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;

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
  const { customerId } = open.order;
  const name = textIn(form.newName);
  if (customerId === null || name === undefined) return null;
  await renameByOrder(ctx, customerId, name, reason);
  return { zh: "客户名称已更新", en: "The customer's name is entered" };
};

const phone: Change = async ({ ctx, open, form }) => {
  const { customerId, id } = open.order;
  const number = customerId === null ? undefined : openedValue(ctx, id, "newPhone", form);
  if (customerId === null || number === undefined) return null;
  await changePhoneByOrder(ctx, customerId, number);
  return { zh: "客户电话已更新", en: "The customer's phone is entered" };
};

/** The paper was seen: bound, or known already. */
const paper: Change = async ({ ctx, open, form, left }) => {
  const { customerId, id } = open.order;
  const number = customerId === null ? undefined : openedValue(ctx, id, "newId", form);
  if (customerId === null || number === undefined) return null;
  const isNew = await bindPaperByOrder(ctx, customerId, number);
  if (isNew === undefined) {
    left({
      zh: "证件号不是居民身份证号，请在档案中登记",
      en: "The number is no identity card; enter it by hand",
    });
    return null;
  }
  return isNew
    ? { zh: "已绑定身份证（实名认证）", en: "The identity card is bound" }
    : { zh: "身份证与档案一致", en: "The identity card agrees with the archive" };
};

/** 过户: the account goes to whose paper it is; old debts were cleared before (review). */
const transfer: Change = async ({ ctx, open, form, reason, left }) => {
  const { accountId, id } = open.order;
  const name = textIn(form.newName);
  const number = openedValue(ctx, id, "newId", form);
  if (accountId === null || name === undefined || number === undefined) return null;
  const owner = { name, paper: number, phone: openedValue(ctx, id, "newPhone", form) };
  const passed = await passAccountByOrder(ctx, accountId, owner, reason);
  if (!passed) {
    left({
      zh: "新户证件号不是居民身份证号或统一社会信用代码，请先建客户再过户",
      en: "The new owner's paper is neither an identity card nor a credit code; enter the customer, then pass the account on",
    });
    return null;
  }
  const who = maskName(name);
  return {
    zh: `户 ${passed.number} 已过户给 ${who}${passed.isNew ? "（新建客户）" : ""}，请与新户签订合同`,
    en: `Account ${passed.number} passed to ${who}${passed.isNew ? ", a new customer" : ""}; sign a contract with them`,
  };
};

/** 变更交费方式、增值税信息: whatever of it was chosen. */
const paying = account(
  ({ settleBy, notifyBy, invoiceKind }) => {
    const given = {
      settleBy: textIn(settleBy),
      notifyBy: textIn(notifyBy),
      invoiceKind: textIn(invoiceKind),
    };
    const chosen = Object.entries(given).filter(([, value]) => value !== undefined);
    return chosen.length === 0 ? null : (Object.fromEntries(chosen) as AccountChange);
  },
  "户的结算、通知和票据方式已更新",
  "How the account is settled, told and invoiced is entered",
);

const close: Change = async (site) => {
  const { ctx, open, reason } = site;
  const { accountId } = open.order;
  if (accountId === null) return null;
  // By this order before it was sent back, or by hand: what the customer asked for is so.
  if ((await accountFace(ctx, accountId))?.state === "closed")
    return { zh: "户已销户，此前已登记", en: "The account is closed; it was entered before" };
  const taken = await takeMeterOff(site);
  await closeAccountByOrder(ctx, accountId, reason);
  return {
    zh: `${taken ? `${taken.zh}；` : ""}户已销户`,
    en: `${taken ? `${taken.en}; ` : ""}The account is closed`,
  };
};

const people = account(
  ({ people: count }) => (typeof count === "number" && count > 0 ? { peopleCount: Math.round(count) } : null),
  "一户多人口已更新",
  "The number of people is entered",
);
const supplied = (isSupplied: boolean, zh: string, en: string) => account(() => ({ isSupplied }), zh, en);

const extended = account(
  ({ endsOn }) => {
    const day = textIn(endsOn);
    return day === undefined ? null : { temporaryUntil: day };
  },
  "临时用电期限已延长",
  "The end of the temporary supply is entered",
);

const use = account(
  ({ newUse }) => {
    const found = usesOf(newUse);
    return found ? { useCode: found.use, tariffGroup: found.tariff } : null;
  },
  "用电类别和电价类别已更新",
  "The kind of use and its tariff are entered",
);

const voltage = account(
  (form) => {
    const code = voltageOf(form);
    return code === undefined ? null : { voltageCode: code };
  },
  "户的供电电压已更新",
  "The account's voltage is entered",
);

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

const less = once("less", running(-1, "户的运行容量已减少", "The account's running capacity went down"));
const more = once("more", running(1, "户的运行容量已恢复", "The account's running capacity is restored"));

const split: Change = async ({ ctx, open, form, reason, left }) => {
  const { accountId } = open.order;
  const kva = numberIn(form.splitCapacity);
  if (accountId === null) return null;
  const made = kva === undefined ? undefined : await splitAccountByOrder(ctx, accountId, kva, reason);
  if (!made) {
    left({
      zh: "没有填写分出容量，或不小于原户合同容量，请核对后分户",
      en: "The capacity to split off is missing or not smaller than the account's; check, then split",
    });
    return null;
  }
  return {
    zh: `已从户 ${made.from} 分出户 ${made.number}（${kva} 千伏安）`,
    en: `Account ${made.number} split off ${made.from} (${kva} kVA)`,
  };
};

const merge: Change = async ({ ctx, open, form, reason, left }) => {
  const { accountId } = open.order;
  const numbers = numbersIn(form.otherAccounts);
  if (accountId === null || numbers.length === 0) return null;
  const merged = await mergeAccountsByOrder(ctx, accountId, numbers, reason);
  if ("unknown" in merged) {
    left({
      zh: `没有户号 ${merged.unknown}，未并户`,
      en: `There is no account ${merged.unknown}; not merged`,
    });
    return null;
  }
  if ("hanging" in merged) {
    const { number, hanging } = merged;
    left({
      zh: `户 ${number} 的表计 ${hanging} 还没有拆，未并户`,
      en: `Meter ${hanging} of account ${number} still hangs; not merged`,
    });
    return null;
  }
  return {
    zh: `户 ${merged.closed.join("、")} 已并入，合同容量 ${merged.contractKva ?? "—"} 千伏安`,
    en: `Accounts ${merged.closed.join(", ")} merged into it; ${merged.contractKva ?? "—"} kVA`,
  };
};

/** 迁址: the account is at the new place, and its meter is the one that was fitted there. */
const move: Change = async ({ ctx, open, form, reason, left }) => {
  const { accountId } = open.order;
  const address = textIn(form.newAddress);
  if (accountId === null) return null;
  if (address === undefined || address.length < 2) {
    left({ zh: "没有填写新用电地址，未迁址", en: "The new address is missing; the account was not moved" });
    return null;
  }
  const number = await moveAccountByOrder(ctx, accountId, address, reason);
  return number === undefined
    ? null
    : { zh: `户 ${number} 已迁至新址`, en: `Account ${number} is at its new address` };
};

const connect: readonly Change[] = [openAccountFor, fitMeter];
const enlarge: readonly Change[] = [increase, fitMeter];
const generate: readonly Change[] = [openGenerating, fitGenerationMeter];

export const changes: Readonly<Record<string, readonly Change[]>> = {
  "NI-RES": connect,
  "NI-LVN": connect,
  "NI-HV1": connect,
  "NI-HV2": connect,
  "NI-RES-BATCH": [openHomes, fitHomes],
  "TMP-M": connect,
  "TMP-N": [openAccountFor],
  "PV-NAT": generate,
  "PV-NNAT": generate,
  "EV-PRI": connect,
  "EV-PUB": connect,
  "IC-RES": enlarge,
  "IC-LVN": enlarge,
  "IC-HV1": enlarge,
  "IC-HV2": enlarge,
  "CH-VOLT": [voltage, ...enlarge],
  "CH-NAME": [rename, phone],
  "CH-TRANS": [once("transfer", transfer)],
  "CH-CLOSE": [close],
  "CH-PAY": [paying, phone],
  "CH-TOU": [people],
  "CH-TYPE": [use],
  "CH-RED": [less],
  "CH-SUS": [less],
  "CH-RED-R": [more],
  "CH-SUS-R": [more],
  "CH-ADDR": [move, fitMeter],
  "CH-SWAP": [swapTransformer, fitMeter],
  "CH-DEMAND": [chargeDemand],
  "CH-TREM": [takeMeterOff, supplied(false, "户已暂拆", "The account is taken off supply")],
  "CH-TREM-R": [fitMeter, supplied(true, "户已复装", "The account is supplied again")],
  "CH-METERMOVE": [fitMeter],
  "CH-SPLIT": [once("split", split)],
  "CH-MERGE": [once("merge", merge)],
  "TMP-EXT": [extended],
  "TMP-END": [close],
  "MT-TEST": [fitMeter, noteMeterTest],
  CORR: [rename, phone, paper, paying],
  VAT: [paying],
};
