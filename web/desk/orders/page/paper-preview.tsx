/** A paper of the order on the screen as it will be printed: issued now, or one that was issued before. */

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Modal, Skeleton } from "antd";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import {
  type IssuedPaper,
  issuePaper,
  readIssued,
  readIssuedPdf,
} from "../../../../contracts/orders/issued.ts";
import type { PaperTemplate } from "../../../../contracts/orders/papers.ts";
import { call, download } from "../../../parts/api.ts";
import { problemWords } from "../../../parts/problem.tsx";
import { defineWords, pick } from "../../../parts/words.ts";
import { reportProblem } from "../../../staff/problems.tsx";
import { saveAs } from "../../../staff/save-as.ts";
import { issuedKey, waitingKey } from "./issued-queries.ts";
import { type PaperOrder, PaperSide } from "./paper-side.tsx";

const Paper = lazy(() => import("../../../parts/paper/paper.tsx").then(({ Paper }) => ({ default: Paper })));
const PaperPrint = lazy(() =>
  import("../../../parts/paper/paper.tsx").then(({ PaperPrint }) => ({ default: PaperPrint })),
);

const t = defineWords({
  print: ["打印", "Print"],
  pdf: ["下载 PDF", "PDF"],
  close: ["关闭", "Close"],
  outdated: ["已有新版本，这一份只供查看。", "There is a newer version; this one is for reading only."],
});

/** While it lies on a pad it is looked after whether it has been signed, in milliseconds. */
const padMs = 2_000;

type Props = {
  order: PaperOrder;
  onClose: () => void;
} & ({ issue: PaperTemplate; paperId?: never } | { paperId: string; issue?: never });

export function PaperPreview({ order, issue, paperId, onClose }: Props) {
  const orderId = order.id;
  const cache = useQueryClient();
  const key = ["orders", "paper", orderId, issue ?? paperId];
  const { data, error } = useQuery({
    queryKey: key,
    queryFn: async () => {
      const read = (id: string) => call(readIssued, { params: { orderId, paperId: id } });
      if (issue === undefined) return read(paperId);
      const known = cache.getQueryData<IssuedPaper>(key)?.line.id;
      if (known !== undefined) return read(known);
      // The same facts give the same paper: pressing twice issues one.
      const paper = await call(issuePaper, { params: { orderId }, body: { template: issue } });
      await cache.invalidateQueries({ queryKey: issuedKey(orderId) });
      return paper;
    },
    refetchInterval: ({ state }) => (state.data?.line.ask?.state === "asked" ? padMs : false),
    gcTime: 0,
  });
  const changed = (paper: IssuedPaper) => {
    cache.setQueryData(key, paper);
    void cache.invalidateQueries({ queryKey: issuedKey(orderId) });
    void cache.invalidateQueries({ queryKey: waitingKey });
  };
  const [isPrinting, setPrinting] = useState(false);
  const printKey = useRef<HTMLButtonElement>(null);
  // It cannot be pressed, and so not have the focus, before the paper is here.
  useEffect(() => {
    if (data) printKey.current?.focus();
  }, [data]);
  const save = async ({ line }: IssuedPaper) => {
    const file = await download(
      readIssuedPdf,
      { params: { orderId, paperId: line.id } },
      { timeoutMs: 60_000 },
    );
    saveAs(file);
  };
  return (
    <Modal
      open
      width={1180}
      title={data ? pick(data.line.title) : " "}
      style={{ top: 24 }}
      onCancel={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t("close")}</Button>
          <Button disabled={!data} onClick={() => data && void save(data).catch(reportProblem)}>
            {t("pdf")}
          </Button>
          <Button ref={printKey} type="primary" disabled={!data} onClick={() => setPrinting(true)}>
            {t("print")} <kbd>Enter</kbd>
          </Button>
        </>
      }
    >
      {error !== null && <Alert type="error" showIcon title={pick(problemWords(error))} />}
      {data?.line.isOutdated && <Alert type="warning" showIcon title={t("outdated")} />}
      {!data && error === null && <Skeleton active paragraph={{ rows: 12 }} />}
      {data && (
        <Suspense fallback={<Skeleton active paragraph={{ rows: 12 }} />}>
          <div className="order-paper">
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1) */}
            <section className="order-paper-preview" tabIndex={0} aria-label={pick(data.line.title)}>
              <Paper document={data.document} hash={data.hash} signatures={belonging(data)} />
            </section>
            <PaperSide order={order} paper={data} onChanged={changed} />
          </div>
          {isPrinting && (
            <PaperPrint
              document={data.document}
              hash={data.hash}
              signatures={belonging(data)}
              onPrinted={() => setPrinting(false)}
            />
          )}
        </Suspense>
      )}
    </Modal>
  );
}

/** Ink is shown under its own words only; beside the paper it says that a signature is void. Of an old version it still is its own. */
const belonging = ({ signatures, hash }: IssuedPaper) =>
  signatures.map(({ signature }) => signature).filter(({ documentHash }) => documentHash === hash);
