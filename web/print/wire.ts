/** The talk with a real printer, the same over serial line and USB. */
import { encodeSlip, type PrinterStatus, readStatus, statusQueries } from "./escpos.ts";
import { type DriverName, type Printer, type PrinterChoice, PrintFailed } from "./printer.ts";
import { layoutSlip } from "./slip-layout.ts";

export type Wire = {
  write(bytes: Uint8Array): Promise<void>;
  /** One byte, or undefined when none came in time. */
  readByte(withinMs: number): Promise<number | undefined>;
};

const answerMs = 300;

/** @param open gives the wire, opened; throws when the printer is not there */
export function wiredPrinter(
  name: DriverName,
  { columns }: PrinterChoice,
  open: () => Promise<Wire>,
): Printer {
  async function ask(wire: Wire): Promise<PrinterStatus> {
    const answers: (number | undefined)[] = [];
    for (const query of statusQueries) {
      await wire.write(query);
      answers.push(await wire.readByte(answerMs));
    }
    return readStatus(answers);
  }
  async function reach(): Promise<Wire> {
    try {
      return await open();
    } catch (error) {
      throw new PrintFailed("offline", error);
    }
  }
  return {
    name,
    async status() {
      try {
        return await ask(await reach());
      } catch {
        return { ready: false, fault: "offline" };
      }
    },
    async print(slip, phoneAddress) {
      const wire = await reach();
      const before = await ask(wire);
      if (!before.ready) throw new PrintFailed(before.fault);
      try {
        await wire.write(encodeSlip(layoutSlip(slip, phoneAddress), columns));
      } catch (error) {
        throw new PrintFailed("offline", error);
      }
      // The paper may run out in the middle of the slip: only a printer that is still well has printed it.
      const after = await ask(wire);
      if (!after.ready) throw new PrintFailed(after.fault);
    },
  };
}

/** Bytes as they come in, handed out one by one. */
export class Inbox {
  #bytes: number[] = [];
  #waiting: ((byte: number) => void) | undefined;

  add(chunk: Uint8Array): void {
    for (const byte of chunk) {
      if (this.#waiting) {
        const give = this.#waiting;
        this.#waiting = undefined;
        give(byte);
      } else if (this.#bytes.length < 1_024) this.#bytes.push(byte);
    }
  }

  take(withinMs: number): Promise<number | undefined> {
    const first = this.#bytes.shift();
    if (first !== undefined) return Promise.resolve(first);
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#waiting = undefined;
        resolve(undefined);
      }, withinMs);
      this.#waiting = (byte) => {
        clearTimeout(timer);
        resolve(byte);
      };
    });
  }
}
