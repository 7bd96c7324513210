/** The paper on the screen: the driver of a hall without a printer yet, and of the sample county. */
import { type Printer, PrintFailed, readChoice } from "./printer.ts";
import { layoutSlip, type SlipLine } from "./slip-layout.ts";

type Watcher = (paper: readonly SlipLine[]) => void;
const watchers = new Set<Watcher>();

/** Shows each printed paper; the kiosk draws it. */
export function watchPreview(watcher: Watcher): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

export function previewPrinter(): Printer {
  return {
    name: "preview",
    status: async () =>
      readChoice().previewPaperOut ? { ready: false, fault: "paper-out" } : { ready: true },
    async print(slip, phoneAddress) {
      if (readChoice().previewPaperOut) throw new PrintFailed("paper-out");
      const paper = layoutSlip(slip, phoneAddress);
      for (const show of watchers) show(paper);
    },
  };
}
