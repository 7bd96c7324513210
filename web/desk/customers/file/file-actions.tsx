/** Printing a customer's file, and their service card: issued, replaced, revoked. */
import { Alert, Button, Form, Input, Modal, Popconfirm } from "antd";
import { useState } from "react";
import { issueCard, readHouseholdFile, revokeCard } from "../../../../contracts/customers/household-file.ts";
import type { ResultOf } from "../../../../contracts/endpoint.ts";
import { call } from "../../../parts/api.ts";
import { Icon } from "../../../parts/icons.tsx";
import { PrintSheet } from "../../../parts/print-sheet.tsx";
import { FormModal } from "../../../staff/form-modal.tsx";
import { reportProblem } from "../../../staff/problems.tsx";
import { useMe } from "../../../staff/session.tsx";
import { useDocumentsChanged } from "../documents/queries.ts";
import { HouseholdFile } from "./household-file.tsx";
import { cardSize, ServiceCard } from "./service-card.tsx";
import { t } from "./words.ts";
import "./file.css";

type File = ResultOf<typeof readHouseholdFile>;
type Card = ResultOf<typeof issueCard>;

export function FileActions({ customerId }: { customerId: string }) {
  const mayIssue = useMe().capabilities.includes("customers.contact");
  const changed = useDocumentsChanged(customerId);
  const [file, setFile] = useState<File>();
  const [card, setCard] = useState<Card>();
  const [isBusy, setBusy] = useState(false);
  const [isRevoking, setRevoking] = useState(false);
  const params = { customerId };
  const run = (work: () => Promise<void>) => {
    setBusy(true);
    void work()
      .catch(reportProblem)
      .finally(() => setBusy(false));
  };
  const print = () => run(async () => setFile(await call(readHouseholdFile, { params })));
  const issue = () =>
    run(async () => {
      setCard(await call(issueCard, { params, body: {} }));
      await changed();
    });
  return (
    <span className="file-actions">
      <Button size="small" loading={isBusy} icon={<Icon name="printer" />} onClick={print}>
        {t("printFile")}
      </Button>
      {mayIssue && (
        <Popconfirm title={t("issue")} description={t("reissueHint")} onConfirm={issue}>
          <Button size="small" disabled={isBusy}>
            {t("issue")}
          </Button>
        </Popconfirm>
      )}
      {mayIssue && (
        <Button size="small" type="text" onClick={() => setRevoking(true)}>
          {t("revoke")}
        </Button>
      )}
      {file && (
        <PrintSheet size="210mm 297mm" margin="12mm 14mm" onPrinted={() => setFile(undefined)}>
          <HouseholdFile file={file} />
        </PrintSheet>
      )}
      {card && <CardDialog card={card} onClose={() => setCard(undefined)} />}
      {isRevoking && <Revoke customerId={customerId} onClose={() => setRevoking(false)} />}
    </span>
  );
}

function CardDialog({ card, onClose }: { card: Card; onClose: () => void }) {
  const [isPrinting, setPrinting] = useState(false);
  return (
    <Modal
      open
      title={t("card")}
      width={480}
      mask={{ closable: false }}
      okText={t("printCard")}
      cancelText={t("close")}
      onOk={() => setPrinting(true)}
      onCancel={onClose}
    >
      <Alert type="info" showIcon title={t("cardHint")} />
      <div className="card-preview">
        <ServiceCard card={card} />
      </div>
      {isPrinting && (
        <PrintSheet size={cardSize} onPrinted={() => setPrinting(false)}>
          <ServiceCard card={card} />
        </PrintSheet>
      )}
    </Modal>
  );
}

function Revoke({ customerId, onClose }: { customerId: string; onClose: () => void }) {
  const changed = useDocumentsChanged(customerId);
  return (
    <FormModal<{ reason: string }>
      title={t("revoke")}
      saveLabel={t("revoke")}
      danger
      initial={{}}
      onSave={async (body) => {
        await call(revokeCard, { params: { customerId }, body });
        await changed();
      }}
      onClose={onClose}
    >
      <Form.Item
        name="reason"
        label={t("reason")}
        rules={[{ required: true, whitespace: true, min: 2, message: t("required") }]}
      >
        <Input autoFocus maxLength={200} />
      </Form.Item>
    </FormModal>
  );
}
