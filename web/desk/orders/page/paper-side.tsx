/** Beside a paper: who signed it when, who still has to, on which screen; how it was delivered; the hash that binds all of it. */
import { Alert, Button } from "antd";
import { useState } from "react";
import type { IssuedPaper } from "../../../../contracts/orders/issued.ts";
import { askOnPad, takeFromPad } from "../../../../contracts/orders/pad-signing.ts";
import type { OrderLine } from "../../../../contracts/orders/shapes.ts";
import { call } from "../../../parts/api.ts";
import { Icon } from "../../../parts/icons.tsx";
import { dayAndTime } from "../../../parts/time.ts";
import { defineWords, pick } from "../../../parts/words.ts";
import { reportProblem } from "../../../staff/problems.tsx";
import { useMe } from "../../../staff/session.tsx";
import { DeliveryDialog } from "./delivery-dialog.tsx";
import { deliveryWords } from "./issued-words.ts";
import { ProofButton } from "./proof-view.tsx";
import { SignDialog } from "./sign-dialog.tsx";

const t = defineWords({
  side: ["签名与送达", "Signatures and delivery"],
  signatures: ["签名", "Signatures"],
  deliveries: ["送达凭据", "Proof of delivery"],
  none: ["还没有送达记录", "No delivery recorded"],
  unsigned: ["待签", "to be signed"],
  signed: ["{name} · {time}", "{name}, {time}"],
  ownPhone: ["客户本人手机签署", "on the customer's own phone"],
  before: ["{name} 见证", "before {name}"],
  invalid: ["单据内容已变，签名失效", "the paper has changed; void"],
  here: ["本机签", "Sign here"],
  pad: ["评价器签", "On the pad"],
  take: ["收回", "Take back"],
  waiting: ["等 {name} 在 {window} 号窗口评价器上签名", "{name} is asked at window {window}'s pad"],
  declined: ["{name} 没有在评价器上签", "{name} did not sign on the pad"],
  expired: ["评价器上等候超时，已收回", "it ran out on the pad"],
  deliver: ["登记送达…", "Record a delivery…"],
  hash: ["文件校验码", "Hash of the words"],
  tampered: [
    "现在的内容与出具时的校验码不符：数据被改动过。请联系管理员核对审计记录。",
    "The words do not have the hash that they were issued with: data was altered. Ask the administrator to check the audit trail.",
  ],
});

/** Places that a customer signs for himself; as the server has them. */
const ownSlots: ReadonlySet<string> = new Set(["customer", "agent", "recipient", "applicant", "user"]);

type Slot = IssuedPaper["line"]["slots"][number];
/** Whose paper it is. */
export type PaperOrder = Pick<OrderLine, "id" | "customerId" | "customerName">;
type Props = {
  /** Its customer's name is whose signature it most likely is. */
  order: PaperOrder;
  paper: IssuedPaper;
  onChanged: (paper: IssuedPaper) => void;
};

export function PaperSide({ order, paper, onChanged }: Props) {
  const { id: orderId, customerName } = order;
  const { line, hash } = paper;
  const mayWork = useMe().capabilities.includes("orders.work");
  const [dialog, setDialog] = useState<"delivery" | Slot>();
  const close = () => setDialog(undefined);
  const isTampered = hash !== line.hash;
  const known = customerName.includes("*") ? "" : customerName;
  return (
    <aside className="paper-side" aria-label={t("side")}>
      <h3>{t("signatures")}</h3>
      <ul>
        {line.slots.map((slot) => (
          <SlotRow
            key={slot.slot}
            {...{ orderId, paper, slot, known, onChanged }}
            canSign={mayWork && !line.isOutdated && !isTampered && slot.signerName === null}
            onHere={() => setDialog(slot)}
          />
        ))}
      </ul>
      <h3>{t("deliveries")}</h3>
      {line.deliveries.length === 0 ? (
        <p className="paper-side-none">{t("none")}</p>
      ) : (
        <ul>
          {line.deliveries.map((one) => (
            <li key={`${one.at}-${one.kind}`}>
              <b>{deliveryWords(one)}</b> {one.toName}
              <small>
                {[one.reference, one.note, dayAndTime(one.at), one.byName].filter(Boolean).join(" · ")}
                {one.proofId !== null && (
                  <ProofButton page={{ order, can: { seePictures: true } }} proofId={one.proofId} />
                )}
              </small>
            </li>
          ))}
        </ul>
      )}
      {mayWork && (
        <Button size="small" onClick={() => setDialog("delivery")}>
          {t("deliver")}
        </Button>
      )}
      <h3>{t("hash")}</h3>
      <code className="paper-side-hash">{line.hash}</code>
      {isTampered && <Alert type="error" showIcon title={t("tampered")} />}
      {dialog === "delivery" && (
        <DeliveryDialog
          {...{ order, paperId: line.id, suggested: known, onClose: close }}
          onDone={onChanged}
        />
      )}
      {dialog !== undefined && dialog !== "delivery" && (
        <SignDialog
          {...{ orderId, paper, slot: dialog, onClose: close }}
          suggested={ownSlots.has(dialog.slot) ? known : ""}
          onSigned={(signed) => {
            onChanged(signed);
            close();
          }}
        />
      )}
    </aside>
  );
}

type RowProps = Pick<Props, "paper" | "onChanged"> & {
  orderId: string;
  slot: Slot;
  known: string;
  canSign: boolean;
  onHere: () => void;
};

function SlotRow({ orderId, paper, slot, known, canSign, onChanged, onHere }: RowProps) {
  const [isBusy, setBusy] = useState(false);
  const { line, hash, signatures } = paper;
  const params = { orderId, paperId: line.id };
  const signed = signatures.find(({ signature }) => signature.slot === slot.slot);
  const ask = line.ask?.slot === slot.slot ? line.ask : null;
  const isAsked = ask?.state === "asked";
  const act = async (work: () => Promise<IssuedPaper>) => {
    setBusy(true);
    await work().then(onChanged, reportProblem);
    setBusy(false);
  };
  const onPad = () =>
    act(() =>
      call(askOnPad, {
        params,
        body: { slot: slot.slot, signerName: known || pick(slot.label), documentHash: hash },
      }),
    );
  return (
    <li>
      <b>{pick(slot.label)}</b>
      {signed ? (
        <span className={slot.isValid ? "paper-signed" : "tone-bad"}>
          <Icon name={slot.isValid ? "check" : "alert"} />{" "}
          {t("signed", { name: signed.signature.signerName, time: dayAndTime(signed.signature.signedAt) })}
          <small>
            {signed.way === "own-phone" ? t("ownPhone") : t("before", { name: signed.byName })}
            {!slot.isValid && ` · ${t("invalid")}`}
          </small>
        </span>
      ) : (
        <span className="paper-unsigned">{t("unsigned")}</span>
      )}
      {!signed && ask && ask.state !== "signed" && ask.state !== "ended" && (
        <small role="status">
          {t(ask.state === "asked" ? "waiting" : ask.state, {
            name: ask.signerName,
            window: ask.windowNumber,
          })}
        </small>
      )}
      {canSign && (
        <span className="paper-side-keys">
          <Button size="small" disabled={isBusy || isAsked} onClick={onHere}>
            {t("here")}
          </Button>
          {ownSlots.has(slot.slot) &&
            (isAsked ? (
              <Button
                size="small"
                loading={isBusy}
                onClick={() => void act(() => call(takeFromPad, { params, body: {} }))}
              >
                {t("take")}
              </Button>
            ) : (
              <Button size="small" loading={isBusy} onClick={() => void onPad()}>
                {t("pad")}
              </Button>
            ))}
        </span>
      )}
    </li>
  );
}
