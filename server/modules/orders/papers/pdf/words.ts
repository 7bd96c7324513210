/** Text for the printer: each run in a font that has its letters; what no font has is remembered. */
import type { ContentText } from "pdfmake/interfaces.js";
import type { Caption } from "../../../../../contracts/orders/papers.ts";
import { runsOf } from "./fonts.ts";
import { ink, size } from "./look.ts";

type Style = Omit<Partial<ContentText>, "text">;

export class Writer {
  readonly missing = new Set<string>();

  text(value: string, style: Style = {}): ContentText {
    const { runs, missing } = runsOf(value);
    for (const character of missing) this.missing.add(character);
    const [only] = runs;
    if (runs.length === 1 && only && !only.font) return { text: only.text, ...style };
    return { text: runs.map(({ text, font }) => (font ? { text, font } : { text })), ...style };
  }

  /** Chinese, and the English small beneath. */
  caption({ zh, en }: Caption, style: Style = {}): ContentText {
    if (en === undefined) return this.text(zh, style);
    return {
      lineHeight: 1,
      text: [
        this.text(`${zh}
`),
        this.text(en, { fontSize: size.tiny, color: ink.soft, bold: false }),
      ],
      ...style,
    };
  }

  heading(heading: Caption | undefined): ContentText[] {
    if (!heading) return [];
    const english =
      heading.en === undefined
        ? []
        : [this.text(`　${heading.en}`, { fontSize: size.english, color: ink.soft, bold: false })];
    return [
      {
        text: [this.text(heading.zh), ...english],
        fontSize: size.heading,
        bold: true,
        color: ink.brand,
        margin: [0, 8, 0, 3],
        // A heading never ends a page: `keepHeadings` looks for this.
        headlineLevel: 1,
      },
    ];
  }
}
