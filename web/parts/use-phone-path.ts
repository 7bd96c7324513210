/** The address in the hall's QR code of today, for the screens that show it; asked for again when it ends. */
import { useEffect, useState } from "react";
import { viewPhoneCode } from "../../contracts/hall/my.ts";
import { call } from "./api.ts";
import { nowMs } from "./time.ts";

const shortestMs = 30_000;
/** Timers above 24 days fire at once; a code never lives that long, but a wrong clock might make it seem so. */
const longestMs = 3_600_000;

export function usePhonePath(hallId: string, isLive: boolean): string | undefined {
  const [path, setPath] = useState<string>();
  useEffect(() => {
    if (!isLive) return;
    let stopped = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    async function renew(): Promise<void> {
      const fresh = await call(viewPhoneCode, { params: { hallId } }).catch(() => undefined);
      if (stopped) return;
      setPath(fresh?.path);
      const left = fresh ? Date.parse(fresh.validUntil) - nowMs() : 0;
      timer = setTimeout(renew, Math.min(longestMs, Math.max(shortestMs, left)));
    }
    void renew();
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [hallId, isLive]);
  return path;
}
