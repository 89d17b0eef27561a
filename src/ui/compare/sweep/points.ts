import { said as briefly, scaled, type Grid, type Sweep, type SweptMetric } from '../../../sim/index.ts';
import { estimateOf } from '../../../report/index.ts';

/** One point under one metric, as it is drawn, tabled and read out. */
export interface Point {
  /** Place in the grid. */
  index: number;
  /** `5%`, `5% with 40s`. */
  label: string;
  /** Null = no run has the value. */
  mean: number | null;
  low: number | null;
  high: number | null;
  /** As in a picture: `6`, `3:43 min`; a dash where there is nothing. */
  brief: string;
  /** As beside its half: `6`, `223 s`. */
  said: string;
  /** `± 2`, or empty. */
  half: string;
  /** `8 of 20`, where not all runs have the value. */
  share: string;
  isOwn: boolean;
  isKnee: boolean;
  /** Of what shape: `knee`, `lowest`, `highest`; empty where there is none. */
  knee: string;
  isAsGood: boolean;
  isUnbeaten: boolean;
  /** Seed of the run nearest to the median. */
  seed: number | null;
  /** Why it cannot be played. */
  problem: string;
}

export function pointsOf(grid: Grid, sweep: Sweep, swept: SweptMetric): Point[] {
  const width = grid.axes[0]!.values.length;
  return grid.points.map(({ at, problem }, index) => {
    const cell = swept.cells[index] ?? null,
      { low = null, high = null, mean = null } = cell ?? {},
      told = mean === null ? null : estimateOf(swept.measured.metric.unit, mean, high === null ? null : high - mean),
      knee = swept.knees[Math.floor(index / width)] ?? null,
      isKnee = knee?.at === index % width;
    return {
      index,
      label: labelOf(grid, at),
      mean,
      low,
      high,
      brief: briefly(swept.measured.metric.unit, mean),
      said: told === null ? '–' : `${told.mean}${told.suffix}`,
      half: told?.half ? `± ${told.half}` : '',
      share: cell !== null && cell.none > 0 && cell.n > 0 ? `${cell.n} of ${cell.n + cell.none}` : '',
      isOwn: grid.axes.every(({ own }, axis) => own === at[axis]),
      isKnee,
      knee: !isKnee ? '' : knee!.shape === 'bend' ? 'knee' : knee!.shape,
      isAsGood: swept.asGood[index] === true,
      isUnbeaten: sweep.metrics.length > 1 && sweep.unbeaten[index] === true,
      seed: cell?.typicalSeed ?? null,
      problem: problem ?? '',
    };
  });
}

const labelOf = ({ axes }: Grid, at: readonly number[]): string => axes.map(({ labels }, axis) => labels[at[axis]!]!).join(' with ');

/** A point in words, for who cannot see where it stands. */
export function describe({ label, said, half, share, isOwn, knee, isAsGood, isUnbeaten }: Point): string {
  const notes = [
    ...(share === '' ? [] : [`${share} runs`]),
    ...(isOwn ? ['as the world has it'] : []),
    ...(knee === '' ? [] : [knee]),
    ...(isAsGood ? ['as good as the best'] : []),
    ...(isUnbeaten ? ['no other point beats it'] : []),
  ];
  return `${label}: ${said}${half === '' ? '' : ` ${half}`}${notes.length === 0 ? '' : `, ${notes.join(', ')}`}`;
}

/** Where the values of the first dial stand, from 0 to 1. */
export const placesOf = ({ axes }: Grid): number[] => {
  const places = scaled(axes[0]!);
  return places.length === 1 ? [0.5] : places;
};

/** From the least to the most that is drawn; from nothing, where that is not far, and below it only with a mean that is. */
export function extentOf(points: readonly Point[]): [number, number] {
  const all = points.flatMap(({ mean, low, high }) => (mean === null ? [] : [low ?? mean, high ?? mean])),
    least = Math.min(...all),
    most = Math.max(...all);
  if (all.length === 0) return [0, 1];
  const isBelow = points.some(({ mean }) => mean !== null && mean < 0),
    from = least < 0.5 * most ? (isBelow ? least : 0) : least;
  return from === most ? (from === 0 ? [0, 1] : [from - Math.abs(from) / 10, most + Math.abs(from) / 10]) : [from, most];
}

/** About so many round numbers along a scale, or fewer, so that no two of them read the same once they are told. */
export function ticksOf(scale: { (value: number): number; ticks(count: number): number[] }, count: number, tell: (value: number) => string): { at: number; text: string }[] {
  for (let many = count; ; many--) {
    const ticks = scale.ticks(many).map((value) => ({ at: scale(value), text: tell(value) }));
    if (many === 1 || new Set(ticks.map(({ text }) => text)).size === ticks.length) return ticks;
  }
}

/** Which texts of a row have room, so that none touches another: some first, the others from left to right. */
export function withRoom(places: readonly number[], widths: readonly number[], first: readonly number[], gap = 11): boolean[] {
  const kept: number[] = [];
  const order = [...first, ...places.keys()].filter((place, index, all) => place >= 0 && all.indexOf(place) === index);
  for (const place of order)
    if (kept.every((other) => Math.abs(places[place]! - places[other]!) >= (widths[place]! + widths[other]!) / 2 + gap)) kept.push(place);
  return places.map((_, place) => kept.includes(place));
}
