/**
 * Papers as PDF, set in a thread of their own that starts with the first paper and does not keep the process alive.
 * A thread that dies takes down no paper but those in its hands: they are refused, and the next starts another thread.
 */
import { Worker } from "node:worker_threads";
import {
  type PaperDocument,
  type PaperSignature,
  paperDocument,
} from "../../../../../contracts/orders/papers.ts";
import { documentHash, signatureFault } from "../document-hash.ts";
import type { PrintAnswer, PrintJob } from "./worker.ts";

/** At some 20 papers a second this is half a minute; whoever asks for more is told so rather than left waiting. */
const maxWaiting = 600;
/** No paper takes so long. A thread that is silent for this time hangs, and is ended. */
const silentMs = 30_000;

type Waiting = { resolve(pdf: Uint8Array): void; reject(fault: Error): void };
const waiting = new Map<number, Waiting>();
let thread: { readonly worker: Worker; readonly listen: () => void } | undefined;
let lastId = 0;

function start(): { worker: Worker; listen: () => void } {
  const worker = new Worker(new URL("./worker.ts", import.meta.url));
  worker.unref();
  let watch: NodeJS.Timeout | undefined;
  const listen = () => {
    clearTimeout(watch);
    if (waiting.size > 0) watch = setTimeout(() => worker.terminate(), silentMs);
    else worker.unref();
  };
  const lose = (fault: Error) => {
    clearTimeout(watch);
    if (thread?.worker !== worker) return;
    thread = undefined;
    for (const { reject } of waiting.values()) reject(fault);
    waiting.clear();
  };
  worker.on("message", (answer: PrintAnswer) => {
    const one = waiting.get(answer.id);
    waiting.delete(answer.id);
    listen();
    if ("pdf" in answer) one?.resolve(answer.pdf);
    else one?.reject(new Error(`a paper could not be set: ${answer.fault}`));
  });
  worker.on("error", lose);
  worker.on("exit", (code) => lose(new Error(`the thread that sets papers ended (${code})`)));
  return { worker, listen };
}

export type SignedPaper = {
  readonly document: PaperDocument;
  readonly signatures?: readonly PaperSignature[];
};

/** Signatures of another document are refused here: no paper is printed with ink that was not put on it. */
export const renderPdf = (
  document: PaperDocument,
  signatures: readonly PaperSignature[] = [],
): Promise<Uint8Array> => renderBundle([{ document, signatures }]);

/** Several papers as one file, such as 一袋六表; each counts its own pages. */
export async function renderBundle(papers: readonly SignedPaper[]): Promise<Uint8Array> {
  if (papers.length === 0) throw new RangeError("no papers");
  if (waiting.size >= maxWaiting) throw new Error("too many papers are waiting to be set");
  const parsed = papers.map(({ document, signatures = [] }) => ({
    document: paperDocument.parse(document),
    hash: documentHash(document),
    signatures,
  }));
  for (const { document, signatures } of parsed)
    for (const signature of signatures) {
      const fault = signatureFault(document, signature);
      if (fault) throw new SignatureMismatch(signature.slot, fault);
    }
  thread ??= start();
  const { worker, listen } = thread;
  const id = ++lastId;
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
  waiting.set(id, { resolve, reject });
  worker.ref();
  if (waiting.size === 1) listen();
  worker.postMessage({ id, papers: parsed } satisfies PrintJob);
  return promise;
}

/** A signature that was given for another document, or for a place that this one does not have. */
export class SignatureMismatch extends Error {
  readonly slot: string;
  readonly reason: string;
  constructor(slot: string, reason: string) {
    super(`the signature for "${slot}" does not belong to this document: ${reason}`);
    this.slot = slot;
    this.reason = reason;
  }
}
