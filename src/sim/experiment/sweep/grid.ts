import { build, ScenarioError, type Source } from '../../scenario/index.ts';
import type { Arm } from '../arm.ts';
import { HAPPENING_LABELS, withHappening, type Happening } from '../mix/mix.ts';
import type { Axis } from './axis.ts';
import { sweepMetricOf, type SweepMetric } from './sweep-metric.ts';

/** Points at most: a grid of 12 by 12. */
export const POINTS_MAX = 144;

/** One place of the grid: each dial at one of its values. */
export interface GridPoint {
  /** Place of the value on each axis. */
  at: readonly number[];
  /** `canaryWeight=5%, bakeTime=40s`. */
  name: string;
  /** Indices of its arms: the world as it is there, and what comes over other releases. */
  arms: Readonly<Partial<Record<Happening | 'asIs', number>>>;
  /** The world at this point; null when the dials cannot stand like this. */
  source: Source | null;
  /** Why they cannot, a sentence. */
  problem: string | null;
}

/** Everything that a sweep is, before anything has been played. */
export interface Grid {
  world: Source;
  /** One, a curve; or two, the columns and the rows of a map. */
  axes: readonly Axis[];
  measured: readonly SweepMetric[];
  /** Row by row: the first axis runs within a row. */
  points: readonly GridPoint[];
  /** What there is to play, on the same seeds: any executor can. */
  arms: readonly Arm[];
}

/**
 * Every combination of the dials' values in one world, under everything that is asked. What cannot be played has a problem in place of
 * arms, and is not left out.
 * @param axes one or two
 * @param keys of what is measured, see `sweepMetricOf`
 * @throws RangeError for no axis or more than two, too many points, a dial that changes nothing here, or no such metric
 */
export function gridOf(world: Source, axes: readonly Axis[], keys: readonly string[]): Grid {
  if (axes.length < 1 || axes.length > 2) throw new RangeError('a sweep turns one dial or two');
  if (axes.length === 2 && axes[0]!.dial.id === axes[1]!.dial.id) throw new RangeError(`${axes[0]!.dial.id} is turned twice. Name it once, with all its values.`);
  for (const { dial } of axes) {
    const refusal = dial.refusal(world);
    if (refusal !== null) throw new RangeError(`${dial.id}: ${refusal}`);
  }
  const measured = [...new Set(keys)].map(sweepMetricOf);
  if (measured.length === 0) throw new RangeError('no metric is asked for');
  const [columns, rows] = [axes[0]!, axes[1]],
    count = columns.values.length * (rows?.values.length ?? 1);
  if (count > POINTS_MAX) throw new RangeError(`${count} points are too many; ${POINTS_MAX} is the limit.`);
  const unders = [...new Set(measured.map(({ under }) => under))];
  const points: GridPoint[] = [],
    arms: Arm[] = [];
  for (let row = 0; row < (rows?.values.length ?? 1); row++)
    for (let column = 0; column < columns.values.length; column++) {
      const at = rows === undefined ? [column] : [column, row],
        name = axes.map(({ dial, labels }, axis) => `${dial.id}=${labels[at[axis]!]!}`).join(', ');
      const found = sourcesAt(world, axes, at, unders);
      if (typeof found === 'string') {
        points.push({ at, name, arms: {}, source: null, problem: found });
        continue;
      }
      const own: Partial<Record<Happening | 'asIs', number>> = {};
      for (const { under, source } of found.played) {
        const id = under === null ? name : `${name}, ${HAPPENING_LABELS[under]}`;
        own[under ?? 'asIs'] = arms.push({ id, label: id, source }) - 1;
      }
      points.push({ at, name, arms: own, source: found.here, problem: null });
    }
  return { world, axes, measured, points, arms };
}

interface Sources {
  here: Source;
  played: { under: Happening | null; source: Source }[];
}

/** The dials are turned first, so that a good release is good whatever they say. */
function sourcesAt(world: Source, axes: readonly Axis[], at: readonly number[], unders: readonly (Happening | null)[]): Sources | string {
  try {
    const here = axes.reduce((source, { dial, values }, axis) => dial.set(source, values[at[axis]!]!), world);
    build(here);
    const played = unders.map((under) => ({ under, source: under === null ? here : withHappening(here, under) }));
    for (const { source } of played) build(source);
    return { here, played };
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    if (!(error instanceof ScenarioError)) throw error;
    const { path, message, cure } = error.issues[0]!;
    return `${path} ${message}. ${cure}`.trim();
  }
}
