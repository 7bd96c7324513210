/**
 * A card reader that is played: it takes the true bytes and answers with the true bytes. Cards can be laid down and taken
 * away; the line can be cut in the middle of an answer. Its people are nobody: their numbers are of no region.
 */
import { textBytes } from "./card.ts";
import { commands, encodeAnswer, status } from "./frames.ts";

export type PlayedCard = {
  readonly type?: "" | "J" | "I" | "Y";
  readonly name: string;
  readonly englishName?: string;
  readonly number: string;
  readonly address?: string;
  /** `YYYYMMDD` or 长期. */
  readonly expires: string;
};

const photoBytes = 1_024;

/** The text block, as the standard lays it out; padded with blanks. */
export function textBlock(card: PlayedCard): Uint8Array {
  const block = new Uint8Array(textBytes);
  for (let at = 0; at < textBytes; at += 2) block[at] = 0x20;
  const put = (at: number, bytes: number, text: string) => {
    for (let index = 0; index < Math.min(text.length, bytes / 2); index++) {
      const unit = text.charCodeAt(index);
      block[at + index * 2] = unit & 0xff;
      block[at + index * 2 + 1] = unit >> 8;
    }
  };
  const { type = "", name, englishName = "", number, address = "", expires } = card;
  if (type === "I") {
    put(0, 120, englishName);
    put(120, 2, "1");
    put(122, 30, number);
    put(152, 6, "CAN");
    put(158, 30, name);
  } else {
    put(0, 30, name);
    put(30, 2, "1");
    put(32, 4, "01");
    put(36, 16, number.slice(6, 14));
    put(122, 36, number);
    if (type === "Y") {
      put(52, 70, englishName.slice(0, 35));
      put(220, 22, englishName.slice(35));
    } else {
      put(52, 70, address);
      put(158, 30, "青禾县公安局");
    }
  }
  put(188, 16, "20200101");
  put(204, 16, expires);
  put(248, 2, type);
  return block;
}

export const readAnswer = (card: PlayedCard): Uint8Array =>
  encodeAnswer(status.done, [
    ...[1, 0, 4, 0],
    ...textBlock(card),
    ...Array.from({ length: photoBytes }, (_, at) => at & 0xff),
  ]);

export class PlayedReader {
  #card: PlayedCard | undefined;
  #isFound = false;
  /** Like those modules that find a card once and then say that there is none until it has been taken away. */
  findsOnce = false;
  #wasFound = false;

  lay(card: PlayedCard): void {
    this.take();
    this.#card = card;
  }
  take(): void {
    this.#card = undefined;
    this.#isFound = false;
    this.#wasFound = false;
  }

  /** What it answers to the bytes of one command. */
  answer(bytes: Uint8Array): Uint8Array {
    const [command, parameter] = [bytes[7], bytes[8]];
    const is = (name: keyof typeof commands) =>
      commands[name][0] === command && commands[name][1] === parameter;
    if (is("state")) return encodeAnswer(status.done);
    if (is("find")) {
      this.#isFound = this.#card !== undefined && !(this.findsOnce && this.#wasFound);
      this.#wasFound ||= this.#isFound;
      return this.#isFound ? encodeAnswer(status.found, [0, 0, 0, 0]) : encodeAnswer(status.noCard);
    }
    if (is("select")) {
      return this.#isFound
        ? encodeAnswer(status.done, [0, 0, 0, 0, 0, 0, 0, 0])
        : encodeAnswer(status.notSelected);
    }
    if (!is("read")) return encodeAnswer(0x21);
    return this.#isFound && this.#card ? readAnswer(this.#card) : encodeAnswer(status.notRead);
  }
}
