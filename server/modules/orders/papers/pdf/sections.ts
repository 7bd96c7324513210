/** Each kind of section as pdfmake draws it. */
import type { Content, TableCell } from "pdfmake/interfaces.js";
import { gridRows } from "../../../../../contracts/orders/paper-grid.ts";
import type {
  FieldCell,
  PaperSection,
  PaperSignature,
  SectionOf,
} from "../../../../../contracts/orders/papers.ts";
import { grid, gridTakes, handLine, ink, innerWidth, size } from "./look.ts";
import { qrSvg } from "./qr-svg.ts";
import { signatureCells } from "./signatures.ts";
import type { Writer } from "./words.ts";

const labelWidths = [100, 84, 66, 54] as const;

/** ■ and □ stand in every Chinese font, at one width; ☑ in few. */
const choiceLine = ({ choices = [], value }: FieldCell): string =>
  [
    ...choices.map(({ text, isChosen }) => `${isChosen ? "■" : "□"} ${text}`),
    ...(value === "" ? [] : [value]),
  ].join("　");

function fields(writer: Writer, { cells, columns }: SectionOf<"fields">): Content {
  const label = labelWidths[columns - 1] ?? 54;
  // Fixed, not "*": a word without a break, such as a hash, would push a flexible column off the paper.
  const value = (innerWidth - gridTakes(columns * 2)) / columns - label;
  const rows = gridRows(cells, columns);
  const body = rows.map((row) =>
    row.flatMap(({ cell, span }): TableCell[] => [
      {
        ...writer.caption(cell.label, { fontSize: size.small, fillColor: ink.label }),
        verticalAlignment: "middle",
      },
      {
        ...writer.text(choiceLine(cell), { bold: cell.isStrong === true }),
        colSpan: span * 2 - 1,
        verticalAlignment: (cell.lines ?? 1) > 1 ? "top" : "middle",
      },
      ...Array.from({ length: span * 2 - 2 }, (): TableCell => ({ text: "" })),
    ]),
  );
  const heights = rows.map((row) => Math.max(...row.map(({ cell }) => handLine * (cell.lines ?? 1) - 6)));
  return {
    table: {
      widths: Array.from({ length: columns }, () => [label, value]).flat(),
      heights,
      body,
      dontBreakRows: !cells.some(({ value }) => value.length > 900),
    },
    layout: grid,
  };
}

function table(writer: Writer, { columns, rows, note }: SectionOf<"table">): Content[] {
  const weight = columns.reduce((sum, column) => sum + column.weight, 0);
  // What lines and paddings take is not the columns' to share.
  const room = innerWidth - gridTakes(columns.length);
  const head = columns.map(
    ({ label }): TableCell => ({
      ...writer.caption(label, { fontSize: size.small, fillColor: ink.label, alignment: "center" }),
      verticalAlignment: "middle",
    }),
  );
  const body = rows.map((row) =>
    row.map(
      (value, index): TableCell => ({
        ...writer.text(value, { alignment: columns[index]?.align ?? "left" }),
        verticalAlignment: "middle",
      }),
    ),
  );
  return [
    {
      table: {
        headerRows: 1,
        dontBreakRows: true,
        widths: columns.map((column) => (room * column.weight) / weight),
        heights: (row) => (row === 0 ? "auto" : handLine - 6),
        body: [head, ...body],
      },
      layout: grid,
    },
    ...(note ? [writer.text(note, { fontSize: size.small, color: ink.soft, margin: [0, 2, 0, 0] })] : []),
  ];
}

function prose(writer: Writer, { paragraphs, tone }: SectionOf<"prose">): Content {
  if (tone === "boxed")
    return {
      table: {
        widths: ["*"],
        body: [[{ stack: paragraphs.map((text) => writer.text(text, { lineHeight: 1.35 })) }]],
      },
      layout: grid,
      margin: [0, 4, 0, 2],
    };
  const isNote = tone === "note";
  return {
    stack: paragraphs.map((text) =>
      // Two letters of room at the beginning: how Chinese paragraphs begin. As letters, since pdfmake's indent counts none.
      writer.text(isNote ? text : `　　${text}`, {
        lineHeight: isNote ? 1.2 : 1.4,
        margin: [0, 0, 0, 2],
        ...(isNote ? { fontSize: size.small, color: ink.soft } : {}),
      }),
    ),
    margin: [0, 4, 0, 0],
  };
}

function clauses(writer: Writer, { items }: SectionOf<"clauses">): Content {
  const widest = Math.max(
    ...items.map(({ mark }) => [...mark].reduce((sum, letter) => sum + (letter > "⺀" ? 1 : 0.56), 0)),
  );
  return {
    stack: items.map(({ mark, text }) => ({
      columns: [
        { ...writer.text(mark), width: widest * size.body + 4 },
        { ...writer.text(text, { lineHeight: 1.35 }), width: "*" },
      ],
      margin: [0, 0, 0, 2],
      unbreakable: true,
    })),
    margin: [0, 3, 0, 0],
  };
}

function checklist(writer: Writer, { items }: SectionOf<"checklist">): Content {
  const body = items.map(({ text, isDone, state, note }, index): TableCell[] => [
    { ...writer.text(String(index + 1), { alignment: "center" }), verticalAlignment: "middle" },
    {
      stack: [
        writer.text(text),
        ...(note ? [writer.text(note, { fontSize: size.small, color: ink.soft })] : []),
      ],
      verticalAlignment: "middle",
    },
    { ...writer.text(`${isDone ? "■" : "□"} ${state}`), verticalAlignment: "middle" },
  ]);
  return { table: { widths: [22, "*", 96], body, dontBreakRows: true }, layout: grid };
}

function qr(writer: Writer, { text, title, lines }: SectionOf<"qr">): Content {
  return {
    columns: [
      { svg: qrSvg(text), width: 92, height: 92 },
      {
        width: "*",
        stack: [
          writer.caption(title, { bold: true, fontSize: size.heading, margin: [0, 6, 0, 4] }),
          ...lines.map((line) => writer.text(line, { fontSize: size.small, lineHeight: 1.3 })),
        ],
        margin: [10, 0, 0, 0],
      },
    ],
    margin: [0, 8, 0, 0],
    unbreakable: true,
  };
}

function signatures(
  writer: Writer,
  section: SectionOf<"signatures">,
  signed: readonly PaperSignature[],
): Content[] {
  const { statement, columns, slots } = section;
  const cells = slots.map((slot) =>
    signatureCells(
      writer,
      slot,
      signed.find((one) => one.slot === slot.key),
    ),
  );
  const rows: TableCell[][] = [];
  for (let index = 0; index < cells.length; index += columns) {
    const row = cells.slice(index, index + columns);
    while (row.length < columns) row.push({ text: "" });
    rows.push(row);
  }
  return [
    ...(statement ? [writer.text(statement, { lineHeight: 1.35, margin: [0, 2, 0, 4] })] : []),
    {
      table: { widths: Array.from({ length: columns }, () => "*"), body: rows, dontBreakRows: true },
      layout: grid,
    },
  ];
}

/** Short enough to stand on one page with its heading. What is longer breaks between its rows. */
function isShort(section: PaperSection): boolean {
  switch (section.kind) {
    case "fields":
      return section.cells.length <= 26 && section.cells.every(({ value }) => value.length < 400);
    case "table":
      return section.rows.length <= 10 && section.rows.flat().every((value) => value.length < 100);
    case "checklist":
      return section.items.length <= 10;
    case "prose":
      return section.paragraphs.join("").length < 500;
    case "clauses":
      return section.items.length <= 4 && section.items.every(({ text }) => text.length < 200);
    case "qr":
    case "signatures":
      return true;
  }
}

function bodyOf(writer: Writer, section: PaperSection, signed: readonly PaperSignature[]): Content[] {
  switch (section.kind) {
    case "fields":
      return [fields(writer, section)];
    case "table":
      return table(writer, section);
    case "prose":
      return [prose(writer, section)];
    case "clauses":
      return [clauses(writer, section)];
    case "checklist":
      return [checklist(writer, section)];
    case "qr":
      return [qr(writer, section)];
    case "signatures":
      return signatures(writer, section, signed);
  }
}

export type Drawn = { readonly content: Content[]; readonly isShort: boolean };

/**
 * The sections in order. A short one is not torn apart, and signatures stay on one page with what stands before them:
 * a page with nothing but signatures would be signed blank.
 */
export function drawSections(
  writer: Writer,
  sections: readonly PaperSection[],
  signed: readonly PaperSignature[],
): Content[] {
  const drawn: Drawn[] = [];
  for (const section of sections) {
    const content: Content[] = [
      ...writer.heading(section.heading),
      { stack: bodyOf(writer, section, signed), margin: [0, 0, 0, 3] },
    ];
    const before = drawn.at(-1);
    if (section.kind === "signatures" && before?.isShort) {
      drawn.pop();
      drawn.push({ content: [...before.content, ...content], isShort: true });
    } else drawn.push({ content, isShort: isShort(section) });
  }
  return drawn.map((one) => ({ stack: one.content, unbreakable: one.isShort }));
}
