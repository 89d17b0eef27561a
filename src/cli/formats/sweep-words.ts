import { format, sayBeyond, sayKnees, sayUnfinished, type Grid, type SweptMetric } from '../../sim/index.ts';
import type { Swept, SweptFile } from '../sweep.ts';
import { capital, estimate } from '../../report/index.ts';

/** `First weight (canaryWeight)`; a path is its own name. */
export const dialName = ({ axes }: Grid, axis: number): string => {
  const { id, label } = axes[axis]!.dial;
  return `${label} (${id})`;
};

/** The heading of one strategy's sweep. */
export const headingOf = (title: string, { strategy }: Swept): string => `${title}: ${strategy.title}`;

/** What was played. */
export function termsOf({ grid, sweep }: Swept, { settings }: SweptFile): string {
  const dials = grid.axes.map((_, axis) => dialName(grid, axis)).join(' by ');
  return `${dials}; ${format.plural(sweep.replications, 'run')} of each point, root seed ${settings.root}; all points play the same users, arrivals and boots`;
}

/** `42.1 ± 0.8 s`, or the mean alone; with the number of runs that have it where not all do: `42.1 ± 0.8 s [8]`. */
export function meanText({ cells, measured }: SweptMetric, point: number, withHalf = true): string {
  const cell = cells[point];
  if (cell === null || cell === undefined || cell.mean === null) return '–';
  const half = withHalf && cell.high !== null ? cell.high - cell.mean : null;
  return `${estimate(measured.metric.unit, cell.mean, half)}${cell.none > 0 ? ` [${cell.n}]` : ''}`;
}

/** `✓` where the point is as good as the best, `◂` at the knee of its line. */
export function marksOf({ asGood, knees }: SweptMetric, point: number, width: number): string {
  const isKnee = knees[Math.floor(point / width)]?.at === point % width;
  return `${asGood[point] === true ? '✓' : ' '}${isKnee ? '◂' : ' '}`;
}

/** The values of an axis, the world's own marked. */
export const valuesOn = ({ axes }: Grid, axis: number): string[] =>
  axes[axis]!.labels.map((label, place) => (place === axes[axis]!.own ? `${label} (own)` : label));

/** What the curves or maps say, in sentences. */
export function sentencesOf({ grid, sweep }: Swept): string[] {
  const knees = sweep.metrics.flatMap((swept) => sayKnees(grid, swept));
  const beyond = sayBeyond(grid, sweep);
  return [
    ...knees,
    ...(beyond === null ? [] : [beyond]),
    ...(knees.length === 0 && grid.axes[0]!.positions !== null && grid.axes[0]!.values.length > 2
      ? ['No knee: whatever bends here is less than a tenth of its range, or within chance.']
      : []),
    ...unbeatenIn({ grid, sweep }),
  ];
}

/** Which points nothing beats; nothing to say with one metric, or where it is all of them. */
function unbeatenIn({ grid, sweep }: Pick<Swept, 'grid' | 'sweep'>): string[] {
  if (sweep.metrics.length < 2) return [];
  const played = grid.points.filter(({ problem }) => problem === null),
    unbeaten = grid.points.filter((_, point) => sweep.unbeaten[point] === true);
  if (unbeaten.length === played.length) return ['◆ No point beats another: each gives up one thing for the other.'];
  const names = unbeaten.map(({ at }) => grid.axes.map(({ labels }, axis) => labels[at[axis]!]!).join(' with '));
  return [`◆ No other point beats ${format.listed(names)}.`];
}

/** What the marks mean and how far the numbers can be trusted. */
export function notesOf({ grid, sweep }: Swept): string[] {
  const { confidence, means, differences, metrics } = sweep,
    together = format.percent(confidence),
    unfinished = sayUnfinished(grid, sweep);
  const cells = metrics.flatMap((swept) => swept.cells.flatMap((cell) => cell ?? []));
  const kneeSaid = metrics.some(({ knees }) => knees.some((knee) => knee !== null))
    ? ['◂ knee: farthest from the straight line between the ends of its line, by more than chance, and in two of three balanced halves of the runs at the same place.']
    : [];
  return [
    `Mean ± half of its interval; all means hold together with ${together} (Bonferroni over ${means}), and so do all differences of two points, run by run (over ${differences}).`,
    '✓ as good as the best: the difference from the best mean is within chance.',
    ...kneeSaid,
    ...(grid.axes[0]!.isLog && kneeSaid.length > 0 ? [`${grid.axes[0]!.dial.label}: on an axis of ratios, on which every doubling is a step; a straight line on an even axis bends on it.`] : []),
    ...(grid.measured.some(({ under }) => under !== null) ? ['@: what the same world gives under another release; the dials are turned first.'] : []),
    ...(unfinished === null ? [] : [`${unfinished} (--set horizon=30m)`]),
    ...(cells.some(({ n, none }) => n > 0 && none > 0) ? ['[n] only n of the runs have the value; the mean is over these.'] : []),
    ...metrics.flatMap(({ measured, cells: own }) =>
      measured.metric.id === 'leadTime' && measured.under === null && own.some((cell) => cell !== null && cell.n === 0)
        ? ['– no run has the value: a release that is taken back has no lead time. leadTime@good is that of a good one.']
        : [],
    ),
    ...(cells.some(({ n, high }) => n > 0 && high === null) ? ['No ±, ✓ or ◂: fewer than 6 runs have the value.'] : []),
  ];
}

export const headOf = ({ measured }: SweptMetric): string => capital(measured.label);
