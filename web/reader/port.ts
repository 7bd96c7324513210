/** A card reader at a serial port. */
import { chosenPort, type SerialPort } from "../parts/serial-port.ts";
import type { ReaderWire } from "./talk.ts";

/** What the reader and its maker's tool are set to out of the box. */
export const usualBaud = 115_200;
export const bauds = [115_200, 57_600, 38_400, 19_200, 9_600] as const;

const store = "mingchuang.card-reader.baud";
export const readBaud = (): number => Number(localStorage.getItem(store)) || usualBaud;
export const keepBaud = (baud: number): void => localStorage.setItem(store, String(baud));

export type OpenWire = ReaderWire & { close(): Promise<void> };

/** @throws when no port was chosen, it is not there, or another page has it */
export async function openReader(): Promise<OpenWire> {
  const port = await chosenPort("card-reader");
  if (!port) throw new Error("no serial port was chosen");
  if (!port.readable) await port.open({ baudRate: readBaud() });
  return portWire(port);
}

/** Over an opened port. Unplugged, whoever waits for an answer learns it at once. */
export function portWire(port: SerialPort): OpenWire {
  const reader = port.readable?.getReader();
  if (!reader) throw new Error("the serial port is closed");
  let chunks: Uint8Array[] = [];
  let waiting: (() => void) | undefined;
  let isGone = false;
  const wake = () => {
    waiting?.();
    waiting = undefined;
  };
  const lose = () => {
    isGone = true;
    wake();
  };
  const listen = async () => {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      chunks.push(value);
      wake();
    }
  };
  void listen().then(lose, lose);
  port.addEventListener("disconnect", lose);
  const gone = () => new Error("the card reader is gone");
  return {
    async write(bytes) {
      // What came late belongs to the last question.
      chunks = [];
      const writer = isGone ? undefined : port.writable?.getWriter();
      if (!writer) throw gone();
      try {
        await writer.write(bytes);
      } finally {
        writer.releaseLock();
      }
    },
    async read(withinMs) {
      if (chunks.length === 0 && !isGone) {
        await new Promise<void>((done) => {
          const timer = setTimeout(done, withinMs);
          waiting = () => {
            clearTimeout(timer);
            done();
          };
        });
        waiting = undefined;
      }
      const chunk = chunks.shift();
      if (chunk === undefined && isGone) throw gone();
      return chunk;
    },
    async close() {
      await reader.cancel().catch(() => {});
      reader.releaseLock();
      await port.close().catch(() => {});
    },
  };
}
