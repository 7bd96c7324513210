/** What a kiosk needs from any printer, and the drivers there are. */
import type { PrinterFault, PrinterStatus } from "./escpos.ts";
import type { PaperSlip } from "./slip-layout.ts";

export type { PrinterFault, PrinterStatus } from "./escpos.ts";

export type Printer = {
  readonly name: DriverName;
  status(): Promise<PrinterStatus>;
  /** Settles when the paper is out. @throws PrintFailed when it is not */
  print(slip: PaperSlip, phoneAddress: string): Promise<void>;
};

export class PrintFailed extends Error {
  readonly fault: PrinterFault;
  constructor(fault: PrinterFault, cause?: unknown) {
    super(fault, { cause });
    this.fault = fault;
  }
}

export const driverNames = ["preview", "serial", "usb", "none"] as const;
/** `preview` shows the paper on the screen; `none` gives the number on the phone only. */
export type DriverName = (typeof driverNames)[number];

export type PrinterChoice = {
  readonly driver: DriverName;
  /** 32 for 58 mm paper, 48 for 80 mm. */
  readonly columns: 32 | 48;
  readonly baudRate: number;
  /** The preview acts as if its paper had run out, to try what customers then see. */
  readonly previewPaperOut: boolean;
};

const store = "mingchuang.kiosk.printer";
const usual: PrinterChoice = { driver: "preview", columns: 48, baudRate: 9_600, previewPaperOut: false };

export function readChoice(): PrinterChoice {
  try {
    return { ...usual, ...(JSON.parse(localStorage.getItem(store) ?? "{}") as Partial<PrinterChoice>) };
  } catch {
    return usual;
  }
}

export const keepChoice = (choice: PrinterChoice): void =>
  localStorage.setItem(store, JSON.stringify(choice));

/** Loads only the driver that is chosen. Undefined for `none`. */
export async function openPrinter(choice: PrinterChoice): Promise<Printer | undefined> {
  if (choice.driver === "none") return undefined;
  if (choice.driver === "preview") return (await import("./preview.ts")).previewPrinter();
  if (choice.driver === "serial") return (await import("./serial.ts")).serialPrinter(choice);
  return (await import("./usb.ts")).usbPrinter(choice);
}
