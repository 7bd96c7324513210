/**
 * The letters of the papers: Noto Sans Hans, then Roboto for what it lacks (ğ, ł, ș), then the fonts of the
 * company's own folder. A character that none of them has is printed as its code point, never as a blank.
 *
 * A font has eight megabytes and takes half a second to read. pdfkit reads it for every document; here it is read once:
 * pdfkit is given a five-byte mark instead of a font, and the font library is taught to answer the mark with the font
 * that is already there. Measured: 60 to 90 ms of computing a paper instead of 450 and more.
 */
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

type Font = { readonly postscriptName: string; hasGlyphForCodePoint(code: number): boolean };
type Fontkit = {
  create(bytes: Uint8Array): Font;
  registerFormat(format: {
    probe(bytes: Uint8Array): boolean;
    new (stream: { buffer: Uint8Array }): object;
  }): void;
};
type PdfMake = {
  readonly virtualfs: { writeFileSync(name: string, content: Buffer): void };
  setFonts(fonts: Readonly<Record<string, Readonly<Record<string, string>>>>): void;
  setUrlAccessPolicy(policy: (url: string) => boolean): void;
  setLocalAccessPolicy(policy: (path: string) => boolean): void;
  createPdf(definition: object, options?: object): { getBuffer(): Promise<Buffer> };
};

const require = createRequire(import.meta.url);
/** The very copy that pdfkit uses; another copy would not know the mark. */
const pdfkitRequire = createRequire(createRequire(require.resolve("pdfmake")).resolve("pdfkit"));
const fontkit: Fontkit = pdfkitRequire("fontkit");
export const pdfmake: PdfMake = require("pdfmake");

const loaded: Font[] = [];
const mark = (index: number) => Buffer.of(0xfa, 0xce, 0xf0, 0x0d, index);
const isMark = (bytes: Uint8Array) => bytes.length === 5 && bytes[0] === 0xfa && bytes[1] === 0xce;

class LoadedFont {
  static readonly probe = isMark;
  constructor(stream: { buffer: Uint8Array }) {
    const font = loaded[stream.buffer[4] ?? 0];
    if (!font) throw new RangeError("no such font");
    // biome-ignore lint/correctness/noConstructorReturn: `new` is how the font library asks; the answer is a font that exists.
    return font;
  }
}
fontkit.registerFormat(LoadedFont);

// Nothing on a paper is fetched from anywhere: pictures are data, fonts are the marks.
pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy(() => false);

const families: { readonly name: string; readonly font: Font }[] = [];
const table: Record<string, Record<string, string>> = {};

function load(path: string): string {
  const name = `font-${loaded.length}`;
  loaded.push(fontkit.create(readFileSync(path)));
  pdfmake.virtualfs.writeFileSync(name, mark(loaded.length - 1));
  return name;
}

function addFamily(regular: string, bold?: string): void {
  const name = `f${families.length}`;
  const normal = load(regular);
  const font = loaded[loaded.length - 1];
  if (!font) return;
  const strong = bold ? load(bold) : normal;
  families.push({ name, font });
  table[name] = { normal, bold: strong, italics: normal, bolditalics: strong };
}

const noto = join(dirname(require.resolve("@embedpdf/fonts-sc")), "../fonts");
const roboto = join(dirname(require.resolve("pdfmake/package.json")), "fonts/Roboto");
addFamily(join(noto, "NotoSansHans-Regular.otf"), join(noto, "NotoSansHans-Medium.otf"));
addFamily(join(roboto, "Roboto-Regular.ttf"), join(roboto, "Roboto-Medium.ttf"));
/** A font with the rare characters of people's names (GB 18030-2022 level 3) is a company's own, often a bought one. */
const own = process.env.PAPER_FONTS;
if (own)
  for (const file of readdirSync(own)
    .filter((name) => /\.(otf|ttf)$/i.test(name))
    .sort()
    .slice(0, 8))
    addFamily(join(own, file));
pdfmake.setFonts(table);

export const mainFont = "f0";

export type Run = { readonly text: string; readonly font?: string };

/** 〔U+20BB7〕: readable aloud over the phone, and whoever has the font can look it up. */
const codePoint = (character: string) =>
  `〔U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}〕`;

/** A cell's text as runs of fonts that have its letters, and which characters none of them has. */
export function runsOf(text: string): { readonly runs: readonly Run[]; readonly missing: readonly string[] } {
  const runs: { text: string; font?: string }[] = [];
  const missing: string[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const family =
      character === "\n" ? families[0] : families.find(({ font }) => font.hasGlyphForCodePoint(code));
    const font = family && family !== families[0] ? family.name : undefined;
    // A rare kind of blank is a blank in any font.
    const printed = family ? character : /\s/.test(character) ? " " : codePoint(character);
    if (!family && printed !== " ") missing.push(character);
    const last = runs.at(-1);
    if (last && last.font === font) last.text += printed;
    else runs.push(font ? { text: printed, font } : { text: printed });
  }
  return { runs, missing };
}
