/**
 * The card reader of this page: one wire, whichever part of the page wants cards. A form that is open goes before the list
 * behind it, and what came last before what came first. Nothing runs unless a port was chosen and somebody listens.
 */
import { useEffect, useEffectEvent, useSyncExternalStore } from "react";
import { hasSerial, isPortChosen } from "../parts/serial-port.ts";
import type { Card } from "./card.ts";
import { type OpenWire, openReader } from "./port.ts";
import { watchReader } from "./talk.ts";

export type ReaderState = "none" | "opening" | "ready" | "unreadable" | "lost";
/** A reader that is gone is looked for again after this, in milliseconds. */
const againMs = 3_000;

let state: ReaderState = "none";
/** Settles when the port is closed again: whoever wants it next, at another rate perhaps, waits for that. */
let watching: Promise<void> = Promise.resolve();
const heard = new Set<() => void>();
type Taker = { readonly isForm: boolean; take(card: Card): void };
const takers: Taker[] = [];
const next = () => takers.findLast(({ isForm }) => isForm) ?? takers.at(-1);
let running: AbortController | undefined;

function become(next: ReaderState): void {
  if (state === next) return;
  state = next;
  for (const listener of heard) listener();
}

/** After another port or rate was chosen. */
export function restartReader(): void {
  running?.abort();
  running = undefined;
  become("none");
  start();
}

function start(): void {
  if (running || takers.length === 0 || !hasSerial() || !isPortChosen("card-reader")) return;
  running = new AbortController();
  const { signal } = running;
  watching = watching.then(() => keepWatching(signal));
}

function stopWhenUnwanted(): void {
  if (takers.length > 0) return;
  running?.abort();
  running = undefined;
  become("none");
}

async function keepWatching(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) become("opening");
  while (!signal.aborted) {
    let wire: OpenWire | undefined;
    try {
      wire = await openReader();
      await watchReader(
        wire,
        {
          onReady: () => become("ready"),
          onUnreadable: () => become("unreadable"),
          onCard: (card) => {
            become("ready");
            next()?.take(card);
          },
        },
        signal,
      );
    } catch {
      // Unplugged, switched off, or another page has it.
      if (!signal.aborted) become("lost");
    } finally {
      await wire?.close();
    }
    if (!signal.aborted) await new Promise((done) => setTimeout(done, againMs));
  }
}

/** @param onCard a card was held to the reader, and this part of the page is its next taker */
export function useCardReader(onCard: (card: Card) => void, { isForm = false } = {}): void {
  const taken = useEffectEvent(onCard);
  useEffect(() => {
    const taker: Taker = { isForm, take: (card) => taken(card) };
    takers.push(taker);
    start();
    return () => {
      takers.splice(takers.indexOf(taker), 1);
      // The next part of the page may want it at once: the port is not closed in between.
      setTimeout(stopWhenUnwanted, againMs);
    };
  }, [isForm]);
}

const subscribe = (listener: () => void) => {
  heard.add(listener);
  return () => heard.delete(listener);
};
export const useReaderState = (): ReaderState => useSyncExternalStore(subscribe, () => state);
