/** One metric with the range of a healthy canary, bounds included; null = no bound on that side. */
export interface RangedMetric {
  name: string;
  min: number | null;
  max: number | null;
}

/** What a query gave: a number, nothing at all (no traffic: null or NaN), or an error. */
export type Reading = number | null | { error: string };

/** What the checks of one tick come to. */
export type Check = { passed: true } | { passed: false; metric: string; says: string };

/** One metric's check. Nothing found is a failed check, and so is a query that fails: silence is no proof of health. */
export function checkMetric({ name, min, max }: RangedMetric, reading: Reading): Check {
  const failed = (says: string): Check => ({ passed: false, metric: name, says });
  if (reading === null || Number.isNaN(reading)) return failed('no values were found');
  if (typeof reading === 'object') return failed(`the query failed: ${reading.error}`);
  if (min !== null && reading < min) return failed(`${shown(reading)} is below ${min}`);
  if (max !== null && reading > max) return failed(`${shown(reading)} is above ${max}`);
  return { passed: true };
}

/** All checks of a tick, in order: the first that fails is enough, and the others are not even asked. */
export function checkAll(metrics: readonly RangedMetric[], read: (metric: RangedMetric) => Reading): Check {
  for (const metric of metrics) {
    const check = checkMetric(metric, read(metric));
    if (!check.passed) return check;
  }
  return { passed: true };
}

/** How a run of checks stands. */
export interface Tally {
  failedChecks: number;
  /** Enough have failed: the tick after this one rolls back. */
  isOver: boolean;
}

/** Failed checks add up over a run; one that passes takes none of them back. */
export function tally(checks: readonly Check[], threshold: number): Tally {
  const failedChecks = checks.filter(({ passed }) => !passed).length;
  return { failedChecks, isOver: failedChecks >= threshold };
}

const shown = (value: number): string => `${Number(value.toPrecision(6))}`;
