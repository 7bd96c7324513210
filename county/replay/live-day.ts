/** Plays a generated day on the running server, `speed` times faster than life, so that one can watch the screens. */

import * as hall from "../../contracts/hall.ts";
import * as identity from "../../contracts/identity.ts";
import { sampleSignIns } from "../../server/modules/identity/index.ts";
import type { ServiceDay } from "../day-files.ts";
import { generateDay } from "../generate-day.ts";
import { ApiClient } from "./api-client.ts";
import { meanServiceMs } from "./history.ts";
import { playDay, type Stage } from "./play-day.ts";
import { progressBar } from "./progress.ts";

export type LiveOptions = { readonly speed: number; readonly seed: number };

/** Sits the sample clerks at the sample hall's windows and lets a day of customers come. */
export async function playLive({ speed, seed }: LiveOptions): Promise<void> {
  const base = () => `http://localhost:${process.env.PORT || "8080"}`;
  const generated = generateDay("2026-03-18", seed);
  const stage = await sampleStage(base, generated);
  const day = fitting(generated, stage);
  const first = Math.min(
    ...day.customers.map(({ arrivesAt }) => arrivesAt),
    ...day.presence.map(({ opensAt }) => opensAt),
  );
  const began = performance.now();
  const bar = progressBar(day, true);
  await playDay({
    stage,
    day,
    meanServiceMs: meanServiceMs([day]),
    onProgress: bar.show,
    moveTo: async (at) => {
      const wait = (at - first) / speed - (performance.now() - began);
      if (wait > 1) await new Promise((done) => setTimeout(done, wait));
    },
  });
  bar.end();
}
