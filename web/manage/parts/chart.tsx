/** A picture of figures. The drawing library is loaded when the first picture is shown, not before. */
import type { EChartsCoreOption } from "echarts/core";
import { lazy, Suspense } from "react";

const Canvas = lazy(async () => ({ default: (await import("./chart-canvas.tsx")).ChartCanvas }));

export type ChartProps = {
  readonly option: EChartsCoreOption;
  /** What the picture says, for those who cannot see it; the table beside has the numbers. */
  readonly label: string;
  readonly height?: number | string;
  /** Called with the index of the category that was clicked. */
  readonly onPick?: (index: number) => void;
};

export function Chart({ height = 320, ...props }: ChartProps) {
  return (
    <Suspense fallback={<div style={{ height }} aria-busy="true" />}>
      <Canvas height={height} {...props} />
    </Suspense>
  );
}
