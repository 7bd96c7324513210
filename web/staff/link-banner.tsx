import { useEffect, useState } from "react";
import { Icon } from "../parts/icons.tsx";
import type { LiveStatus } from "../parts/live.ts";
import { clockSeconds, now } from "../parts/time.ts";
import { defineWords } from "../parts/words.ts";

const t = defineWords({
  lost: [
    "连接中断，正在自动重连。下面是 {time} 的情况，操作会在连上后再试。",
    "Connection lost, reconnecting. What you see is from {time}; commands are tried again once it is back.",
  ],
});

/** Says that what is on the screen may be old. Quiet for the first moment: most breaks heal before anybody reads. */
export function LinkBanner({ status }: { status: LiveStatus }) {
  const [since, setSince] = useState<string>();
  useEffect(() => {
    if (status !== "lost") return setSince(undefined);
    const at = clockSeconds(now());
    const timer = setTimeout(() => setSince(at), 1_500);
    return () => clearTimeout(timer);
  }, [status]);
  return (
    <div aria-live="assertive">
      {since && (
        <p className="link-banner">
          <Icon name="offline" /> {t("lost", { time: since })}
        </p>
      )}
    </div>
  );
}
