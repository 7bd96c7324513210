/** What stays on the screen around the steps: the hall, the clock, and the buttons that are always there. */
import type { HallFace } from "../../contracts/hall/shapes.ts";
import { Icon, type IconName, Mark } from "../parts/icons.tsx";
import { clockTime, longDay, useNow } from "../parts/time.ts";
import { type Language, pick } from "../parts/words.ts";
import type { Step } from "./session.ts";
import { t } from "./words.ts";

export function TopBar({ hall, elder, onElder }: { hall: HallFace; elder: boolean; onElder: () => void }) {
  const now = useNow();
  const spans = hall.hours.map(({ opens, closes }) => `${opens}–${closes}`).join("，");
  return (
    <header className="kiosk-top">
      <Mark size="3.4rem" />
      <div className="kiosk-hall">
        <h1>{pick(hall.name)}</h1>
        <p>
          <span className={hall.isOpen ? "kiosk-open" : "kiosk-closed"}>
            {hall.isOpen ? t("open") : t("closed")}
          </span>{" "}
          {spans ? t("hours", { spans }) : t("closedToday")}
        </p>
      </div>
      <div className="kiosk-clock">
        <strong>{clockTime(now)}</strong>
        <span>{longDay(now)}</span>
      </div>
      <button type="button" className="kiosk-elder" aria-pressed={elder} onClick={onElder}>
        <Icon name="eye" size="1.5em" />
        {elder ? t("elderOff") : t("elderOn")}
      </button>
    </header>
  );
}

type NoticeProps = { icon: IconName; tone: "warn" | "bad"; text: string; count: number };

export function Notice({ icon, tone, text, count }: NoticeProps) {
  return (
    <p className={`kiosk-notice ${tone}`} role="status">
      <Icon name={icon} size="1.5em" /> {text}
      {count > 0 && <strong>{t("offlineWaiting", { n: count })}</strong>}
    </p>
  );
}

type BarProps = {
  step: Step["at"];
  language: Language;
  onAppointment: () => void;
  onHelp: () => void;
  onLanguage: () => void;
};

export function BottomBar({ step, language, onAppointment, onHelp, onLanguage }: BarProps) {
  return (
    <footer className="kiosk-bottom">
      <button type="button" disabled={step !== "choose"} onClick={onAppointment}>
        <Icon name="calendar" size="1.5em" /> {t("appointment")}
      </button>
      <button type="button" className="kiosk-call" onClick={onHelp}>
        <Icon name="help" size="1.5em" /> {t("guide")}
      </button>
      <button type="button" lang={language === "zh" ? "en" : "zh-CN"} onClick={onLanguage}>
        <Icon name="language" size="1.5em" /> {t("other")}
      </button>
    </footer>
  );
}
