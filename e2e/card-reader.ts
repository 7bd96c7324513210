/** A card reader at a page's serial port: the browser's side is a shim, the bytes are the played reader's. */
import type { Page } from "playwright-core";
import { PlayedReader } from "../web/reader/testing-reader.ts";

/** Plugged in and chosen; the page is loaded anew with it. */
export async function plugInReader(page: Page): Promise<PlayedReader> {
  const reader = new PlayedReader();
  await page.exposeFunction("askPlayedReader", (bytes: number[]) => [
    ...reader.answer(Uint8Array.from(bytes)),
  ]);
  await page.addInitScript(() => {
    const ask = (globalThis as unknown as { askPlayedReader(bytes: number[]): Promise<number[]> })
      .askPlayedReader;
    const port = {
      readable: null as ReadableStream<Uint8Array> | null,
      writable: null as WritableStream<Uint8Array> | null,
      async open() {
        let line: ReadableStreamDefaultController<Uint8Array> | undefined;
        this.readable = new ReadableStream({
          start: (controller) => {
            line = controller;
          },
        });
        this.writable = new WritableStream({
          async write(bytes) {
            const answer = Uint8Array.from(await ask([...bytes]));
            for (let at = 0; at < answer.length; at += 100) line?.enqueue(answer.slice(at, at + 100));
          },
        });
      },
      async close() {
        this.readable = null;
        this.writable = null;
      },
      getInfo: () => ({ usbVendorId: 0x1a86, usbProductId: 0x7523 }),
      addEventListener: () => {},
    };
    const serial = { getPorts: async () => [port], requestPort: async () => port };
    Object.defineProperty(navigator, "serial", { value: serial });
  });
  await page.evaluate(() =>
    localStorage.setItem(
      "mingchuang.serial.card-reader",
      JSON.stringify({ vendor: 0x1a86, product: 0x7523, at: 0 }),
    ),
  );
  await page.reload();
  return reader;
}
