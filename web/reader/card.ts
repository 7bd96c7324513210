/**
 * What an identity card says, out of the reader's answer to "read": two lengths, 256 bytes of text in UTF-16LE, a photo.
 *
 * Only what the company has a use for is decoded. Ethnicity, photo and fingerprints are never looked at (个人信息保护法
 * art. 6: no more than is needed); sex and birth the archive reads from the number. The 256 bytes are laid out by the kind
 * of card, which stands at byte 248: nothing for the resident identity card, `J` for the residence permit for people of
 * Hong Kong, Macao and Taiwan (2018), `I` and `Y` for the permanent residence cards of foreigners of 2017 and 2023.
 * Sources: 外国人永久居留身份证芯片机读数据项表 (2017), 港澳台居民居住证机读信息规范 (2018), 新版外国人永久居留身份证机读信息规则 (2023), as
 * makers of readers publish them; confidence: several agree to the byte. A resident card's layout is 2004's.
 */
export type CardKind = "id-card" | "foreign-residence";
export type Card = {
  readonly kind: CardKind;
  /** Chinese where the card has one. */
  readonly name: string;
  readonly number: string;
  readonly address: string | null;
  /** A local date; null without end (长期). */
  readonly expiresOn: string | null;
};

const lengthsBytes = 4;
export const textBytes = 256;
const kindAt = 248;

type Field = readonly [at: number, bytes: number];
type Layout = {
  readonly kind: CardKind;
  /** The first that is not empty. */
  readonly names: readonly (readonly Field[])[];
  readonly number: Field;
  readonly address: Field | null;
  readonly expiresOn: Field;
};

const resident: Layout = {
  kind: "id-card",
  names: [[[0, 30]]],
  number: [122, 36],
  address: [52, 70],
  expiresOn: [204, 16],
};
const layouts: Readonly<Record<string, Layout>> = {
  "": resident,
  // The same but for a reserved field where the ethnicity was, and the permit's number after the dates.
  J: resident,
  I: {
    kind: "foreign-residence",
    names: [[[158, 30]], [[0, 120]]],
    number: [122, 30],
    address: null,
    expiresOn: [204, 16],
  },
  // The number is built like a resident's, beginning with 9; a long English name goes on after the dates.
  Y: {
    kind: "foreign-residence",
    names: [
      [[0, 30]],
      [
        [52, 70],
        [220, 22],
      ],
    ],
    number: [122, 36],
    address: null,
    expiresOn: [204, 16],
  },
};

const utf16 = new TextDecoder("utf-16le");
/** Fields are padded with blanks, by some cards with zeros; a name of two fields may have a blank between them. */
const textOf = (bytes: Uint8Array, ...fields: readonly Field[]): string =>
  fields
    .map(([at, length]) => utf16.decode(bytes.subarray(at, at + length)))
    .join("")
    .replaceAll("\0", " ")
    .trim();

/** @returns undefined for what is no card that we know */
export function decodeCard(data: Uint8Array): Card | undefined {
  const length = (data[0] ?? 0) * 256 + (data[1] ?? 0);
  const text = data.subarray(lengthsBytes, lengthsBytes + textBytes);
  if (length !== textBytes || text.length !== textBytes) return undefined;
  const layout = layouts[textOf(text, [kindAt, 2])];
  if (!layout) return undefined;
  const name = layout.names.map((parts) => textOf(text, ...parts)).find((one) => one !== "");
  const number = textOf(text, layout.number).toUpperCase();
  const ends = textOf(text, layout.expiresOn);
  if (!name || !/^[\dA-Z]{15,18}$/.test(number) || !/^\d{8}$|^长期$/.test(ends)) return undefined;
  return {
    kind: layout.kind,
    name,
    number,
    address: (layout.address && textOf(text, layout.address)) || null,
    expiresOn: ends === "长期" ? null : `${ends.slice(0, 4)}-${ends.slice(4, 6)}-${ends.slice(6)}`,
  };
}
