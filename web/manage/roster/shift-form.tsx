import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Form, Input, Select } from "antd";
import { getRoster, saveRoster, type WindowSetup } from "../../../contracts/hall.ts";
import { FormModal } from "../../staff/form-modal.tsx";
import { useSend } from "../../staff/query.ts";
import type { RosterDay } from "./queries.ts";
import { t } from "./words.ts";

export type Cell = { readonly day: RosterDay; readonly window: WindowSetup };
type Shift = { staffId?: string | null; starts: string; ends: string };

/** The shifts of one window on one day; the rest of the day goes back to the server as it was. */
export function ShiftForm({ hallId, cell, onClose }: { hallId: string; cell: Cell; onClose: () => void }) {
  const { day, window } = cell;
  const save = useSend(saveRoster, [getRoster]);
  const mine = day.shifts.filter(({ windowId }) => windowId === window.id);
  const whole = day.spans.map(({ opens, closes }) => ({ starts: opens, ends: closes }));
  const send = ({ shifts = [] }: { shifts?: Shift[] }) => {
    const others = day.shifts
      .filter(({ windowId }) => windowId !== window.id)
      .map(({ windowId, staffId, starts, ends }) => ({ windowId, staffId, starts, ends }));
    const planned = shifts.map(({ staffId, starts, ends }) => ({
      windowId: window.id,
      staffId: staffId ?? null,
      starts,
      ends,
    }));
    return save({ params: { hallId, day: day.day }, body: { shifts: [...others, ...planned] } });
  };
  const required = [{ required: true, message: t("needed") }];
  return (
    <FormModal<{ shifts?: Shift[] }>
      title={t("planTitle", { day: day.day, window: window.number })}
      initial={{ shifts: mine.length > 0 ? mine : whole }}
      onSave={send}
      onClose={onClose}
      width={620}
    >
      <Form.List name="shifts">
        {(fields, { add, remove }) => (
          <>
            {fields.map(({ key, name }) => (
              <div key={key} className="page-bar" style={{ marginBottom: 8 }}>
                <Form.Item name={[name, "staffId"]} noStyle>
                  <Select
                    allowClear
                    aria-label={t("staff")}
                    placeholder={t("nobody")}
                    showSearch={{ optionFilterProp: "label" }}
                    style={{ width: 220 }}
                    options={day.staff.map(({ id, name: who, number }) => ({
                      value: id,
                      label: `${who} · ${number}`,
                    }))}
                  />
                </Form.Item>
                <Form.Item name={[name, "starts"]} noStyle rules={required}>
                  <Input type="time" aria-label={t("starts")} style={{ width: 124 }} />
                </Form.Item>
                –
                <Form.Item name={[name, "ends"]} noStyle rules={required}>
                  <Input type="time" aria-label={t("ends")} style={{ width: 124 }} />
                </Form.Item>
                <Button
                  type="text"
                  icon={<DeleteOutlined />}
                  aria-label={t("remove")}
                  onClick={() => remove(name)}
                />
              </div>
            ))}
            <Button
              type="dashed"
              icon={<PlusOutlined />}
              onClick={() => add(whole.at(-1) ?? { starts: "09:00", ends: "17:00" })}
            >
              {t("add")}
            </Button>
          </>
        )}
      </Form.List>
    </FormModal>
  );
}
