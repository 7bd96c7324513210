import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Form, Input, InputNumber, Segmented, Switch } from "antd";
import {
  createService,
  editService,
  type HallSetup,
  type ServiceSettings,
  type ServiceSetup,
  serviceSettings,
} from "../../../contracts/hall.ts";
import { FormModal } from "../../staff/form-modal.tsx";
import { useSend } from "../../staff/query.ts";
import { BothNames } from "./both-names.tsx";
import { setupStale } from "./queries.ts";
import { t } from "./words.ts";

type Values = Omit<ServiceSettings, "hint" | "dailyQuota"> & {
  hint?: { zh?: string; en?: string };
  dailyQuota?: number | null;
};
type Props = { setup: HallSetup; service?: ServiceSetup; onClose: () => void };

/** A hint counts only with both languages; an empty quota means none. */
const settingsOf = ({ hint, dailyQuota, ...rest }: Values): ServiceSettings => ({
  ...rest,
  dailyQuota: dailyQuota ?? null,
  hint: hint?.zh && hint.en ? { zh: hint.zh, en: hint.en } : null,
});

export function ServiceForm({ setup, service, onClose }: Props) {
  const create = useSend(createService, setupStale);
  const edit = useSend(editService, setupStale);
  const save = (values: Values) => {
    const body = settingsOf(values);
    return service
      ? edit({ params: { hallId: setup.id, serviceId: service.id }, body })
      : create({ params: { hallId: setup.id }, body });
  };
  const initial: Partial<Values> = service
    ? valuesOf(service)
    : {
        letter: "A",
        typicalMinutes: 10,
        papers: [],
        atKiosk: true,
        lastNumberMinutes: 0,
        isSuspended: false,
        sort: (setup.services.length + 1) * 10,
        slotContingent: 0,
      };
  const required = { required: true, message: t("needed") };
  const number = { precision: 0, style: { width: "100%" } } as const;
  return (
    <FormModal<Values>
      title={service ? t("edit") : t("addService")}
      initial={initial}
      onSave={save}
      onClose={onClose}
      width={720}
    >
      <BothNames />
      <div className="two-columns">
        <Form.Item
          name="code"
          label={t("code")}
          rules={[required, { pattern: /^[A-Z][A-Z0-9-]{0,19}$/, message: t("serviceCodeRule") }]}
        >
          <Input maxLength={20} />
        </Form.Item>
        <Form.Item name="letter" label={t("letter")}>
          <Segmented block options={[...serviceSettings.shape.letter.options]} />
        </Form.Item>
        <Form.Item name="typicalMinutes" label={t("typical")} rules={[required]}>
          <InputNumber min={0.5} max={480} step={0.5} style={{ width: "100%" }} />
        </Form.Item>
        <Form.Item name="lastNumberMinutes" label={t("lastNumber")} rules={[required]}>
          <InputNumber min={0} max={480} {...number} />
        </Form.Item>
        <Form.Item name="dailyQuota" label={t("quota")}>
          <InputNumber min={1} max={100_000} placeholder={t("noQuota")} {...number} />
        </Form.Item>
        <Form.Item name="slotContingent" label={t("contingent")} rules={[required]}>
          <InputNumber min={0} max={100} {...number} />
        </Form.Item>
        <Form.Item name="sort" label={t("sort")} rules={[required]}>
          <InputNumber min={0} max={9_999} {...number} />
        </Form.Item>
        <div className="two-columns">
          <Form.Item name="atKiosk" label={t("kiosk")} valuePropName="checked">
            <Switch />
          </Form.Item>
          <Form.Item name="isSuspended" label={t("suspended")} valuePropName="checked">
            <Switch />
          </Form.Item>
        </div>
        <Form.Item name={["hint", "zh"]} label={t("hintZh")}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name={["hint", "en"]} label={t("hintEn")}>
          <Input maxLength={200} />
        </Form.Item>
      </div>
      <Papers />
    </FormModal>
  );
}

const valuesOf = ({ id: _, isClosed: __, hint, ...settings }: ServiceSetup): Values => ({
  ...settings,
  ...(hint && { hint }),
});

function Papers() {
  return (
    <Form.Item label={t("papers")}>
      <Form.List name="papers">
        {(fields, { add, remove }) => (
          <>
            {fields.map(({ key, name }) => (
              <div key={key} className="page-bar" style={{ marginBottom: 6, flexWrap: "nowrap" }}>
                <Form.Item name={[name, "zh"]} noStyle rules={[{ required: true }]}>
                  <Input aria-label={t("paperZh")} placeholder={t("paperZh")} maxLength={200} />
                </Form.Item>
                <Form.Item name={[name, "en"]} noStyle rules={[{ required: true }]}>
                  <Input aria-label={t("paperEn")} placeholder={t("paperEn")} maxLength={200} />
                </Form.Item>
                <Button
                  type="text"
                  icon={<DeleteOutlined />}
                  aria-label={t("remove")}
                  onClick={() => remove(name)}
                />
              </div>
            ))}
            <Button type="dashed" icon={<PlusOutlined />} onClick={() => add({ zh: "", en: "" })}>
              {t("addPaper")}
            </Button>
          </>
        )}
      </Form.List>
    </Form.Item>
  );
}
