/**
 * GB18030, the character set that Chinese receipt printers speak. Browsers only decode it; the table here is turned
 * round from the decoder itself, so it needs no data file and is right for every character the standard knows.
 */
let table: Map<string, Uint8Array> | undefined;

/** Bytes for a printer. Characters outside the standard cannot exist: it covers all of Unicode. */
export function encodeGb18030(text: string): Uint8Array {
  table ??= buildTable();
  const pieces: Uint8Array[] = [];
  let size = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0x3f;
    const piece = code < 0x80 ? Uint8Array.of(code) : (table.get(character) ?? beyondBmp(code));
    pieces.push(piece);
    size += piece.length;
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

/** Some 63,000 short decodings, about 30 ms, once per page and only where a printer is attached. */
function buildTable(): Map<string, Uint8Array> {
  const decoder = new TextDecoder("gb18030");
  const made = new Map<string, Uint8Array>();
  const add = (bytes: Uint8Array) => {
    const character = decoder.decode(bytes);
    if (character.length === 1 && character !== "\ufffd" && !made.has(character)) made.set(character, bytes);
  };
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) if (trail !== 0x7f) add(Uint8Array.of(lead, trail));
  }
  // Four bytes for the rest of the basic plane: 0x81308130 to 0x8431a439.
  for (let pointer = 0; pointer <= 39_419; pointer++) add(fourBytes(pointer));
  return made;
}

function fourBytes(pointer: number): Uint8Array {
  return Uint8Array.of(
    0x81 + Math.floor(pointer / 12_600),
    0x30 + (Math.floor(pointer / 1_260) % 10),
    0x81 + (Math.floor(pointer / 10) % 126),
    0x30 + (pointer % 10),
  );
}

/** Rare characters in names: the standard counts them on from 0x90308130. */
const beyondBmp = (code: number): Uint8Array =>
  code < 0x1_0000 ? Uint8Array.of(0x3f) : fourBytes(189_000 + code - 0x1_0000);

/** Columns that a text takes on paper: a Chinese character is as wide as two digits. */
export const columnsOf = (text: string): number =>
  [...text].reduce((sum, character) => sum + ((character.codePointAt(0) ?? 0) < 0x2e80 ? 1 : 2), 0);
