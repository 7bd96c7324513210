/** The directories of TIFF (TIFF 6.0), which EXIF uses too: a list of tags, each with a value or the place of one. */

export type TiffField = {
  readonly at: number;
  readonly tag: number;
  readonly type: number;
  readonly count: number;
};

const typeBytes: Readonly<Record<number, number>> = {
  1: 1,
  2: 1,
  3: 2,
  4: 4,
  5: 8,
  6: 1,
  7: 1,
  8: 2,
  9: 4,
  10: 8,
  11: 4,
  12: 8,
};
const fieldBytes = 12;
const directoriesLimit = 100;

/** A TIFF structure that begins at `base` of a larger file; every read is checked against the end. */
export class Tiff {
  readonly #bytes: Buffer;
  readonly base: number;
  readonly #isLittle: boolean;

  private constructor(bytes: Buffer, base: number) {
    this.#bytes = bytes;
    this.base = base;
    this.#isLittle = bytes.toString("latin1", base, base + 2) === "II";
  }

  static at(bytes: Buffer, base: number): Tiff | undefined {
    const magic = bytes.toString("latin1", base, base + 4);
    return magic === "II*\0" || magic === "MM\0*" ? new Tiff(bytes, base) : undefined;
  }

  /** Undefined beyond the end of the file. */
  u16(offset: number): number | undefined {
    const at = this.base + offset;
    if (at + 2 > this.#bytes.length) return undefined;
    return this.#isLittle ? this.#bytes.readUInt16LE(at) : this.#bytes.readUInt16BE(at);
  }

  u32(offset: number): number | undefined {
    const at = this.base + offset;
    if (at + 4 > this.#bytes.length) return undefined;
    return this.#isLittle ? this.#bytes.readUInt32LE(at) : this.#bytes.readUInt32BE(at);
  }

  /** The fields of the directory at `offset`, and where the next directory is (0: nowhere). */
  directory(offset: number): { fields: TiffField[]; next: number } {
    const count = this.u16(offset) ?? 0;
    const fields: TiffField[] = [];
    for (let n = 0; n < count; n++) {
      const at = offset + 2 + n * fieldBytes;
      const [tag, type, size] = [this.u16(at), this.u16(at + 2), this.u32(at + 4)];
      if (tag === undefined || type === undefined || size === undefined) return { fields, next: 0 };
      fields.push({ at, tag, type, count: size });
    }
    return { fields, next: this.u32(offset + 2 + count * fieldBytes) ?? 0 };
  }

  /** All directories from the first; a chain that turns back upon itself ends there. */
  *directories(): Generator<{ fields: TiffField[] }> {
    const seen = new Set<number>();
    for (let at = this.u32(4) ?? 0; at > 0 && !seen.has(at) && seen.size < directoriesLimit; ) {
      seen.add(at);
      const { fields, next } = this.directory(at);
      yield { fields };
      at = next;
    }
  }

  /** A field's first number. */
  number({ at, type }: TiffField): number | undefined {
    return type === 3 ? this.u16(at + 8) : this.u32(at + 8);
  }

  /** Makes a field's value zeros, wherever it lies. @returns whether it was anything else */
  blank({ at, type, count }: TiffField): boolean {
    const size = (typeBytes[type] ?? 1) * count;
    const start = this.base + (size <= 4 ? at + 8 : (this.u32(at + 8) ?? 0));
    if (start <= this.base) return false;
    const value = this.#bytes.subarray(start, start + size);
    const wasSet = value.some((byte) => byte !== 0);
    value.fill(0);
    return wasSet;
  }
}

const widthTag = 0x0100;
const heightTag = 0x0101;

/** The size of each page of a TIFF file. */
export function tiffPages(bytes: Buffer): { width: number; height: number }[] {
  const tiff = Tiff.at(bytes, 0);
  if (!tiff) return [];
  const numberOf = (fields: readonly TiffField[], tag: number) => {
    const field = fields.find((one) => one.tag === tag);
    return (field && tiff.number(field)) ?? 0;
  };
  return [...tiff.directories()].map(({ fields }) => ({
    width: numberOf(fields, widthTag),
    height: numberOf(fields, heightTag),
  }));
}
