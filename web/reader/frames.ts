/**
 * Frames of readers for identity cards (居民身份证阅读机具): the serial protocol of the security module SAM_V that every
 * certified reader carries (GA 450, 1GA 450).
 *
 * To the reader: `AA AA AA 96 69`, length, command, parameter, data, check. From it: the same head, length, three status
 * bytes (two of the card, one of the reader), data, check. The length, high byte first, counts everything after itself;
 * the check is the XOR of everything between head and itself.
 * Sources: manufacturers' "SAM_V 通信协议" (eastcoms.com/service/downdrive/508.html), softs.im 身份证阅读器通信协议. The
 * standards themselves are not public; confidence: many makers' papers agree.
 */
const head = [0xaa, 0xaa, 0xaa, 0x96, 0x69] as const;
const lengthBytes = 2;
const statusBytes = 3;
/** The longest answer, with photo and fingerprints, has 2,321 bytes; a longer length is noise. */
const bodyMost = 4_096;

export const commands = {
  state: [0x11, 0xff],
  find: [0x20, 0x01],
  select: [0x20, 0x02],
  read: [0x30, 0x01],
} as const;
export type Command = keyof typeof commands;

/** The reader's own status byte. */
export const status = { found: 0x9f, done: 0x90, noCard: 0x80, notSelected: 0x81, notRead: 0x41 } as const;

const checkOf = (bytes: Iterable<number>): number => {
  let check = 0;
  for (const byte of bytes) check ^= byte;
  return check;
};

function frameOf(body: readonly number[]): Uint8Array {
  const length = body.length + 1;
  const counted = [length >> 8, length & 0xff, ...body];
  return Uint8Array.from([...head, ...counted, checkOf(counted)]);
}

export const encodeCommand = (command: Command): Uint8Array => frameOf(commands[command]);

/** What a reader would say; for the played one of the tests. */
export const encodeAnswer = (statusByte: number, data: Iterable<number> = []): Uint8Array =>
  frameOf([0, 0, statusByte, ...data]);

/** `damaged`: a whole frame came whose check is wrong. */
export type Answer =
  | { readonly kind: "answer"; readonly status: number; readonly data: Uint8Array }
  | { readonly kind: "damaged" };

/** Bytes in, in whatever pieces the line brings them; whole answers out. What stands between frames is passed over. */
export class FrameSplitter {
  #held: number[] = [];

  /** Whether a frame has begun that is not whole yet. */
  get isWaiting(): boolean {
    return this.#held.length > head.length;
  }

  add(chunk: Iterable<number>): Answer[] {
    for (const byte of chunk) this.#held.push(byte);
    const answers: Answer[] = [];
    for (;;) {
      const answer = this.#next();
      if (answer === undefined) return answers;
      answers.push(answer);
    }
  }

  clear(): void {
    this.#held = [];
  }

  #next(): Answer | undefined {
    for (;;) {
      this.#held.splice(0, beginOf(this.#held));
      const [high, low] = [this.#held[head.length], this.#held[head.length + 1]];
      if (high === undefined || low === undefined) return undefined;
      const length = high * 256 + low;
      const begin = head.length + lengthBytes;
      if (length < statusBytes + 1 || length > bodyMost) {
        // No length of an answer: this was no head.
        this.#held.shift();
        continue;
      }
      if (this.#held.length < begin + length) return undefined;
      const counted = this.#held.slice(head.length, begin + length - 1);
      if (checkOf(counted) !== this.#held[begin + length - 1]) {
        // Perhaps it was the length that was hurt: the next frame may begin inside.
        this.#held.splice(0, head.length);
        return { kind: "damaged" };
      }
      this.#held.splice(0, begin + length);
      const data = Uint8Array.from(counted.slice(lengthBytes + statusBytes));
      return { kind: "answer", status: counted[lengthBytes + statusBytes - 1] ?? 0, data };
    }
  }
}

/** Where a head begins, or what may become one: everything before is noise. */
function beginOf(bytes: readonly number[]): number {
  for (let at = 0; at < bytes.length; at++) {
    if (head.every((byte, index) => at + index >= bytes.length || bytes[at + index] === byte)) return at;
  }
  return bytes.length;
}
