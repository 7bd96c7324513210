/** What several papers begin and end with. */
import type { PaperSection } from "../../../../../contracts/orders/papers.ts";
import { field, fields, longMoment } from "../build.ts";
import type { PaperFacts } from "../facts.ts";

/** Number, title and day of any paper. */
export const head = ({ number, company, issuedOn, copy }: PaperFacts) => ({
  number,
  company: company.name,
  issuedOn,
  ...(copy === undefined ? {} : { copy }),
});

/** Whose order this is: four lines that every paper of it shares. */
export const orderGrid = ({ order, customer, supply }: PaperFacts): PaperSection =>
  fields(
    2,
    undefined,
    field("工单编号", "Order no.", order.number, { isStrong: true }),
    field("业务类型", "Service", order.typeName),
    field("客户名称", "Customer", customer.name),
    field("户号", "Account no.", supply.accountNumber),
    field("用电地址", "Address of use", supply.address, { span: 2 }),
    field("受理时间", "Accepted at", longMoment(order.acceptedAt)),
    field("联系电话", "Phone", customer.phone),
  );

/** Whom to ask, part by part. */
export const whomToAsk = ({ company, order }: PaperFacts): string[] => [
  ...(order.responsible ? [`业务主办：${order.responsible.name}　${order.responsible.phone}`] : []),
  `服务热线：${company.hotline}`,
  ...(company.hall
    ? [`受理网点：${company.hall}${company.hallAddress ? `（${company.hallAddress}）` : ""}`]
    : []),
];

/** The same in one line, for the foot of a paper. */
export const askAt = (facts: PaperFacts): string => whomToAsk(facts).join("　");
