/** Somebody signs on this very screen, by pen, finger or mouse, before whoever is signed in here. */
import { Alert, Form, Input, Modal } from "antd";
import { useState } from "react";
import { type IssuedPaper, signIssued } from "../../../../contracts/orders/issued.ts";
import { call } from "../../../parts/api.ts";
import { problemWords } from "../../../parts/problem.tsx";
import { SignaturePad, type Signed } from "../../../parts/signature/signature-pad.tsx";
import { defineWords, pick } from "../../../parts/words.ts";

const t = defineWords({
  title: ["在本机签名：{place}", "Sign here: {place}"],
  name: ["签名人", "Who signs"],
  hint: [
    "签名与屏幕上这份单据的内容绑定；内容有任何改动，签名即失效。",
    "The signature is bound to the words on this screen; any change of them makes it void.",
  ],
});

type Props = {
  paper: IssuedPaper;
  orderId: string;
  slot: IssuedPaper["line"]["slots"][number];
  suggested: string;
  onSigned: (paper: IssuedPaper) => void;
  onClose: () => void;
};

export function SignDialog({ paper: { line, hash }, orderId, slot, suggested, onSigned, onClose }: Props) {
  const [name, setName] = useState(suggested);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const sign = async ({ png, strokes }: Signed) => {
    setBusy(true);
    setError(null);
    try {
      const signed = await call(signIssued, {
        params: { orderId, paperId: line.id },
        body: {
          ...{ slot: slot.slot, signerName: name.trim(), documentHash: hash, png },
          ...(strokes && { strokes }),
        },
      });
      onSigned(signed);
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      width={760}
      title={t("title", { place: pick(slot.label) })}
      footer={null}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      <Form layout="vertical" component="div">
        <Form.Item label={t("name")} htmlFor="signer-name" extra={t("hint")}>
          <Input
            id="signer-name"
            value={name}
            maxLength={40}
            autoComplete="off"
            autoFocus={name === ""}
            onChange={({ target }) => setName(target.value)}
          />
        </Form.Item>
      </Form>
      {error !== null && <Alert type="error" showIcon title={pick(problemWords(error))} />}
      {name.trim() !== "" && (
        <SignaturePad signerName={name.trim()} isBusy={isBusy} onDone={(signed) => void sign(signed)} />
      )}
    </Modal>
  );
}
