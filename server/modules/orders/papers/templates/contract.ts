/** 供用电合同, short form: the facts of this supply in a grid, the standing clauses from the catalogue. */
import { chineseNumber, clauses, field, fields, longDate, paper, prose, say, signatures } from "../build.ts";
import type { PaperFacts } from "../facts.ts";
import { standing } from "../texts.ts";
import { askAt, head } from "./common.ts";

export type ContractFacts = PaperFacts & {
  readonly supplier: {
    readonly representative: string;
    readonly creditCode?: string;
    readonly address?: string;
  };
  readonly capacity: string;
  readonly voltage: string;
  readonly metering: string;
  readonly meter?: string;
  readonly boundary: string;
  readonly tariff: string;
  readonly payment: string;
  readonly readingDay: string;
  readonly startsOn: string;
  readonly endsOn?: string;
  readonly special: readonly string[];
};

export const contract = (facts: ContractFacts) => {
  const { company, supplier, customer, supply } = facts;
  const clause = (n: number) => `第${chineseNumber(n)}条`;
  return paper("contract", {
    ...head(facts),
    title: say("供用电合同", "Contract of electricity supply"),
    sections: [
      fields(
        2,
        undefined,
        field("供电方（甲方）", "Supplier", company.name, { isStrong: true }),
        field("用电方（乙方）", "Customer", customer.name, { isStrong: true }),
        field("授权代表人", "Representative", supplier.representative),
        field(
          customer.kind === "organisation" ? "法定代表人" : "证件类型",
          undefined,
          customer.kind === "organisation" ? customer.representative : customer.idKind,
        ),
        field("统一社会信用代码", undefined, supplier.creditCode),
        field("证件号码", undefined, customer.idNumber),
        field("地址", "Address", supplier.address ?? company.hallAddress),
        field("联系电话", "Phone", customer.phone),
      ),
      prose("body", ["甲乙双方依据有关法律法规，本着平等、自愿、诚信的原则，就供用电事宜订立本合同。"]),
      fields(
        2,
        say("供用电基本情况", "The supply"),
        field("户号", "Account no.", supply.accountNumber, { isStrong: true }),
        field("工单编号", "Order no.", facts.order.number),
        field("用电地址", "Address of use", supply.address, { span: 2 }),
        field("用电性质", "Use", supply.use),
        field("合同容量", "Capacity", facts.capacity),
        field("供电电压", "Voltage", facts.voltage),
        field("电源", "Sources", supply.sources),
        field("计量方式", "Metering", facts.metering),
        field("电能表", "Meter", facts.meter),
        field("电价", "Tariff", facts.tariff, { span: 2 }),
        field("抄表例日", "Reading day", facts.readingDay),
        field("交费方式", "Payment", facts.payment),
        field("产权分界点", "Boundary", facts.boundary, { span: 2 }),
        field(
          "合同期限",
          "Term",
          `自 ${longDate(facts.startsOn)} 起${facts.endsOn ? `至 ${longDate(facts.endsOn)} 止` : "，长期有效"}`,
          { span: 2 },
        ),
      ),
      clauses(standing("contract.clauses", facts.issuedOn), say("双方约定", "Terms"), clause),
      ...(facts.special.length > 0
        ? [clauses(facts.special, say("特别约定", "Special terms"))]
        : [prose("body", ["无。"], say("特别约定", "Special terms"))]),
      signatures(
        2,
        [
          ["supplier", "甲方", "Supplier", true],
          ["customer", "乙方", "Customer", customer.kind === "organisation"],
        ],
        {
          statement:
            "本合同一式两份，双方各执一份，自双方签名或盖章之日起生效。电子签名与手写签名、盖章具有同等效力。",
        },
      ),
    ],
    footNote: askAt(facts),
  });
};
