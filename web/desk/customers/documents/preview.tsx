/** One page of a paper: pictures are drawn, identity papers with their watermark; other formats are opened or downloaded. */
import { Button, Modal, Spin } from "antd";
import { useEffect, useState } from "react";
import type { CustomerDocument } from "../../../../contracts/customers/documents.ts";
import { drawable } from "../../../../contracts/files.ts";
import { PrintSheet } from "../../../parts/print-sheet.tsx";
import { problemWords } from "../../../parts/problem.tsx";
import { localDay, now } from "../../../parts/time.ts";
import { Watermarked } from "../../../parts/watermarked.tsx";
import { pick } from "../../../parts/words.ts";
import { reportProblem } from "../../../staff/problems.tsx";
import { useMe } from "../../../staff/session.tsx";
import { fetchPage } from "./queries.ts";
import { sideName, t } from "./words.ts";

type Props = { customerId: string; document: CustomerDocument; first: number; onClose: () => void };

export const pageName = ({ side, page }: CustomerDocument["files"][number]): string =>
  side === "whole" ? t("page", { n: page }) : sideName(side);

export function DocumentPreview({ customerId, document, first, onClose }: Props) {
  const [at, setAt] = useState(
    Math.max(
      0,
      document.files.findIndex(({ page }) => page === first),
    ),
  );
  const file = document.files[at];
  const { name } = useMe();
  const { blob, error } = usePage(customerId, document.id, file?.page ?? 1);
  const [isPrinting, setPrinting] = useState(false);
  if (!file) return null;
  const isPicture = drawable.includes(file.type);
  const watermark = document.isIdentity ? [t("watermark"), `${name} ${localDay(now().toString())}`] : [];
  const params = { customerId, documentId: document.id, page: file.page };
  const print = () =>
    // Asked for again, so that printing is written down as such.
    void fetchPage(params, "print")
      .then(() => setPrinting(true))
      .catch(reportProblem);
  return (
    <Modal
      open
      width={920}
      title={`${pick(document.typeName)} · ${pageName(file)}`}
      onCancel={onClose}
      footer={[
        document.files.length > 1 && (
          <Button key="previous" disabled={at === 0} onClick={() => setAt(at - 1)}>
            {t("previous")}
          </Button>
        ),
        document.files.length > 1 && (
          <Button key="next" disabled={at === document.files.length - 1} onClick={() => setAt(at + 1)}>
            {t("next")}
          </Button>
        ),
        !document.isIdentity && (
          <Button key="download" onClick={() => void save(params)}>
            {t("download")}
          </Button>
        ),
        isPicture && blob && (
          <Button key="print" onClick={print}>
            {t("print")}
          </Button>
        ),
        <Button key="close" type="primary" onClick={onClose}>
          {t("close")}
        </Button>,
      ]}
    >
      <div className="doc-preview">
        {error ? (
          <p role="alert">{pick(problemWords(error))}</p>
        ) : !blob ? (
          <Spin description={t("opening")} />
        ) : (
          <Content key={file.page} blob={blob} file={file} watermark={watermark} />
        )}
      </div>
      {isPrinting && blob && <Paper blob={blob} watermark={watermark} onPrinted={() => setPrinting(false)} />}
    </Modal>
  );
}

type ContentProps = { blob: Blob; file: CustomerDocument["files"][number]; watermark: readonly string[] };

function Content({ blob, file, watermark }: ContentProps) {
  const [isBroken, setBroken] = useState(false);
  if (isBroken) return <p role="alert">{t("brokenPicture")}</p>;
  if (drawable.includes(file.type))
    return (
      <Watermarked
        picture={blob}
        label={pageName(file)}
        watermark={watermark}
        onFailed={() => setBroken(true)}
      />
    );
  if (file.type !== "pdf") return <p>{t("notDrawn")}</p>;
  return (
    <Button type="primary" onClick={() => openPdf(blob)}>
      {t("openPdf")}
    </Button>
  );
}

function Paper({
  blob,
  watermark,
  onPrinted,
}: {
  blob: Blob;
  watermark: readonly string[];
  onPrinted: () => void;
}) {
  const [isDrawn, setDrawn] = useState(false);
  return (
    <PrintSheet size="210mm 297mm" isReady={isDrawn} onPrinted={onPrinted}>
      <div className="doc-paper">
        <Watermarked picture={blob} label="" watermark={watermark} onDrawn={() => setDrawn(true)} />
      </div>
    </PrintSheet>
  );
}

function usePage(customerId: string, documentId: string, page: number) {
  const [state, setState] = useState<{ page?: number; blob?: Blob; error?: unknown }>({});
  useEffect(() => {
    const leaving = new AbortController();
    fetchPage({ customerId, documentId, page }, "view", leaving.signal)
      .then(({ blob }) => setState({ page, blob }))
      .catch((error: unknown) => {
        if (!leaving.signal.aborted) setState({ page, error });
      });
    return () => leaving.abort();
  }, [customerId, documentId, page]);
  return state.page === page ? state : {};
}

/** In the browser's own viewer. The server has looked into the content: this is a PDF and nothing else. */
function openPdf(blob: Blob): void {
  const address = URL.createObjectURL(new Blob([blob], { type: "application/pdf" }));
  window.open(address, "_blank", "noopener");
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

async function save(params: Parameters<typeof fetchPage>[0]): Promise<void> {
  try {
    const { blob, filename } = await fetchPage(params, "download");
    const address = URL.createObjectURL(blob);
    const link = Object.assign(document.createElement("a"), { href: address, download: filename });
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  } catch (error) {
    reportProblem(error);
  }
}
