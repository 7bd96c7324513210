/** Reads a PDF back, apart from the library that wrote it: which letters stand on which page, and how far they reach. */
import { inflateSync } from "node:zlib";

type Font = { readonly letters: ReadonlyMap<number, string>; readonly widths: readonly number[] };
export type ReadPage = { readonly text: string; readonly right: number };

function read(pdf: Uint8Array) {
  const bytes = Buffer.from(pdf);
  const all = bytes.toString("latin1");
  const objects = new Map<string, { dictionary: string; stream: string }>();
  for (const { 1: id = "", index, 0: head } of all.matchAll(/(?<=^|\n)(\d+) 0 obj\n/g)) {
    const from = index + head.length;
    const stream = all.indexOf("stream\n", from);
    const end = all.indexOf("endobj", from);
    const isStream = stream >= 0 && stream < end;
    const dictionary = all.slice(from, isStream ? stream : end);
    const length = Number(/\/Length (\d+)/.exec(dictionary)?.[1] ?? 0);
    const raw = isStream ? bytes.subarray(stream + 7, stream + 7 + length) : Buffer.alloc(0);
    const text = dictionary.includes("/FlateDecode")
      ? inflateSync(raw).toString("latin1")
      : raw.toString("latin1");
    objects.set(id, { dictionary, stream: text });
  }
  return objects;
}

type Objects = ReturnType<typeof read>;
const reference = (objects: Objects, dictionary: string, name: string) =>
  objects.get(new RegExp(`/${name} \\[?(\\d+) 0 R`).exec(dictionary)?.[1] ?? "");

function fontOf(objects: Objects, dictionary: string): Font {
  const letters = new Map<number, string>();
  const table = reference(objects, dictionary, "ToUnicode")?.stream ?? "";
  for (const [, first = "", list = ""] of table.matchAll(/<(\w{4})> <\w{4}> \[([^\]]*)\]/g))
    [...list.matchAll(/<([\w ]+)>/g)].forEach(([, code = ""], index) => {
      const units = (code.replaceAll(" ", "").match(/.{4}/g) ?? []).map((unit) => Number.parseInt(unit, 16));
      letters.set(Number.parseInt(first, 16) + index, String.fromCharCode(...units));
    });
  const descendant = reference(objects, dictionary, "DescendantFonts")?.dictionary ?? "";
  const widths = (/\/W \[0 \[([^\]]*)\]/.exec(descendant)?.[1] ?? "").trim().split(/\s+/).map(Number);
  return { letters, widths };
}

export function pagesOf(pdf: Uint8Array): ReadPage[] {
  const objects = read(pdf);
  const pages = [...objects.values()].filter(({ dictionary }) => /\/Type \/Page\b(?!s)/.test(dictionary));
  return pages.map(({ dictionary }) => {
    const resources = reference(objects, dictionary, "Resources")?.dictionary ?? dictionary;
    const fonts = new Map<string, Font>();
    for (const [, name = "", id = ""] of resources.matchAll(/\/(F\d+) (\d+) 0 R/g))
      fonts.set(name, fontOf(objects, objects.get(id)?.dictionary ?? ""));
    return readPage(reference(objects, dictionary, "Contents")?.stream ?? "", fonts);
  });
}

function readPage(content: string, fonts: ReadonlyMap<string, Font>): ReadPage {
  let [text, right, x, size] = ["", 0, 0, 0];
  let font: Font | undefined;
  for (const [, tmX, name, points, shown] of content.matchAll(
    /1 0 0 1 (\S+) \S+ Tm|\/(F\d+) (\S+) Tf|\[((?:<[^>]*>|[^\]<])*)\] TJ/g,
  )) {
    if (tmX !== undefined) x = Number(tmX);
    else if (name !== undefined) [font, size] = [fonts.get(name), Number(points)];
    else
      for (const [, hex = ""] of (shown ?? "").matchAll(/<([0-9a-f]*)>/gi))
        for (const glyph of hex.match(/.{4}/g) ?? []) {
          const code = Number.parseInt(glyph, 16);
          const letter = font?.letters.get(code) ?? "";
          text += letter;
          x += ((font?.widths[code] ?? 0) / 1_000) * size;
          if (letter.trim() !== "") right = Math.max(right, x);
        }
  }
  return { text, right };
}

/** All letters in their order, without blanks: where a line was broken does not matter. */
export const textOf = (pdf: Uint8Array): string =>
  pagesOf(pdf)
    .map(({ text }) => text)
    .join("")
    .replace(/\s/gu, "");

/** How many fonts lie in the file. */
export const fontFiles = (pdf: Uint8Array): number =>
  (
    Buffer.from(pdf)
      .toString("latin1")
      .match(/\/FontFile[23]? \d/g) ?? []
  ).length;
