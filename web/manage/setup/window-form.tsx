import { Checkbox, Form, Input, InputNumber, Select, Switch } from "antd";
import {
  createWindow,
  editWindow,
  type HallSetup,
  type WindowSettings,
  type WindowSetup,
  windowKind,
} from "../../../contracts/hall.ts";
import { pick } from "../../parts/words.ts";
import { FormModal } from "../../staff/form-modal.tsx";
import { useSend } from "../../staff/query.ts";
import { BothNames } from "./both-names.tsx";
import { setupStale } from "./queries.ts";
import { t } from "./words.ts";

type Props = { setup: HallSetup; window?: WindowSetup; onClose: () => void };

export function WindowForm({ setup, window, onClose }: Props) {
  const create = useSend(createWindow, setupStale);
  const edit = useSend(editWindow, setupStale);
  const save = (body: WindowSettings) =>
    window
      ? edit({ params: { hallId: setup.id, windowId: window.id }, body })
      : create({ params: { hallId: setup.id }, body });
  const open = setup.services.filter(({ isClosed }) => !isClosed);
  const initial: Partial<WindowSettings> = window
    ? settingsOf(window)
    : {
        kind: "general",
        languages: ["zh"],
        isElastic: false,
        sort: (setup.windows.length + 1) * 10,
        skills: [],
      };
  const required = { required: true, message: t("needed") };
  return (
    <FormModal<WindowSettings>
      title={window ? `${t("edit")} ${window.number}` : t("addWindow")}
      initial={initial}
      onSave={save}
      onClose={onClose}
      width={640}
    >
      <BothNames />
      <div className="two-columns">
        <Form.Item
          name="number"
          label={t("number")}
          rules={[required, { pattern: /^[A-Z0-9]{1,4}$/, message: t("numberRule") }]}
        >
          <Input maxLength={4} />
        </Form.Item>
        <Form.Item name="kind" label={t("windowKind")} rules={[required]}>
          <Select options={windowKind.options.map((value) => ({ value, label: t(`wk_${value}`) }))} />
        </Form.Item>
      </div>
      <Form.Item name="skills" label={t("skills")} rules={[required]}>
        <Checkbox.Group
          className="capability-boxes"
          options={open.map(({ code, name, letter }) => ({ value: code, label: `${letter} ${pick(name)}` }))}
        />
      </Form.Item>
      <div className="two-columns">
        <Form.Item name="languages" label={t("languages")} rules={[required]}>
          <Checkbox.Group
            options={(["zh", "en"] as const).map((value) => ({ value, label: t(`lang_${value}`) }))}
          />
        </Form.Item>
        <Form.Item name="isElastic" label={t("elastic")} valuePropName="checked">
          <Switch />
        </Form.Item>
        <Form.Item name="sort" label={t("sort")} rules={[required]}>
          <InputNumber min={0} max={9_999} precision={0} style={{ width: "100%" }} />
        </Form.Item>
      </div>
    </FormModal>
  );
}

const settingsOf = ({ id: _, isClosedDown: __, ...settings }: WindowSetup): WindowSettings => settings;
