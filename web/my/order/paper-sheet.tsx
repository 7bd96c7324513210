/** One paper, read on the phone and signed there by finger. That it was on the screen is told as proof that it was read. */
import { useEffect, useState } from "react";
import type { IssuedPaper } from "../../../contracts/orders/issued.ts";
import {
  readMyPaper,
  readMyPaperPdf,
  refuseMyPaper,
  signMyPaper,
  tellPaperRead,
} from "../../../contracts/orders/my.ts";
import { call, download } from "../../parts/api.ts";
import { Icon } from "../../parts/icons.tsx";
import { Paper } from "../../parts/paper/paper.tsx";
import { ProblemNote } from "../../parts/problem.tsx";
import { SignaturePad, type Signed } from "../../parts/signature/signature-pad.tsx";
import { ownSlots } from "./papers.tsx";
import { t } from "./words.ts";

export function PaperSheet({ paperId, onClose }: { paperId: string; onClose: () => void }) {
  const [paper, setPaper] = useState<IssuedPaper>();
  const [error, setError] = useState<unknown>();
  useEffect(() => {
    const params = { paperId };
    call(readMyPaper, { params }).then((read) => {
      setPaper(read);
      call(tellPaperRead, { params, body: {} }).catch(() => {});
    }, setError);
  }, [paperId]);
  const save = async () => {
    setError(undefined);
    try {
      const { blob, filename } = await download(
        readMyPaperPdf,
        { params: { paperId } },
        { timeoutMs: 60_000 },
      );
      const link = document.createElement("a");
      link.href = URL.createObjectURL(blob);
      link.download = filename;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    } catch (problem) {
      setError(problem);
    }
  };
  return (
    <section className="my-sheet">
      <div className="my-sheet-top">
        <button type="button" onClick={onClose}>
          <Icon name="back" /> {t("close")}
        </button>
        {paper && (
          <button type="button" onClick={save}>
            {t("pdf")}
          </button>
        )}
      </div>
      <ProblemNote error={error} />
      {!paper && !error && <p className="my-empty">{t("loading")}</p>}
      {paper && (
        <>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: wider than the phone, it is scrolled by key as well */}
          <section className="my-sheet-paper" tabIndex={0} aria-label={paper.document.title.zh}>
            <Paper
              document={paper.document}
              hash={paper.hash}
              signatures={paper.signatures.filter(({ isValid }) => isValid).map(({ signature }) => signature)}
            />
          </section>
          <Signing paper={paper} onChanged={setPaper} />
        </>
      )}
    </section>
  );
}

function Signing({ paper, onChanged }: { paper: IssuedPaper; onChanged: (paper: IssuedPaper) => void }) {
  const [name, setName] = useState("");
  const [isSigning, setSigning] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [why, setWhy] = useState<string>();
  const [error, setError] = useState<unknown>();
  const { line, hash } = paper;
  const params = { paperId: line.id };
  const open = line.slots.filter(({ slot, signerName }) => ownSlots.has(slot) && signerName === null);
  const slot = open.find((one) => one.slot === "customer") ?? open[0];
  if (line.isOutdated || !slot) return null;

  async function act(work: () => Promise<IssuedPaper>): Promise<void> {
    setBusy(true);
    setError(undefined);
    try {
      onChanged(await work());
      setSigning(false);
      setWhy(undefined);
    } catch (problem) {
      setError(problem);
    }
    setBusy(false);
  }
  const sign = (signed: Signed) =>
    act(() =>
      call(signMyPaper, {
        params,
        body: { slot: slot.slot, signerName: name.trim(), documentHash: hash, ...signed },
      }),
    );
  return (
    <section className="my-card my-signing">
      {isSigning ? (
        <SignaturePad signerName={name.trim()} isBusy={isBusy} onDone={sign} />
      ) : why === undefined ? (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (name.trim() !== "") setSigning(true);
          }}
        >
          <label htmlFor="signer">{t("signAs")}</label>
          <input
            id="signer"
            value={name}
            maxLength={40}
            autoComplete="name"
            onChange={({ target }) => setName(target.value)}
          />
          <button type="submit" className="main" disabled={name.trim() === ""}>
            {t("sign")}
          </button>
          <button type="button" className="my-quiet" onClick={() => setWhy("")}>
            {t("refuse")}
          </button>
        </form>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void act(() => call(refuseMyPaper, { params, body: { reason: why.trim() } }));
          }}
        >
          <label htmlFor="why">{t("refuseWhy")}</label>
          <textarea
            id="why"
            rows={3}
            maxLength={500}
            value={why}
            onChange={({ target }) => setWhy(target.value)}
          />
          <button type="submit" className="my-danger" disabled={isBusy || why.trim().length < 2}>
            {t("refuseYes")}
          </button>
          <button type="button" onClick={() => setWhy(undefined)}>
            {t("no")}
          </button>
        </form>
      )}
      <ProblemNote error={error} />
    </section>
  );
}
