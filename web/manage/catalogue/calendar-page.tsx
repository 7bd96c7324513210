/** A year at a glance: days off and make-up workdays, and the import of the next year's table. */
import { Alert, Button, Form, Input, InputNumber } from "antd";
import { useState } from "react";
import {
  type CalendarDay,
  getCalendarYear,
  importCalendar,
  listCalendarYears,
} from "../../../contracts/catalogue.ts";
import { today } from "../../staff/day-picker.tsx";
import { FormModal } from "../../staff/form-modal.tsx";
import { useAsk, useSend } from "../../staff/query.ts";
import { useMay } from "../parts/may.ts";
import { Loaded, Page } from "../parts/page.tsx";
import { t } from "./words.ts";

export function CalendarPage() {
  const may = useMay();
  const [year, setYear] = useState(() => today().year);
  const [importing, setImporting] = useState(false);
  const years = useAsk(listCalendarYears);
  const calendar = useAsk(getCalendarYear, { params: { year } });
  const missing = years.data?.missingYear;
  const source = years.data?.years.find((one) => one.year === year)?.source;
  const tools = (
    <>
      <InputNumber
        aria-label={t("year")}
        value={year}
        min={2004}
        max={2100}
        precision={0}
        onChange={(value) => value && setYear(value)}
      />
      {may("catalogue.manage") && (
        <Button type="primary" onClick={() => setImporting(true)}>
          {t("import")}
        </Button>
      )}
    </>
  );
  return (
    <Page
      title={t("calendar")}
      hint={source ? `${t("calendarHint")} ${source}` : t("calendarHint")}
      tools={tools}
    >
      {missing && (
        <Alert type="warning" showIcon title={t("missing", { year: missing })} style={{ marginBottom: 12 }} />
      )}
      <Loaded of={calendar}>
        {(data) => (
          <>
            {!data.known && <Alert type="info" title={t("unknownYear")} style={{ marginBottom: 12 }} />}
            <div className="year">
              {data.workdaysPerMonth.map((workdays, index) => (
                <Month
                  // biome-ignore lint/suspicious/noArrayIndexKey: months have no other name than their place
                  key={index}
                  first={Temporal.PlainDate.from({ year: data.year, month: index + 1, day: 1 })}
                  workdays={workdays}
                  days={data.days}
                />
              ))}
            </div>
          </>
        )}
      </Loaded>
      {importing && <ImportForm onClose={() => setImporting(false)} />}
    </Page>
  );
}

const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
type MonthProps = { first: Temporal.PlainDate; workdays: number; days: readonly CalendarDay[] };

function Month({ first, workdays, days }: MonthProps) {
  const special = new Map(days.map((day) => [day.date, day]));
  const dates = Array.from({ length: first.daysInMonth }, (_, index) => first.add({ days: index }));
  return (
    <section className="page-block month">
      <h3>
        {t("month", { n: first.month })}
        <small className="quiet">{t("workdays", { n: workdays })}</small>
      </h3>
      <div className="month-grid">
        {weekdays.map((weekday) => (
          <span key={weekday} className="quiet">
            {t(weekday)}
          </span>
        ))}
        {dates.map((date) => {
          const day = special.get(date.toString());
          const look = day?.type ?? (date.dayOfWeek > 5 ? "weekend" : "plain");
          return (
            <span
              key={date.toString()}
              className={`date ${look}`}
              title={day?.name}
              style={date.day === 1 ? { gridColumnStart: date.dayOfWeek } : undefined}
            >
              {date.day}
              {day && <small>{t(day.type)}</small>}
            </span>
          );
        })}
      </div>
    </section>
  );
}

function ImportForm({ onClose }: { onClose: () => void }) {
  const send = useSend(importCalendar, [listCalendarYears, getCalendarYear]);
  const required = [{ required: true, message: t("needed") }];
  return (
    <FormModal<{ source: string; csv: string }>
      title={t("importTitle")}
      initial={{}}
      saveLabel={t("import")}
      onSave={(body) => send({ body })}
      onClose={onClose}
    >
      <Form.Item name="source" label={t("importSource")} rules={required}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="csv" label={t("csv")} extra={t("importHint")} rules={required}>
        <Input.TextArea rows={10} maxLength={40_000} className="num" />
      </Form.Item>
    </FormModal>
  );
}
