/**
 * Signing by hand on a pad, phone or desk screen: a large box, large keys, and the keyboard for those who cannot write.
 * What it gives belongs to nothing yet; the caller binds it to the document's hash.
 */
import { useId, useRef, useState } from "react";
import type { Strokes } from "../../../contracts/orders/papers.ts";
import { useLanguage } from "../words.ts";
import { inkPng, typedPng } from "./draw.ts";
import { isSignature, toStrokes } from "./ink.ts";
import "./signature.css";
import { useInk } from "./use-ink.ts";
import { t } from "./words.ts";

export type Signed = { readonly png: string; readonly strokes?: Strokes };

type Props = {
  signerName: string;
  isBusy?: boolean;
  onDone: (signed: Signed) => void;
};

export function SignaturePad({ signerName, isBusy = false, onDone }: Props) {
  useLanguage();
  const [isTyping, setTyping] = useState(false);
  return (
    <section className="signature" aria-label={t("title", { name: signerName })}>
      <h2>{t("title", { name: signerName })}</h2>
      {isTyping ? (
        <Typed signerName={signerName} isBusy={isBusy} onDone={onDone} />
      ) : (
        <Written isBusy={isBusy} onDone={onDone} />
      )}
      <button
        type="button"
        className="signature-other"
        disabled={isBusy}
        onClick={() => setTyping(!isTyping)}
      >
        {isTyping ? t("hand") : t("keyboard")}
      </button>
    </section>
  );
}

function Written({ isBusy, onDone }: Omit<Props, "signerName">) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { ink, undo, clear, handlers } = useInk(canvas);
  const [isTooShort, setTooShort] = useState(false);
  const isEmpty = ink.lines.length === 0;

  const finish = () => {
    if (!isSignature(ink)) return setTooShort(true);
    const strokes = toStrokes(ink);
    onDone({ strokes, png: inkPng(strokes) });
  };
  return (
    <>
      <div className="signature-box">
        <canvas ref={canvas} role="img" aria-label={t("pad")} {...handlers} />
        {isEmpty && <p aria-hidden="true">{t("hint")}</p>}
      </div>
      <p className="visually-hidden" role="status">
        {t("lines", { n: ink.lines.length })}
      </p>
      {isTooShort && !isSignature(ink) && (
        <p className="problem" role="alert">
          {t("tooShort")}
        </p>
      )}
      <div className="signature-keys">
        <button type="button" disabled={isEmpty || isBusy} onClick={undo}>
          {t("undo")}
        </button>
        <button type="button" disabled={isEmpty || isBusy} onClick={clear}>
          {t("clear")}
        </button>
        <button type="button" className="main" disabled={isEmpty || isBusy} onClick={finish}>
          {t("done")}
        </button>
      </div>
    </>
  );
}

function Typed({ signerName, isBusy, onDone }: Required<Props>) {
  const [name, setName] = useState("");
  const id = useId();
  // A masked name (张*) cannot be compared; then the clerk beside, or the phone's code, says who it is.
  const differs = !signerName.includes("*") && name.trim() !== "" && name.trim() !== signerName;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== "" && !differs) onDone({ png: typedPng(name.trim(), t.both("typedMark").zh) });
      }}
    >
      <label htmlFor={id}>{t("typeName")}</label>
      <input
        id={id}
        value={name}
        maxLength={40}
        autoComplete="name"
        aria-describedby={differs ? `${id}-differs` : undefined}
        onChange={(event) => setName(event.target.value)}
      />
      {differs && (
        <p className="problem" id={`${id}-differs`}>
          {t("nameDiffers", { name: signerName })}
        </p>
      )}
      <div className="signature-keys">
        <button type="submit" className="main" disabled={name.trim() === "" || differs || isBusy}>
          {t("done")}
        </button>
      </div>
    </form>
  );
}
