/**
 * For the technician: printer, paper, the numbers not yet merged. Opened by the address `/kiosk/#service`; a kiosk
 * browser shows customers no address line.
 */
import { useEffect, useState } from "react";
import type { DeviceSelf } from "../../contracts/identity.ts";
import { Mark } from "../parts/icons.tsx";
import { ProblemNote } from "../parts/problem.tsx";
import { phoneAddress } from "../parts/qr.tsx";
import { chooseSerialPort } from "../parts/serial-port.ts";
import { now } from "../parts/time.ts";
import { defineWords, pick } from "../parts/words.ts";
import {
  type DriverName,
  driverNames,
  keepChoice,
  openPrinter,
  PrintFailed,
  readChoice,
} from "../print/printer.ts";
import type { Keeper } from "./offline/keeper.ts";
import type { Issued } from "./offline/store.ts";
import { PreviewPaper } from "./paper.tsx";
import { ReaderService } from "./reader-service.tsx";

const t = defineWords({
  title: ["终端维护", "Kiosk service"],
  printer: ["打印机", "Printer"],
  preview: ["屏幕预览（无打印机）", "On the screen (no printer)"],
  serial: ["串口打印机", "Serial printer"],
  usb: ["USB 打印机", "USB printer"],
  none: ["不打印，号在手机上", "No paper: number on the phone"],
  columns: ["纸宽", "Paper"],
  wide: ["80 毫米", "80 mm"],
  narrow: ["58 毫米", "58 mm"],
  baud: ["串口速率", "Baud rate"],
  choose: ["选择端口", "Choose the port"],
  test: ["试打一张", "Print a test slip"],
  tested: ["已打印", "Printed"],
  failed: ["没有打印：{fault}", "Not printed: {fault}"],
  paperOut: ["预览模拟缺纸", "Let the preview run out of paper"],
  offline: ["脱网号票", "Offline numbers"],
  nothing: ["没有待处理的脱网号票", "Nothing is waiting"],
  refused: ["被拒绝：{problem}", "refused: {problem}"],
  waiting: ["待登记", "to register"],
  close: ["回到取号", "Back to the kiosk"],
});

const isAsked = () => location.hash.startsWith("#service");

export function useServicePanel(): boolean {
  const [open, setOpen] = useState(isAsked);
  useEffect(() => {
    const look = () => setOpen(isAsked());
    addEventListener("hashchange", look);
    return () => removeEventListener("hashchange", look);
  }, []);
  return open;
}

export function ServicePanel({ self, keeper }: { self: DeviceSelf; keeper: Keeper }) {
  const [choice, setChoice] = useState(readChoice);
  const [said, setSaid] = useState("");
  const [error, setError] = useState<unknown>();
  const [issued, setIssued] = useState<readonly Issued[]>([]);
  useEffect(() => {
    void keeper.list().then(setIssued);
  }, [keeper]);
  const change = (part: Partial<typeof choice>) => {
    const next = { ...choice, ...part };
    setChoice(next);
    keepChoice(next);
  };

  async function choosePort(): Promise<void> {
    try {
      if (choice.driver === "serial") await chooseSerialPort("printer");
      else await (await import("../print/usb.ts")).chooseUsbPrinter();
    } catch (problem) {
      setError(problem);
    }
  }

  async function testPrint(): Promise<void> {
    try {
      const printer = await openPrinter(choice);
      await printer?.print(testSlip(self), phoneAddress("/my/ticket/"));
      setSaid(t("tested"));
    } catch (problem) {
      setSaid(t("failed", { fault: problem instanceof PrintFailed ? problem.fault : String(problem) }));
    }
  }

  return (
    <main className="plain kiosk-service-panel">
      <h1>
        <Mark /> {t("title")} · {pick(self.hallName)} · {self.name}
      </h1>
      <section>
        <h2>{t("printer")}</h2>
        <div className="kiosk-reasons">
          {driverNames.map((driver: DriverName) => (
            <button
              type="button"
              key={driver}
              aria-pressed={choice.driver === driver}
              onClick={() => change({ driver })}
            >
              {t(driver)}
            </button>
          ))}
        </div>
        {(choice.driver === "serial" || choice.driver === "usb") && (
          <div className="kiosk-reasons">
            {([48, 32] as const).map((columns) => (
              <button
                type="button"
                key={columns}
                aria-pressed={choice.columns === columns}
                onClick={() => change({ columns })}
              >
                {t(columns === 48 ? "wide" : "narrow")}
              </button>
            ))}
            {choice.driver === "serial" &&
              [9_600, 19_200, 38_400, 115_200].map((baudRate) => (
                <button
                  type="button"
                  key={baudRate}
                  aria-pressed={choice.baudRate === baudRate}
                  onClick={() => change({ baudRate })}
                >
                  {baudRate}
                </button>
              ))}
            <button type="button" onClick={choosePort}>
              {t("choose")}
            </button>
          </div>
        )}
        {choice.driver === "preview" && (
          <button
            type="button"
            aria-pressed={choice.previewPaperOut}
            onClick={() => change({ previewPaperOut: !choice.previewPaperOut })}
          >
            {t("paperOut")}
          </button>
        )}{" "}
        <button type="button" onClick={testPrint}>
          {t("test")}
        </button>
        <p role="status">{said}</p>
        <ProblemNote error={error} />
      </section>
      <ReaderService />
      <section>
        <h2>{t("offline")}</h2>
        {issued.length === 0 && <p>{t("nothing")}</p>}
        <ul>
          {issued.map(({ ticket, state, problem }) => (
            <li key={ticket.ticketId}>
              {ticket.number} ·{" "}
              {state === "refused" ? t("refused", { problem: problem ?? "" }) : t("waiting")}
            </li>
          ))}
        </ul>
      </section>
      <button
        type="button"
        className="main"
        onClick={() => {
          location.hash = `#device=${self.deviceId}`;
          location.reload();
        }}
      >
        {t("close")}
      </button>
      <PreviewPaper />
    </main>
  );
}

const testSlip = (self: DeviceSelf) => ({
  ticketId: "",
  number: "A000",
  hallName: self.hallName,
  serviceName: { zh: "试打：中文、二维码、切纸", en: "Test: Chinese, QR code, cutter" },
  ahead: 0,
  wait: null,
  takenAt: now().toString(),
  priority: "ordinary" as const,
  hint: null,
  papers: [],
  missedRule: { zh: "试打页，不是号票。", en: "A test, not a ticket." },
  hotlines: [],
  customerName: null,
  progressPath: "/my/ticket/",
  copy: 0,
});
