/** The work list, live: the first page is pushed, further pages are fetched behind it and kept in step. */
import { useEffect, useEffectEvent, useState } from "react";
import type { CallOf } from "../../../../contracts/endpoint.ts";
import type { WorkLine } from "../../../../contracts/orders/shapes.ts";
import { listWork } from "../../../../contracts/orders/steps.ts";
import { call } from "../../../parts/api.ts";
import { useLive } from "../../../parts/live.ts";
import { reportProblem } from "../../../staff/problems.tsx";

type Listed = Omit<NonNullable<CallOf<typeof listWork>["query"]>, "after" | "limit">;
/** `waiting` is no view of steps: what waits for my answer stands in their place, and the list behind keeps counting. */
export type WorkQuery = Omit<Listed, "view"> & { view?: Listed["view"] | "waiting" };
/** As many as a screen and a half shows. */
const pageSize = 50;

type Further = { readonly key: string; readonly lines: readonly WorkLine[]; readonly after: string | null };
const none: Further = { key: "", lines: [], after: null };

export function useWork({ view, ...rest }: WorkQuery) {
  const query: Listed = { ...rest, view: view === "waiting" ? "mine" : view };
  const { status, data, problem } = useLive(listWork, { query: { ...query, limit: pageSize } });
  const key = JSON.stringify(query);
  const [kept, setKept] = useState<Further>(none);
  const [isLoading, setLoading] = useState(false);
  const further = kept.key === key ? kept : none;
  const first = data?.lines ?? [];
  const after = further.lines.length > 0 ? further.after : (data?.after ?? null);

  const load = async (from: string, before: readonly WorkLine[]) => {
    setLoading(true);
    try {
      const page = await call(listWork, { query: { ...query, after: from, limit: pageSize } });
      setKept({ key, lines: [...before, ...page.lines], after: page.after });
    } catch (error) {
      reportProblem(error);
    } finally {
      setLoading(false);
    }
  };
  /** What was fetched behind the first page is as old as that moment: fetched again when the list has changed. */
  const followed = useEffectEvent(async (start: string | null) => {
    const wanted = further.lines.length;
    if (wanted === 0) return;
    let [lines, next]: [readonly WorkLine[], string | null] = [[], start];
    try {
      while (next !== null && lines.length < wanted) {
        const page = await call(listWork, { query: { ...query, after: next, limit: pageSize } });
        [lines, next] = [[...lines, ...page.lines], page.after];
      }
      setKept({ key, lines, after: next });
    } catch {
      // The next push tries again.
    }
  });
  useEffect(() => {
    if (data) void followed(data.after);
  }, [data]);

  const shown = new Set(first.map(({ stepId }) => stepId));
  return {
    status,
    problem,
    counts: data?.counts,
    /** Changes with every push. */
    pushedAt: data?.now,
    isLoaded: data !== undefined,
    lines: [...first, ...further.lines.filter(({ stepId }) => !shown.has(stepId))],
    hasMore: after !== null,
    isLoading,
    more: () => {
      if (after !== null) void load(after, further.lines);
    },
  };
}
export type Work = ReturnType<typeof useWork>;
