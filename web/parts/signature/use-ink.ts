/** The pad's hand: pointer events of one finger, pen or mouse become ink. */
import { type PointerEvent, type RefObject, useEffect, useRef, useState } from "react";
import { drawInk } from "./draw.ts";
import { box, type Ink, noInk, penDown, penMove, penUp, undo } from "./ink.ts";

export function useInk(canvas: RefObject<HTMLCanvasElement | null>) {
  const [ink, setInk] = useState<Ink>(noInk);
  const pointer = useRef<number>(undefined);
  /** Once a pen was seen, touches are the palm beside it. */
  const hasPen = useRef(false);

  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const fit = () => {
      const { width, height } = element.getBoundingClientRect();
      const sharpness = Math.min(3, devicePixelRatio || 1);
      const size = { width: Math.round(width * sharpness), height: Math.round(height * sharpness) };
      // Setting a canvas's size wipes it, so only when it changed.
      if (element.width !== size.width || element.height !== size.height) Object.assign(element, size);
      drawInk(element, ink);
    };
    fit();
    const observer = new ResizeObserver(fit);
    observer.observe(element);
    return () => observer.disconnect();
  }, [canvas, ink]);

  /** Where in the box; the canvas may have any size. */
  const place = (event: { clientX: number; clientY: number }) => {
    const area = canvas.current?.getBoundingClientRect();
    if (!area || area.width === 0 || area.height === 0) return { x: 0, y: 0 };
    return {
      x: ((event.clientX - area.left) / area.width) * box.width,
      y: ((event.clientY - area.top) / area.height) * box.height,
    };
  };

  const onPointerDown = (event: PointerEvent<HTMLCanvasElement>) => {
    if (event.button !== 0 || pointer.current !== undefined) return;
    if (event.pointerType === "pen") hasPen.current = true;
    else if (event.pointerType === "touch" && hasPen.current) return;
    pointer.current = event.pointerId;
    event.currentTarget.setPointerCapture(event.pointerId);
    const { x, y } = place(event);
    setInk((now) => penDown(now, x, y));
  };
  const onPointerMove = (event: PointerEvent<HTMLCanvasElement>) => {
    if (event.pointerId !== pointer.current) return;
    // A pen gives several points a frame; with only the last, fast letters get corners.
    const native = event.nativeEvent;
    const all = native.getCoalescedEvents?.() ?? [];
    const places = (all.length > 0 ? all : [native]).map(place);
    setInk((now) => places.reduce((written, { x, y }) => penMove(written, x, y), now));
  };
  const onPointerUp = (event: PointerEvent<HTMLCanvasElement>) => {
    if (event.pointerId !== pointer.current) return;
    pointer.current = undefined;
    setInk(penUp);
  };

  return {
    ink,
    undo: () => setInk(undo),
    clear: () => setInk(noInk),
    handlers: { onPointerDown, onPointerMove, onPointerUp, onPointerCancel: onPointerUp },
  };
}
