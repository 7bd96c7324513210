/** A place to sign: empty for the pen, or with the ink that a hand left on the pad. */
import type { Content, ContentText, TableCell } from "pdfmake/interfaces.js";
import type { PaperSignature, SectionOf } from "../../../../../contracts/orders/papers.ts";
import { fitStrokes } from "../../../../../contracts/orders/strokes.ts";
import { longMoment } from "../build.ts";
import { ink, size } from "./look.ts";
import type { Writer } from "./words.ts";

const room = { width: 132, height: 40 };
const maxPixels = 4_000;

type Slot = SectionOf<"signatures">["slots"][number];

export function signatureCells(writer: Writer, slot: Slot, signed: PaperSignature | undefined): TableCell {
  const title = writer.text(`${slot.label.zh}${slot.hasSeal ? "（签章）" : "（签名）"}`, {
    fontSize: size.small,
  });
  const english = slot.label.en
    ? [writer.text(slot.label.en, { fontSize: size.tiny, color: ink.soft } satisfies Partial<ContentText>)]
    : [];
  const foot = signed
    ? [
        writer.text(`${signed.signerName}　${longMoment(signed.signedAt)}`, { fontSize: size.small }),
        writer.text(`所签文件 ${signed.documentHash}`, { fontSize: 5, color: ink.soft }),
      ]
    : [writer.text("　　　　年　　月　　日", { fontSize: size.small, alignment: "right" })];
  return { stack: [title, ...english, drawing(writer, signed), ...foot] };
}

function drawing(writer: Writer, signed: PaperSignature | undefined): Content {
  if (signed?.strokes) {
    const path = fitStrokes(signed.strokes, room);
    return {
      svg: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${room.width} ${room.height}"><path d="${path}" fill="none" stroke="#000" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round"/></svg>`,
      ...room,
    };
  }
  if (signed?.png && isSmallPicture(signed.png)) return { image: signed.png, fit: [room.width, room.height] };
  if (signed) return writer.text("（签名图像无法显示）", { fontSize: size.small, color: ink.soft });
  return { text: "", margin: [0, room.height - 6, 0, 0] };
}

/** The size stands in the header; a picture of a gigapixel fits in a few kilobytes and would take all the memory. */
function isSmallPicture(png: string): boolean {
  const header = Buffer.from(png.slice(png.indexOf(",") + 1, png.indexOf(",") + 65), "base64");
  if (header.length < 24 || header.toString("latin1", 12, 16) !== "IHDR") return false;
  const [width, height] = [header.readUInt32BE(16), header.readUInt32BE(20)];
  return width > 0 && height > 0 && width <= maxPixels && height <= maxPixels;
}
