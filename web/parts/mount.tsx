/** Starts a surface: time first, then the page; one that breaks while drawing opens itself again. */
import { type ReactNode, StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { ReopenWhenBroken } from "./problem.tsx";
import { readyTime } from "./time.ts";
import { getLanguage, setLanguage } from "./words.ts";

export async function mount(surface: ReactNode): Promise<void> {
  await readyTime();
  setLanguage(getLanguage(), { keep: false });
  const place = document.getElementById("surface");
  if (!place) throw new Error("index.html has no #surface");
  createRoot(place).render(
    <StrictMode>
      <ReopenWhenBroken afterMs={8_000}>{surface}</ReopenWhenBroken>
    </StrictMode>,
  );
}
