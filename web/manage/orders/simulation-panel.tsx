/** A drawing run a thousand times: who waits where, what is the bottleneck, how many are late. Shown on the drawing as well. */

import { useQuery } from "@tanstack/react-query";
import { Button, InputNumber, Progress, Select, Slider } from "antd";
import { useEffect, useState } from "react";
import type { ResultOf } from "../../../contracts/endpoint.ts";
import type { ProcessLine } from "../../../contracts/orders.ts";
import {
  type CustomerClass,
  customerClass,
  type DesignRun,
  type processVocabulary,
  readDesignRun,
  simulateProcess,
} from "../../../contracts/orders.ts";
import { ApiProblem, call } from "../../parts/api.ts";
import { pick } from "../../parts/words.ts";
import { reportProblem } from "../../staff/problems.tsx";
import type { Drawing } from "./bpmn/drawing.ts";
import { Field } from "./bpmn/property-fields.tsx";
import { t } from "./process-words.ts";
import { SimulationOutcome, showOnDrawing } from "./simulation-outcome.tsx";

type Props = {
  readonly processKey: string;
  readonly types: ProcessLine["types"];
  readonly drawing: Drawing | undefined;
  readonly vocabulary: ResultOf<typeof processVocabulary> | undefined;
  readonly isShown: boolean;
  readonly onFaulty: () => void;
};
const askMs = 500;

export function SimulationPanel({ processKey, types, drawing, vocabulary, isShown, onFaulty }: Props) {
  const [typeCode, setType] = useState<string | null>(types[0]?.code ?? null);
  const [who, setWho] = useState<CustomerClass>(processKey.includes("HV") ? "HV1" : "RES");
  const [runs, setRuns] = useState(1_000);
  const [usage, setUsage] = useState(60);
  const [interval, setIntervalMinutes] = useState(60);
  const [chance, setChance] = useState<string[]>([]);
  const [people, setPeople] = useState<Readonly<Record<string, number>>>({});
  const [runId, setRunId] = useState<string>();
  const [isStarting, setStarting] = useState(false);
  const asked = useQuery({
    queryKey: [readDesignRun.path, runId],
    queryFn: () => call(readDesignRun, { params: { runId: runId ?? "" }, query: {} }),
    enabled: runId !== undefined,
    refetchInterval: ({ state }) => (state.data && state.data.state !== "running" ? false : askMs),
  });
  const run: DesignRun | undefined = runId === undefined ? undefined : asked.data;
  const result = run?.simulation;
  useEffect(() => {
    if (drawing && isShown && result) showOnDrawing(drawing, result);
  }, [drawing, isShown, result]);

  const start = async () => {
    if (!drawing) return;
    setStarting(true);
    try {
      const capacity = people;
      const xml = await drawing.xml();
      const body = {
        xml,
        runs,
        typeCode,
        customerClass: who,
        usage: usage / 100,
        interval,
        chance,
        capacity,
      };
      setRunId((await call(simulateProcess, { params: { processKey }, body })).runId);
    } catch (refusal) {
      reportProblem(refusal);
      if (refusal instanceof ApiProblem && refusal.code === "processes.faulty") onFaulty();
    } finally {
      setStarting(false);
    }
  };
  const posts = drawing ? postsOf(drawing) : [];
  const nameOfPost = (code: string) => {
    const post = vocabulary?.posts.find((one) => one.code === code);
    return post ? pick(post.name) : code;
  };
  const isRunning = run?.state === "running" || (runId !== undefined && run === undefined);
  return (
    <div className="simulation">
      <div className="simulation-form">
        <Field label={t("sampleOrder")}>
          {(id) => (
            <Select
              id={id}
              size="small"
              value={typeCode ?? ""}
              onChange={(code: string) => setType(code || null)}
              options={[
                { value: "", label: t("anyType") },
                ...types.map(({ code, name }) => ({ value: code, label: pick(name) })),
              ]}
            />
          )}
        </Field>
        <Field label={t("class")}>
          {(id) => (
            <Select
              id={id}
              size="small"
              value={who}
              onChange={setWho}
              options={customerClass.options.map((value) => ({ value, label: t(value) }))}
            />
          )}
        </Field>
        <Field label={t("runs")}>
          {(id) => (
            <InputNumber
              id={id}
              size="small"
              min={1}
              max={10_000}
              value={runs}
              onChange={(n) => setRuns(n ?? 1_000)}
            />
          )}
        </Field>
        <Field label={t("interval")}>
          {(id) => (
            <InputNumber
              id={id}
              size="small"
              min={0}
              max={100_000}
              value={interval}
              onChange={(n) => setIntervalMinutes(n ?? 60)}
            />
          )}
        </Field>
        <div className="property wide">
          <span>
            {t("usage")} {usage}%
          </span>
          <Slider
            min={10}
            max={150}
            step={5}
            value={usage}
            onChange={setUsage}
            ariaLabelForHandle={t("usage")}
            tooltip={{ open: false }}
          />
        </div>
        <div className="property wide">
          <Field label={t("chance")}>
            {(id) => (
              <Select<string[]>
                id={id}
                size="small"
                mode="multiple"
                value={chance}
                onChange={setChance}
                showSearch={{ optionFilterProp: "label" }}
                options={(vocabulary?.variables ?? [])
                  .filter(({ type }) => type === "yes-no")
                  .map(({ code, name }) => ({ value: code, label: `${pick(name)}（${code}）` }))}
              />
            )}
          </Field>
        </div>
        <details className="property wide">
          <summary>{t("capacity")}</summary>
          <div className="simulation-people">
            {posts.map((code) => (
              <Field key={code} label={nameOfPost(code)}>
                {(id) => (
                  <InputNumber
                    id={id}
                    size="small"
                    min={1}
                    max={1_000}
                    value={people[code] ?? null}
                    placeholder={t("enough")}
                    onChange={(n) => {
                      const { [code]: _, ...others } = people;
                      setPeople(n ? { ...others, [code]: n } : others);
                    }}
                  />
                )}
              </Field>
            ))}
          </div>
        </details>
      </div>
      <Button
        type="primary"
        size="small"
        loading={isStarting || isRunning}
        disabled={!drawing}
        onClick={() => void start()}
      >
        {t("simulate")}
      </Button>
      {run && isRunning && (
        <div role="status">
          <Progress
            percent={Math.floor((run.done / Math.max(1, run.total)) * 100)}
            aria-label={t("simulation")}
            size="small"
          />
          <span className="quiet num">{t("simulating", { done: run.done, total: run.total })}</span>
        </div>
      )}
      {result && drawing && (
        <SimulationOutcome result={result} onShow={(elementId) => drawing.show(elementId)} />
      )}
      <p className="quiet small-print">{t("simulateHint")}</p>
    </div>
  );
}

const postsOf = (drawing: Drawing): string[] => [
  ...new Set(
    drawing.shapes.flatMap(({ businessObject }) => {
      const post = businessObject.$instanceOf("bpmn:Task") ? businessObject.get("mc:post") : undefined;
      return typeof post === "string" && post ? [post] : [];
    }),
  ),
];
