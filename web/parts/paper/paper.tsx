/**
 * A paper of an order as a page of A4: on the screen as it will be printed, on paper through `PaperPrint`. The same
 * document as the PDF, drawn by the browser; texts are texts, whatever they look like.
 */
import type {
  PaperDocument,
  PaperSection,
  PaperSignature,
  SectionOf,
} from "../../../contracts/orders/papers.ts";
import { PrintSheet } from "../print-sheet.tsx";
import { Qr } from "../qr.tsx";
import { Caption } from "./caption.tsx";
import { FieldsGrid } from "./fields-grid.tsx";
import { SignatureSlots } from "./signature-slots.tsx";
import "./paper.css";
import { t } from "./words.ts";

type Props = {
  document: PaperDocument;
  /** The document's hash as the server worked it out. */
  hash: string;
  signatures?: readonly PaperSignature[];
};

export function Paper({ document, hash, signatures = [] }: Props) {
  return (
    // The paper is Chinese whatever the page speaks.
    <article className="paper" lang="zh-CN">
      <header className="paper-head">
        <span>{document.company}</span>
        <span>
          编号 <span lang="en">No.</span> {document.number}
        </span>
      </header>
      <h1>
        {document.title.zh}
        {document.title.en && <small lang="en">{document.title.en}</small>}
      </h1>
      {document.copy && <p className="paper-copy">{document.copy}</p>}
      {document.sections.map((section, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a document never changes; its sections have no other name.
        <section key={index} className={`paper-section paper-${section.kind}`}>
          {section.heading && (
            <h2>
              {section.heading.zh}
              {section.heading.en && <small lang="en">{section.heading.en}</small>}
            </h2>
          )}
          <Section section={section} signatures={signatures} />
        </section>
      ))}
      <footer className="paper-foot">
        {document.footNote && <p>{document.footNote}</p>}
        <p className="paper-hash">文件校验码 SHA-256 {hash}</p>
      </footer>
    </article>
  );
}

/** The paper alone goes to the printer; the screen stays as it is. */
export function PaperPrint({ onPrinted, ...paper }: Props & { onPrinted: () => void }) {
  return (
    <PrintSheet size="210mm 297mm" margin="12mm 16mm" onPrinted={onPrinted}>
      <Paper {...paper} />
    </PrintSheet>
  );
}

function Section({ section, signatures }: { section: PaperSection; signatures: readonly PaperSignature[] }) {
  switch (section.kind) {
    case "fields":
      return <FieldsGrid section={section} />;
    case "table":
      return <Table section={section} />;
    case "prose":
      return section.paragraphs.map((text, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs of a document that never changes
        <p key={index} className={`paper-${section.tone}`}>
          {text}
        </p>
      ));
    case "clauses":
      return (
        <ul>
          {section.items.map(({ mark, text }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: clauses of a document that never changes
            <li key={index}>
              <span>{mark}</span>
              <span>{text}</span>
            </li>
          ))}
        </ul>
      );
    case "checklist":
      return (
        <ol>
          {section.items.map(({ text, isDone, state, note }) => (
            <li key={text}>
              <span>
                {text}
                {note && <small>{note}</small>}
              </span>
              <span>
                <span aria-hidden="true">{isDone ? "■" : "□"} </span>
                {state}
              </span>
            </li>
          ))}
        </ol>
      );
    case "signatures":
      return <SignatureSlots section={section} signatures={signatures} />;
    case "qr":
      return (
        <>
          <Qr text={section.text} label={t("qr", { title: section.title.zh })} />
          <div>
            <p className="paper-qr-title">
              <Caption caption={section.title} />
            </p>
            {section.lines.map((line) => (
              <p key={line}>{line}</p>
            ))}
          </div>
        </>
      );
  }
}

function Table({ section: { columns, rows, note } }: { section: SectionOf<"table"> }) {
  const weight = columns.reduce((sum, column) => sum + column.weight, 0);
  return (
    <>
      <table>
        <colgroup>
          {columns.map((column) => (
            <col key={column.label.zh} style={{ width: `${(100 * column.weight) / weight}%` }} />
          ))}
        </colgroup>
        <thead>
          <tr>
            {columns.map(({ label }) => (
              <th key={label.zh} scope="col">
                <Caption caption={label} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a document that never changes
            <tr key={at}>
              {row.map((value, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: cells belong to their column
                <td key={index} style={{ textAlign: columns[index]?.align ?? "left" }}>
                  {value}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {note && <p className="paper-note">{note}</p>}
    </>
  );
}
