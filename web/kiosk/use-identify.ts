/** Asks who a number belongs to; an answer for a visit that has ended is thrown away. */
import { useEffect, useRef, useState } from "react";
import type { CardSeen } from "../../contracts/customers/shapes.ts";
import type { Words } from "../../contracts/endpoint.ts";
import { problemWords } from "../parts/problem.tsx";
import { type Known, recogniseHere } from "./recognise.ts";
import { t } from "./words.ts";

type Options = { hallId: string; visit: number; onKnown: (known: Known) => void };

export function useIdentify({ hallId, visit, onKnown }: Options) {
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Words>();
  const turn = useRef(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new visit knows nothing of the last
  useEffect(() => {
    turn.current += 1;
    setBusy(false);
    setProblem(undefined);
  }, [visit]);

  async function present(value: string, card: CardSeen | null = null): Promise<void> {
    const mine = ++turn.current;
    setBusy(true);
    setProblem(undefined);
    try {
      const known = await recogniseHere(hallId, value, card);
      if (mine !== turn.current) return;
      if (known.isKnown) onKnown(known);
      else setProblem(t.both("identifyUnknown"));
    } catch (error) {
      if (mine === turn.current) setProblem(problemWords(error));
    } finally {
      if (mine === turn.current) setBusy(false);
    }
  }

  return {
    isBusy,
    problem,
    present: (value: string, card: CardSeen | null = null) => void present(value, card),
    /** Another number is being typed: what was wrong with the last one no longer counts. */
    forget: () => {
      turn.current += 1;
      setBusy(false);
      setProblem(undefined);
    },
  };
}
