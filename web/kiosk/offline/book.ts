/**
 * The pure rules of a kiosk's reserved numbers: blocks per letter that the server gave for one day, and how far each has
 * been used. A number is used once, whatever happens to its print.
 */
export type Block = {
  readonly letter: string;
  readonly from: number;
  readonly to: number;
  readonly used: number;
};
export type Letter = { readonly letter: string; readonly next: number; readonly to: number };
export type Book = { readonly day: string; readonly letters: readonly Letter[] };

/** Enters what the server reserved. Where both know, whoever has used more is right: a used number never comes back. */
export function enterBlocks(book: Book | undefined, day: string, blocks: readonly Block[]): Book {
  const known = book?.day === day ? book.letters : [];
  const letters = blocks.map(({ letter, from, to, used }) => {
    const mine = known.find((entry) => entry.letter === letter && entry.next >= from && entry.next <= to + 1);
    return { letter, to, next: Math.max(from + used, mine?.next ?? 0) };
  });
  return { day, letters };
}

/** The next number of a letter and the book after it; undefined when the block is used up or is of another day. */
export function nextNumber(
  book: Book,
  day: string,
  letter: string,
): { number: string; book: Book } | undefined {
  if (book.day !== day) return undefined;
  const entry = book.letters.find((candidate) => candidate.letter === letter);
  if (!entry || entry.next > entry.to) return undefined;
  const letters = book.letters.map((other) => (other === entry ? { ...entry, next: entry.next + 1 } : other));
  return { number: `${letter}${String(entry.next).padStart(3, "0")}`, book: { day, letters } };
}
