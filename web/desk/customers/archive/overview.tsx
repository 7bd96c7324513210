/** What is known of the customer as a person or a company: facts, numbers, registers, warnings, analysis. */
import { Button, Tag } from "antd";
import { dayAndTime, localDay } from "../../../parts/time.ts";
import { defineWords, pick } from "../../../parts/words.ts";
import { useMe } from "../../../staff/session.tsx";
import { Matters } from "../parts.tsx";
import { Nothing, Part } from "../states.tsx";
import { kindName, personalName, stageName } from "../words.ts";
import type { Archive, ArchiveProps } from "./archive-customer.tsx";
import { useArchiveRoute } from "./archive-route.ts";
import { Facts } from "./facts.tsx";
import { Analysis, Classes, Registers } from "./judged.tsx";
import { PersonalNumber } from "./unmask.tsx";

const t = defineWords({
  basics: ["基本信息", "Basics"],
  edit: ["修改", "Edit"],
  kind: ["类型", "Kind"],
  stage: ["阶段", "Stage"],
  credit: ["统一社会信用代码", "Credit code"],
  born: ["出生", "Born"],
  gender: ["性别", "Gender"],
  female: ["女", "Female"],
  male: ["男", "Male"],
  language: ["语言", "Language"],
  zh: ["中文", "Chinese"],
  en: ["英语", "English"],
  manager: ["客户经理", "Customer manager"],
  unit: ["所属单位", "Unit"],
  note: ["备注", "Note"],
  since: ["本版起于", "In force since"],
  changed: ["最后修改", "Last changed"],
  numbers: ["证件与联系号码", "Papers and numbers"],
  noNumbers: ["没有登记号码", "No numbers"],
  changeName: ["申请改名", "Change the name"],
  addNumber: ["申请新增", "Add"],
  changeNumber: ["申请更换", "Change"],
  primary: ["首选", "Primary"],
  pins: ["置顶提醒", "Pinned warnings"],
  noPins: ["没有提醒", "No warnings"],
  addPin: ["置顶一条", "Pin a warning"],
  remove: ["取消", "Remove"],
});

export function Overview({ archive, mayEdit }: ArchiveProps) {
  return (
    <div className="archive-columns">
      <div>
        <Basics archive={archive} mayEdit={mayEdit} />
        <Numbers archive={archive} />
        <Matters matters={archive.matters} />
      </div>
      <div>
        <Warnings archive={archive} />
        <Registers archive={archive} />
        <Classes archive={archive} />
        <Analysis archive={archive} />
      </div>
    </div>
  );
}

function Basics({ archive, mayEdit }: ArchiveProps) {
  const { to } = useArchiveRoute();
  const { kind, stage, creditCode, bornOn, gender, language, manager, unit, note } = archive;
  return (
    <Part
      title={t("basics")}
      extra={
        mayEdit && (
          <Button size="small" onClick={() => to({ edit: "customer" })}>
            {t("edit")}
          </Button>
        )
      }
    >
      <Facts
        rows={[
          [t("kind"), kindName(kind)],
          [t("stage"), stageName(stage)],
          [t("credit"), creditCode],
          [t("born"), bornOn],
          [t("gender"), gender && t(gender)],
          [t("language"), t(language)],
          [t("manager"), manager?.name],
          [t("unit"), pick(unit.name)],
          [t("since"), archive.validFrom],
          [t("changed"), `${dayAndTime(archive.updatedAt)} · ${archive.updatedBy}`],
          [t("note"), note],
        ]}
      />
    </Part>
  );
}

function Numbers({ archive: { id, personalFields, isPast } }: { archive: Archive }) {
  const { capabilities } = useMe();
  const { to } = useArchiveRoute();
  const mayUnmask = capabilities.includes("customers.unmask");
  const mayAsk = capabilities.includes("customers.change.request") && !isPast;
  return (
    <Part
      title={t("numbers")}
      count={personalFields.length}
      extra={
        mayAsk && (
          <span>
            <Button size="small" onClick={() => to({ edit: "change.name" })}>
              {t("changeName")}
            </Button>{" "}
            <Button size="small" onClick={() => to({ edit: "change.number" })}>
              {t("addNumber")}
            </Button>
          </span>
        )
      }
    >
      {personalFields.length === 0 && <Nothing>{t("noNumbers")}</Nothing>}
      <ul className="archive-rows">
        {personalFields.map((field) => (
          <li key={field.id}>
            <span className="cust-kind">{personalName(field.kind)}</span>
            <PersonalNumber customerId={id} field={field} mayUnmask={mayUnmask && !isPast} />
            <small>
              {field.label} {field.isPrimary && <Tag>{t("primary")}</Tag>}
            </small>
            {mayAsk && (
              <Button size="small" type="link" onClick={() => to({ edit: `change.number.${field.id}` })}>
                {t("changeNumber")}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Part>
  );
}

function Warnings({ archive: { pins, isPast } }: { archive: Archive }) {
  const { to } = useArchiveRoute();
  const may = useMe().capabilities.includes("customers.contact") && !isPast;
  return (
    <Part
      title={t("pins")}
      count={pins.length}
      extra={
        may && (
          <Button size="small" onClick={() => to({ edit: "pin" })}>
            {t("addPin")}
          </Button>
        )
      }
    >
      {pins.length === 0 && <Nothing>{t("noPins")}</Nothing>}
      <ul className="archive-rows">
        {pins.map((pin) => (
          <li key={pin.id}>
            <span>{pin.text}</span>
            <small>
              {localDay(pin.placedAt)} · {pin.placedByName}
            </small>
            {may && (
              <Button size="small" type="text" onClick={() => to({ edit: `unpin.${pin.id}` })}>
                {t("remove")}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Part>
  );
}
