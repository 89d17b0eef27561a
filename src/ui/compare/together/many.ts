import { quantileSorted } from 'd3-array';
import type { Band, ChartLabel, Line } from './chart.ts';
import { gapBands } from './differences.ts';
import { sayGap, type Measure } from './measures.ts';

/** Steps of a line that is drawn from many runs. */
export const STEPS = 120;
/** Of ten runs, eight are within the band. */
const LOW = 0.1, HIGH = 0.9;

/** How far one strategy was from the reference, run by run: both met the same users, requests and boots. */
export interface Gap { id: string; label: string; runs: number; low: number[]; middle: number[]; high: number[] }

/**
 * The gap of each arm to the reference at every step, over all replications that both have.
 * @param curveOf what a measure came to, step by step, in one replication of an arm; null while that has not been played
 */
export function gapsOf(arms: readonly { id: string; label: string }[], reference: string, replications: number, curveOf: (arm: string, replication: number) => ArrayLike<number> | null): Gap[] {
  return arms.flatMap(({ id, label }): Gap[] => {
    if (id === reference) return [];
    const gaps: number[][] = Array.from({ length: STEPS + 1 }, () => []);
    let runs = 0;
    for (let replication = 0; replication < replications; replication++) {
      const own = curveOf(id, replication), held = curveOf(reference, replication);
      if (own === null || held === null) continue;
      runs++;
      gaps.forEach((values, step) => values.push(own[step]! - held[step]!));
    }
    if (runs === 0) return [];
    for (const values of gaps) values.sort((a, b) => a - b);
    const at = (share: number): number[] => gaps.map((values) => quantileSorted(values, share)!);
    return [{ id, label, runs, low: at(LOW), middle: at(0.5), high: at(HIGH) }];
  });
}

/** The middle of each gap; the reference is the line on which there is none. */
export const gapLines = (gaps: readonly Gap[], reference: string): Line[] => [
  { id: reference, values: Array.from({ length: STEPS + 1 }, () => 0) },
  ...gaps.map(({ id, middle }) => ({ id, values: middle })),
];

/** From no gap to the middle one, and upon it where most runs are. */
export const spreadBands = (gaps: readonly Gap[], reference: string, measure: Measure): Band[] => [
  ...gapBands(gapLines(gaps, reference), reference, measure),
  ...gaps.map(({ id, low, high }): Band => ({ id, low, high, look: 'spread' })),
];

/** The gap at a share of the clock, with what eight of ten runs had. */
export function spreadLabels(gaps: readonly Gap[], held: { id: string; label: string }, measure: Measure, share: number): ChartLabel[] {
  const step = Math.round(Math.min(1, Math.max(0, share)) * STEPS);
  return [
    { id: held.id, label: held.label, value: '', gap: '', range: '', isHarm: false, at: 0 },
    ...gaps.map(({ id, label, low, middle, high }) => {
      const said = sayGap(measure, middle[step]!), [from, to] = [sayGap(measure, low[step]!), sayGap(measure, high[step]!)];
      return { id, label, value: '', gap: said, range: from === to ? '' : `${from} to ${to}`, isHarm: measure.isHarm && middle[step]! > 0, at: middle[step]! };
    }),
  ];
}
