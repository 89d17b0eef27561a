/** How the size of a difference is measured: as a ratio of means, or as the chance that a canary's value tops a baseline's. */
export type EffectMeasure = 'meanRatio' | 'cles';

export const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The canary's mean over the baseline's; NaN when either is 0, for then no ratio tells how much worse it is. */
export function meanRatio(canary: readonly number[], baseline: readonly number[]): number {
  const over = meanOf(canary),
    under = meanOf(baseline);
  return over === 0 || under === 0 ? NaN : over / under;
}

/** Common-language effect size: the chance that a value of the canary's is larger than one of the baseline's; a tie counts half. */
export function cles(canary: readonly number[], baseline: readonly number[]): number {
  const x = Float64Array.from(canary).sort(),
    y = Float64Array.from(baseline).sort();
  let wins = 0,
    smaller = 0,
    notLarger = 0;
  for (const value of x) {
    while (smaller < y.length && y[smaller]! < value) smaller++;
    while (notLarger < y.length && y[notLarger]! <= value) notLarger++;
    wins += (smaller + notLarger) / 2;
  }
  return wins / (x.length * y.length);
}

export const effectSize = (measure: EffectMeasure, canary: readonly number[], baseline: readonly number[]): number =>
  measure === 'cles' ? cles(canary, baseline) : meanRatio(canary, baseline);
