/** 用电登记（申请）表: one form for low voltage (一表), with room for what follows on site; the longer one for high voltage. */
import { choices, clauses, field, fields, longDate, paper, say, signatures } from "../build.ts";
import type { Equipment, PaperFacts } from "../facts.ts";
import { standing } from "../texts.ts";
import { askAt, head } from "./common.ts";

const services = ["新装", "增容", "临时用电", "充电桩", "光伏并网", "变更用电"] as const;
export type ApplicationFacts = PaperFacts & {
  readonly service: (typeof services)[number];
  readonly phases?: "单相" | "三相";
  readonly invoice?: "普通发票" | "增值税专用发票" | "不需要";
  readonly payment?: string;
  readonly note?: string;
  readonly equipment?: readonly Equipment[];
  /** High voltage: the project behind the application. */
  readonly project?: {
    readonly name: string;
    readonly shifts?: string;
    readonly load?: string;
    readonly ownSource?: string;
  };
};

const whoApplies = ({ customer }: ApplicationFacts) =>
  fields(
    2,
    say("客户信息", "Customer"),
    field("客户名称", "Name", customer.name, { isStrong: true }),
    field("联系电话", "Phone", customer.phone),
    field("证件类型", "Document", customer.idKind),
    field("证件号码", "Document no.", customer.idNumber),
    ...(customer.kind === "organisation"
      ? [
          field("法定代表人", "Representative", customer.representative),
          field("电子邮箱", "E-mail", customer.email),
        ]
      : []),
    field("通信地址", "Postal address", customer.address, { span: 2 }),
    field("经办人", "Agent", customer.agent?.name),
    field("经办人电话", "Agent's phone", customer.agent?.phone),
    field("经办人证件号", "Agent's doc. no.", customer.agent?.idNumber, { span: 2 }),
  );

const signing = (facts: ApplicationFacts) => [
  clauses(standing("application.declaration", facts.issuedOn), say("客户声明", "Declaration")),
  signatures(2, [
    [
      "customer",
      facts.customer.kind === "organisation" ? "申请单位（经办人）" : "申请人",
      "Applicant",
      facts.customer.kind === "organisation",
    ],
    ["clerk", "受理人", "Accepted by"],
  ]),
];

/** 低压一表: application, survey and connection on one sheet. */
export const applicationLv = (facts: ApplicationFacts) => {
  const { supply, order } = facts;
  return paper("application-lv", {
    ...head(facts),
    title: say("低压用电登记表", "Application for electricity, low voltage"),
    sections: [
      fields(
        2,
        undefined,
        field("工单编号", "Order no.", order.number, { isStrong: true }),
        field("户号", "Account no.", supply.accountNumber),
        field("业务类型", "Service", "", { choices: choices(services, facts.service), span: 2 }),
      ),
      whoApplies(facts),
      fields(
        2,
        say("用电信息", "Supply wanted"),
        field("用电地址", "Address of use", supply.address, { span: 2 }),
        field("用电类别", "Use", supply.use),
        field("相别", "Phases", "", { choices: choices(["单相", "三相"], facts.phases) }),
        field("申请容量", "Capacity asked", supply.capacityAsked),
        field("原有容量", "Capacity now", supply.capacityNow),
        field("期望用电日期", "Wanted on", longDate(supply.wantedOn)),
        field("票据", "Invoice", "", {
          choices: choices(["普通发票", "增值税专用发票", "不需要"], facts.invoice),
        }),
        field("备注", "Remarks", facts.note, { span: 2 }),
      ),
      ...signing(facts),
      fields(
        2,
        say("现场勘查与装表（供电企业填写）", "On site (for the supplier)"),
        field("供电线路/台区", undefined, ""),
        field("表箱位置", undefined, ""),
        field("电能表资产号", undefined, ""),
        field("装表示数", undefined, ""),
        field("装接人员", undefined, ""),
        field("送电时间", undefined, ""),
      ),
    ],
    footNote: askAt(facts),
  });
};

export const applicationHv = (facts: ApplicationFacts) => {
  const { supply, order, project, equipment = [] } = facts;
  return paper("application-hv", {
    ...head(facts),
    title: say("高压用电登记表", "Application for electricity, high voltage"),
    sections: [
      fields(
        2,
        undefined,
        field("工单编号", "Order no.", order.number, { isStrong: true }),
        field("户号", "Account no.", supply.accountNumber),
        field("业务类型", "Service", order.typeName, { choices: choices(services, facts.service), span: 2 }),
      ),
      whoApplies(facts),
      fields(
        2,
        say("用电信息", "Supply wanted"),
        field("项目名称", "Project", project?.name, { span: 2 }),
        field("用电地址", "Address of use", supply.address, { span: 2 }),
        field("用电类别", "Use", supply.use),
        field("行业分类", "Industry", supply.industry),
        field("供电电压", "Voltage", supply.voltage),
        field("电源数", "Sources", supply.sources),
        field("原有容量", "Capacity now", supply.capacityNow),
        field("申请容量", "Capacity asked", supply.capacityAsked),
        field("合计容量", "Total capacity", supply.capacityTotal, { isStrong: true }),
        field("期望用电日期", "Wanted on", longDate(supply.wantedOn)),
        field("生产班次", "Shifts", project?.shifts),
        field("负荷性质", "Nature of load", project?.load),
        field("自备电源", "Own source", project?.ownSource),
        field("票据", "Invoice", "", { choices: choices(["普通发票", "增值税专用发票"], facts.invoice) }),
        field("备注", "Remarks", facts.note, { span: 2 }),
      ),
      {
        kind: "table",
        heading: say("主要用电设备", "Main equipment"),
        columns: [
          { label: say("设备名称", "Equipment"), weight: 7, align: "left" },
          { label: say("型号", "Model"), weight: 5, align: "left" },
          { label: say("数量", "Count"), weight: 3, align: "center" },
          { label: say("容量", "Power"), weight: 4, align: "right" },
          { label: say("备注", "Remarks"), weight: 6, align: "left" },
        ],
        // Some empty lines when nothing was listed yet: the form may be taken home.
        rows:
          equipment.length > 0
            ? equipment.map(({ name, model = "", count, power = "", note = "" }) => [
                name,
                model,
                count,
                power,
                note,
              ])
            : Array.from({ length: 5 }, () => ["", "", "", "", ""]),
      },
      ...signing(facts),
    ],
    footNote: askAt(facts),
  });
};
