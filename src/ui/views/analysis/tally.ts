import { format, type Micros } from '../../../sim/index.ts';
import type { Analysis, Course, Point } from './runs.ts';

/** One counter of a metric: how many there are, and how many there may be. */
export interface Tally {
  label: string;
  count: number;
  /** From this many on it decides; null = it only counts. */
  decides: number | null;
  /** What it decides, and how it is drawn. */
  kind: 'failed' | 'inconclusive' | 'error' | 'good' | 'taken';
  /** The same in words. */
  says: string;
}

const inRow = (points: readonly Point[], phase: Point['phase']): number => points.length - 1 - points.findLastIndex((point) => point.phase !== phase);

/** How the measurements so far add up, each counter only where it may matter. */
export function talliesOf({ counting }: Course, points: readonly Point[]): Tally[] {
  if (counting === undefined) return [];
  const count = (phase: Point['phase']): number => points.filter((point) => point.phase === phase).length;
  const failed = count('Failed'), undecided = count('Inconclusive'), errors = inRow(points, 'Error'), good = inRow(points, 'Successful');
  const { failures } = counting;
  const hasMiddle = points.some(({ limits, judge }) => judge === 'kayenta' || limits.failsBelow !== null || limits.failsAbove !== null);
  const tallies: Tally[] = [];
  tallies.push({
    label: 'failed', count: failed, decides: failures === null ? null : failures + 1, kind: 'failed',
    says: `${format.count(failed)} failed; ${failures === null ? 'any number may' : failures === 0 ? 'none may' : `${format.count(failures)} may`}`,
  });
  if (undecided > 0 || hasMiddle) tallies.push({ label: 'inconclusive', count: undecided, decides: counting.inconclusive + 1, kind: 'inconclusive', says: `${format.count(undecided)} inconclusive; ${counting.inconclusive === 0 ? 'none may be' : `${format.count(counting.inconclusive)} may be`}` });
  if (errors > 0) tallies.push({ label: 'errors in a row', count: errors, decides: counting.errorsInRow + 1, kind: 'error', says: `${format.plural(errors, 'error')} in a row; ${format.count(counting.errorsInRow)} may be` });
  if (counting.successesInRow > 0) tallies.push({ label: 'good in a row', count: good, decides: counting.successesInRow, kind: 'good', says: `${format.count(good)} good in a row; ${format.count(counting.successesInRow)} are enough` });
  // A measurement without an answer is taken again.
  if (counting.count !== null && counting.count > 1) tallies.push({ label: 'measured', count: points.length - count('Error'), decides: counting.count, kind: 'taken', says: `${format.count(points.length - count('Error'))} of ${format.count(counting.count)} measured` });
  return tallies;
}

/** Where checks add up over a whole rollout, as in Flagger, how many have failed by `at`: a check fails with any of its metrics. */
export function checksOf({ courses }: Analysis, at: Micros): Tally | null {
  const checks = courses[0]?.counting?.checks ?? null;
  if (checks === null) return null;
  const failed = new Set(courses.flatMap(({ points }) => points.filter((point) => point.at <= at && point.phase !== 'Successful').map(({ run }) => run)));
  const count = checks.failed + failed.size;
  return { label: 'failed checks', count, decides: checks.threshold, kind: 'failed', says: `${format.plural(count, 'failed check')}; ${format.count(checks.threshold)} are too many` };
}
