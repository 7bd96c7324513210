/** Each kind of section as pdfmake draws it. */
import type { Content, TableCell } from "pdfmake/interfaces.js";
import type {
  FieldCell,
  PaperSection,
  PaperSignature,
  SectionOf,
} from "../../../../../contracts/orders/papers.ts";
import { grid, handLine, ink, innerWidth, size } from "./look.ts";
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

/** Cells from left to right; one that finds no room begins a new row, and the last of a row is stretched to its end. */
export function rowsOf(cells: readonly FieldCell[], columns: number): { cell: FieldCell; span: number }[][] {
  const rows: { cell: FieldCell; span: number }[][] = [];
  let room = 0;
  for (const cell of cells) {
    const span = Math.min(cell.span, columns);
    const row = rows.at(-1);
    if (row && span <= room) row.push({ cell, span });
    else {
      stretch(row, room);
      rows.push([{ cell, span }]);
      room = columns;
    }
    room -= span;
  }
  stretch(rows.at(-1), room);
  return rows;
}

function stretch(row: { span: number }[] | undefined, room: number): void {
  const last = row?.at(-1);
  if (last) last.span += room;
}

function fields(writer: Writer, { cells, columns }: SectionOf<"fields">): Content {
  const label = labelWidths[columns - 1] ?? 54;
  const body = rowsOf(cells, columns).map((row) =>
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
  const heights = rowsOf(cells, columns).map((row) =>
    Math.max(...row.map(({ cell }) => handLine * (cell.lines ?? 1) - 7)),
  );
  return {
    table: {
      widths: Array.from({ length: columns }, () => [label, "*"]).flat(),
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
  const room = innerWidth - columns.length * 10.5 - 0.5;
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
        heights: (row) => (row === 0 ? "auto" : handLine - 7),
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

/** A section with its heading, kept together where it is short. */
export function drawSection(
  writer: Writer,
  section: PaperSection,
  signed: readonly PaperSignature[],
): Content {
  const head = writer.heading(section.heading);
  const body = (): Content[] => {
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
  };
  return {
    stack: [...head, ...body()],
    margin: [0, 0, 0, head.length > 0 ? 2 : 4],
    unbreakable: section.kind === "signatures",
  };
}
