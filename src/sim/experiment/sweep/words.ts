import { said } from '../../metrics/index.ts';
import { format } from '../../trace/index.ts';
import type { Grid } from './grid.ts';
import type { Sweep, SweptMetric } from './sweep.ts';

/** A change of less than this share of the curve's range is hardly one. */
const HARDLY = 0.1;

/** A curve under one metric. */
interface Line {
  /** Means that are known, from left to right. */
  known: { column: number; mean: number }[];
  range: number;
}

function lineOf(swept: SweptMetric): Line {
  const known = swept.cells.flatMap((cell, column) => {
    const mean = cell?.mean ?? null;
    return mean === null ? [] : [{ column, mean }];
  });
  const means = known.map(({ mean }) => mean);
  return { known, range: Math.max(...means) - Math.min(...means) };
}

/** What the knee of a curve says, in one sentence; null where there is none. */
function sayKnee(grid: Grid, swept: SweptMetric): string | null {
  const knee = swept.knees[0] ?? null;
  if (knee === null) return null;
  const { labels } = grid.axes[0]!,
    found = lineOf(swept),
    [first, last] = [found.known[0]!, found.known.at(-1)!],
    there = found.known.find(({ column }) => column === knee.at)!;
  const { label, metric } = swept.measured,
    value = (mean: number): string => said(metric.unit, mean);
  if (knee.shape !== 'bend') {
    const ends = `${value(first.mean)} at ${labels[first.column]!}, ${value(last.mean)} at ${labels[last.column]!}`;
    return `${label} is ${knee.shape} at ${labels[knee.at]!}: ${value(there.mean)} (${ends}).`;
  }
  const moves = (from: number, to: number): string => {
    if (value(from) === value(to)) return `stays at ${value(from)}`;
    if (Math.abs(to - from) < HARDLY * found.range) return `hardly changes (${value(from)} to ${value(to)})`;
    return `${to > from ? 'rises' : 'falls'} from ${value(from)} to ${value(to)}`;
  };
  return `${label}: up to ${labels[knee.at]!} it ${moves(first.mean, there.mean)}; beyond, it ${moves(there.mean, last.mean)}.`;
}

/** What the knees of a metric say: one sentence for a curve; for a map where they are, for the rows that have one. */
export function sayKnees(grid: Grid, swept: SweptMetric): string[] {
  const rows = grid.axes[1];
  if (rows === undefined) return [sayKnee(grid, swept) ?? []].flat();
  const { labels } = grid.axes[0]!,
    dial = lower(rows.dial.label),
    columns = [...new Set(swept.knees.flatMap((knee) => knee?.at ?? []))].toSorted((a, b) => a - b),
    linesAt = (column: number): string[] => rows.labels.filter((_, line) => swept.knees[line]?.at === column);
  if (columns.length === 0) return [];
  const everywhere = linesAt(columns[0]!).length === rows.labels.length;
  const told = everywhere
    ? `at ${labels[columns[0]!]!}, whatever the ${dial}`
    : columns.map((column) => `at ${labels[column]!} (${dial} ${format.listed(linesAt(column))})`).join('; ');
  return [`${swept.measured.label}: knee ${told}.`];
}

/** What going on beyond the first knee of a curve does to every metric, in one sentence; null for maps, and where nothing bends. */
export function sayBeyond(grid: Grid, { metrics }: Sweep): string | null {
  const knee = metrics.flatMap(({ knees }) => knees[0] ?? [])[0];
  if (grid.axes.length > 1 || metrics.length < 2 || knee === undefined) return null;
  const parts = metrics.flatMap((swept) => {
    const { known, range } = lineOf(swept),
      there = known.find(({ column }) => column === knee.at),
      last = known.at(-1);
    if (there === undefined || last === undefined || last.column === there.column) return [];
    const { label, metric } = swept.measured,
      change = last.mean - there.mean,
      span = `${said(metric.unit, there.mean)} to ${said(metric.unit, last.mean)}`;
    if (Math.abs(change) <= HARDLY * range) return [`${lower(label)}, hardly a change (${span})`];
    if (metric.better === 'neither') return [`${lower(label)}, ${change > 0 ? 'more' : 'less'} (${span})`];
    return [`${lower(label)}, ${change > 0 === (metric.better === 'higher') ? 'better' : 'worse'} (${span})`];
  });
  return parts.length < 2 ? null : `${grid.axes[0]!.dial.label} beyond ${grid.axes[0]!.labels[knee.at]!}: ${parts.join('; ')}.`;
}

/** Where runs ended too early to be told whole, in one sentence; null where none did. */
export function sayUnfinished({ points, axes }: Grid, { unfinished }: Sweep): string | null {
  const found = points.flatMap(({ at }, point) =>
    unfinished[point]! > 0 ? [`${axes.map(({ labels }, axis) => labels[at[axis]!]!).join(' with ')} (${format.plural(unfinished[point]!, 'run')})`] : [],
  );
  if (found.length === 0) return null;
  const where = found.length <= 4 ? format.listed(found) : `${found.length} of ${points.length} points, among them ${found[0]!}`;
  return `Ended neither there nor back, or failing users, and so with less harm than was to come: ${where}. A longer run may tell how it goes on.`;
}

const lower = (label: string): string => label.charAt(0).toLowerCase() + label.slice(1);
