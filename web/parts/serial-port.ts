/**
 * Which serial port is whose (Web Serial). A page may have several: the kiosk's printer and its card reader look alike to
 * the browser, so each use remembers the port that was chosen for it.
 */
export type SerialPort = {
  readonly readable: ReadableStream<Uint8Array> | null;
  readonly writable: WritableStream<Uint8Array> | null;
  open(options: { baudRate: number }): Promise<void>;
  close(): Promise<void>;
  getInfo(): { usbVendorId?: number; usbProductId?: number };
  addEventListener(type: "disconnect", listener: () => void): void;
};
type Serial = { getPorts(): Promise<SerialPort[]>; requestPort(): Promise<SerialPort> };
export type SerialUse = "printer" | "card-reader";

/** USB bridges say what they are; a bare RS-232 port says nothing, and is known by its place among the ports. */
type Remembered = { readonly vendor: number | null; readonly product: number | null; readonly at: number };

const uses: readonly SerialUse[] = ["printer", "card-reader"];
const storeOf = (use: SerialUse) => `mingchuang.serial.${use}`;
const serialOf = (): Serial | undefined => (navigator as unknown as { serial?: Serial }).serial;

/** False in browsers without Web Serial, and on pages that did not come by HTTPS. */
export const hasSerial = (): boolean => serialOf() !== undefined;

/** Lets a person choose the port; needs a tap, and the browser keeps the permission. */
export async function chooseSerialPort(use: SerialUse): Promise<void> {
  const serial = serialOf();
  if (!serial) throw new Error("this browser has no Web Serial");
  const port = await serial.requestPort();
  const { usbVendorId, usbProductId } = port.getInfo();
  const at = (await serial.getPorts()).indexOf(port);
  const kept: Remembered = { vendor: usbVendorId ?? null, product: usbProductId ?? null, at };
  localStorage.setItem(storeOf(use), JSON.stringify(kept));
}

export const forgetSerialPort = (use: SerialUse): void => localStorage.removeItem(storeOf(use));
export const isPortChosen = (use: SerialUse): boolean => remembered(use) !== undefined;

/** The port of this use; a printer takes whichever port nobody else has, as it did before there were readers. */
export async function chosenPort(use: SerialUse): Promise<SerialPort | undefined> {
  const ports = (await serialOf()?.getPorts()) ?? [];
  const mine = remembered(use);
  if (mine) return portOf(ports, mine);
  if (use !== "printer") return undefined;
  const others = uses.flatMap((one) => {
    const kept = one === use ? undefined : remembered(one);
    return kept ? [portOf(ports, kept)] : [];
  });
  return ports.find((port) => !others.includes(port));
}

function portOf(ports: readonly SerialPort[], { vendor, product, at }: Remembered): SerialPort | undefined {
  const alike = (port: SerialPort | undefined) => {
    const info = port?.getInfo();
    return (
      info !== undefined && (info.usbVendorId ?? null) === vendor && (info.usbProductId ?? null) === product
    );
  };
  // Two bridges of one make: the place decides, as long as it still fits.
  return alike(ports[at]) ? ports[at] : ports.find(alike);
}

function remembered(use: SerialUse): Remembered | undefined {
  try {
    const text = localStorage.getItem(storeOf(use));
    return text === null ? undefined : (JSON.parse(text) as Remembered);
  } catch {
    return undefined;
  }
}
