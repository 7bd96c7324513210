/** Nobody touches the kiosk any more: first a countdown, then the reset that wipes everything. */
import { useEffect, useState } from "react";

/**
 * @param afterS seconds without a touch until `onIdle`; null while nothing is entered
 * @returns the seconds left once fewer than `warnS` remain
 */
export function useIdle(afterS: number | null, warnS: number, onIdle: () => void): number | null {
  const [left, setLeft] = useState<number | null>(null);
  useEffect(() => {
    setLeft(null);
    if (afterS === null) return;
    let touchedAt = performance.now();
    const touched = () => {
      touchedAt = performance.now();
      setLeft(null);
    };
    const timer = setInterval(() => {
      const rest = Math.ceil(afterS - (performance.now() - touchedAt) / 1_000);
      if (rest <= 0) onIdle();
      else setLeft(rest <= warnS ? rest : null);
    }, 250);
    for (const event of ["pointerdown", "keydown"] as const) addEventListener(event, touched);
    return () => {
      clearInterval(timer);
      for (const event of ["pointerdown", "keydown"] as const) removeEventListener(event, touched);
    };
  }, [afterS, warnS, onIdle]);
  return left;
}
