/** The talk with a card reader: is there a card, choose it, read it; again and again while a page wants cards. */
import { type Card, decodeCard } from "./card.ts";
import { type Answer, type Command, encodeCommand, FrameSplitter, status } from "./frames.ts";

export type ReaderWire = {
  /** @throws when the reader is gone */
  write(bytes: Uint8Array): Promise<void>;
  /** What came in, or undefined when nothing came in time. @throws when the reader is gone */
  read(withinMs: number): Promise<Uint8Array | undefined>;
};

/** It does not answer at all: switched off, another rate, or another device at the port. */
export class ReaderSilent extends Error {}

/** `unreadable`: there is a card, and it cannot be read: moved too early, or not one of these. */
export type Look =
  | { readonly kind: "none" }
  | { readonly kind: "card"; readonly card: Card }
  | { readonly kind: "unreadable" };

/** Makers ask for 300 ms or more between two looks. */
export const lookEveryMs = 400;
/** How long a reader may take, in milliseconds. Reading a card with its photo takes most of a second at 115,200 baud. */
const patienceMs = { state: 800, find: 800, select: 800, read: 3_000 } as const satisfies Record<
  Command,
  number
>;

/** @throws ReaderSilent, whatever the wire throws */
async function ask(wire: ReaderWire, command: Command): Promise<Answer> {
  const splitter = new FrameSplitter();
  await wire.write(encodeCommand(command));
  const until = performance.now() + patienceMs[command];
  for (;;) {
    const left = until - performance.now();
    const chunk = left > 0 ? await wire.read(left) : undefined;
    if (chunk === undefined) {
      if (splitter.isWaiting) return { kind: "damaged" };
      throw new ReaderSilent(`no answer to ${command}`);
    }
    const [answer] = splitter.add(chunk);
    if (answer) return answer;
  }
}

const says = (answer: Answer, expected: number) => answer.kind === "answer" && answer.status === expected;

/** @throws ReaderSilent */
export async function testReader(wire: ReaderWire): Promise<boolean> {
  return says(await ask(wire, "state"), status.done);
}

/** One look. @param isRead whether the card that lies there was read already: then it is only looked for */
export async function lookForCard(wire: ReaderWire, isRead: boolean): Promise<Look | { kind: "still" }> {
  const found = await ask(wire, "find");
  // A damaged answer says nothing: the next look tells.
  if (found.kind === "damaged") return { kind: isRead ? "still" : "none" };
  if (!says(found, status.found)) return { kind: "none" };
  if (isRead) return { kind: "still" };
  if (!says(await ask(wire, "select"), status.done)) return { kind: "unreadable" };
  const read = await ask(wire, "read");
  if (read.kind === "damaged" || read.status !== status.done) return { kind: "unreadable" };
  const card = decodeCard(read.data);
  return card ? { kind: "card", card } : { kind: "unreadable" };
}

export type Watcher = {
  onCard(card: Card): void;
  onUnreadable(): void;
  onReady(): void;
};

/**
 * Looks until it is told to stop. A card that stays is told once; one that was taken away and comes back is told again.
 * Some readers find a card only once, others as long as it lies there: both come out alike.
 * @throws ReaderSilent, whatever the wire throws
 */
export async function watchReader(
  wire: ReaderWire,
  watcher: Watcher,
  signal: AbortSignal,
  everyMs = lookEveryMs,
): Promise<void> {
  if (!(await testReader(wire))) throw new ReaderSilent("the reader is not well");
  watcher.onReady();
  let isRead = false;
  let isTold = false;
  while (!signal.aborted) {
    const look = await lookForCard(wire, isRead);
    if (signal.aborted) return;
    if (look.kind === "card") watcher.onCard(look.card);
    if (look.kind === "unreadable" && !isTold) watcher.onUnreadable();
    if (look.kind === "none" && isTold) watcher.onReady();
    isRead = look.kind === "card" || look.kind === "still";
    isTold = look.kind === "unreadable";
    await new Promise((done) => setTimeout(done, everyMs));
  }
}
