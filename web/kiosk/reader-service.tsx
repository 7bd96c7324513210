/** For the technician: the card reader of this kiosk, its port and rate, and whether a card comes through. */
import { useState } from "react";
import { chooseSerialPort, forgetSerialPort, hasSerial, isPortChosen } from "../parts/serial-port.ts";
import { defineWords } from "../parts/words.ts";
import { bauds, keepBaud, readBaud } from "../reader/port.ts";
import { restartReader, useCardReader, useReaderState } from "../reader/use-card-reader.ts";

const t = defineWords({
  title: ["身份证阅读器", "Card reader"],
  missing: [
    "这个浏览器不支持串口设备；键盘口读卡器不用设置。",
    "This browser knows no serial devices; a keyboard reader needs no set-up.",
  ],
  choose: ["选择端口", "Choose the port"],
  forget: ["不用串口读卡器", "No serial reader"],
  none: ["未连接", "Not connected"],
  opening: ["连接中…", "Connecting…"],
  ready: ["就绪，请放一张证件试读", "Ready; try a card"],
  unreadable: ["没读出，请把证件放平再试", "Not read; lay the card flat"],
  lost: ["没有应答，请检查连线和速率", "No answer; check the cable and the rate"],
  read: ["读到一张证件，末四位 {tail}", "A card was read; it ends in {tail}"],
});

export function ReaderService() {
  const state = useReaderState();
  const [baud, setBaud] = useState(readBaud);
  const [tail, setTail] = useState<string>();
  useCardReader(({ number }) => setTail(number.slice(-4)));
  const restart = () => {
    setTail(undefined);
    restartReader();
  };
  return (
    <section>
      <h2>{t("title")}</h2>
      {!hasSerial() ? (
        <p>{t("missing")}</p>
      ) : (
        <>
          <div className="kiosk-reasons">
            {bauds.map((rate) => (
              <button
                type="button"
                key={rate}
                aria-pressed={rate === baud}
                onClick={() => {
                  keepBaud(rate);
                  setBaud(rate);
                  restart();
                }}
              >
                {rate}
              </button>
            ))}
            <button
              type="button"
              // Nothing chosen in the browser's own dialog is no fault.
              onClick={() => void chooseSerialPort("card-reader").then(restart, () => {})}
            >
              {t("choose")}
            </button>
            {isPortChosen("card-reader") && (
              <button
                type="button"
                onClick={() => {
                  forgetSerialPort("card-reader");
                  restart();
                }}
              >
                {t("forget")}
              </button>
            )}
          </div>
          <p role="status">{tail === undefined ? t(state) : t("read", { tail })}</p>
        </>
      )}
    </section>
  );
}
