import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Form, Input, Select } from "antd";
import {
  type DayKind,
  dayKind,
  type HallSetup,
  type OpeningSpan,
  saveHours,
  saveSpecialDay,
} from "../../../contracts/hall.ts";
import { DayPicker, today } from "../../staff/day-picker.tsx";
import { FormModal } from "../../staff/form-modal.tsx";
import { useSend } from "../../staff/query.ts";
import { setupStale } from "./queries.ts";
import { t } from "./words.ts";

const required = () => [{ required: true, message: t("needed") }];
type Weekly = { days: DayKind; opens: string; closes: string };

/** A whole new week from a day on. Begins with the last one, so that a small change is small work. */
export function NewHours({ setup, onClose }: { setup: HallSetup; onClose: () => void }) {
  const save = useSend(saveHours, setupStale);
  const last = setup.hours.at(-1)?.hours ?? [{ days: "workday", opens: "09:00", closes: "17:00" }];
  const tomorrow = today().add({ days: 1 }).toString();
  return (
    <FormModal<{ validFrom: string; hours: Weekly[] }>
      title={t("newHours")}
      initial={{ validFrom: tomorrow, hours: last as Weekly[] }}
      width={640}
      onSave={(body) => save({ params: { hallId: setup.id }, body })}
      onClose={onClose}
    >
      <Form.Item name="validFrom" label={t("validFrom")} rules={required()}>
        <DayPicker first={today().toString()} />
      </Form.Item>
      <Spans name="hours" withDays />
    </FormModal>
  );
}

type SpecialDay = { day: string; spans?: OpeningSpan[]; reason: string };

export function SpecialDayForm({ hallId, onClose }: { hallId: string; onClose: () => void }) {
  const save = useSend(saveSpecialDay, setupStale);
  return (
    <FormModal<SpecialDay>
      title={t("addSpecial")}
      initial={{ day: today().add({ days: 1 }).toString(), spans: [] }}
      onSave={({ day, spans = [], reason }) => save({ params: { hallId, day }, body: { spans, reason } })}
      onClose={onClose}
    >
      <Form.Item name="day" label={t("day")} rules={required()}>
        <DayPicker first={today().toString()} />
      </Form.Item>
      <p className="quiet">{t("spansHint")}</p>
      <Spans name="spans" />
      <Form.Item name="reason" label={t("reason")} rules={[{ required: true, min: 2, message: t("needed") }]}>
        <Input maxLength={100} />
      </Form.Item>
    </FormModal>
  );
}

/** Spans of time, as many as the day has: a lunch break splits it into two. */
function Spans({ name, withDays = false }: { name: string; withDays?: boolean }) {
  return (
    <Form.List name={name}>
      {(fields, { add, remove }) => (
        <>
          {fields.map(({ key, name: index }) => (
            <div className="page-bar" key={key} style={{ marginBottom: 6 }}>
              {withDays && (
                <Form.Item name={[index, "days"]} rules={required()} noStyle>
                  <Select
                    aria-label={t("dayKind")}
                    style={{ width: 220 }}
                    options={dayKind.options.map((value) => ({ value, label: t(`kind_${value}`) }))}
                  />
                </Form.Item>
              )}
              <Form.Item name={[index, "opens"]} rules={required()} noStyle>
                <Input type="time" aria-label={t("opens")} style={{ width: 124 }} />
              </Form.Item>
              –
              <Form.Item name={[index, "closes"]} rules={required()} noStyle>
                <Input type="time" aria-label={t("closes")} style={{ width: 124 }} />
              </Form.Item>
              <Button
                icon={<DeleteOutlined />}
                aria-label={t("remove")}
                type="text"
                onClick={() => remove(index)}
              />
            </div>
          ))}
          <Button
            icon={<PlusOutlined />}
            type="dashed"
            onClick={() => add({ opens: "14:00", closes: "17:00", ...(withDays && { days: "workday" }) })}
            style={{ marginBottom: 14 }}
          >
            {t("addSpan")}
          </Button>
        </>
      )}
    </Form.List>
  );
}
