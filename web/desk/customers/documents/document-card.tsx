/** One paper: what it is, how long it is good, who saw it, its pages, and what can be done with it. */
import { Button, Form, Input, Radio, Tag } from "antd";
import { useState } from "react";
import {
  type CustomerDocument,
  changeDocument,
  type VerifiedHow,
  verifyDocument,
  withdrawDocument,
} from "../../../../contracts/customers/documents.ts";
import { call } from "../../../parts/api.ts";
import { Icon } from "../../../parts/icons.tsx";
import { localDay } from "../../../parts/time.ts";
import { pick } from "../../../parts/words.ts";
import { DayPicker } from "../../../staff/day-picker.tsx";
import { FormModal } from "../../../staff/form-modal.tsx";
import { pageName } from "./preview.tsx";
import { useDocumentsChanged } from "./queries.ts";
import { howName, sideName, standingName, t } from "./words.ts";

type Props = {
  customerId: string;
  document: CustomerDocument;
  mayAdd: boolean;
  onOpen: (page: number) => void;
  onAddPage: () => void;
};

const colours = {
  valid: "green",
  expiring: "orange",
  expired: "red",
  incomplete: "orange",
  superseded: "default",
  withdrawn: "default",
} as const;

const standingOf = ({ state, standing }: CustomerDocument) => (state === "current" ? standing : state);
const isLive = ({ state }: CustomerDocument) => state === "current" || state === "incomplete";

export function DocumentCard({ customerId, document, mayAdd, onOpen, onAddPage }: Props) {
  const [asking, setAsking] = useState<"verify" | "dates" | "withdraw">();
  const { typeName, expiresOn, isLongTerm, verified, missingSides, files } = document;
  const standing = standingOf(document);
  const params = { customerId, documentId: document.id };
  const close = () => setAsking(undefined);
  return (
    <li className={`doc-card is-${standing}`} data-testid="document">
      <div className="doc-card-head">
        <strong>{pick(typeName)}</strong>
        <Tag color={colours[standing]}>{standingName(standing)}</Tag>
        {missingSides.length > 0 && (
          <Tag color="orange">
            {t("missing", { sides: missingSides.map((one) => sideName(one)).join("、") })}
          </Tag>
        )}
        {isLive(document) && !verified && <Tag>{t("unverified")}</Tag>}
      </div>
      <p>
        {isLongTerm && t("longTerm")}
        {expiresOn && t("expires", { day: expiresOn })}
      </p>
      <p>
        {t("addedBy", { name: document.addedByName, day: localDay(document.addedAt) })}
        {verified && (
          <>
            {" · "}
            {t("verifiedBy", {
              name: verified.byName,
              day: localDay(verified.at),
              how: howName(verified.how),
            })}
          </>
        )}
        {document.withdrawnReason && ` · ${t("withdrawn", { reason: document.withdrawnReason })}`}
      </p>
      <div className="doc-card-keys">
        {files.map((file) => (
          <Button key={file.page} size="small" icon={<Icon name="eye" />} onClick={() => onOpen(file.page)}>
            {pageName(file)}
          </Button>
        ))}
        {mayAdd && isLive(document) && (
          <span className="doc-card-more">
            {!verified && missingSides.length === 0 && (
              <Button size="small" type="primary" ghost onClick={() => setAsking("verify")}>
                {t("verify")}
              </Button>
            )}
            <Button size="small" type="text" onClick={onAddPage}>
              {t("addPage")}
            </Button>
            <Button size="small" type="text" onClick={() => setAsking("dates")}>
              {t("dates")}
            </Button>
            <Button size="small" type="text" danger onClick={() => setAsking("withdraw")}>
              {t("withdraw")}
            </Button>
          </span>
        )}
      </div>
      {asking === "verify" && <Verify params={params} onClose={close} />}
      {asking === "dates" && <ChangeDates params={params} document={document} onClose={close} />}
      {asking === "withdraw" && <Withdraw params={params} onClose={close} />}
    </li>
  );
}

type DialogProps = { params: { customerId: string; documentId: string }; onClose: () => void };
const hows = ["original-seen", "reader", "online"] as const;

function Verify({ params, onClose }: DialogProps) {
  const changed = useDocumentsChanged(params.customerId);
  return (
    <FormModal<{ how: VerifiedHow }>
      title={t("verify")}
      saveLabel={t("verify")}
      initial={{ how: "original-seen" }}
      onSave={async (body) => {
        await call(verifyDocument, { params, body });
        await changed();
      }}
      onClose={onClose}
    >
      <Form.Item name="how" label={t("how")}>
        <Radio.Group options={hows.map((value) => ({ value, label: howName(value) }))} />
      </Form.Item>
    </FormModal>
  );
}

type DatesForm = { issuedOn?: string; expiresOn?: string };

function ChangeDates({ params, document, onClose }: DialogProps & { document: CustomerDocument }) {
  const changed = useDocumentsChanged(params.customerId);
  const { issuedOn, expiresOn, version } = document;
  return (
    <FormModal<DatesForm>
      title={t("dates")}
      initial={{ ...(issuedOn && { issuedOn }), ...(expiresOn && { expiresOn }) }}
      onSave={async (given) => {
        const body = {
          version,
          issuedOn: given.issuedOn ?? null,
          expiresOn: given.expiresOn ?? null,
          isLongTerm: document.isLongTerm && !given.expiresOn,
        };
        await call(changeDocument, { params, body });
        await changed();
      }}
      onClose={onClose}
    >
      <Form.Item name="issuedOn" label={t("issuedOn")}>
        <DayPicker />
      </Form.Item>
      <Form.Item name="expiresOn" label={t("expiresOn")}>
        <DayPicker />
      </Form.Item>
    </FormModal>
  );
}

function Withdraw({ params, onClose }: DialogProps) {
  const changed = useDocumentsChanged(params.customerId);
  return (
    <FormModal<{ reason: string }>
      title={t("withdraw")}
      saveLabel={t("withdraw")}
      danger
      initial={{}}
      onSave={async (body) => {
        await call(withdrawDocument, { params, body });
        await changed();
      }}
      onClose={onClose}
    >
      <Form.Item
        name="reason"
        label={t("reason")}
        extra={t("reasonHint")}
        rules={[{ required: true, whitespace: true, min: 2, message: t("required") }]}
      >
        <Input autoFocus maxLength={200} />
      </Form.Item>
    </FormModal>
  );
}
