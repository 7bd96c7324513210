/** A paper that the clerk laid before the customer: to read here, and to sign or to leave. Another window's never comes here. */
import { useState } from "react";
import type { PadSigning } from "../../contracts/orders/pad-signing.ts";
import { Paper } from "../parts/paper/paper.tsx";
import { SignaturePad, type Signed } from "../parts/signature/signature-pad.tsx";
import { secondsUntil, useNow } from "../parts/time.ts";
import { pick } from "../parts/words.ts";
import { t } from "./words.ts";

type Props = {
  ask: NonNullable<PadSigning["ask"]>;
  onSign: (signed: Signed) => Promise<void>;
  onDecline: () => Promise<void>;
};

export function Sign({ ask, onSign, onDecline }: Props) {
  const [isSigning, setSigning] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const minutes = Math.max(1, Math.ceil(secondsUntil(ask.until, useNow(5_000)) / 60));
  const act = async (work: Promise<void>) => {
    setBusy(true);
    await work;
    setBusy(false);
  };
  if (isSigning)
    return (
      <main className="pad-sign is-signing">
        <button type="button" className="pad-sign-back" disabled={isBusy} onClick={() => setSigning(false)}>
          {t("readAgain")}
        </button>
        <SignaturePad
          signerName={ask.signerName}
          isBusy={isBusy}
          onDone={(signed) => void act(onSign(signed))}
        />
      </main>
    );
  return (
    <main className="pad-sign">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: longer than the screen, it is scrolled by key as well */}
      <section className="pad-sign-paper" tabIndex={0} aria-label={pick(ask.title)}>
        <Paper document={ask.document} hash={ask.hash} />
      </section>
      <section className="pad-sign-keys">
        <h2>{t("signAsk", { name: ask.signerName })}</h2>
        <p>{t("signHelp", { title: pick(ask.title), place: pick(ask.place) })}</p>
        <button type="button" className="main" disabled={isBusy} onClick={() => setSigning(true)}>
          {t("signGo")}
        </button>
        <button type="button" disabled={isBusy} onClick={() => void act(onDecline())}>
          {t("signNot")}
        </button>
        <p className="pad-sign-left">{t("minutesLeft", { n: minutes })}</p>
      </section>
    </main>
  );
}
