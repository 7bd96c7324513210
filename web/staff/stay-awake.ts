/**
 * Tells the server that somebody is at work here. Sessions end after some idle minutes and a page that only listens does
 * not count as life; but a clerk may serve one customer for half an hour, typing and pointing without a single command.
 */
import { getMe } from "../../contracts/identity.ts";
import { call } from "../parts/api.ts";

const everyMs = 60_000;
const signs = ["pointerdown", "keydown", "wheel"] as const;

/** Listens until the returned function is called. Nobody moving means nothing sent, so an empty desk still locks. */
export function stayAwake(): () => void {
  let told = performance.now();
  const tell = () => {
    if (performance.now() - told < everyMs) return;
    told = performance.now();
    // Whatever goes wrong shows at the next real call.
    call(getMe, {}, { attempts: 1 }).catch(() => {});
  };
  for (const sign of signs) addEventListener(sign, tell, { passive: true });
  return () => {
    for (const sign of signs) removeEventListener(sign, tell);
  };
}
