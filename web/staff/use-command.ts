import { useEffect, useRef, useState } from "react";
import { reportProblem } from "./problems.tsx";

/** A live screen follows a command within this long; after it the buttons come back in any case. */
const settleMs = 800;

/**
 * Commands of a live page, one at a time: while one runs, and until the pushed state (`live`) shows what it did, the
 * next is not started, so that a second press acts on what the person sees. Refusals become notifications.
 */
export function useCommand(live: unknown) {
  const [pending, setPending] = useState<string>();
  const running = useRef(false);
  const settled = useRef(() => {});
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new state is what is waited for
  useEffect(() => settled.current(), [live]);

  const run = async <T>(name: string, work: () => Promise<T>): Promise<T | undefined> => {
    if (running.current) return undefined;
    running.current = true;
    setPending(name);
    const pushed = new Promise<void>((resolve) => {
      settled.current = resolve;
    });
    try {
      const answer = await work();
      await Promise.race([pushed, new Promise((resolve) => setTimeout(resolve, settleMs))]);
      return answer;
    } catch (error) {
      reportProblem(error);
      return undefined;
    } finally {
      running.current = false;
      setPending(undefined);
    }
  };
  return { run, pending };
}
