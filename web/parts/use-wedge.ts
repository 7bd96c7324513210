/**
 * Readers of ID cards and QR codes that play keyboard: what is typed faster than any hand and ends in Enter was read from
 * a card, wherever the focus is. Its Enter must not press a button.
 */
import { useEffect, useEffectEvent } from "react";

/** A reader's keys come 2 to 20 milliseconds apart, a fast hand's 80 and more; a busy page may hold one up. */
const meanMs = 50;
const pauseMs = 250;
/** Fewer characters are not a number of anybody. */
const leastLength = 6;

/** Where what a reader plays is typed as by hand; a radio button or a switch takes no text. */
const textFields =
  "input:not([type=radio], [type=checkbox], [type=button], [type=submit]), textarea, [contenteditable=true]";

/** Collects key presses and says when a reader has finished. Exported for its test. */
export function wedgeCollector() {
  let text = "";
  let firstMs = 0;
  let lastMs = 0;
  return (key: string, atMs: number): string | undefined => {
    const isNew = text === "" || atMs - lastMs > pauseMs;
    lastMs = atMs;
    if (key === "Enter") {
      const isRead = !isNew && text.length >= leastLength && (atMs - firstMs) / text.length <= meanMs;
      const read = isRead ? text : undefined;
      text = "";
      return read;
    }
    if (key.length !== 1) return undefined;
    if (isNew) {
      text = "";
      firstMs = atMs;
    }
    text += key;
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
      if (target instanceof HTMLElement && target.matches(textFields)) return;
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
