/** What goes to paper: its children alone, on pages of their own size, while the screen stays as it is. */
import { type ReactNode, useEffect, useEffectEvent } from "react";
import { createPortal } from "react-dom";
import "./print-sheet.css";

type Props = {
  /** `210mm 297mm`, `85.6mm 54mm`: the paper. */
  size: string;
  /** Of each page; none unless said. */
  margin?: string;
  /** Whether everything in it is drawn. */
  isReady?: boolean;
  onPrinted: () => void;
  children: ReactNode;
};

export function PrintSheet({ size, margin = "0", isReady = true, onPrinted, children }: Props) {
  const printed = useEffectEvent(onPrinted);
  useEffect(() => {
    if (!isReady) return;
    // The page's size cannot come from an attribute; a sheet of its own rule can be taken away again.
    const rule = new CSSStyleSheet();
    rule.replaceSync(`@page { size: ${size}; margin: ${margin}; }`);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, rule];
    const done = () => printed();
    window.addEventListener("afterprint", done, { once: true });
    const soon = requestAnimationFrame(() => window.print());
    return () => {
      cancelAnimationFrame(soon);
      window.removeEventListener("afterprint", done);
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== rule);
    };
  }, [isReady, size, margin]);
  return createPortal(<div className="print-sheet">{children}</div>, document.body);
}
