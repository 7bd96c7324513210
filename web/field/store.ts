/**
 * What the phone keeps (IndexedDB): who works, the visits as last seen, drafts, and what waits to be sent. All of it goes when
 * somebody signs out; nothing else of the platform is kept on the phone.
 */
import type { Visit } from "../../contracts/orders/field.ts";
import type { Strokes } from "../../contracts/orders/papers.ts";
import type { FormValues } from "../../contracts/orders/shapes.ts";

export type Who = { readonly staffId: string; readonly name: string; readonly company: string };

/** A picture that was taken: its bytes, and its id on the server once it is there. */
export type Picture = {
  readonly key: string;
  readonly field: string;
  readonly kind: "photo" | "signature";
  readonly blob: Blob;
  readonly takenAt: string;
  readonly sentAs?: string;
};

/** The customer's hand on the sheet of a visit, with the words that it stands for. */
export type SignedSheet = {
  /** When it was filled in and signed: the step is done then. */
  readonly at: string;
  readonly text: string;
  readonly hash: string;
  readonly slot: string;
  readonly signerName: string;
  readonly png: string;
  readonly strokes?: Strokes;
  /** It is sent under this key: sent again, it is one. */
  readonly key: string;
};

export type Draft = {
  readonly stepId: string;
  /** Of the act that this becomes: tapped twice, it is one. */
  readonly actId: string;
  readonly values: FormValues;
  readonly pictures: readonly Picture[];
  readonly note: string;
  readonly sheet?: SignedSheet | undefined;
};

export type Act = Draft & {
  readonly staffId: string;
  readonly orderId: string;
  readonly version: number;
  /** Not in this person's hands yet: claimed first, under this key. */
  readonly claimKey: string | null;
  readonly doneAt: string;
  readonly title: string;
  readonly number: string;
  /** The visit as it was then: a refused act can be opened again. */
  readonly visit: Visit;
  /** The step is done on the server; what is left is the signature on its sheet. */
  readonly isCompleted?: boolean;
  /** Why the server did not take it; it waits for a person. */
  readonly refusal?: { readonly code: string; readonly zh: string; readonly en: string };
};

const stores = ["state", "drafts", "acts"] as const;
type Store = (typeof stores)[number];

let opened: Promise<IDBDatabase> | undefined;

function open(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open("mingchuang.field", 1);
    request.onupgradeneeded = () => {
      for (const name of stores) request.result.createObjectStore(name);
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opened;
}

async function run<T>(
  name: Store,
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const db = await open();
  return new Promise((resolve, reject) => {
    // Written through to the disk: a phone that dies in the rain has the work.
    const transaction = db.transaction(name, mode, { durability: "strict" });
    const request = work(transaction.objectStore(name));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onerror = () => reject(transaction.error);
    transaction.onabort = () => reject(transaction.error);
  });
}

const get = <T>(name: Store, key: string): Promise<T | undefined> =>
  run(name, "readonly", (store) => store.get(key) as IDBRequest<T | undefined>);
const put = (name: Store, key: string, value: unknown) =>
  run(name, "readwrite", (store) => store.put(value, key));
const remove = (name: Store, key: string) => run(name, "readwrite", (store) => store.delete(key));

export const readWho = () => get<Who>("state", "who");
export const keepWho = (who: Who) => put("state", "who", who);
export const readVisits = async (): Promise<readonly Visit[]> =>
  (await get<Visit[]>("state", "visits")) ?? [];
export const keepVisits = (visits: readonly Visit[]) => put("state", "visits", visits);

export const readDraft = (stepId: string) => get<Draft>("drafts", stepId);
export const keepDraft = (draft: Draft) => put("drafts", draft.stepId, draft);
export const dropDraft = (stepId: string) => remove("drafts", stepId);

export const keepAct = (act: Act) => put("acts", act.actId, act);
export const dropAct = (actId: string) => remove("acts", actId);
/** In the order in which they were done. */
export async function listActs(): Promise<Act[]> {
  const acts = await run("acts", "readonly", (store) => store.getAll() as IDBRequest<Act[]>);
  return acts.sort((a, b) => (a.doneAt < b.doneAt ? -1 : 1));
}

/** Visits and drafts of somebody else are not for whoever comes next; work that was not sent stays theirs. */
export async function forgetWork(): Promise<void> {
  await run("state", "readwrite", (store) => store.clear());
  await run("drafts", "readwrite", (store) => store.clear());
}

export async function forgetAll(): Promise<void> {
  await forgetWork();
  await run("acts", "readwrite", (store) => store.clear());
}
