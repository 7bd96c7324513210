/** Registers (名册): what waits for review, who is in, what will soon expire. */
import { useQueryClient } from "@tanstack/react-query";
import { Button, Popconfirm, Segmented, Select, Space, Table, Tag } from "antd";
import { useState } from "react";
import {
  endRegister,
  listRegisterLevels,
  listRegisters,
  type Register,
  register as registers,
  reviewRegister,
} from "../../../contracts/customers.ts";
import type { CallOf, ResultOf } from "../../../contracts/endpoint.ts";
import { pick } from "../../parts/words.ts";
import { AskReason } from "../../staff/ask-reason.tsx";
import { reportProblem } from "../../staff/problems.tsx";
import { useAsk, useSend } from "../../staff/query.ts";
import { countOf } from "../parts/format.ts";
import { useMay } from "../parts/may.ts";
import { Loaded, Page } from "../parts/page.tsx";
import { PageButtons, usePages } from "../parts/pages.tsx";
import { t } from "./register-words.ts";

type Entry = ResultOf<typeof listRegisters>["entries"][number];
type Query = NonNullable<CallOf<typeof listRegisters>["query"]>;
const stateColor = { proposed: "gold", "in-force": "green", refused: "red", ended: "default" } as const;
const registerColor = { important: "volcano", sensitive: "orange", care: "cyan", vip: "purple" } as const;
const expiringDays = 60;
const tabs = {
  review: { state: "proposed" },
  inForce: { state: "in-force" },
  expiring: { expiringDays },
  all: {},
} as const;
type Tab = keyof typeof tabs;

export function RegistersPage() {
  const [tab, setTab] = useState<Tab>("review");
  const [register, setRegister] = useState<Register>();
  const cache = useQueryClient();
  const choose = (chosen: Tab) => {
    // Others enter and review while this page is open.
    void cache.invalidateQueries({ queryKey: [listRegisters.path] });
    setTab(chosen);
  };
  return (
    <Page title={t("title")} hint={t("hint")}>
      <div className="page-bar">
        <Segmented
          value={tab}
          onChange={choose}
          options={(Object.keys(tabs) as Tab[]).map((value) => ({ value, label: t(value) }))}
        />
        <RegisterChoice value={register} onChange={setRegister} />
      </div>
      <Entries
        key={`${tab} ${register}`}
        query={{ ...tabs[tab], ...(register ? { register } : {}) }}
        tab={tab}
      />
    </Page>
  );
}

type ChoiceProps = { value: Register | undefined; onChange: (register: Register | undefined) => void };

function RegisterChoice({ value, onChange }: ChoiceProps) {
  const { data } = useAsk(listRegisterLevels);
  const nameOf = (code: Register) => data?.registers.find(({ register }) => register === code)?.name;
  return (
    <Select<Register>
      allowClear
      aria-label={t("register")}
      placeholder={t("every")}
      value={value ?? null}
      onChange={(chosen) => onChange(chosen ?? undefined)}
      options={registers.options.map((code) => {
        const name = nameOf(code);
        return { value: code, label: name ? pick(name) : code };
      })}
      style={{ width: 180 }}
    />
  );
}

function Entries({ query, tab }: { query: Query; tab: Tab }) {
  const pages = usePages();
  const list = useAsk(listRegisters, { query: { ...query, ...pages.query } });
  return (
    <Loaded
      of={list}
      isEmpty={({ entries }) => entries.length === 0}
      empty={tab === "review" ? t("noneOpen") : t("none")}
    >
      {({ entries, next, total }) => (
        <>
          <EntryTable entries={entries} showsState={tab === "all"} />
          <PageButtons pages={pages} next={next}>
            <span className="quiet num">{t("total", { n: countOf(total) })}</span>
          </PageButtons>
        </>
      )}
    </Loaded>
  );
}

function EntryTable({ entries, showsState }: { entries: Entry[]; showsState: boolean }) {
  const may = useMay();
  return (
    <Table
      rowKey="id"
      size="small"
      sticky
      scroll={{ x: "max-content" }}
      pagination={false}
      dataSource={entries}
      columns={[
        {
          title: t("customer"),
          key: "customer",
          render: (_, { customer }) => (
            <>
              <b>{customer.name}</b>
              <div className="quiet num">
                {customer.accountNumbers[0] ?? ""}
                {customer.accountCount > 1 && ` · ${t("accounts", { n: customer.accountCount })}`}
              </div>
            </>
          ),
        },
        {
          title: t("level"),
          key: "level",
          render: (_, { register, levelName }) => (
            <Tag color={registerColor[register]}>{pick(levelName)}</Tag>
          ),
        },
        {
          title: t("reason"),
          key: "reason",
          width: 240,
          render: (_, { reason }) => <div className="wrapped">{reason}</div>,
        },
        {
          title: t("source"),
          key: "source",
          width: 200,
          render: (_, { source }) => <div className="wrapped">{source}</div>,
        },
        {
          title: t("term"),
          key: "term",
          className: "num",
          render: (_, { validFrom, expiresOn }) =>
            expiresOn ? t("until", { from: validFrom, to: expiresOn }) : t("onwards", { from: validFrom }),
        },
        {
          title: t("who"),
          key: "who",
          render: (_, { proposedByName, reviewedByName }) => `${proposedByName} / ${reviewedByName ?? "—"}`,
        },
        ...(showsState
          ? [
              {
                title: t("state"),
                key: "state",
                render: (_: unknown, { state }: Entry) => <Tag color={stateColor[state]}>{t(state)}</Tag>,
              },
            ]
          : []),
        {
          key: "do",
          fixed: "right",
          render: (_, entry) => may("customers.register.review") && <EntryButtons entry={entry} />,
        },
      ]}
    />
  );
}

function EntryButtons({ entry }: { entry: Entry }) {
  const [asked, setAsked] = useState<"refuse" | "end">();
  const review = useSend(reviewRegister, [listRegisters]);
  const end = useSend(endRegister, [listRegisters]);
  const params = { entryId: entry.id };
  const approve = () => review({ params, body: { verdict: "approve" } }).catch(reportProblem);
  const save = (reason: string) =>
    asked === "end"
      ? end({ params, body: { reason } })
      : review({ params, body: { verdict: "refuse", note: reason } });
  return (
    <Space>
      {entry.state === "proposed" && (
        <>
          <Popconfirm title={t("approve")} description={t("approveAsk")} onConfirm={approve}>
            <Button size="small" type="primary">
              {t("approve")}
            </Button>
          </Popconfirm>
          <Button size="small" onClick={() => setAsked("refuse")}>
            {t("refuse")}
          </Button>
        </>
      )}
      {entry.state === "in-force" && (
        <Button size="small" danger onClick={() => setAsked("end")}>
          {t("end")}
        </Button>
      )}
      {asked && <AskReason title={t(asked)} danger onSave={save} onClose={() => setAsked(undefined)} />}
    </Space>
  );
}
