import { App, Button, Modal } from "antd";
import type { ResultOf } from "../../../contracts/endpoint.ts";
import type { createDevice } from "../../../contracts/identity.ts";
import { phoneAddress, Qr } from "../../parts/qr.tsx";
import { clockTime } from "../../parts/time.ts";
import { t } from "./words.ts";

export type Pairing = ResultOf<typeof createDevice>;

/** The pairing code with its link and QR code: the device opens it once. */
export function PairingSheet({ pairing, onClose }: { pairing: Pairing; onClose: () => void }) {
  const { message } = App.useApp();
  const { device, pairingCode, expiresAt } = pairing;
  const link = phoneAddress(`/${device.kind}/#pair=${pairingCode}`);
  const copy = async () => {
    await navigator.clipboard.writeText(link);
    message.success(t("copied"));
  };
  return (
    <Modal
      open
      title={t("pairTitle", { name: device.name })}
      closable={false}
      footer={[
        <Button key="copy" onClick={() => void copy()}>
          {t("copy")}
        </Button>,
        <Button key="open" href={link} target="_blank" rel="noreferrer">
          {t("open")}
        </Button>,
        <Button key="close" type="primary" onClick={onClose}>
          {t("close")}
        </Button>,
      ]}
    >
      <p>{t("pairHint", { time: clockTime(expiresAt) })}</p>
      <div style={{ width: 220, margin: "0 auto" }}>
        <Qr text={link} label={link} />
      </div>
      <div className="secret" style={{ fontSize: 17, overflowWrap: "anywhere" }} data-pairing-code>
        {pairingCode}
      </div>
    </Modal>
  );
}
