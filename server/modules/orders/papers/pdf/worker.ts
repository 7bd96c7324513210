/** The thread that sets papers: a page takes tens of milliseconds of pure computing, which no counter should wait for. */
import { parentPort } from "node:worker_threads";
import { pdfmake } from "./fonts.ts";
import { type PaperToPrint, typeset } from "./typeset.ts";

export type PrintJob = { readonly id: number; readonly papers: readonly PaperToPrint[] };
export type PrintAnswer =
  | { readonly id: number; readonly pdf: Uint8Array<ArrayBuffer> }
  | { readonly id: number; readonly fault: string };

parentPort?.on("message", async ({ id, papers }: PrintJob) => {
  try {
    const pdf = new Uint8Array(await pdfmake.createPdf(typeset(papers)).getBuffer());
    parentPort?.postMessage({ id, pdf } satisfies PrintAnswer, [pdf.buffer]);
  } catch (error) {
    const fault = error instanceof Error ? (error.stack ?? error.message) : String(error);
    parentPort?.postMessage({ id, fault } satisfies PrintAnswer);
  }
});
