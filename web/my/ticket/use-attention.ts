/** Draws the holder's eye when it matters: vibration and the tab's title; and keeps the screen awake while waiting. */
import { useEffect, useRef } from "react";
import type { MyTicketView } from "../../../contracts/hall/my.ts";
import { t } from "./words.ts";

const pattern = { called: [400, 150, 400, 150, 800], soon: [250, 120, 250] };

export function useAttention(view: MyTicketView | undefined): void {
  const felt = useRef("");
  const state = view?.state;
  const calledAt = view?.calledAt ?? "";
  const callAhead = view?.callAhead ?? false;
  useEffect(() => {
    const moment = state === "called" ? `called ${calledAt}` : state === "waiting" && callAhead ? "soon" : "";
    // Browsers forbid it, loudly, until the page has been touched once.
    const mayFeel = navigator.userActivation?.hasBeenActive ?? true;
    if (moment && moment !== felt.current && mayFeel)
      navigator.vibrate?.(moment === "soon" ? pattern.soon : pattern.called);
    felt.current = moment;
  }, [state, calledAt, callAhead]);

  const number = view?.number;
  const windowNumber = view?.windowNumber;
  useEffect(() => {
    if (!number) return;
    document.title =
      state === "called"
        ? `▶ ${t("windowNumber", { number: windowNumber ?? "" })}`
        : `${number} · ${t("title")}`;
  }, [number, state, windowNumber]);

  const isWaiting = state === "waiting" || state === "called";
  useEffect(() => {
    if (!isWaiting || !("wakeLock" in navigator)) return;
    let lock: WakeLockSentinel | undefined;
    // Refused on low battery: the page works as well without.
    const hold = async () => {
      if (document.visibilityState === "visible")
        lock = await navigator.wakeLock.request("screen").catch(() => undefined);
    };
    void hold();
    document.addEventListener("visibilitychange", hold);
    return () => {
      document.removeEventListener("visibilitychange", hold);
      void lock?.release();
    };
  }, [isWaiting]);
}
