/** Documents as one PDF definition: each begins a page, counts its own pages and carries its own hash in the foot. */
import type { Content, ContentText, TDocumentDefinitions } from "pdfmake/interfaces.js";
import type { PaperDocument, PaperSignature } from "../../../../../contracts/orders/papers.ts";
import { plainOldDate } from "../../../../foundation/clock.ts";
import { mainFont } from "./fonts.ts";
import { ink, innerWidth, page, size } from "./look.ts";
import { drawSections } from "./sections.ts";
import { Writer } from "./words.ts";

export type PaperToPrint = {
  readonly document: PaperDocument;
  /** `documentHash(document)`. */
  readonly hash: string;
  readonly signatures: readonly PaperSignature[];
};

/** pdfmake writes where a node came to stand into the node. */
type Placed = ContentText & { positions?: { pageNumber: number }[] };
type Set = PaperToPrint & { readonly title: Placed; readonly content: Content[] };

const rule = (y: number, color: string = ink.line): Content => ({
  canvas: [{ type: "line", x1: 0, y1: y, x2: innerWidth, y2: y, lineWidth: 0.5, lineColor: color }],
});

function set(one: PaperToPrint, isFirst: boolean): Set {
  const { document } = one;
  const writer = new Writer();
  const title: Placed = writer.text(document.title.zh, {
    fontSize: size.title,
    bold: true,
    alignment: "center",
    characterSpacing: 1,
    ...(isFirst ? {} : { pageBreak: "before" }),
  });
  const under: Content = {
    columns: [
      { text: "", width: "*" },
      {
        ...writer.text(document.title.en ?? "", { fontSize: size.english, color: ink.soft }),
        alignment: "center",
        width: "auto",
      },
      {
        ...writer.text(document.copy ?? "", { fontSize: size.english, color: ink.soft }),
        alignment: "right",
        width: "*",
      },
    ],
    margin: [0, 1, 0, 5],
  };
  const sections = drawSections(writer, document.sections, one.signatures);
  const missing =
    writer.missing.size > 0
      ? [
          writer.text("注：〔U+…〕是本机字库所缺的字，以统一码（Unicode）表示，请以原件为准。", {
            fontSize: size.small,
            color: ink.soft,
            margin: [0, 4, 0, 0],
          }),
        ]
      : [];
  return {
    ...one,
    title,
    content: [title, under, ...sections, ...missing],
  };
}

export function typeset(papers: readonly PaperToPrint[]): TDocumentDefinitions {
  const sets = papers.map((one, index) => set(one, index === 0));
  const writer = new Writer();
  const firstPage = ({ title }: Set) => title.positions?.[0]?.pageNumber ?? 1;
  /** Whose page this is. Asked when everything has its place. */
  const whose = (current: number, count: number) => {
    const index = sets.findLastIndex((one) => firstPage(one) <= current);
    const one = sets[Math.max(0, index)];
    const next = sets[index + 1];
    if (!one) throw new RangeError("no page without a paper");
    const [from, to] = [firstPage(one), next ? firstPage(next) - 1 : count];
    return { one, page: current - from + 1, pages: to - from + 1 };
  };
  const [first] = papers;
  if (!first) throw new RangeError("no papers");
  return {
    pageSize: "A4",
    pageMargins: [page.left, page.top, page.right, page.bottom],
    language: "zh-CN",
    displayTitle: true,
    info: {
      title: `${first.document.title.zh} ${first.document.number}`,
      author: first.document.company,
      subject: papers.map(({ hash }) => `SHA-256 ${hash}`).join(" "),
      creator: "Mingchuang 明窗",
      producer: "pdfmake",
      // The same paper is the same file, byte for byte: the date is the paper's, not the printer's.
      creationDate: plainOldDate(Temporal.Instant.from(`${first.document.issuedOn}T00:00:00Z`)),
    },
    defaultStyle: { font: mainFont, fontSize: size.body, color: ink.text, lineHeight: 1.15 },
    header: (current, count) => {
      const { document } = whose(current, count).one;
      return {
        margin: [page.left, 34, page.right, 0],
        stack: [
          {
            columns: [
              writer.text(document.company, { fontSize: 9.5, bold: true, color: ink.brand }),
              writer.text(`编号 No. ${document.number}`, { fontSize: size.small, alignment: "right" }),
            ],
          },
          rule(3, ink.brand),
        ],
      };
    },
    footer: (current, count) => {
      const { one, page: n, pages } = whose(current, count);
      return {
        margin: [page.left, 12, page.right, 0],
        stack: [
          rule(0),
          {
            margin: [0, 4, 0, 0],
            columns: [
              writer.text(`${one.document.title.zh} ${one.document.number}`, {
                fontSize: 8,
                color: ink.soft,
              }),
              {
                ...writer.text(`第 ${n} 页 / 共 ${pages} 页`, {
                  fontSize: 8,
                  color: ink.soft,
                  alignment: "right",
                }),
                width: 90,
              },
            ],
          },
          ...(one.document.footNote
            ? [writer.text(one.document.footNote, { fontSize: 7.5, color: ink.soft, margin: [0, 1, 0, 0] })]
            : []),
          writer.text(`文件校验码 SHA-256 ${one.hash}`, { fontSize: 6, color: ink.soft }),
        ],
      };
    },
    // pdfmake sets everything anew when this says yes; short sections, which are most, cannot get here.
    pageBreakBefore: (node, { getFollowingNodesOnPage }) =>
      node.headlineLevel === 1 && getFollowingNodesOnPage().length === 0,
    content: sets.flatMap(({ content }) => content),
  };
}
