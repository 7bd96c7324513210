/** Two questions about permissions: who may do this here and why; what may this person do, and where from. */
import { Alert, Empty, Select, Table, Tabs, Tag } from "antd";
import { useState } from "react";
import { type Capability, capabilities } from "../../../contracts/capabilities.ts";
import type { ResultOf } from "../../../contracts/endpoint.ts";
import { getTree, listStaff, permissionsOf, whoMay } from "../../../contracts/identity.ts";
import { pick } from "../../parts/words.ts";
import { useAsk } from "../../staff/query.ts";
import { address, go, type Route } from "../../staff/router.ts";
import { useMe } from "../../staff/session.tsx";
import { UnitSelect } from "../../staff/unit-select.tsx";
import { Loaded, Page } from "../parts/page.tsx";
import { t } from "./access-words.ts";
import { PathLine } from "./permission-path.tsx";
import { useNames } from "./queries.ts";

const moduleNames = {
  identity: "module_identity",
  audit: "module_audit",
  catalogue: "module_catalogue",
  customers: "module_customers",
  hall: "module_hall",
} as const satisfies Record<string, Parameters<typeof t>[0]>;
const isKnown = (name: string): name is keyof typeof moduleNames => name in moduleNames;
const moduleName = (name: string) => (isKnown(name) ? t(moduleNames[name]) : name);

/** Choices by module; what follows from who calls is granted to nobody. */
const choices = () => {
  const names = (Object.keys(capabilities) as Capability[]).filter(
    (name) => name.includes(".") && name !== "my.ticket",
  );
  const modules = [...new Set(names.map((name) => name.split(".", 1)[0] ?? ""))];
  return modules.map((module) => ({
    label: moduleName(module),
    options: names
      .filter((name) => name.startsWith(`${module}.`))
      .map((value) => ({
        value,
        label: pick(capabilities[value]),
        search: `${pick(capabilities[value])} ${value}`,
      })),
  }));
};

export function PermissionsPage({ route: { query } }: { route: Route }) {
  const tab = query.has("staff") || query.get("tab") === "of" ? "of" : "who";
  return (
    <Page title={t("permissions")} hint={t("permissionsHint")}>
      <Tabs
        activeKey={tab}
        onChange={(key) => go(["permissions"], { tab: key })}
        destroyOnHidden
        items={[
          { key: "who", label: t("whoTab"), children: <WhoMay query={query} /> },
          { key: "of", label: t("ofTab"), children: <WhatMay staffId={query.get("staff") ?? undefined} /> },
        ]}
      />
    </Page>
  );
}

function WhoMay({ query }: { query: URLSearchParams }) {
  const me = useMe();
  const { data: tree } = useAsk(getTree);
  const root = tree?.units.find(
    ({ orgId, kind }) => orgId === me.orgId && kind !== "hall" && kind !== "team",
  );
  const capability = (query.get("capability") ?? undefined) as Capability | undefined;
  const unitId = query.get("unit") ?? root?.unitId;
  const ask = (change: Record<string, string | undefined>) =>
    go(["permissions"], { tab: "who", capability, unit: unitId, ...change });
  return (
    <>
      <div className="page-bar">
        <Select<Capability>
          aria-label={t("capability")}
          placeholder={t("capability")}
          {...(capability && { value: capability })}
          showSearch={{ optionFilterProp: "search" }}
          options={choices()}
          onChange={(value) => ask({ capability: value })}
          style={{ width: 320 }}
        />
        <UnitSelect value={unitId} onChange={(unit) => ask({ unit })} label={t("unit")} width={260} />
      </div>
      {capability && unitId ? (
        <Holders capability={capability} unitId={unitId} />
      ) : (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("chooseWho")} />
      )}
    </>
  );
}

type Holder = ResultOf<typeof whoMay>["people"][number];

function Holders({ capability, unitId }: { capability: Capability; unitId: string }) {
  const me = useMe();
  const names = useNames();
  const list = useAsk(whoMay, { query: { capability, unitId } });
  const person = ({ name, login, staffId, orgId, state }: Holder) => (
    <>
      {orgId === me.orgId ? (
        <a href={address(["permissions"], { tab: "of", staff: staffId })}>
          <b>{name}</b>
        </a>
      ) : (
        <b>{name}</b>
      )}{" "}
      <span className="quiet">{login}</span> {orgId !== me.orgId && <Tag color="blue">{t("elsewhere")}</Tag>}
      {state !== "active" && <Tag color="orange">{t("inactive")}</Tag>}
    </>
  );
  return (
    <Loaded
      of={list}
      isEmpty={({ people, devices }) => people.length === 0 && devices === 0}
      empty={t("nobody")}
    >
      {({ people, devices }) => (
        <>
          <p className="quiet">{t("counted", { people: people.length, devices })}</p>
          <Table
            rowKey="staffId"
            size="middle"
            dataSource={people}
            pagination={false}
            columns={[
              { title: t("person"), key: "person", width: 280, render: (_, holder) => person(holder) },
              { title: t("post"), dataIndex: "post", width: 160, render: names.post },
              {
                title: t("why"),
                key: "why",
                render: (_, { paths }) =>
                  paths.map((path) => (
                    <PathLine key={`${path.grantId}${path.delegationId ?? ""}`} path={path} />
                  )),
              },
            ]}
          />
        </>
      )}
    </Loaded>
  );
}

function WhatMay({ staffId }: { staffId: string | undefined }) {
  const [text, setText] = useState("");
  const { data: found } = useAsk(listStaff, { query: { limit: 30, ...(text && { text }) } });
  const answer = useAsk(
    permissionsOf,
    { params: { staffId: staffId ?? "" } },
    { enabled: staffId !== undefined },
  );
  const known = found?.staff.some((one) => one.staffId === staffId);
  return (
    <>
      <div className="page-bar">
        <Select<string>
          aria-label={t("person")}
          placeholder={t("findColleague")}
          {...(staffId && { value: staffId })}
          showSearch={{ filterOption: false, onSearch: setText }}
          onChange={(staff) => go(["permissions"], { tab: "of", staff })}
          options={[
            ...(staffId && !known && answer.data ? [{ value: staffId, label: answer.data.name }] : []),
            ...(found?.staff ?? []).map(({ staffId: value, name, staffNumber }) => ({
              value,
              label: `${name} · ${staffNumber}`,
            })),
          ]}
          style={{ width: 300 }}
        />
      </div>
      {staffId ? (
        <Loaded of={answer}>{(data) => <Powers {...data} />}</Loaded>
      ) : (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("chooseOf")} />
      )}
    </>
  );
}

/** Circled numbers tie a capability to the lines above. */
const mark = (place: number) => (place < 20 ? String.fromCodePoint(0x2460 + place) : `(${place + 1})`);

function Powers({ state, needsCodes, paths, modules }: ResultOf<typeof permissionsOf>) {
  if (paths.length === 0) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("nothing")} />;
  return (
    <>
      {state !== "active" && <Alert type="warning" showIcon title={t("inactive")} className="page-alert" />}
      {needsCodes && <Alert type="warning" showIcon title={t("needsCodes")} className="page-alert" />}
      <section className="page-block">
        <h3>{t("sources", { n: paths.length })}</h3>
        {paths.map((path, place) => (
          <PathLine key={`${path.grantId}${path.delegationId ?? ""}`} path={path} mark={mark(place)} />
        ))}
      </section>
      <div className="permission-modules">
        {modules.map(({ module, capabilities: held }) => (
          <section className="page-block" key={module}>
            <h3>{moduleName(module)}</h3>
            {held.map(({ capability, from }) => (
              <div className="permission-row" key={capability}>
                <span title={capability}>{pick(capabilities[capability])}</span>
                <span className="permission-mark">{from.map(mark).join(" ")}</span>
              </div>
            ))}
          </section>
        ))}
      </div>
    </>
  );
}
