/** The printer that this kiosk was given, and whether it can print now. */
import { useEffect, useState } from "react";
import { openPrinter, type Printer, readChoice } from "../print/printer.ts";

const lookEveryMs = 20_000;

export function usePrinter(): { printer: Printer | undefined; isReady: boolean } {
  const [printer, setPrinter] = useState<Printer>();
  const [isReady, setReady] = useState(true);
  useEffect(() => {
    let stopped = false;
    let timer: ReturnType<typeof setInterval> | undefined;
    void openPrinter(readChoice()).then((opened) => {
      if (stopped) return;
      setPrinter(opened);
      if (!opened) return setReady(false);
      // A sensor has to be asked: the printer itself is no server and pushes nothing.
      const look = () => opened.status().then((status) => !stopped && setReady(status.ready));
      void look();
      timer = setInterval(look, lookEveryMs);
    });
    return () => {
      stopped = true;
      clearInterval(timer);
    };
  }, []);
  return { printer, isReady };
}
