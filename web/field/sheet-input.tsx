/** The sheet before the customer's eyes, and the signature below it. What is still missing is asked for first. */
import { useEffect, useMemo, useState } from "react";
import { createPortal } from "react-dom";
import type { Visit } from "../../contracts/orders/field.ts";
import { hashedText } from "../../contracts/orders/paper-text.ts";
import type { PaperDocument } from "../../contracts/orders/papers.ts";
import { Icon } from "../parts/icons.tsx";
import { freshId } from "../parts/ids.ts";
import { Paper } from "../parts/paper/paper.tsx";
import { SignaturePad } from "../parts/signature/signature-pad.tsx";
import { dayAndTime, now } from "../parts/time.ts";
import { pick } from "../parts/words.ts";
import { hashOf, sheetAt } from "./sheet.ts";
import type { Draft, SignedSheet } from "./store.ts";
import { t } from "./words.ts";

type Props = {
  visit: Visit;
  draft: Draft;
  signerHint: string;
  isRequired: boolean;
  /** The words changed after the customer had signed. */
  isVoid: boolean;
  /** False, and says so, when something is missing that belongs on the sheet. */
  isReady: () => boolean;
  onSigned: (signed: SignedSheet) => void;
};

export function SheetInput({ visit, draft, signerHint, isRequired, isVoid, isReady, onSigned }: Props) {
  const [shown, setShown] = useState<{ document: PaperDocument; hash: string; at: string }>();
  const [isBad, setBad] = useState(false);
  const { sheet } = visit;
  if (!sheet) return null;
  const signed = draft.sheet;
  const show = async () => {
    setBad(false);
    if (!isReady()) return;
    // The sheet says when it was filled in: to the minute, and that minute is what is signed.
    const at = now().toString({ smallestUnit: "millisecond" });
    const document = sheetAt(visit, draft, at);
    if (!document) return setBad(true);
    setShown({ document, at, hash: await hashOf(document) });
  };
  return (
    <fieldset className="field-input field-sheet" id="field-sheet">
      <legend>
        {t("sheetOf", { name: pick(titleOf(sheet.document)) })}
        {isRequired && <small className="field-required"> {t("required")}</small>}
      </legend>
      {signed ? (
        <div className="field-signature">
          <img src={signed.png} alt={t("signedBy")} />
          <p className="field-soft">
            {t("sheetSigned", { name: signed.signerName, time: dayAndTime(signed.at) })}
            <br />
            <code>{signed.hash.slice(0, 16)}…</code>
          </p>
        </div>
      ) : (
        isVoid && (
          <p className="problem" role="alert">
            {t("sheetVoid")}
          </p>
        )
      )}
      {isBad && (
        <p className="problem" role="alert">
          {t("sheetBad")}
        </p>
      )}
      <button type="button" onClick={() => void show()}>
        <Icon name="paper" /> {t(signed ? "sheetAgain" : "sheetSign")}
      </button>
      {shown && (
        <SheetView
          {...shown}
          signerHint={signerHint}
          onClose={() => setShown(undefined)}
          onSigned={(ink) => {
            const { document, hash, at } = shown;
            onSigned({ ...ink, at, hash, text: hashedText(document), slot: sheet.slot, key: freshId() });
            setShown(undefined);
          }}
        />
      )}
    </fieldset>
  );
}

const titleOf = ({ title }: PaperDocument) => ({ zh: title.zh, en: title.en ?? title.zh });

type ViewProps = {
  document: PaperDocument;
  hash: string;
  signerHint: string;
  onClose: () => void;
  onSigned: (ink: Pick<SignedSheet, "signerName" | "png" | "strokes">) => void;
};

function SheetView({ document, hash, signerHint, onClose, onSigned }: ViewProps) {
  // A masked name is nobody's signature.
  const [name, setName] = useState(signerHint.includes("*") ? "" : signerHint);
  const [isSigning, setSigning] = useState(false);
  const title = useMemo(() => pick(titleOf(document)), [document]);
  useEffect(() => {
    const leave = (event: KeyboardEvent) => event.key === "Escape" && onClose();
    addEventListener("keydown", leave);
    return () => removeEventListener("keydown", leave);
  }, [onClose]);
  // Outside of the visit's form, whose Enter key would send it; React carries events through all the same.
  return createPortal(
    <div
      className="plain field field-sheet-view"
      role="dialog"
      aria-modal="true"
      aria-label={title}
      onSubmit={(event) => event.stopPropagation()}
    >
      <button type="button" className="field-back" onClick={onClose}>
        <Icon name="back" /> {t("back")}
      </button>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: wider than the phone, it is scrolled by key as well */}
      <section className="field-sheet-paper" tabIndex={0} aria-label={title}>
        <Paper document={document} hash={hash} />
      </section>
      {isSigning ? (
        <SignaturePad
          signerName={name.trim()}
          onDone={(ink) => onSigned({ ...ink, signerName: name.trim() })}
        />
      ) : (
        <div className="field-input">
          <label htmlFor="sheet-signer">{t("signer")}</label>
          <input
            id="sheet-signer"
            value={name}
            maxLength={40}
            autoComplete="off"
            onChange={({ target }) => setName(target.value)}
          />
          <button
            type="button"
            className="main field-wide"
            disabled={name.trim() === ""}
            onClick={() => setSigning(true)}
          >
            {t("sheetRead")}
          </button>
        </div>
      )}
    </div>,
    globalThis.document.body,
  );
}
