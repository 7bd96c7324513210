/** What the order is about: the customer, what was asked for, and the orders that belong to it. */
import { useState } from "react";
import type { OrderPage } from "../../../../contracts/orders/page.ts";
import { Icon } from "../../../parts/icons.tsx";
import { dayAndTime, now } from "../../../parts/time.ts";
import { defineWords, pick } from "../../../parts/words.ts";
import { address } from "../../../staff/router.ts";
import { useMe } from "../../../staff/session.tsx";
import { Part } from "../../customers/states.tsx";
import { valueWords } from "../form/value-words.ts";
import { isEmpty } from "../form/values.ts";
import { HeatMark } from "../heat.tsx";
import { orderAt } from "../routes.ts";
import { areaName, channelName, className, demandName, linkName } from "../words.ts";
import { useResultWords } from "./result-words.ts";

const t = defineWords({
  customer: ["客户", "Customer"],
  name: ["客户", "Customer"],
  address: ["地址", "Place"],
  contact: ["联系人", "Contact"],
  noContact: ["未留联系方式", "No contact given"],
  archive: ["打开客户档案", "Open the archive"],
  asked: ["申请内容", "What was asked for"],
  demand: ["诉求", "Demand"],
  kind: ["分类", "Class"],
  way: ["受理", "Taken"],
  wanted: ["期望", "Wanted by"],
  process: ["流程", "Process"],
  version: ["{name} 第 {n} 版", "{name}, version {n}"],
  source: ["来源", "Source"],
  result: ["结果", "Result"],
  green: ["绿色通道", "Green channel"],
  outage: ["关联停电", "Outage"],
  links: ["关联工单", "Linked orders"],
});

type Fact = readonly [string, string | null];

function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="order-facts">
      {facts.map(([name, value]) =>
        value ? (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ) : null,
      )}
    </dl>
  );
}

export function CustomerPart({ page }: { page: OrderPage }) {
  const { order, contact } = page;
  const mayOpen = useMe().capabilities.includes("customers.read") && order.customerId !== null;
  return (
    <Part
      title={t("customer")}
      extra={
        mayOpen &&
        order.customerId && (
          <a href={address(["customers", order.customerId])}>
            <Icon name="person" /> {t("archive")}
          </a>
        )
      }
    >
      <Facts
        facts={[
          [t("name"), order.customerName],
          [t("contact"), [contact.name, contact.phoneMasked].filter(Boolean).join(" · ") || t("noContact")],
          [t("address"), order.address],
        ]}
      />
    </Part>
  );
}

export function DemandPart({ page }: { page: OrderPage }) {
  const { order, intakeForm, process, source } = page;
  const result = useResultWords()(page.result);
  const fields = (intakeForm?.fields ?? []).filter(({ key }) => !isEmpty(page.form[key]));
  return (
    <Part title={t("asked")}>
      <Facts
        facts={[
          [t("demand"), page.demand],
          ...fields.map((field): Fact => [pick(field.label), valueWords(field, page.form[field.key])]),
          [
            t("kind"),
            `${className(page.customerClass)} · ${areaName(page.areaType)} · ${demandName(page.demandKind)}`,
          ],
          [t("wanted"), page.wantedOn],
          [t("way"), `${channelName(page.channel)} · ${page.openedByName} · ${dayAndTime(order.openedAt)}`],
          [t("source"), source && `${source.name} ${source.ref}`],
          [t("outage"), page.outageRef],
          [t("green"), page.greenChannel],
          [t("process"), t("version", { name: pick(process.name), n: process.version })],
          [t("result"), result],
        ]}
      />
    </Part>
  );
}

export function LinksPart({ links }: { links: OrderPage["links"] }) {
  const [at] = useState(now);
  if (links.length === 0) return null;
  const kindName = (kind: string) =>
    kind === "main" || kind === "child" || kind === "recurrence" || kind === "followed"
      ? linkName(kind)
      : linkName("related");
  return (
    <Part title={t("links")} count={links.length}>
      <ul className="order-links">
        {links.map(({ kind, order }) => (
          <li key={`${kind}-${order.id}`}>
            <span className="badge">{kindName(kind)}</span>
            <a href={orderAt(order.id)}>
              {order.number} {pick(order.typeName)}
            </a>
            <HeatMark heat={order.heat} dueAt={order.dueAt} now={at} />
          </li>
        ))}
      </ul>
    </Part>
  );
}
