import type { ReactNode } from "react";

/** A part that scrolls by itself; the keyboard can reach and scroll it (WCAG 2.1.1). */
export function Scroll({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: without a focus stop the keyboard could not scroll it
    <section className="wall-scroll" tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}
