/** Makes the files of the tests: right ones, and each kind of wrong one. No program can open all of them; that is the point. */
import { crc32, deflateRawSync, deflateSync } from "node:zlib";

const u16 = (value: number) => Buffer.from([value >>> 8, value & 0xff]);
const u32 = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
};
const ascii = (text: string) => Buffer.from(text, "latin1");

/** An EXIF block with an orientation, and with the place when it is asked for (31°14′ N, as three rationals). */
export function exif(withPlace: boolean): Buffer {
  const le16 = (value: number) => Buffer.from([value & 0xff, value >>> 8]);
  const le32 = (value: number) =>
    Buffer.from([value & 0xff, (value >>> 8) & 0xff, (value >>> 16) & 0xff, value >>> 24]);
  const field = (tag: number, type: number, count: number, value: Buffer) =>
    Buffer.concat([le16(tag), le16(type), le32(count), value]);
  const orientation = field(0x0112, 3, 1, Buffer.concat([le16(6), le16(0)]));
  if (!withPlace) return Buffer.concat([ascii("II*\0"), le32(8), le16(1), orientation, le32(0)]);
  const gpsAt = 8 + 2 + 24 + 4;
  const numbersAt = gpsAt + 2 + 24 + 4;
  return Buffer.concat([
    ascii("II*\0"),
    le32(8),
    le16(2),
    orientation,
    field(0x8825, 4, 1, le32(gpsAt)),
    le32(0),
    le16(2),
    field(0x0001, 2, 2, ascii("N\0\0\0")),
    field(0x0002, 5, 3, le32(numbersAt)),
    le32(0),
    ...[31, 1, 14, 1, 5_678, 100].map(le32),
  ]);
}

type Picture = {
  width?: number;
  height?: number;
  exif?: Buffer;
  xmp?: string;
  comment?: string;
  tail?: Buffer;
};

export function jpeg({ width = 640, height = 480, exif: block, xmp, comment, tail }: Picture = {}): Buffer {
  const segment = (marker: number, content: Buffer) =>
    Buffer.concat([Buffer.from([0xff, marker]), u16(content.length + 2), content]);
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, Buffer.concat([ascii("JFIF\0"), Buffer.from([1, 2, 0, 0, 72, 0, 72, 0, 0])])),
    ...(block ? [segment(0xe1, Buffer.concat([ascii("Exif\0\0"), block]))] : []),
    ...(xmp ? [segment(0xe1, ascii(`http://ns.adobe.com/xap/1.0/\0${xmp}`))] : []),
    ...(comment ? [segment(0xfe, ascii(comment))] : []),
    segment(0xc0, Buffer.concat([Buffer.from([8]), u16(height), u16(width), Buffer.from([1, 1, 0x11, 0])])),
    segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
    Buffer.alloc(200, 0x5a),
    Buffer.from([0xff, 0xd9]),
    ...(tail ? [tail] : []),
  ]);
}

export function png({ width = 64, height = 48, exif: block, comment, tail }: Picture = {}): Buffer {
  const chunk = (type: string, content: Buffer) => {
    const body = Buffer.concat([ascii(type), content]);
    return Buffer.concat([u32(content.length), body, u32(crc32(body))]);
  };
  const pixels = Math.min(width * height, 1_000);
  return Buffer.concat([
    Buffer.from("89504e470d0a1a0a", "hex"),
    chunk("IHDR", Buffer.concat([u32(width), u32(height), Buffer.from([8, 0, 0, 0, 0])])),
    ...(block ? [chunk("eXIf", block)] : []),
    ...(comment ? [chunk("tEXt", ascii(`Comment\0${comment}`))] : []),
    chunk("IDAT", deflateSync(Buffer.alloc(pixels))),
    chunk("IEND", Buffer.alloc(0)),
    ...(tail ? [tail] : []),
  ]);
}

export function webp({ width = 320, height = 200 }: Picture = {}): Buffer {
  const le24 = (value: number) => Buffer.from([value & 0xff, (value >>> 8) & 0xff, value >>> 16]);
  const body = Buffer.concat([
    ascii("WEBPVP8X"),
    Buffer.from([10, 0, 0, 0, 0, 0, 0, 0]),
    le24(width - 1),
    le24(height - 1),
  ]);
  const size = Buffer.alloc(4);
  size.writeUInt32LE(body.length);
  return Buffer.concat([ascii("RIFF"), size, body]);
}

/** Pages of the given widths, 100 high. */
export function tiff(widths: readonly number[] = [800]): Buffer {
  const page = 2 + 2 * 12 + 4;
  const head = Buffer.alloc(8);
  head.write("II*\0", "latin1");
  head.writeUInt32LE(8, 4);
  const pages = widths.map((width, at) => {
    const bytes = Buffer.alloc(page);
    bytes.writeUInt16LE(2, 0);
    for (const [n, tag, value] of [
      [0, 0x100, width],
      [1, 0x101, 100],
    ] as const) {
      bytes.writeUInt16LE(tag, 2 + n * 12);
      bytes.writeUInt16LE(4, 4 + n * 12);
      bytes.writeUInt32LE(1, 6 + n * 12);
      bytes.writeUInt32LE(value, 10 + n * 12);
    }
    bytes.writeUInt32LE(at + 1 < widths.length ? 8 + (at + 1) * page : 0, page - 4);
    return bytes;
  });
  return Buffer.concat([head, ...pages]);
}

export function heic({ width = 4_032, height = 3_024 }: Picture = {}): Buffer {
  const box = (type: string, ...content: Buffer[]) => {
    const body = Buffer.concat(content);
    return Buffer.concat([u32(body.length + 8), ascii(type), body]);
  };
  const ispe = box("ispe", u32(0), u32(width), u32(height));
  return Buffer.concat([
    box("ftyp", ascii("heic"), u32(0), ascii("mif1heic")),
    box("meta", u32(0), box("iprp", box("ipco", ispe))),
  ]);
}

export const pdf = (content = ""): Buffer =>
  ascii(`%PDF-1.7\n1 0 obj\n<< /Type /Catalog ${content} >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n`);

type Part = {
  name: string;
  content?: Buffer | string;
  /** What the directory says of its unpacked size, when that is not the truth. */
  claimedBytes?: number;
  mode?: number;
  isEncrypted?: boolean;
};

/** A zip of these parts, deflated. With `overlap`, all parts share the bytes of the first. */
export function zip(parts: readonly Part[], { overlap = false } = {}): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [n, part] of parts.entries()) {
    const { head, body, central } = zipPart(part, overlap ? 0 : at);
    if (!overlap || n === 0) locals.push(head, body);
    at += head.length + body.length;
    directory.push(central);
  }
  const end = Buffer.alloc(22);
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(
    locals.reduce((sum, { length }) => sum + length, 0),
    16,
  );
  return Buffer.concat([...locals, ...directory, end]);
}

function zipPart({ name, content = "", claimedBytes, mode = 0, isEncrypted = false }: Part, at: number) {
  const plain = Buffer.from(content);
  const body = deflateRawSync(plain, { level: 9 });
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE(isEncrypted ? 0x801 : 0x800, 2);
  common.writeUInt16LE(8, 4);
  common.writeUInt32LE(crc32(plain), 10);
  common.writeUInt32LE(body.length, 14);
  common.writeUInt32LE(claimedBytes ?? plain.length, 18);
  common.writeUInt16LE(Buffer.byteLength(name), 22);
  const head = Buffer.concat([ascii("PK\x03\x04"), common, Buffer.from(name)]);
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE((mode << 16) >>> 0, 6);
  rest.writeUInt32LE(at, 10);
  const central = Buffer.concat([ascii("PK\x01\x02"), Buffer.from([20, 3]), common, rest, Buffer.from(name)]);
  return { head, body, central };
}

const types = { name: "[Content_Types].xml", content: "<Types/>" };
export const xlsx = (...more: Part[]): Buffer =>
  zip([types, { name: "xl/workbook.xml", content: "<workbook/>" }, ...more]);
export const docx = (...more: Part[]): Buffer =>
  zip([types, { name: "word/document.xml", content: "<w:document/>" }, ...more]);
export const ofd = (...more: Part[]): Buffer =>
  zip([
    { name: "OFD.xml", content: "<ofd:OFD/>" },
    { name: "Doc_0/Document.xml", content: "<ofd:Document/>" },
    ...more,
  ]);
