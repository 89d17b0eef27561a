import { nextStep, previousStep, type Micros, type StepKind, type Trace } from '../../../sim/index.ts';
import { SPEEDS } from '../../player/clock.ts';
import { openingOf, tellingMomentOf } from '../../player/telling.ts';

/** The nearest instant after, or before, at which something of this kind happened in any of the runs. */
export function stepAmong(traces: readonly Trace[], kind: StepKind, at: Micros, by: -1 | 1): Micros {
  if (by < 0) return Math.max(...traces.map((trace) => previousStep(trace, kind, at)));
  // A run that is over has nothing to step to.
  const found = traces.map((trace) => nextStep(trace, kind, at)).filter((to) => to > at);
  return found.length === 0 ? at : Math.min(...found);
}

/** Where playing many runs begins: a breath before the first rollout does. */
export const openingAmong = (traces: readonly Trace[]): Micros => Math.min(...traces.map(openingOf));

/** The one instant to show when nothing may move: the latest telling one, when the runs have parted. */
export const tellingAmong = (traces: readonly Trace[]): Micros => Math.max(...traces.map(tellingMomentOf));

/** A whole run should take no longer than this on the wall: it is looked at, and then looked at again. */
const SHOW_MICROS = 30_000_000;

/** The slowest speed at which a show of many runs does not become long. */
export const showSpeed = (horizon: Micros): number => SPEEDS.find((speed) => horizon / speed <= SHOW_MICROS) ?? SPEEDS.at(-1)!;

/** Columns of a grid of tiles, so that its rows are as full as can be. */
export function columnsFor(tiles: number, width: number, least: number, gap: number): number {
  const most = Math.max(1, Math.floor((width + gap) / (least + gap)));
  return Math.max(1, Math.ceil(tiles / Math.ceil(tiles / most)));
}
