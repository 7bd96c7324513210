/** One-time codes (RFC 6238): set up with a QR code, confirmed by one code, turned off with the password. */
import { useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Form, Input, Tag } from "antd";
import { useState } from "react";
import { confirmTotp, removeTotp, startTotp } from "../../../contracts/identity.ts";
import { Qr } from "../../parts/qr.tsx";
import { FormModal } from "../../staff/form-modal.tsx";
import { useSend } from "../../staff/query.ts";
import { meKey, useMe } from "../../staff/session.tsx";
import { t } from "./words.ts";

type Setup = { secret: string; uri: string };

export function OwnTotp() {
  const me = useMe();
  const queries = useQueryClient();
  const start = useSend(startTotp);
  const confirm = useSend(confirmTotp);
  const remove = useSend(removeTotp);
  const [asking, setAsking] = useState<"start" | "remove">();
  const [setup, setSetup] = useState<Setup>();
  const refresh = () => queries.invalidateQueries({ queryKey: meKey });
  return (
    <section className="page-block">
      <h3>{t("totpTitle")}</h3>
      {me.totp ? (
        <p>
          <Tag color="green">{t("totpIsOn")}</Tag>
          {me.totpRequired && <span className="quiet">{t("totpMust")}</span>}
        </p>
      ) : (
        <p>{t("totpOff")}</p>
      )}
      {me.totp ? (
        !me.totpRequired && (
          <Button danger onClick={() => setAsking("remove")}>
            {t("totpRemove")}
          </Button>
        )
      ) : (
        <Button type="primary" onClick={() => setAsking("start")}>
          {t("totpStart")}
        </Button>
      )}
      {asking && (
        <FormModal<{ password: string }>
          title={asking === "start" ? t("totpStart") : t("totpRemove")}
          initial={{}}
          width={420}
          onSave={async (body) => {
            if (asking === "start") setSetup(await start({ body }));
            else {
              await remove({ body });
              await refresh();
            }
          }}
          onClose={() => setAsking(undefined)}
        >
          <Form.Item name="password" label={t("current")} rules={[{ required: true, message: t("needed") }]}>
            <Input.Password autoComplete="current-password" />
          </Form.Item>
        </FormModal>
      )}
      {setup && (
        <FormModal<{ code: string }>
          title={t("totpTitle")}
          initial={{}}
          width={420}
          saveLabel={t("confirm")}
          onSave={async (body) => {
            await confirm({ body });
            await refresh();
          }}
          onClose={() => setSetup(undefined)}
        >
          <Alert type="info" title={t("totpScan")} />
          <div style={{ width: 220, margin: "12px auto" }}>
            <Qr text={setup.uri} label={t("totpScan")} />
          </div>
          <p className="quiet" style={{ textAlign: "center" }}>
            {t("totpSecret")}
          </p>
          <div className="secret" style={{ fontSize: 15 }}>
            {setup.secret}
          </div>
          <Form.Item
            name="code"
            label={t("totpCode")}
            rules={[{ required: true, pattern: /^\d{6}$/, message: t("totpCode") }]}
          >
            <Input inputMode="numeric" maxLength={6} autoComplete="one-time-code" />
          </Form.Item>
        </FormModal>
      )}
    </section>
  );
}
