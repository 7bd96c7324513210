/** The preview printer's paper, sliding out over the corner of the screen. */
import { useEffect, useState } from "react";
import { Qr } from "../parts/qr.tsx";
import { watchPreview } from "../print/preview.ts";
import type { SlipLine } from "../print/slip-layout.ts";
import { t } from "./words.ts";

const shownMs = 12_000;

export function PreviewPaper() {
  const [paper, setPaper] = useState<readonly SlipLine[]>();
  useEffect(() => watchPreview(setPaper), []);
  useEffect(() => {
    if (!paper) return;
    const timer = setTimeout(() => setPaper(undefined), shownMs);
    return () => clearTimeout(timer);
  }, [paper]);
  if (!paper) return null;
  return (
    <button type="button" className="kiosk-paper" aria-label={t("paper")} onClick={() => setPaper(undefined)}>
      {paper.map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a printed paper never changes
        <PaperLine key={at} line={line} />
      ))}
    </button>
  );
}

function PaperLine({ line }: { line: SlipLine }) {
  if (line.kind === "rule") return <span className="paper-rule" />;
  if (line.kind === "qr") return <Qr text={line.text} label={t("scan")} />;
  return <span className={`paper-${line.size} ${line.center ? "paper-center" : ""}`}>{line.text}</span>;
}
