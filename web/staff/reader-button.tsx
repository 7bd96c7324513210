/** The card reader at this desk: its state, the port, the rate. The browser keeps the permission for this computer. */
import { Button, Dropdown, type MenuProps } from "antd";
import { useState } from "react";
import { Icon } from "../parts/icons.tsx";
import { chooseSerialPort, forgetSerialPort, hasSerial, isPortChosen } from "../parts/serial-port.ts";
import { defineWords } from "../parts/words.ts";
import { bauds, keepBaud, readBaud } from "../reader/port.ts";
import { restartReader, useReaderState } from "../reader/use-card-reader.ts";

const t = defineWords({
  reader: ["读卡器", "Card reader"],
  none: ["未连接", "not connected"],
  opening: ["连接中", "connecting"],
  ready: ["就绪，请放证件", "ready for a card"],
  unreadable: ["没读出，请把证件放平再试", "not read; lay the card flat and try again"],
  lost: ["没有应答，请检查连线和速率", "no answer; check the cable and the rate"],
  choose: ["选择端口…", "Choose the port…"],
  rate: ["速率 {baud}", "{baud} baud"],
  forget: ["不用了", "Disconnect"],
});

export function ReaderButton() {
  const state = useReaderState();
  // Drawn again when a choice was made: the choice itself is in the browser's storage.
  const [, setChoice] = useState(0);
  if (!hasSerial()) return null;
  const isChosen = isPortChosen("card-reader");
  const label = `${t("reader")}：${t(isChosen && state === "none" ? "opening" : state)}`;
  const after = () => {
    restartReader();
    setChoice((last) => last + 1);
  };
  const items: MenuProps["items"] = [
    // Nothing chosen in the browser's own dialog is no fault.
    {
      key: "choose",
      label: t("choose"),
      onClick: () => void chooseSerialPort("card-reader").then(after, () => {}),
    },
    ...(isChosen
      ? [
          { type: "divider" as const },
          ...bauds.map((baud) => ({
            key: String(baud),
            label: t("rate", { baud }),
            icon: baud === readBaud() ? <Icon name="check" /> : null,
            onClick: () => {
              keepBaud(baud);
              after();
            },
          })),
          { type: "divider" as const },
          {
            key: "forget",
            label: t("forget"),
            onClick: () => {
              forgetSerialPort("card-reader");
              after();
            },
          },
        ]
      : []),
  ];
  return (
    <Dropdown menu={{ items }} trigger={["click"]} placement="bottomRight">
      <Button type="text" className="reader-button" data-state={state} aria-label={label} title={label}>
        <Icon name="card" size={20} />
        <i aria-hidden="true" />
        {(state === "unreadable" || state === "lost") && <span role="status">{t(state)}</span>}
      </Button>
    </Dropdown>
  );
}
