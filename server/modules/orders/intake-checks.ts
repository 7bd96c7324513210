/**
 * What is looked at before an order is accepted (catalogue/order-checks.json): which checks a type has, how much each weighs
 * and why it matters is data; here is only how each is found out. A check without anything to find says nothing: planned
 * outages have no module yet, and a look-up (QUERY) is no order, its identity is checked by recognition.
 */
import type { IntakeFinding } from "../../../contracts/orders/shapes.ts";
import { dateOf } from "../../foundation/clock.ts";
import type { Context } from "../../foundation/context.ts";
import { rulesInForce } from "../catalogue/index.ts";
import {
  accountFace,
  accountsAt,
  accountsOnTransformerOf,
  adviceOf,
  arrearsOf,
  holderOfPaper,
  levelWords,
  phoneBlind,
  registersOf,
} from "../customers/index.ts";
import { findCheck } from "./catalogue/order-checks.ts";
import type { Intake } from "./intake.ts";
import { type Look, none, type Site, say, text } from "./intake-look.ts";
import type { IntakePaper } from "./intake-papers.ts";
import { termLooks } from "./intake-terms.ts";
import { namedAccounts } from "./named-accounts.ts";
import { conflictsOf } from "./open-conflicts.ts";
import { listOutagesOf, listSimilar, type SimilarOrder } from "./store/similar.ts";

const looks: Readonly<Record<string, Look>> = {
  ...termLooks,
  "same-address": async ({ ctx, intake }) => {
    const { account, address } = intake;
    if (address === "") return none;
    const there = await accountsAt(ctx, { premiseId: account?.premiseId ?? null, address });
    return there
      .filter(({ id }) => id !== account?.id)
      .slice(0, 3)
      .flatMap(({ number, customerId }) =>
        say(`该地址已有户号 ${number}`, `Account ${number} is at this address already`, { customerId }),
      );
  },
  "arrears-owner": async ({ ctx, intake: { customer } }) => {
    if (!customer) return none;
    const [first] = await arrearsOf(ctx, { customerIds: [customer.id], accountIds: [] });
    return first
      ? say(`申请人名下有欠费：${first.state}`, "The applicant has unpaid bills", { customerId: customer.id })
      : none;
  },
  "arrears-premises": async ({ ctx, intake: { account, address, customer } }) => {
    const there =
      address === "" ? [] : await accountsAt(ctx, { premiseId: account?.premiseId ?? null, address });
    const others = there.filter(({ customerId }) => customerId !== customer?.id);
    if (others.length === 0) return none;
    const owed = await arrearsOf(ctx, { customerIds: [], accountIds: others.map(({ id }) => id) });
    const hit = owed.find(({ accountId, customerId }) =>
      others.some((one) => (accountId === null ? one.customerId === customerId : one.id === accountId)),
    );
    const of = others.find((one) => one.customerId === hit?.customerId);
    return hit && of
      ? say(`该地址的户号 ${of.number} 有欠费`, `Account ${of.number} at this address has unpaid bills`, {
          customerId: hit.customerId,
        })
      : none;
  },
  "tenant-guarantee": ({ intake: { said }, papers }) =>
    said.form.isTenant === true &&
    papers.some(({ code, state }) => code.startsWith("landlord") && state === "owed")
      ? say(
          "申请人是承租人，尚无产权人担保或同意书",
          "The applicant is a tenant, without the owner's guarantee or consent",
        )
      : none,
  "contact-incomplete": ({ intake: { contactName, phone } }) => {
    const missing = [
      ...(contactName === "" ? [{ zh: "联系人", en: "a name" }] : []),
      ...(phone === "" ? [{ zh: "电话", en: "a phone" }] : []),
    ];
    if (missing.length === 0) return none;
    return say(
      `没有${missing.map(({ zh }) => zh).join("和")}`,
      `There is no contact: ${missing.map(({ en }) => en).join(" and ")}`,
    );
  },
  "important-customer": async ({ ctx, intake: { account, customer, said }, today }) => {
    const registers = customer ? await registersOf(ctx, customer.id, today.toString()) : [];
    if (
      registers.some(({ register }) => register === "important") ||
      (account && account.importance !== "none")
    )
      return say("客户在重要电力用户名册", "The customer is on the register of important ones");
    return said.form.isImportantLoad === true
      ? say("申请中声明有重要负荷", "The application names an important load")
      : none;
  },
  "on-register": async ({ ctx, intake: { customer }, today }) => {
    const registers = customer ? await registersOf(ctx, customer.id, today.toString()) : [];
    return registers.flatMap(({ register, level }) => {
      const reason = adviceOf(register);
      const { zh, en } = levelWords(register, level);
      return reason ? say(`客户在名册：${zh}`, `The customer is on a register: ${en}`, { reason }) : none;
    });
  },
  "open-order": ({ similar, intake: { type } }) =>
    similar
      .filter(({ isOpen, typeCode }) => isOpen && typeCode === type.code)
      .slice(0, 3)
      .flatMap(({ id, number }) =>
        say(`已有同类在办工单 ${number}`, `Order ${number} of this kind is open`, { orderId: id }),
      ),
  "open-conflict": ({ ctx, intake }) => conflictsOf(ctx, intake),
  "account-closed": async ({ ctx, intake: { account, said } }) => {
    const named = await namedAccounts(ctx, said.form, account?.id ?? null);
    const faces = [account, ...(await Promise.all(named.map(({ id }) => accountFace(ctx, id))))];
    const closed = faces.find((one) => one?.state === "closed");
    return closed ? say(`户 ${closed.number} 已销户`, `Account ${closed.number} is closed`) : none;
  },
  "repeated-complaint": ({ similar }) =>
    similar
      .filter(({ isOpen, sameCustomer, samePhone }) => !isOpen && (sameCustomer || samePhone))
      .slice(0, 1)
      .flatMap(({ id, number }) =>
        say(`同一客户此前的同类工单 ${number} 已办结`, `Order ${number} of the same kind was closed before`, {
          orderId: id,
        }),
      ),
  "account-holder": ({ intake: { account, said } }) =>
    account && said.customerId !== null && account.customerId !== said.customerId
      ? say(
          `申请人不是户号 ${account.number} 的户主`,
          `The applicant does not hold account ${account.number}`,
        )
      : none,
  "same-holder": async ({ ctx, intake: { account, said } }) => {
    const paper = text(said.form.newId);
    if (!account || paper === "" || (await holderOfPaper(ctx, paper)) !== account.customerId) return none;
    return say(
      `新户证件就是户号 ${account.number} 现户主的`,
      `The new holder's paper is that of account ${account.number}'s present holder`,
    );
  },
  "payment-seen": async ({ ctx, intake: { account } }) => {
    if (!account) return none;
    const owed = await arrearsOf(ctx, { customerIds: [account.customerId], accountIds: [account.id] });
    const [first] = owed.filter(({ accountId }) => accountId === null || accountId === account.id);
    return first
      ? say(`该户尚有欠费：${first.state}`, "The account still has unpaid bills", { level: "warn" })
      : say("该户没有欠费记录，无须客户出示缴费凭证", "No unpaid bills are known: no proof is asked for");
  },
  "active-outage": async ({ ctx, intake: { account } }) => {
    if (!account) return none;
    const near = await accountsOnTransformerOf(ctx, account.id);
    return (await listOutagesOf(ctx, near)).flatMap(({ id, number, outageRef }) =>
      say(
        `该台区已有停电 ${outageRef}（工单 ${number}），请告知客户并关联`,
        `Outage ${outageRef} is known at this transformer (order ${number}): tell the customer and link it`,
        { orderId: id },
      ),
    );
  },
  "arrears-stop": async ({ ctx, intake: { account } }) => {
    if (!account || account.isSupplied) return none;
    const owed = await arrearsOf(ctx, { customerIds: [account.customerId], accountIds: [] });
    return owed.length > 0
      ? say("该户因欠费停电，交清后复电", "The supply was cut for arrears; it returns when they are paid")
      : none;
  },
};

export async function similarTo(ctx: Context, intake: Intake): Promise<readonly SimilarOrder[]> {
  const { customer, account, phone, address, type } = intake;
  const rules = await rulesInForce(ctx, dateOf(ctx.clock.now()).toString());
  return listSimilar(
    ctx,
    {
      customerId: customer?.id ?? null,
      accountId: account?.id ?? null,
      phoneBlind: phoneBlind(ctx, phone) ?? null,
      address,
      typeCodes: [type.code],
    },
    ctx.clock.now().subtract({ hours: 24 * rules.value("INTAKE.PAST.DAYS") }),
  );
}

export async function findingsOf(
  ctx: Context,
  intake: Intake,
  papers: readonly IntakePaper[],
  similar: readonly SimilarOrder[],
): Promise<IntakeFinding[]> {
  const today = dateOf(ctx.clock.now());
  const site: Site = {
    ctx,
    intake,
    papers,
    today,
    similar,
    rules: await rulesInForce(ctx, today.toString()),
  };
  const findings: IntakeFinding[] = [];
  for (const code of intake.type.checks) {
    const check = findCheck(code);
    const look = looks[code];
    if (!check || !look) continue;
    for (const { text: words, orderId = null, customerId = null, level, reason } of await look(site))
      findings.push({
        code,
        level: level ?? check.level,
        text: words,
        reason: reason ?? check.because,
        orderId,
        customerId,
      });
  }
  return findings;
}
