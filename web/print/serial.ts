/** A printer on a serial line (or a USB-serial bridge), by the Web Serial API. */
import { chosenPort, type SerialPort } from "../parts/serial-port.ts";
import type { Printer, PrinterChoice } from "./printer.ts";
import { Inbox, type Wire, wiredPrinter } from "./wire.ts";

export function serialPrinter(choice: PrinterChoice): Printer {
  let opened: Promise<Wire> | undefined;
  const forget = () => {
    opened = undefined;
  };
  const open = () => {
    opened ??= openWire(choice.baudRate, forget).catch((error: unknown) => {
      forget();
      throw error;
    });
    return opened;
  };
  return wiredPrinter("serial", choice, open);
}

async function openWire(baudRate: number, onLost: () => void): Promise<Wire> {
  const port = await chosenPort("printer");
  if (!port) throw new Error("no serial port was chosen");
  if (!port.writable) await port.open({ baudRate });
  port.addEventListener("disconnect", onLost);
  const inbox = new Inbox();
  void listen(port, inbox).finally(onLost);
  return {
    async write(bytes) {
      const writer = port.writable?.getWriter();
      if (!writer) throw new Error("the serial port is closed");
      try {
        await writer.write(bytes);
      } finally {
        writer.releaseLock();
      }
    },
    readByte: (withinMs) => inbox.take(withinMs),
  };
}

async function listen(port: SerialPort, inbox: Inbox): Promise<void> {
  const reader = port.readable?.getReader();
  if (!reader) return;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      inbox.add(value);
    }
  } catch {
    // Unplugged: the next print opens the port again.
  } finally {
    reader.releaseLock();
  }
}
