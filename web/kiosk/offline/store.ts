/**
 * The kiosk's durable memory: the book of reserved numbers, the tickets issued from it, and print confirmations that
 * the server has not heard yet. IndexedDB with strict durability: a number is on the disk before anybody sees it.
 */
import type { CallOf } from "../../../contracts/endpoint.ts";
import type { confirmPrint, mergeOffline } from "../../../contracts/hall/tickets.ts";
import type { Book } from "./book.ts";

export type OfflineTicket = NonNullable<CallOf<typeof mergeOffline>["body"]>["tickets"][number];
/** `printing` when the power went between the number and the paper: somebody may hold it, so it is merged too. */
export type Issued = {
  readonly ticket: OfflineTicket;
  readonly state: "printing" | "issued" | "refused";
  readonly problem?: string;
};
export type Confirmation = NonNullable<CallOf<typeof confirmPrint>["body"]> & { readonly ticketId: string };

type Names = "books" | "issued" | "confirmations";

/** Each kiosk of a browser has a memory of its own. */
export function openMemory(deviceId: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(`mingchuang.kiosk.${deviceId}`, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("books");
      request.result.createObjectStore("issued");
      request.result.createObjectStore("confirmations");
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Reads one value inside `change`, and writes what `change` returns, all in one durable transaction. */
export async function changeBook<T>(
  memory: IDBDatabase,
  change: (book: Book | undefined) => { book: Book; issued?: Issued; result: T } | { result: T },
): Promise<T> {
  const transaction = memory.transaction(["books", "issued"], "readwrite", { durability: "strict" });
  const book = await answerOf<Book | undefined>(transaction.objectStore("books").get("book"));
  const changed = change(book);
  if ("book" in changed) {
    transaction.objectStore("books").put(changed.book, "book");
    if (changed.issued) transaction.objectStore("issued").put(changed.issued, changed.issued.ticket.ticketId);
  }
  await completed(transaction);
  return changed.result;
}

export async function put(
  memory: IDBDatabase,
  store: Names,
  key: string,
  value: Issued | Confirmation,
): Promise<void> {
  const transaction = memory.transaction(store, "readwrite", { durability: "strict" });
  transaction.objectStore(store).put(value, key);
  await completed(transaction);
}

export async function remove(memory: IDBDatabase, store: Names, keys: readonly string[]): Promise<void> {
  const transaction = memory.transaction(store, "readwrite", { durability: "strict" });
  for (const key of keys) transaction.objectStore(store).delete(key);
  await completed(transaction);
}

export const listIssued = (memory: IDBDatabase): Promise<Issued[]> =>
  answerOf(memory.transaction("issued").objectStore("issued").getAll() as IDBRequest<Issued[]>);
export const listConfirmations = (memory: IDBDatabase): Promise<Confirmation[]> =>
  answerOf(
    memory.transaction("confirmations").objectStore("confirmations").getAll() as IDBRequest<Confirmation[]>,
  );

function answerOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function completed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onerror = () => reject(transaction.error);
    transaction.onabort = () => reject(transaction.error);
  });
}
