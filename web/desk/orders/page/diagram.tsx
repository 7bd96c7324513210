/** The drawn process (BPMN 2.0) with where the order stands in it. Moved by dragging, sized by wheel or keys. */
import { Button } from "antd";
import Declared from "bpmn-js/lib/NavigatedViewer.js";
import "bpmn-js/dist/assets/diagram-js.css";
import "bpmn-js/dist/assets/bpmn-js.css";
import { useEffect, useRef, useState } from "react";
import type { ResultOf } from "../../../../contracts/endpoint.ts";
import type { readOrderDiagram } from "../../../../contracts/orders/page.ts";
import { defineWords } from "../../../parts/words.ts";
import "./diagram.css";

const t = defineWords({
  drawing: ["流程图。同样的内容在“列表”里。", "The drawn process. The list has the same."],
  failed: ["这张流程图画不出来，请看列表。", "This process cannot be drawn; see the list."],
  fit: ["看全图", "Whole"],
  live: ["看当前", "Where it is"],
  larger: ["放大", "Larger"],
  smaller: ["缩小", "Smaller"],
  legendLive: ["办理中", "Open"],
  legendDone: ["已办", "Done"],
  legendLate: ["超期", "Late"],
});

/** bpmn-js declares its files as CommonJS while the bundler reads them as modules: either shape is right. */
const NavigatedViewer = "default" in Declared ? Declared.default : Declared;
type Viewer = InstanceType<typeof Declared.default>;

type DiagramAnswer = ResultOf<typeof readOrderDiagram>;
/** What of diagram-js is used here; its own types are loose. */
type Canvas = {
  zoom(level: number | "fit-viewport", center?: "auto"): number;
  addMarker(id: string, marker: string): void;
  removeMarker(id: string, marker: string): void;
  scrollToElement(id: string, padding?: number): void;
};
type Registry = { get(id: string): unknown };

const marks = ["live", "done", "late"] as const;

/** A whole process that is smaller than this cannot be read: it opens where the order stands. */
const legibleFrom = 0.6;
/** Its words can be read, and what comes before and after is there, too. */
const shownAt = 0.8;

function showAt(canvas: Canvas, element: string): void {
  canvas.zoom(shownAt);
  canvas.scrollToElement(element, 160);
}

export function Diagram({ diagram }: { diagram: DiagramAnswer }) {
  const box = useRef<HTMLElement>(null);
  const viewer = useRef<Viewer | null>(null);
  const marked = useRef<readonly [id: string, marker: string][]>([]);
  const [drawn, setDrawn] = useState<string>();
  const [isBroken, setBroken] = useState(false);
  const { xml } = diagram;
  const live = useRef(diagram.live);
  live.current = diagram.live;

  useEffect(() => {
    if (!box.current) return;
    const made = new NavigatedViewer({ container: box.current });
    viewer.current = made;
    let isGone = false;
    made
      .importXML(xml)
      .then(() => {
        if (isGone) return;
        const canvas = made.get<Canvas>("canvas");
        const [first] = live.current;
        if (canvas.zoom("fit-viewport", "auto") < legibleFrom && first) showAt(canvas, first);
        marked.current = [];
        setDrawn(xml);
      })
      .catch(() => !isGone && setBroken(true));
    return () => {
      isGone = true;
      viewer.current = null;
      made.destroy();
    };
  }, [xml]);

  useEffect(() => {
    if (drawn === undefined || !viewer.current) return;
    const canvas = viewer.current.get<Canvas>("canvas");
    const registry = viewer.current.get<Registry>("elementRegistry");
    for (const [id, marker] of marked.current) canvas.removeMarker(id, marker);
    const next = marks.flatMap((mark) =>
      diagram[mark].filter((id) => registry.get(id)).map((id): [string, string] => [id, `is-${mark}`]),
    );
    for (const [id, marker] of next) canvas.addMarker(id, marker);
    marked.current = next;
  }, [drawn, diagram]);

  const canvasOf = () => viewer.current?.get<Canvas>("canvas");
  const zoom = (by: number) => {
    const canvas = canvasOf();
    // Without an argument it answers where it is.
    if (canvas) canvas.zoom((canvas.zoom as () => number)() * by);
  };
  const showLive = () => {
    const canvas = canvasOf();
    const [first] = diagram.live;
    if (!canvas || !first) return;
    showAt(canvas, first);
  };
  if (isBroken) return <p className="problem">{t("failed")}</p>;
  return (
    <div className="order-diagram">
      <div className="order-diagram-keys">
        <Button size="small" onClick={() => canvasOf()?.zoom("fit-viewport", "auto")}>
          {t("fit")}
        </Button>
        <Button size="small" onClick={showLive} disabled={diagram.live.length === 0}>
          {t("live")}
        </Button>
        <Button size="small" aria-label={t("larger")} onClick={() => zoom(1.25)}>
          ＋
        </Button>
        <Button size="small" aria-label={t("smaller")} onClick={() => zoom(0.8)}>
          －
        </Button>
        <span className="order-legend">
          <i className="is-live" /> {t("legendLive")} <i className="is-done" /> {t("legendDone")}{" "}
          <i className="is-late" /> {t("legendLate")}
        </span>
      </div>
      {/* Whoever cannot see it has the list. */}
      <section
        ref={box}
        className="order-canvas"
        aria-label={t("drawing")}
        data-drawn={drawn !== undefined}
      />
    </div>
  );
}
