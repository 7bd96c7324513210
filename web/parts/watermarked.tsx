/** A picture drawn on a canvas, with words across it that a copy takes along (仅供办电使用). */
import { useEffect, useEffectEvent, useRef } from "react";

type Props = {
  picture: Blob;
  label: string;
  /** Lines of the watermark; none: the picture alone. */
  watermark: readonly string[];
  onDrawn?: () => void;
  onFailed?: () => void;
};

/** Wider is not needed on a screen nor at 300 dpi on A4. */
const widest = 2_400;

export function Watermarked({ picture, label, watermark, onDrawn, onFailed }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const drawn = useEffectEvent(() => onDrawn?.());
  const failed = useEffectEvent(() => onFailed?.());
  const text = watermark.join("\n");
  useEffect(() => {
    let isGone = false;
    void createImageBitmap(picture)
      .then((bitmap) => {
        if (isGone || !canvas.current) return;
        draw(canvas.current, bitmap, text ? text.split("\n") : []);
        bitmap.close();
        drawn();
      })
      .catch(() => failed());
    return () => {
      isGone = true;
    };
  }, [picture, text]);
  return <canvas ref={canvas} className="watermarked" role="img" aria-label={label} />;
}

function draw(canvas: HTMLCanvasElement, picture: ImageBitmap, lines: readonly string[]): void {
  const scale = Math.min(1, widest / picture.width);
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  const pen = canvas.getContext("2d");
  if (!pen) return;
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  const size = Math.max(14, Math.round(canvas.width / 22));
  pen.font = `600 ${size}px "Noto Sans SC", "Microsoft YaHei", sans-serif`;
  pen.textAlign = "center";
  pen.rotate(-Math.PI / 7);
  const reach = canvas.width + canvas.height;
  const across = Math.max(...lines.map((line) => pen.measureText(line).width), 1) + size * 1.6;
  for (let y = -reach; y < reach; y += size * (lines.length + 2.2))
    for (let x = -reach; x < reach; x += across)
      for (const [n, line] of lines.entries()) {
        // Dark on a light edge: readable over any picture.
        pen.lineWidth = size / 9;
        pen.strokeStyle = "rgba(255, 255, 255, 0.42)";
        pen.strokeText(line, x, y + n * size * 1.25);
        pen.fillStyle = "rgba(160, 24, 24, 0.44)";
        pen.fillText(line, x, y + n * size * 1.25);
      }
}
