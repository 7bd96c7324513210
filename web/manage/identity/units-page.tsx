/** The organisation tree: add halls, stations and teams, rename, close. */
import { Button, Descriptions, Form, Input, Select, Tag, Tree } from "antd";
import { useState } from "react";
import { closeUnit, createUnit, getTree, renameUnit, type Unit } from "../../../contracts/identity.ts";
import { pick } from "../../parts/words.ts";
import { AskReason } from "../../staff/ask-reason.tsx";
import { FormModal } from "../../staff/form-modal.tsx";
import { useAsk, useSend } from "../../staff/query.ts";
import { address } from "../../staff/router.ts";
import { type UnitNode, unitTree } from "../../staff/unit-select.tsx";
import { useMay } from "../parts/may.ts";
import { Loaded, Page } from "../parts/page.tsx";
import { t } from "./words.ts";

type Dialog = "add" | "rename" | "close";

export function UnitsPage() {
  const tree = useAsk(getTree);
  const [chosen, setChosen] = useState<string>();
  return (
    <Page title={t("units")} hint={t("unitsHint")}>
      <Loaded of={tree} isEmpty={({ units }) => units.length === 0}>
        {({ units }) => {
          const unit = units.find(({ unitId }) => unitId === chosen);
          return (
            <div className="two-columns">
              <section className="page-block">
                <Tree<UnitNode>
                  treeData={unitTree(units)}
                  defaultExpandAll
                  blockNode
                  showLine
                  selectedKeys={chosen ? [chosen] : []}
                  onSelect={([key]) => setChosen(key === undefined ? undefined : String(key))}
                  titleRender={({ title, unit }) => (
                    <>
                      {title} <Tag variant="filled">{t(`kind_${unit.kind}`)}</Tag>
                      {unit.state === "closed" && <Tag color="red">{t("closed")}</Tag>}
                    </>
                  )}
                />
              </section>
              <section className="page-block">
                {unit ? (
                  <UnitCard key={unit.unitId} unit={unit} />
                ) : (
                  <p className="quiet">{t("chooseUnit")}</p>
                )}
              </section>
            </div>
          );
        }}
      </Loaded>
    </Page>
  );
}

function UnitCard({ unit }: { unit: Unit }) {
  const may = useMay();
  const [dialog, setDialog] = useState<Dialog>();
  const rename = useSend(renameUnit, [getTree]);
  const close = useSend(closeUnit, [getTree]);
  const params = { unitId: unit.unitId };
  const shut = () => setDialog(undefined);
  const isBelowCounty = !["province", "city"].includes(unit.kind);
  return (
    <>
      <h3>{pick(unit.name)}</h3>
      <Descriptions
        column={1}
        size="small"
        items={[
          { key: "kind", label: t("unitKind"), children: t(`kind_${unit.kind}`) },
          { key: "zh", label: t("nameZh"), children: unit.name.zh },
          { key: "en", label: t("nameEn"), children: unit.name.en },
          {
            key: "staff",
            label: t("staff"),
            children: <a href={address(["staff"], { unit: unit.unitId })}>{t("staffHere")}</a>,
          },
        ]}
      />
      {may("identity.staff.manage") && unit.state === "open" && (
        <div className="page-tools">
          {isBelowCounty && unit.kind !== "team" && (
            <Button type="primary" onClick={() => setDialog("add")}>
              {t("addBelow")}
            </Button>
          )}
          <Button onClick={() => setDialog("rename")}>{t("rename")}</Button>
          {isBelowCounty && unit.kind !== "county" && (
            <Button danger onClick={() => setDialog("close")}>
              {t("closeUnit")}
            </Button>
          )}
        </div>
      )}
      {dialog === "add" && <AddUnit below={unit} onClose={shut} />}
      {dialog === "rename" && (
        <FormModal
          title={t("rename")}
          initial={unit.name}
          onSave={(name: Unit["name"]) => rename({ params, body: { name } })}
          onClose={shut}
        >
          <BothNames />
        </FormModal>
      )}
      {dialog === "close" && (
        <AskReason
          title={t("closeUnit")}
          danger
          onSave={(reason) => close({ params, body: { reason } })}
          onClose={shut}
        />
      )}
    </>
  );
}

type NewUnit = { kind: "hall" | "station" | "team"; zh: string; en: string };

function AddUnit({ below, onClose }: { below: Unit; onClose: () => void }) {
  const create = useSend(createUnit, [getTree]);
  const kinds = below.kind === "county" ? (["hall", "station", "team"] as const) : (["team"] as const);
  return (
    <FormModal<NewUnit>
      title={t("addBelow")}
      initial={{ kind: kinds[0] }}
      onSave={({ kind, zh, en }) =>
        create({ params: { unitId: below.unitId }, body: { kind, name: { zh, en } } })
      }
      onClose={onClose}
    >
      <Form.Item name="kind" label={t("unitKind")}>
        <Select options={kinds.map((value) => ({ value, label: t(`kind_${value}`) }))} />
      </Form.Item>
      <BothNames />
    </FormModal>
  );
}

export function BothNames() {
  const rules = [{ required: true, whitespace: true, message: t("needed") }];
  return (
    <div className="two-columns">
      <Form.Item name="zh" label={t("nameZh")} rules={rules}>
        <Input maxLength={200} lang="zh" />
      </Form.Item>
      <Form.Item name="en" label={t("nameEn")} rules={rules}>
        <Input maxLength={200} lang="en" />
      </Form.Item>
    </div>
  );
}
