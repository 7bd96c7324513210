/** Checking in an appointment by its code. */
import { useState } from "react";
import { appointmentCode } from "../../../contracts/hall/appointments.ts";
import { Icon } from "../../parts/icons.tsx";
import { t } from "../words.ts";

const length = 8;
/** What a code is made of: nothing that is hard to tell apart. */
const keys = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

type Props = { isOffline: boolean; onBack: () => void; onCode: (code: string) => void };

export function EnterCode({ isOffline, onBack, onCode }: Props) {
  const [code, setCode] = useState("");
  const isWhole = appointmentCode.safeParse(code).success;
  return (
    <>
      <section className="kiosk-card kiosk-code">
        <h2>
          <Icon name="calendar" /> {t("codeTitle")}
        </h2>
        <p className="kiosk-soft">{t("codeHelp")}</p>
        <output className="kiosk-code-boxes" aria-label={t("codeTitle")}>
          {Array.from({ length }, (_, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the boxes are their places
            <span key={at}>{code[at] ?? ""}</span>
          ))}
        </output>
        {isOffline && (
          <p className="problem" role="alert">
            {t("codeOffline")}
          </p>
        )}
        <div className="kiosk-keys">
          {[...keys].map((key) => (
            <button type="button" key={key} onClick={() => setCode((text) => (text + key).slice(0, length))}>
              {key}
            </button>
          ))}
          <button type="button" aria-label={t("erase")} onClick={() => setCode((text) => text.slice(0, -1))}>
            <Icon name="erase" />
          </button>
        </div>
      </section>
      <div className="kiosk-ends">
        <button type="button" onClick={onBack}>
          <Icon name="back" /> {t("back")}
        </button>
        <button
          type="button"
          className="main kiosk-next"
          disabled={!isWhole || isOffline}
          onClick={() => onCode(code)}
        >
          {t("checkIn")}
        </button>
      </div>
    </>
  );
}
