/** Photos and signatures of a form: kept as papers of the customer's archive, so that they are there for every later order. */
import { Button, Modal, Spin } from "antd";
import { lazy, Suspense, useRef, useState } from "react";
import { uploadDocument } from "../../../../contracts/customers/documents.ts";
import { Icon } from "../../../parts/icons.tsx";
import { freshId } from "../../../parts/ids.ts";
import { problemWords } from "../../../parts/problem.tsx";
import { upload } from "../../../parts/upload.ts";
import { defineWords, pick } from "../../../parts/words.ts";
import type { ControlProps } from "./control.tsx";

const SignaturePad = lazy(() =>
  import("../../../parts/signature/signature-pad.tsx").then(({ SignaturePad }) => ({
    default: SignaturePad,
  })),
);

const t = defineWords({
  add: ["添加照片", "Add photos"],
  remove: ["移除第 {n} 张", "Remove photo {n}"],
  photo: ["照片 {n}", "Photo {n}"],
  sign: ["手写签字", "Sign by hand"],
  again: ["重新签字", "Sign again"],
  signed: ["已签字", "Signed"],
  signer: ["客户", "Customer"],
  nobody: [
    "工单没有关联客户，照片和签字请在现场端采集。",
    "The order has no customer; photos and signatures are taken with the field app.",
  ],
});

/** What is no paper of a kind of its own. */
const type = "other";

const keep = async (customerId: string, file: Blob, name: string) => {
  const { documentId } = await upload(
    uploadDocument,
    { params: { customerId }, query: { name, type } },
    file,
    { key: freshId() },
  );
  return documentId;
};

export function PhotoField({ value, onChange, customerId, id, labelId }: ControlProps) {
  const input = useRef<HTMLInputElement>(null);
  const [isSending, setSending] = useState(false);
  const [error, setError] = useState<unknown>();
  const photos = Array.isArray(value) ? value : typeof value === "string" && value ? [value] : [];
  if (customerId === null) return <p className="order-quiet">{t("nobody")}</p>;
  const take = async (files: readonly File[]) => {
    setSending(true);
    setError(undefined);
    const kept = [...photos];
    try {
      for (const file of files) kept.push(await keep(customerId, file, file.name || "photo.jpg"));
    } catch (refusal) {
      setError(refusal);
    } finally {
      setSending(false);
      onChange(kept);
    }
  };
  return (
    <fieldset className="order-files" aria-labelledby={labelId}>
      {photos.map((photo, index) => (
        <span key={photo} className="order-file">
          <Icon name="paper" /> {t("photo", { n: index + 1 })}
          <Button
            type="text"
            size="small"
            aria-label={t("remove", { n: index + 1 })}
            icon={<Icon name="cross" />}
            onClick={() => onChange(photos.filter((one) => one !== photo))}
          />
        </span>
      ))}
      <Button id={id} loading={isSending} onClick={() => input.current?.click()}>
        {t("add")}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept="image/*"
        data-testid="order-photos"
        onChange={({ target }) => {
          void take([...(target.files ?? [])]);
          target.value = "";
        }}
      />
      {error !== undefined && <small role="alert">{pick(problemWords(error))}</small>}
    </fieldset>
  );
}

export function SignatureField({ value, onChange, customerId, id }: ControlProps) {
  const [isOpen, setOpen] = useState(false);
  const [isSending, setSending] = useState(false);
  const [error, setError] = useState<unknown>();
  if (customerId === null) return <p className="order-quiet">{t("nobody")}</p>;
  const done = async (png: string) => {
    setSending(true);
    setError(undefined);
    try {
      const picture = await (await fetch(png)).blob();
      onChange(await keep(customerId, picture, "signature.png"));
      setOpen(false);
    } catch (refusal) {
      setError(refusal);
    } finally {
      setSending(false);
    }
  };
  return (
    <div className="order-files">
      {typeof value === "string" && value !== "" && (
        <span className="order-file">
          <Icon name="check" /> {t("signed")}
        </span>
      )}
      <Button id={id} onClick={() => setOpen(true)}>
        {t(value ? "again" : "sign")}
      </Button>
      <Modal
        open={isOpen}
        title={t("sign")}
        footer={null}
        width={760}
        onCancel={() => setOpen(false)}
        destroyOnHidden
      >
        <Suspense fallback={<Spin />}>
          <div className="plain">
            <SignaturePad signerName={t("signer")} isBusy={isSending} onDone={({ png }) => void done(png)} />
          </div>
        </Suspense>
        {error !== undefined && <p className="problem">{pick(problemWords(error))}</p>}
      </Modal>
    </div>
  );
}
