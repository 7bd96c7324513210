/** A run over all customers while it goes on: asked every second, told when it is over. */
import { useQuery } from "@tanstack/react-query";
import { Progress } from "antd";
import { useEffect, useRef } from "react";
import { type Run, readRun } from "../../../contracts/customers.ts";
import { call } from "../../parts/api.ts";
import { countOf } from "../parts/format.ts";

const askMs = 1_000;

type Props = {
  readonly run: Run;
  readonly label: (facts: { done: string; total: string }) => string;
  readonly onDone: () => void;
};

export function RunProgress({ run, label, onDone }: Props) {
  const asked = useQuery({
    queryKey: [readRun.path, run.id],
    queryFn: () => call(readRun, { params: { runId: run.id } }),
    refetchInterval: ({ state }) => (state.data && state.data.state !== "running" ? false : askMs),
  });
  const { state, done, total } = asked.data ?? run;
  const told = useRef(false);
  useEffect(() => {
    if (state === "running" || told.current) return;
    told.current = true;
    onDone();
  }, [state, onDone]);
  const percent = total === 0 ? 100 : Math.floor((done / total) * 100);
  const text = label({ done: countOf(done), total: countOf(total) });
  return (
    <div className="run-progress" role="status">
      <Progress percent={percent} status={state === "running" ? "active" : "normal"} aria-label={text} />
      <span className="quiet num">{text}</span>
    </div>
  );
}
