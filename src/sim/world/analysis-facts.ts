import type { MeasuredMetric, MetricResult, Prober, Samples } from '../analysis/index.ts';
import type { FactOf } from '../trace/facts.ts';

type Measured = FactOf<'analysis.measured'>;
type Told = Omit<Measured, 'at' | 'cause' | 'type'>;

/** What the measurements of a metric from the given one on tell: everything that a reader needs to see why each came out as it did. */
export function measuredFacts(
  run: string,
  { question, judging }: MeasuredMetric,
  { unit, limits }: Prober,
  { name, dryRun, measurements }: MetricResult<Samples>,
  from: number,
): Told[] {
  return measurements.slice(from).map(({ value, phase, samples, message }): Told => {
    const { population, baseline } = question,
      seen = samples?.population,
      compared = samples?.baseline ?? null;
    return {
      run,
      metric: name,
      measures: question.metric,
      judge: judging?.kind ?? 'argo',
      dryRun,
      unit,
      population: population ?? 'all',
      value: numberIn(value),
      phase,
      window: samples === null ? question.window : samples.until - samples.after,
      requests: seen?.requests ?? 0,
      failed: seen?.failed ?? 0,
      baseline: compared === null ? null : { population: baseline ?? 'all', ...compared },
      limits,
      samples: [...(samples?.series ?? [])],
      says: message,
    };
  });
}

/** The number in a value: itself, or the first of a vector; null where there is none. */
function numberIn(value: unknown): number | null {
  const number: unknown = Array.isArray(value) ? value[0] : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}
