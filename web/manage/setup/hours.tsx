/** Weekly hours with their dates, special days, and what comes of them in the next two weeks. */
import { Button, Table, Tag } from "antd";
import { useState } from "react";
import {
  type HallSetup,
  listOpeningDays,
  type OpeningSpan,
  removeSpecialDay,
} from "../../../contracts/hall.ts";
import { today } from "../../staff/day-picker.tsx";
import { useAsk, useCommand } from "../../staff/query.ts";
import { Loaded } from "../parts/page.tsx";
import { NewHours, SpecialDayForm } from "./hours-forms.tsx";
import { setupStale } from "./queries.ts";
import { t } from "./words.ts";

export const spansText = (spans: readonly OpeningSpan[]) =>
  spans.length === 0 ? t("closedDay") : spans.map(({ opens, closes }) => `${opens}–${closes}`).join("，");

export function Hours({ setup }: { setup: HallSetup }) {
  const [dialog, setDialog] = useState<"hours" | "special">();
  const close = () => setDialog(undefined);
  return (
    <div className="two-columns">
      <div>
        <section className="page-block">
          <h3>{t("hoursNow")}</h3>
          {setup.hours.map(({ validFrom, validTo, hours }) => (
            <div key={validFrom} style={{ marginBottom: 12 }}>
              <b className="num">{validFrom}</b> {validTo ? t("until", { day: validTo }) : t("onwards")}
              {[...new Set(hours.map(({ days }) => days))].map((days) => (
                <div key={days}>
                  <Tag variant="filled">{t(`kind_${days}`)}</Tag>
                  <span className="num">{spansText(hours.filter((span) => span.days === days))}</span>
                </div>
              ))}
            </div>
          ))}
          <Button type="primary" onClick={() => setDialog("hours")}>
            {t("newHours")}
          </Button>
        </section>
        <SpecialDays setup={setup} onAdd={() => setDialog("special")} />
      </div>
      <section className="page-block">
        <h3>{t("comingDays")}</h3>
        <ComingDays hallId={setup.id} />
      </section>
      {dialog === "hours" && <NewHours setup={setup} onClose={close} />}
      {dialog === "special" && <SpecialDayForm hallId={setup.id} onClose={close} />}
    </div>
  );
}

function SpecialDays({ setup, onAdd }: { setup: HallSetup; onAdd: () => void }) {
  const remove = useCommand(removeSpecialDay, setupStale);
  const now = today().toString();
  return (
    <section className="page-block">
      <h3>{t("special")}</h3>
      {setup.specialDays.length === 0 && <p className="quiet">{t("noSpecial")}</p>}
      {setup.specialDays.map(({ day, spans, reason }) => (
        <p key={day} className="num">
          <b>{day}</b> {spansText(spans)} · {reason}{" "}
          {day >= now && (
            <Button
              type="link"
              size="small"
              danger
              onClick={() => remove.mutate({ params: { hallId: setup.id, day }, body: {} })}
            >
              {t("remove")}
            </Button>
          )}
        </p>
      ))}
      <Button onClick={onAdd}>{t("addSpecial")}</Button>
    </section>
  );
}

function ComingDays({ hallId }: { hallId: string }) {
  const days = useAsk(listOpeningDays, { params: { hallId }, query: { from: today().toString(), days: 14 } });
  const weekday = (day: string) =>
    t(`kind_${Temporal.PlainDate.from(day).dayOfWeek as 1 | 2 | 3 | 4 | 5 | 6 | 7}`);
  return (
    <Loaded of={days}>
      {(data) => (
        <Table
          rowKey="day"
          size="small"
          pagination={false}
          dataSource={data.days}
          columns={[
            {
              title: t("day"),
              dataIndex: "day",
              className: "num",
              render: (day: string) => `${day} ${weekday(day)}`,
            },
            { title: t("spans"), dataIndex: "spans", className: "num", render: spansText },
            {
              title: t("reason"),
              key: "note",
              render: (_, { note }) => note && <Tag color="gold">{note}</Tag>,
            },
          ]}
        />
      )}
    </Loaded>
  );
}
