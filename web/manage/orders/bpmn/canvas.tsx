/** The drawing's place on a page, with the keys to size it. */
import {
  FullscreenOutlined,
  RedoOutlined,
  UndoOutlined,
  ZoomInOutlined,
  ZoomOutOutlined,
} from "@ant-design/icons";
import { Button, Result } from "antd";
import { type ReactNode, useEffect, useRef, useState } from "react";
import "bpmn-js/dist/assets/diagram-js.css";
import "bpmn-js/dist/assets/bpmn-js.css";
import "bpmn-js/dist/assets/bpmn-font/css/bpmn.css";
import { useLanguage } from "../../../parts/words.ts";
import { Drawing } from "./drawing.ts";
import { t } from "./words.ts";

type Props = {
  readonly xml: string;
  readonly isReadOnly: boolean;
  readonly label: string;
  readonly onOpen: (drawing: Drawing) => void;
  readonly keys?: ReactNode;
  readonly small?: boolean;
};

/** Opened anew only with another `xml`: what is drawn on it lives in the tool. */
export function DrawingCanvas({ xml, isReadOnly, label, onOpen, keys, small = false }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const [drawing, setDrawing] = useState<Drawing>();
  const [isBroken, setBroken] = useState(false);
  const language = useLanguage();
  const opened = useRef(onOpen);
  opened.current = onOpen;

  useEffect(() => {
    if (!box.current) return;
    const made = new Drawing(box.current, isReadOnly);
    let isGone = false;
    made
      .open(xml)
      .then(() => {
        if (isGone) return;
        box.current?.setAttribute("lang", language === "zh" ? "zh-CN" : "en");
        setDrawing(made);
        opened.current(made);
      })
      .catch(() => !isGone && setBroken(true));
    return () => {
      isGone = true;
      made.close();
    };
    // The tool keeps its own language until it is opened again.
  }, [xml, isReadOnly, language]);

  if (isBroken) return <Result status="warning" title={t("broken")} />;
  return (
    <section
      className={small ? "drawing small" : "drawing"}
      aria-label={label}
      data-drawn={drawing !== undefined}
    >
      <div className="drawing-keys">
        {!isReadOnly && (
          <>
            <Button
              size="small"
              icon={<UndoOutlined />}
              aria-label={t("undo")}
              onClick={() => drawing?.undo()}
            />
            <Button
              size="small"
              icon={<RedoOutlined />}
              aria-label={t("redo")}
              onClick={() => drawing?.redo()}
            />
          </>
        )}
        <Button
          size="small"
          icon={<ZoomInOutlined />}
          aria-label={t("larger")}
          onClick={() => drawing?.zoomBy(1.25)}
        />
        <Button
          size="small"
          icon={<ZoomOutOutlined />}
          aria-label={t("smaller")}
          onClick={() => drawing?.zoomBy(0.8)}
        />
        <Button size="small" icon={<FullscreenOutlined />} onClick={() => drawing?.fit()}>
          {t("fit")}
        </Button>
        {keys}
      </div>
      <div ref={box} className="drawing-box" />
    </section>
  );
}
