import type { Cell } from './cell.ts';
import type { Comparison } from './comparison.ts';

/**
 * How well a metric is known: the widest half of an interval, as a share of its mean, over all arms that have the metric. Infinity while
 * an arm has too few runs with a value; null when no arm has any.
 */
export function precisionOf({ arms }: Comparison, metric: string): number | null {
  const cells = arms.flatMap(({ cells: { [metric]: cell } }) => (cell === undefined || cell.n === 0 ? [] : [cell]));
  return cells.length === 0 ? null : Math.max(...cells.map(shareOf));
}

function shareOf({ mean, high }: Cell): number {
  if (mean === null || high === null) return Infinity;
  return high === mean ? 0 : (high - mean) / Math.abs(mean);
}
