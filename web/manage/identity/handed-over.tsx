import { App, Button, Modal } from "antd";
import { t } from "./words.ts";

type Props = { name: string; password: string; onClose: () => void };

/** A first password: the server keeps only its hash, so this is the one time it can be seen. */
export function HandedOver({ name, password, onClose }: Props) {
  const { message } = App.useApp();
  const copy = async () => {
    await navigator.clipboard.writeText(password);
    message.success(t("copied"));
  };
  return (
    <Modal
      open
      title={t("handedOver")}
      closable={false}
      footer={[
        <Button key="copy" onClick={() => void copy()}>
          {t("copy")}
        </Button>,
        <Button key="close" type="primary" onClick={onClose}>
          {t("gotIt")}
        </Button>,
      ]}
    >
      <div className="secret" data-secret>
        {password}
      </div>
      <p>{t("handedOverHint", { name })}</p>
    </Modal>
  );
}
