/** Where to go: what is in hand first, by when it is due; then what is free to take. */
import type { Visit } from "../../contracts/orders/field.ts";
import { Icon } from "../parts/icons.tsx";
import { clockTime, localDay, now } from "../parts/time.ts";
import { pick } from "../parts/words.ts";
import type { Act } from "./store.ts";
import { t } from "./words.ts";

type Props = { visits: readonly Visit[]; acts: readonly Act[] };

export function VisitList({ visits, acts }: Props) {
  if (visits.length === 0) return <p className="field-empty">{t("none")}</p>;
  const mine = visits.filter(({ isMine }) => isMine);
  const free = visits.filter(({ isMine }) => !isMine);
  return (
    <>
      {mine.length > 0 && <Group title={t("mine")} visits={mine} acts={acts} />}
      {free.length > 0 && <Group title={t("free")} visits={free} acts={acts} />}
    </>
  );
}

function Group({ title, visits, acts }: Props & { title: string }) {
  return (
    <section aria-label={title}>
      <h2>
        {title} <small>{visits.length}</small>
      </h2>
      <ul className="field-list">
        {visits.map(({ line, contact, address }) => {
          const act = acts.find(({ stepId }) => stepId === line.stepId);
          return (
            <li key={line.stepId}>
              <a href={act ? "#/outbox" : `#/visit/${line.stepId}`} className={`field-visit ${line.heat}`}>
                <strong>{pick(line.name)}</strong>
                <Due dueAt={line.dueAt} />
                <span className="field-place">
                  <Icon name="pin" /> {address || line.order.title}
                </span>
                <span className="field-soft">
                  {pick(line.order.typeName)} · {contact.name} · {line.order.number}
                </span>
                {act && !act.refusal && <b>{t("recorded")}</b>}
                {act?.refusal && <b className="bad">{pick(act.refusal)}</b>}
              </a>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Due({ dueAt }: { dueAt: string | null }) {
  if (dueAt === null) return <span className="field-due">{t("noDue")}</span>;
  const isOver = Date.parse(dueAt) < now().epochMilliseconds;
  const isToday = localDay(dueAt) === localDay(now());
  const time = isToday ? clockTime(dueAt) : localDay(dueAt).slice(5);
  return (
    <span className={`field-due ${isOver ? "over" : ""}`}>{isOver ? t("over") : t("due", { time })}</span>
  );
}
