/** A secret that the server does not keep in the clear: this is the one time it can be seen. */
import { App, Button, Modal } from "antd";
import { t } from "./integration-words.ts";

type Props = { readonly title: string; readonly secret: string; readonly onClose: () => void };

export function ShownOnce({ title, secret, onClose }: Props) {
  const { message } = App.useApp();
  const copy = async () => {
    await navigator.clipboard.writeText(secret);
    void message.success(t("copied"));
  };
  return (
    <Modal
      open
      title={title}
      closable={false}
      width={620}
      footer={[
        <Button key="copy" onClick={() => void copy()}>
          {t("copy")}
        </Button>,
        <Button key="close" type="primary" onClick={onClose}>
          {t("gotIt")}
        </Button>,
      ]}
    >
      <div className="secret integration-secret" data-secret>
        {secret}
      </div>
      <p>{t("keyOnce")}</p>
    </Modal>
  );
}
