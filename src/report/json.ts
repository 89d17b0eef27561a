import { DOMINANCE, EXPORTED_UNITS, METRICS, exported, type Cell, type Contrast, type Metric, type Row } from '../sim/index.ts';
import { COMPARISON_SCHEMA, type Report } from './report.ts';
import { metricOf } from './table.ts';

/** All of the comparison: durations in seconds, shares 0…1; every scenario, every run with its values, and what plays the telling ones again. */
export function jsonOf({ title, arms, rows, comparison, root, reached, tool, link, command }: Report): string {
  const { metrics } = comparison;
  return `${JSON.stringify({
    ...{ schema: COMPARISON_SCHEMA, tool, title, link, command, root },
    replications: comparison.replications,
    confidence: comparison.confidence,
    family: comparison.family,
    reference: comparison.reference,
    dominance: DOMINANCE,
    // What has no end is null.
    within: reached,
    metrics: metrics
      .map(metricOf)
      .map(({ id, label, unit, better, explains }) => ({ id, label, unit: EXPORTED_UNITS[unit], better, explains })),
    arms: comparison.arms.map(({ cells, contrasts, ...summary }, index) => {
      const { arm, file, command: playing } = arms[index]!;
      const byMetric = <T>(of: (metric: Metric) => T): Record<string, T> =>
        Object.fromEntries(metrics.map((id) => [id, of(metricOf(id))]));
      return {
        ...summary,
        file,
        scenario: arm.source,
        cells: byMetric((metric) => cellOf(metric, cells[metric.id]!, playing)),
        contrasts: byMetric((metric) => contrastOf(metric, contrasts[metric.id] ?? null)),
      };
    }),
    runs: rows.map((row) => runOf(row, comparison.arms[row.arm]!.id, metrics)),
  })}\n`;
}

function cellOf({ unit }: Metric, { typicalSeed, worstSeed, ...cell }: Cell, command: (seed: number) => string | null): object {
  const run = (seed: number | null): object | null => (seed === null ? null : { seed, command: command(seed) });
  const { n, none, sorted, mean, low, high, median, q10, q90 } = cell;
  const told = Object.entries({ mean, low, high, median, q10, q90 }).map(([key, value]) => [key, exported(unit, value)] as const);
  return {
    n,
    none,
    ...Object.fromEntries(told),
    sorted: sorted.map((value) => exported(unit, value)),
    typical: run(typicalSeed),
    worst: run(worstSeed),
  };
}

const contrastOf = ({ unit }: Metric, contrast: Contrast | null): object | null =>
  contrast && {
    ...contrast,
    mean: exported(unit, contrast.mean),
    low: exported(unit, contrast.low),
    high: exported(unit, contrast.high),
  };

const runOf = ({ replication, seed, outcome, values }: Row, arm: string, metrics: readonly string[]): object => ({
  arm,
  replication,
  seed,
  outcome,
  values: Object.fromEntries(
    METRICS.flatMap(({ id, unit }, index) => (metrics.includes(id) ? [[id, exported(unit, values[index]!)] as const] : [])),
  ),
});
