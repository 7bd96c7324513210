/** Which unit to preview a role on; then the whole page is drawn anew as that role sees it. */
import { useQueryClient } from "@tanstack/react-query";
import { Form } from "antd";
import { type Role, startPreview } from "../../../contracts/identity.ts";
import { pick } from "../../parts/words.ts";
import { FormModal } from "../../staff/form-modal.tsx";
import { useSend } from "../../staff/query.ts";
import { UnitSelect } from "../../staff/unit-select.tsx";
import { t } from "./access-words.ts";

export function PreviewDialog({ role, onClose }: { role: Role; onClose: () => void }) {
  const queries = useQueryClient();
  const start = useSend(startPreview);
  const go = async ({ unitId }: { unitId?: string }) => {
    await start({ body: { role: role.role, ...(unitId && { unitId }) } });
    queries.clear();
    // This page may not be one that the role sees.
    location.hash = "";
    location.reload();
  };
  return (
    <FormModal<{ unitId?: string }>
      title={`${t("preview")} · ${pick(role.name)}`}
      initial={{}}
      saveLabel={t("previewGo")}
      onSave={go}
      onClose={onClose}
    >
      <p className="quiet">{t("previewText")}</p>
      <Form.Item name="unitId" label={t("previewAt")} rules={[{ required: true, message: t("needed") }]}>
        <UnitSelect />
      </Form.Item>
    </FormModal>
  );
}
