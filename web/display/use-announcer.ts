/** Speaks calls one after the other: chime, Mandarin, English. The call being spoken stands large on the screen. */
import { useEffect, useRef, useState } from "react";
import { chime, numberInChinese, numberInEnglish, say, soundAllowed } from "../parts/speech.ts";
import { nowMs } from "../parts/time.ts";
import { type Call, unheard } from "./calls.ts";

const store = "mingchuang.display.said";
/** So long a call stays large even when nothing is spoken. */
const leastMs = 3_500;

function readSaid(): readonly string[] {
  try {
    return JSON.parse(sessionStorage.getItem(store) ?? "[]") as string[];
  } catch {
    return [];
  }
}

/** @returns the call that is being announced now */
export function useAnnouncer(calls: readonly Call[] | undefined, isMuted: boolean): Call | undefined {
  const [speaking, setSpeaking] = useState<Call>();
  const queue = useRef<Call[]>([]);
  const busy = useRef(false);
  const muted = useRef(isMuted);
  muted.current = isMuted;
  useEffect(() => {
    if (!calls) return;
    const { speak, said } = unheard(readSaid(), calls, nowMs());
    sessionStorage.setItem(store, JSON.stringify(said));
    queue.current.push(...speak);
    if (busy.current) return;
    busy.current = true;
    void (async () => {
      for (let next = queue.current.shift(); next; next = queue.current.shift()) {
        setSpeaking(next);
        await Promise.all([
          announce(next, muted.current),
          new Promise((resolve) => setTimeout(resolve, leastMs)),
        ]);
      }
      setSpeaking(undefined);
      busy.current = false;
    })();
  }, [calls]);
  return speaking;
}

async function announce({ number, windowNumber }: Call, isMuted: boolean): Promise<void> {
  if (isMuted || !soundAllowed()) return;
  await chime();
  await say({ lang: "zh-CN", text: `请 ${numberInChinese(number)} 号，到 ${windowNumber} 号窗口。` });
  await say({
    lang: "en-US",
    text: `Ticket ${numberInEnglish(number)}, please go to window ${windowNumber}.`,
  });
}
