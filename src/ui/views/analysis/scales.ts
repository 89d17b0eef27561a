import { scaleLinear, scaleLog } from 'd3-scale';
import type { Trace } from '../../../sim/index.ts';
import type { TimeScale, ValueScale } from '../lanes/paths.ts';
import type { Analysis, Course } from './runs.ts';

/** Every chart of an analysis lies on one time axis: from the beginning of its first window to its end. */
export function timeScale(trace: Trace, { from, ended, courses }: Analysis, width: number): TimeScale {
  const points = courses.flatMap((course) => course.points);
  const start = Math.min(from, ...points.map(({ at, window }) => at - window));
  const end = Math.max(from + 1, ended?.at ?? trace.header.horizon, ...points.map(({ at }) => at));
  // The last mark has a width, too.
  return scaleLinear([Math.max(0, start), end], [0, width - 10]);
}

/** Between what was measured and what it was held to, with some air; evidence multiplies, so it grows on a logarithmic scale. */
export function valueScale({ points }: Course, bottom: number, pad: number): ValueScale {
  const unit = points[0]?.unit ?? 'share';
  const values = points.flatMap(({ value, limits }) => [value, limits.atLeast, limits.atMost, limits.failsBelow, limits.failsAbove].filter((v) => v !== null));
  const least = Math.min(...values), most = Math.max(...values);
  const range = [bottom - pad, pad] as const;
  if (values.length === 0) return scaleLinear([0, 1], [...range]).clamp(true);
  if (unit === 'score') return scaleLinear([Math.max(0, least - 20), 102], [...range]).clamp(true);
  if (unit === 'evidence') return scaleLog([Math.max(1e-3, Math.min(0.5, least)), Math.max(2, most * 1.4)], [...range]).clamp(true);
  const air = Math.max((most - least) * 0.25, most * 0.02, 1e-6);
  const [low, high] = [Math.max(0, least - air), most + air];
  return scaleLinear([low, unit === 'share' ? Math.min(1, Math.max(high, low + 0.01)) : high], [...range]).clamp(true);
}
