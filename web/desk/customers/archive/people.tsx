/** Whom to talk to, by role, and how this customer is related to others. */
import { Button } from "antd";
import { defineWords } from "../../../parts/words.ts";
import { Nothing, Part } from "../states.tsx";
import { otherEnd, personRoleName, relationName } from "../words.ts";
import type { Archive, ArchiveProps } from "./archive-customer.tsx";
import { openCustomer, useArchiveRoute } from "./archive-route.ts";

const t = defineWords({
  people: ["联系人", "People"],
  noPeople: ["没有联系人", "No people"],
  addPerson: ["新增联系人", "Add a person"],
  relations: ["客户关系", "Relations"],
  noRelations: ["没有关系", "No relations"],
  relate: ["建立关系", "Relate"],
  replace: ["更换", "Replace"],
  end: ["停用", "End"],
  undo: ["解除", "End"],
  since: ["{from} 起", "since {from}"],
  span: ["{from} 至 {to}", "{from} to {to}"],
  authorised: ["授权到 {day}", "authorised until {day}"],
});

const span = (from: string, to: string | null) => (to ? t("span", { from, to }) : t("since", { from }));

export function People({ archive, mayEdit }: ArchiveProps) {
  const { to } = useArchiveRoute();
  return (
    <div className="archive-columns">
      <Part
        title={t("people")}
        count={archive.people.length}
        extra={
          mayEdit && (
            <Button size="small" onClick={() => to({ edit: "person" })}>
              {t("addPerson")}
            </Button>
          )
        }
      >
        {archive.people.length === 0 && <Nothing>{t("noPeople")}</Nothing>}
        <ul className="archive-rows">
          {archive.people.map((person) => (
            <li key={person.id}>
              <span className="cust-kind">{personRoleName(person.role)}</span>
              <span>
                <b>{person.name}</b> {person.phone}
                <small className="archive-why">
                  {span(person.validFrom, person.validTo)}
                  {person.authorisedUntil && ` · ${t("authorised", { day: person.authorisedUntil })}`}
                </small>
              </span>
              {mayEdit && person.validTo === null && (
                <span>
                  <Button size="small" type="link" onClick={() => to({ edit: `person.${person.id}` })}>
                    {t("replace")}
                  </Button>
                  <Button size="small" type="link" onClick={() => to({ edit: `unperson.${person.id}` })}>
                    {t("end")}
                  </Button>
                </span>
              )}
            </li>
          ))}
        </ul>
      </Part>
      <Relations archive={archive} mayEdit={mayEdit} />
    </div>
  );
}

function Relations({ archive, mayEdit }: ArchiveProps) {
  const { to } = useArchiveRoute();
  return (
    <Part
      title={t("relations")}
      count={archive.relations.length}
      extra={
        mayEdit && (
          <Button size="small" onClick={() => to({ edit: "relation" })}>
            {t("relate")}
          </Button>
        )
      }
    >
      {archive.relations.length === 0 && <Nothing>{t("noRelations")}</Nothing>}
      <ul className="archive-rows">
        {archive.relations.map((relation) => (
          <li key={relation.id}>
            <span className="cust-kind">{meaning(relation)}</span>
            <span>
              <Button size="small" type="link" onClick={() => openCustomer(relation.other.id)}>
                {relation.other.name}
              </Button>
              <small className="archive-why">
                {span(relation.validFrom, relation.validTo)} {relation.note}
              </small>
            </span>
            {mayEdit && relation.validTo === null && (
              <Button size="small" type="link" onClick={() => to({ edit: `unrelate.${relation.id}` })}>
                {t("undo")}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Part>
  );
}

/** What the other one is: a landlord's tenant, or just family. */
function meaning({ kind, end }: Archive["relations"][number]): string {
  return kind === "household" || kind === "family" ? relationName(kind) : otherEnd(`${kind}-${end}`);
}
