/** One customer's whole page, today or as of a past day. */
import { Alert, Button, Select, Tabs } from "antd";
import { type ReactNode, useEffect, useEffectEvent } from "react";
import type { readCustomer } from "../../../../contracts/customers/archive.ts";
import type { ResultOf } from "../../../../contracts/endpoint.ts";
import { defineWords } from "../../../parts/words.ts";
import { DayPicker } from "../../../staff/day-picker.tsx";
import { useMe } from "../../../staff/session.tsx";
import { DocumentsPanel } from "../documents-panel.tsx";
import { FileActions } from "../file/file-actions.tsx";
import { Others } from "../head.tsx";
import { Pins } from "../parts.tsx";
import { useArchive } from "../queries.ts";
import { Shown } from "../states.tsx";
import { ClassTags, RegisterTags } from "../tags.tsx";
import { Timeline } from "../timeline.tsx";
import type { Recent } from "../use-desk-customer.ts";
import { usePresence } from "../use-presence.ts";
import { kindName, stageName } from "../words.ts";
import { Accounts } from "./accounts.tsx";
import { type Tab, useArchiveRoute } from "./archive-route.ts";
import { Edits } from "./edits.tsx";
import { Overview } from "./overview.tsx";
import { People } from "./people.tsx";

const t = defineWords({
  asOf: ["查看日期", "As of"],
  today: ["今天", "Today"],
  changeDays: ["有变更的日期", "Days of change"],
  past: [
    "您正在看 {day} 的档案：只能查看，不能修改。",
    "This is the archive as of {day}: to be read, not edited.",
  ],
  back: ["回到今天", "Back to today"],
  merged: ["该客户已合并到另一份档案。", "This customer was merged into another one."],
  openMerged: ["打开合并后的档案", "Open it"],
});
const tabName = defineWords({
  overview: ["总览", "Overview"],
  accounts: ["用电户 {n}", "Accounts {n}"],
  people: ["联系人与关系 {n}", "People and relations {n}"],
  documents: ["资料", "Documents"],
  timeline: ["时间线", "Timeline"],
});

export type Archive = ResultOf<typeof readCustomer>;
export type ArchiveProps = { archive: Archive; mayEdit: boolean };

type PageProps = { customerId: string; onLoaded: (customer: Recent) => void };

export function ArchiveCustomer({ customerId, onLoaded }: PageProps) {
  const { asOf, edit } = useArchiveRoute();
  const asked = useArchive(customerId, asOf);
  const others = usePresence(customerId, edit !== undefined);
  const { capabilities } = useMe();
  const { data } = asked;
  const loaded = useEffectEvent(onLoaded);
  useEffect(() => {
    if (!data) return;
    const { id, name, kind, accounts } = data;
    loaded({ id, name, kind, accountNumbers: accounts.map(({ number }) => number) });
  }, [data]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
    <section className="archive-customer" tabIndex={0}>
      <Shown asked={asked} rows={14}>
        {(archive) => {
          const mayEdit = capabilities.includes("customers.edit") && !archive.isPast && !archive.mergedInto;
          return (
            <>
              <Head archive={archive} others={<Others others={others} />} />
              <Body archive={archive} mayEdit={mayEdit} />
              {edit && !archive.isPast && <Edits archive={archive} edit={edit} />}
            </>
          );
        }}
      </Shown>
    </section>
  );
}

function Head({ archive, others }: { archive: Archive; others: ReactNode }) {
  const { to, asOf } = useArchiveRoute();
  const { name, kind, stage, registers, classes, pins, isPast, changeDays, mergedInto } = archive;
  return (
    <header className="archive-head">
      <div className="cust-name">
        <h2 data-testid="customer-name">{name}</h2>
        <span>
          {kindName(kind)} · {stageName(stage)}
        </span>
        <div className="cust-head-keys">
          {others}
          {!isPast && <FileActions customerId={archive.id} />}
          <span className="archive-asof">
            <span>{t("asOf")}</span>
            <DayPicker
              label={t("asOf")}
              value={asOf ?? archive.asOf}
              onChange={(day) => to({ asOf: day, edit: null })}
            />
            <Select
              aria-label={t("changeDays")}
              placeholder={t("changeDays")}
              value={null}
              popupMatchSelectWidth={150}
              style={{ width: 150 }}
              options={changeDays.map((day) => ({ value: day, label: day }))}
              onChange={(day: string | null) => day && to({ asOf: day, edit: null })}
            />
          </span>
        </div>
      </div>
      <div className="cust-tags">
        <RegisterTags registers={registers} />
        <ClassTags classes={classes} />
      </div>
      {isPast && (
        <Alert
          type="warning"
          showIcon
          title={t("past", { day: archive.asOf })}
          action={<Button onClick={() => to({ asOf: null })}>{t("back")}</Button>}
        />
      )}
      {mergedInto && (
        <Alert
          type="info"
          showIcon
          title={t("merged")}
          action={<Button href={`#/customers/${mergedInto}`}>{t("openMerged")}</Button>}
        />
      )}
      <Pins pins={pins} />
    </header>
  );
}

function Body({ archive, mayEdit }: ArchiveProps) {
  const { tab, to } = useArchiveRoute();
  const { accounts, people, relations, id, asOf } = archive;
  const mayReadDocuments = useMe().capabilities.includes("customers.documents.read");
  const items: { key: Tab; label: string; children: ReactNode }[] = [
    {
      key: "overview",
      label: tabName("overview"),
      children: <Overview archive={archive} mayEdit={mayEdit} />,
    },
    {
      key: "accounts",
      label: tabName("accounts", { n: accounts.length }),
      children: <Accounts archive={archive} mayEdit={mayEdit} />,
    },
    {
      key: "people",
      label: tabName("people", { n: people.length + relations.length }),
      children: <People archive={archive} mayEdit={mayEdit} />,
    },
    ...(mayReadDocuments
      ? [
          {
            key: "documents" as const,
            label: tabName("documents"),
            children: <DocumentsPanel customerId={id} />,
          },
        ]
      : []),
    {
      key: "timeline",
      label: tabName("timeline"),
      children: (
        <Timeline key={asOf} customerId={id} accounts={accounts} {...(archive.isPast && { until: asOf })} />
      ),
    },
  ];
  return (
    <Tabs
      activeKey={tab}
      onChange={(key) => to({ tab: key as Tab })}
      items={items}
      destroyOnHidden
      className="archive-tabs"
    />
  );
}
