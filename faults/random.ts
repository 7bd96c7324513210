/** Chance that can be repeated: a failing run prints its seed, FAULT_SEED=… plays it again. */

/** A number from 0 to 1, 1 excluded. */
export type Draw = () => number;

export const seed = Number(process.env.FAULT_SEED ?? Math.floor(Math.random() * 1_000_000));

/** mulberry32. */
export function chance(of: number = seed): Draw {
  let state = of | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export const whole = (draw: Draw, below: number): number => Math.floor(draw() * below);

export function shuffled<T>(items: readonly T[], draw: Draw): T[] {
  const left = [...items];
  return items.flatMap(() => left.splice(whole(draw, left.length), 1));
}
