/**
 * Readers of ID cards and QR codes that play keyboard: what is typed faster than any hand and ends in Enter was read from
 * a card, wherever the focus is. Its Enter must not press a button.
 */
import { useEffect, useEffectEvent } from "react";

/** Nobody types two keys within this, in milliseconds, many times in a row; a reader needs 2 to 20. */
const fastMs = 45;
/** Fewer characters are not a number of anybody. */
const leastLength = 6;

/** Collects key presses and says when a reader has finished. Exported for its test. */
export function wedgeCollector() {
  let text = "";
  let lastMs = 0;
  return (key: string, atMs: number): string | undefined => {
    const isFast = atMs - lastMs <= fastMs;
    lastMs = atMs;
    if (key === "Enter") {
      const read = isFast && text.length >= leastLength ? text : undefined;
      text = "";
      return read;
    }
    if (key.length !== 1) return undefined;
    text = isFast ? text + key : key;
    return undefined;
  };
}

/** @param onRead what the reader read; not called while the focus is in a field, which takes it as typed */
export function useWedge(onRead: (text: string) => void): void {
  const read = useEffectEvent(onRead);
  useEffect(() => {
    const collect = wedgeCollector();
    const pressed = (event: KeyboardEvent) => {
      const { target } = event;
      if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
      if (target instanceof HTMLElement && target.matches("input, textarea, select, [contenteditable]"))
        return;
      const text = collect(event.key, event.timeStamp);
      if (text === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      read(text);
    };
    // Before anything on the page hears the key.
    addEventListener("keydown", pressed, { capture: true });
    return () => removeEventListener("keydown", pressed, { capture: true });
  }, []);
}
