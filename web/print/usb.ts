/** A printer on USB that announces itself as one (class 7), by the WebUSB API. */
import type { Printer, PrinterChoice } from "./printer.ts";
import { Inbox, type Wire, wiredPrinter } from "./wire.ts";

type Endpoint = { readonly endpointNumber: number; readonly direction: "in" | "out"; readonly type: string };
type Alternate = { readonly interfaceClass: number; readonly endpoints: readonly Endpoint[] };
type UsbInterface = { readonly interfaceNumber: number; readonly alternates: readonly Alternate[] };
type UsbDevice = {
  readonly opened: boolean;
  readonly configuration: { readonly interfaces: readonly UsbInterface[] } | null;
  open(): Promise<void>;
  selectConfiguration(value: number): Promise<void>;
  claimInterface(number: number): Promise<void>;
  transferOut(endpoint: number, data: Uint8Array): Promise<{ status: string }>;
  transferIn(endpoint: number, length: number): Promise<{ data?: DataView }>;
};
type Usb = {
  getDevices(): Promise<UsbDevice[]>;
  requestDevice(options: { filters: { classCode: number }[] }): Promise<UsbDevice>;
};

const printerClass = 7;
const usbOf = (): Usb | undefined => (navigator as unknown as { usb?: Usb }).usb;

/** Lets the technician choose the printer; needs a tap, and the browser remembers it. */
export async function chooseUsbPrinter(): Promise<void> {
  const usb = usbOf();
  if (!usb) throw new Error("this browser has no WebUSB");
  await usb.requestDevice({ filters: [{ classCode: printerClass }] });
}

export function usbPrinter(choice: PrinterChoice): Printer {
  let opened: Promise<Wire> | undefined;
  const open = () => {
    opened ??= openWire(() => {
      opened = undefined;
    }).catch((error: unknown) => {
      opened = undefined;
      throw error;
    });
    return opened;
  };
  return wiredPrinter("usb", choice, open);
}

async function openWire(onLost: () => void): Promise<Wire> {
  const [device] = (await usbOf()?.getDevices()) ?? [];
  if (!device) throw new Error("no USB printer was chosen");
  if (!device.opened) await device.open();
  if (!device.configuration) await device.selectConfiguration(1);
  for (const { interfaceNumber, alternates } of device.configuration?.interfaces ?? []) {
    const printer = alternates.find(({ interfaceClass }) => interfaceClass === printerClass);
    const out = printer?.endpoints.find(({ direction, type }) => direction === "out" && type === "bulk");
    if (!printer || !out) continue;
    await device.claimInterface(interfaceNumber);
    const back = printer.endpoints.find(({ direction, type }) => direction === "in" && type === "bulk");
    const inbox = new Inbox();
    if (back) void listen(device, back.endpointNumber, inbox).catch(onLost);
    return {
      async write(bytes) {
        const { status } = await device.transferOut(out.endpointNumber, bytes).catch((error: unknown) => {
          onLost();
          throw error;
        });
        if (status !== "ok") throw new Error(`USB transfer: ${status}`);
      },
      readByte: (withinMs) => inbox.take(withinMs),
    };
  }
  throw new Error("the device is no printer");
}

async function listen(device: UsbDevice, endpoint: number, inbox: Inbox): Promise<void> {
  for (;;) {
    const { data } = await device.transferIn(endpoint, 64);
    if (data) inbox.add(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  }
}
