import { EXPORTED_UNITS, exported, type Cell, type Contrast, type Metric, type Source, type SweptMetric } from '../../sim/index.ts';
import { runCommand } from '../command.ts';
import type { Setting } from '../load.ts';
import type { Swept, SweptFile } from '../sweep.ts';

/** Raised whenever a reader of the JSON would have to change. */
export const SWEEP_SCHEMA = 'cutover.sweep/1';

/** All of the sweep: durations in seconds, shares 0…1; for every point its scenario, and the commands that play the telling runs again. */
export function sweepJsonOf({ title, loaded, sweeps, settings, tool }: SweptFile): string {
  return `${JSON.stringify({
    schema: SWEEP_SCHEMA,
    tool,
    title,
    file: loaded.file,
    root: settings.root,
    confidence: settings.confidence,
    metrics: sweeps[0]!.grid.measured.map(({ key, label, under, metric: { id, unit, better, explains } }) => ({
      key,
      id,
      under,
      label,
      unit: EXPORTED_UNITS[unit],
      better,
      explains,
    })),
    sweeps: sweeps.map((swept) => sweepOf(swept, (source, seed) => runCommand(loaded.file, [...settings.set, ...settingsBetween(loaded.source, source)], seed))),
  })}\n`;
}

type Command = (source: Source, seed: number) => string;

function sweepOf({ strategy, grid, sweep }: Swept, command: Command): object {
  const { axes, points } = grid,
    { replications, means, differences, base } = sweep;
  return {
    strategy: strategy.id,
    replications,
    intervalsOfMeans: means,
    intervalsOfDifferences: differences,
    base: base === null ? null : points[base]!.name,
    dials: axes.map(({ dial: { id, label, help, kind }, values, positions, isLog, own }) => ({
      id,
      label,
      help,
      kind,
      values,
      positions: positions?.map((at) => exported(kind === 'duration' ? 'duration' : 'times', at)) ?? null,
      axis: positions === null ? 'none' : isLog ? 'logarithmic' : 'linear',
      own: own === null ? null : values[own],
    })),
    points: points.map(({ at, name, source, problem }, point) => ({
      name,
      values: axes.map(({ values }, axis) => values[at[axis]!]),
      problem,
      scenario: source,
      isUnbeaten: sweep.unbeaten[point],
      unfinished: sweep.unfinished[point],
      metrics: Object.fromEntries(sweep.metrics.map((metric) => [metric.measured.key, pointOf(metric, grid, point, command)])),
    })),
    knees: Object.fromEntries(
      sweep.metrics.map(({ measured, knees }) => [
        measured.key,
        knees.map((knee, line) => knee && { ...knee, at: axes[0]!.values[knee.at], on: axes[1]?.values[line] ?? null }),
      ]),
    ),
  };
}

function pointOf({ measured, cells, fromBase, fromPrevious, asGood }: SweptMetric, { points, arms }: Swept['grid'], point: number, command: Command): object | null {
  const cell = cells[point] ?? null,
    arm = points[point]!.arms[measured.under ?? 'asIs'];
  if (cell === null || arm === undefined) return null;
  const { source } = arms[arm]!,
    { metric } = measured;
  const run = (seed: number | null): object | null => (seed === null ? null : { seed, command: command(source, seed) });
  return {
    ...cellOf(metric, cell),
    typical: run(cell.typicalSeed),
    worst: run(cell.worstSeed),
    isAsGoodAsBest: asGood[point],
    fromBase: contrastOf(metric, fromBase[point] ?? null),
    fromPrevious: contrastOf(metric, fromPrevious[point] ?? null),
  };
}

function cellOf({ unit }: Metric, { n, none, sorted, mean, low, high, median, q10, q90 }: Cell): object {
  const told = Object.entries({ mean, low, high, median, q10, q90 }).map(([key, value]) => [key, exported(unit, value)] as const);
  return { n, none, ...Object.fromEntries(told), sorted: sorted.map((value) => exported(unit, value)) };
}

const contrastOf = ({ unit }: Metric, contrast: Contrast | null): object | null =>
  contrast && { ...contrast, mean: exported(unit, contrast.mean), low: exported(unit, contrast.low), high: exported(unit, contrast.high) };

/** What has to be set for one source to become the other: whole parts of it, as JSON. */
const settingsBetween = (before: Source, after: Source): Setting[] =>
  Object.entries(after).flatMap(([path, value]) => {
    const written = JSON.stringify(value);
    return JSON.stringify(before[path]) === written ? [] : [{ path, value: written }];
  });
