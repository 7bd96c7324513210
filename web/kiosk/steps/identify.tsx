/**
 * Who is it? (一证识别) A card held to the reader, or a phone or account number on the keys. What was typed is dotted
 * over after a few seconds, because others stand in line behind.
 */
import { useEffect, useState } from "react";
import type { Words } from "../../../contracts/endpoint.ts";
import { Icon } from "../../parts/icons.tsx";
import { pick } from "../../parts/words.ts";
import { t } from "../words.ts";

/** Seconds after the last key until the digits are hidden, but for the last few. */
const hideAfterMs = 3_000;
const stillSeen = 4;
const leastLength = 4;
const mostLength = 22;
const keys = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "X", "0"] as const;

type Props = {
  isBusy: boolean;
  /** Why the last number was not recognised. */
  problem: Words | undefined;
  onNumber: (value: string) => void;
  onTyping: () => void;
  onBack: () => void;
};

export function Identify({ isBusy, problem, onNumber, onTyping, onBack }: Props) {
  const [typed, setTyped] = useState("");
  const [isHidden, setHidden] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each key starts the seconds anew
  useEffect(() => {
    setHidden(false);
    const timer = setTimeout(() => setHidden(true), hideAfterMs);
    return () => clearTimeout(timer);
  }, [typed]);
  const change = (next: string) => {
    setTyped(next.slice(0, mostLength));
    onTyping();
  };
  const shown = isHidden ? typed.slice(0, -stillSeen).replace(/./g, "•") + typed.slice(-stillSeen) : typed;
  return (
    <>
      <section className="kiosk-card kiosk-identify">
        <h2>
          <Icon name="person" /> {t("identifyTitle")}
        </h2>
        <ul className="kiosk-identify-ways">
          <li>
            <Icon name="paper" size="2.2rem" /> {t("identifyCard")}
          </li>
          <li>
            <Icon name="phone" size="2.2rem" /> {t("identifyNumber")}
          </li>
        </ul>
        <output className="kiosk-identify-number" aria-label={t("identifyTyped")}>
          {shown || <span>{t("identifyHint")}</span>}
        </output>
        {problem && (
          <p className="problem" role="alert">
            {pick(problem)}
          </p>
        )}
        <div className="kiosk-keys kiosk-number-keys">
          {keys.map((key) => (
            <button type="button" key={key} onClick={() => change(typed + key)}>
              {key}
            </button>
          ))}
          <button type="button" aria-label={t("erase")} onClick={() => change(typed.slice(0, -1))}>
            <Icon name="erase" />
          </button>
        </div>
        <p className="kiosk-soft">{t("identifyPrivacy")}</p>
      </section>
      <div className="kiosk-ends">
        <button type="button" onClick={onBack}>
          <Icon name="back" /> {t("identifySkip")}
        </button>
        <button
          type="button"
          className="main kiosk-next"
          disabled={typed.length < leastLength || isBusy}
          onClick={() => onNumber(typed)}
        >
          {isBusy ? t("identifying") : t("identify")}
        </button>
      </div>
    </>
  );
}
