/** A process on the drawing board: edited, checked while it is drawn, simulated, saved, published by somebody else. */
import { Badge, Tabs } from "antd";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { ResultOf } from "../../../contracts/endpoint.ts";
import {
  checkProcess,
  listProcesses,
  type ProcessFinding,
  processVocabulary,
  readProcessVersion,
} from "../../../contracts/orders.ts";
import { call } from "../../parts/api.ts";
import { pick } from "../../parts/words.ts";
import { useAsk } from "../../staff/query.ts";
import { useMay } from "../parts/may.ts";
import { Loaded, Page } from "../parts/page.tsx";
import { DrawingCanvas } from "./bpmn/canvas.tsx";
import type { Drawing, Shape } from "./bpmn/drawing.ts";
import { Properties } from "./bpmn/properties.tsx";
import { DesignerTools } from "./designer-tools.tsx";
import { Findings } from "./findings.tsx";
import { t } from "./process-words.ts";
import { StateTag, versionIn } from "./processes-page.tsx";
import { SimulationPanel } from "./simulation-panel.tsx";

type Props = { readonly processKey: string; readonly version: number };

export function Designer({ processKey, version }: Props) {
  const opened = useAsk(readProcessVersion, { params: { processKey, version }, query: {} });
  return (
    <Loaded of={opened}>
      {/* What is saved meanwhile by this page must not open the drawing anew. */}
      {(data) => <Board key={`${processKey}/${version}`} opened={data} />}
    </Loaded>
  );
}

const checkAfterMs = 700;

function Board({ opened }: { opened: ResultOf<typeof readProcessVersion> }) {
  const { key: processKey, version } = opened;
  const may = useMay();
  const list = useAsk(listProcesses, { query: {} });
  const words = useAsk(processVocabulary, { query: {} });
  const line = list.data?.processes.find(({ key }) => key === processKey);
  const draft = line && versionIn(line, "draft");
  const isDraft = version.state === "draft";
  const [isForking, setForking] = useState(false);
  const mayEdit = may("orders.process.design");
  const isReadOnly = !(mayEdit && (isDraft || isForking));

  const [xml, setXml] = useState(opened.xml);
  const [drawing, setDrawing] = useState<Drawing>();
  const [shape, setShape] = useState<Shape>();
  const [revision, setRevision] = useState(0);
  const [savedRevision, setSavedRevision] = useState(0);
  const [tab, setTab] = useState("properties");
  const { findings, isChecking } = useFindings(processKey, drawing, revision);
  const open = useCallback((made: Drawing) => {
    setDrawing(made);
    setShape(made.root);
    if (made.isReadOnly) return;
    made.onSelect(setShape);
    made.onChange(() => setRevision((n) => n + 1));
  }, []);
  const load = (text: string) => {
    setDrawing(undefined);
    setXml(text);
    setRevision((n) => n + 1);
  };
  useLeaveGuard(!isReadOnly && revision > savedRevision);
  useMarks(drawing, findings, tab);
  const errors = findings?.filter(({ level }) => level === "error").length ?? 0;
  const show = (finding: ProcessFinding) => {
    if (!drawing) return;
    const target = finding.elementId ?? drawing.root.id;
    drawing.show(target);
    drawing.mark([
      ...finding.path.map((id) => [id, "on-path"] as const),
      [target, finding.level === "error" ? "has-error" : "has-warning"],
    ]);
  };
  return (
    <Page
      title={`${pick(version.name)} ${processKey}`}
      hint={
        <>
          {t("version", { n: version.version })} <StateTag state={version.state} />
          {isForking && <StateTag state="draft" />}
          {!isReadOnly && revision > savedRevision && <span className="unsaved">{t("unsaved")}</span>}
        </>
      }
      tools={
        <DesignerTools
          opened={opened}
          draft={draft}
          published={line && versionIn(line, "published")}
          drawing={drawing}
          isReadOnly={isReadOnly}
          isChanged={revision > savedRevision}
          errors={errors}
          onFork={() => setForking(true)}
          onLoad={load}
          onSaved={() => setSavedRevision(revision)}
          onRefused={() => setTab("findings")}
        />
      }
    >
      <div className="designer">
        <DrawingCanvas xml={xml} isReadOnly={isReadOnly} label={t("drawing")} onOpen={open} />
        <aside className="designer-side">
          <Tabs
            size="small"
            activeKey={tab}
            onChange={setTab}
            items={[
              {
                key: "properties",
                label: t("properties"),
                children: (
                  <Loaded of={words}>
                    {(vocabulary) =>
                      drawing &&
                      shape && (
                        // Undone or redone: the attributes are read again.
                        <Properties
                          key={shape.id}
                          drawing={drawing}
                          shape={shape}
                          words={vocabulary}
                          isReadOnly={isReadOnly}
                        />
                      )
                    }
                  </Loaded>
                ),
              },
              {
                key: "findings",
                label: (
                  <Badge count={errors} size="small" offset={[8, 0]}>
                    {t("findings")}
                  </Badge>
                ),
                children: <Findings findings={findings} isChecking={isChecking} onShow={show} />,
              },
              {
                key: "simulation",
                label: t("simulation"),
                children: (
                  <SimulationPanel
                    processKey={processKey}
                    types={line?.types ?? []}
                    drawing={drawing}
                    vocabulary={words.data}
                    isShown={tab === "simulation"}
                    onFaulty={() => setTab("findings")}
                  />
                ),
              },
            ]}
          />
        </aside>
      </div>
    </Page>
  );
}

/** Asked a moment after the last change. */
function useFindings(processKey: string, drawing: Drawing | undefined, revision: number) {
  const [findings, setFindings] = useState<readonly ProcessFinding[]>();
  const [isChecking, setChecking] = useState(false);
  const newest = useRef(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a revision is what makes a drawing another one
  useEffect(() => {
    if (!drawing) return;
    const turn = ++newest.current;
    setChecking(true);
    const timer = setTimeout(
      async () => {
        try {
          const body = { processKey, xml: await drawing.xml() };
          const answer = await call(checkProcess, { body });
          if (turn === newest.current) setFindings(answer.findings);
        } catch {
          // The next change asks again; saving and publishing check for themselves.
        } finally {
          if (turn === newest.current) setChecking(false);
        }
      },
      revision === 0 ? 0 : checkAfterMs,
    );
    return () => clearTimeout(timer);
  }, [processKey, drawing, revision]);
  return { findings, isChecking };
}

function useMarks(
  drawing: Drawing | undefined,
  findings: readonly ProcessFinding[] | undefined,
  tab: string,
) {
  const marks = useMemo(
    () =>
      (findings ?? []).flatMap(({ elementId, level }) =>
        elementId ? [[elementId, level === "error" ? "has-error" : "has-warning"] as const] : [],
      ),
    [findings],
  );
  useEffect(() => {
    if (!drawing || tab === "simulation") return;
    drawing.badge([]);
    drawing.mark(marks);
  }, [drawing, marks, tab]);
}

function useLeaveGuard(isChanged: boolean) {
  useEffect(() => {
    if (!isChanged) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [isChanged]);
}
