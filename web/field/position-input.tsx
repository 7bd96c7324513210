/** Where it was: the phone's position with how exact it is; where the phone gives none, why. */
import { useState } from "react";
import type { FormValues } from "../../contracts/orders/shapes.ts";
import { Icon } from "../parts/icons.tsx";
import { t } from "./words.ts";

type Props = { fieldKey: string; values: FormValues; onValues: (values: FormValues) => void };
const patienceMs = 20_000;
/** About a tenth of a metre: more digits would say more than the phone knows. */
const decimals = 6;

export function PositionInput({ fieldKey, values, onValues }: Props) {
  const [isBusy, setBusy] = useState(false);
  const [isRefused, setRefused] = useState(Boolean(values.positionRefused));
  const position = values[fieldKey];
  const locate = () => {
    setBusy(true);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setBusy(false);
        setRefused(false);
        onValues({
          [fieldKey]: `${coords.latitude.toFixed(decimals)},${coords.longitude.toFixed(decimals)}`,
          positionAccuracy: Math.round(coords.accuracy),
          positionRefused: null,
        });
      },
      () => {
        setBusy(false);
        setRefused(true);
      },
      { enableHighAccuracy: true, timeout: patienceMs, maximumAge: 60_000 },
    );
  };
  return (
    <>
      {typeof position === "string" && position !== "" && (
        <p className="field-located">
          <Icon name="pin" /> {t("located", { at: position, m: String(values.positionAccuracy ?? "?") })}
        </p>
      )}
      <button type="button" disabled={isBusy} onClick={locate}>
        <Icon name="pin" /> {isBusy ? t("locating") : t("locate")}
      </button>
      {isRefused && (
        <>
          <label htmlFor="field-position-why">{t("whyNoPosition")}</label>
          <input
            id="field-position-why"
            maxLength={100}
            value={typeof values.positionRefused === "string" ? values.positionRefused : ""}
            onChange={({ target }) => onValues({ positionRefused: target.value })}
          />
        </>
      )}
    </>
  );
}
