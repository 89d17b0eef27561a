import type { Distribution, Micros } from '../kernel/index.ts';
import { isMapping } from './json.ts';
import { Problem, show } from './field.ts';
import { didYouMean } from './nearest.ts';
import { formatDuration, parseDuration } from './units.ts';

export interface Bounds {
  min: Micros;
  max: Micros;
}

/** Reads one duration within bounds. */
export function readDuration(written: unknown, { min, max }: Bounds): Micros | Problem {
  if (typeof written === 'number' && written !== 0) {
    const whole = Number.isFinite(written) && written > 0;
    return new Problem(
      `must be a duration, is ${show(written)}`,
      whole ? `Add a unit: ${written}s, ${written}m or ${written}ms.` : 'Write a duration such as 90s.',
    );
  }
  const value = written === 0 ? 0 : typeof written === 'string' ? parseDuration(written) : null;
  if (value === null)
    return new Problem(`must be a duration, is ${show(written)}`, 'Write a number with a unit, such as 250ms, 90s, 5m or 1h30m.');
  if (value < min)
    return new Problem(`must be at least ${formatDuration(min)}, is ${show(written)}`, `Write ${formatDuration(min)} or more.`);
  if (value > max)
    return new Problem(`must be at most ${formatDuration(max)}, is ${show(written)}`, `Write ${formatDuration(max)} or less.`);
  return value;
}

const FORMS = 'Write 8s, { mean: 8s }, { median: 8s, p99: 20s } or { values: [1s, 2s] }.';
/** Entries of an empirical distribution. */
const VALUES_MAX = 1_000;

/** Reads a duration that may vary: `8s`, `{ mean: 8s }`, `{ median: 8s, p99: 20s }` or `{ values: [1s, 2s] }`. */
export function readDistribution(written: unknown, bounds: Bounds): Distribution | Problem {
  if (!isMapping(written)) {
    const value = readDuration(written, bounds);
    return value instanceof Problem ? value : { kind: 'constant', value };
  }
  const keys = Object.keys(written);
  const stranger = keys.find((key) => !['mean', 'median', 'p99', 'values'].includes(key));
  if (stranger !== undefined)
    return new Problem(`has an unknown key ${show(stranger)}`, didYouMean(stranger, ['mean', 'median', 'p99', 'values']));
  const read = (key: string): Micros | Problem => {
    // Nothing random may take no time at all: its logarithm would not exist.
    const value = readDuration(written[key], { min: Math.max(1, bounds.min), max: bounds.max });
    return value instanceof Problem ? new Problem(`${key} ${value.message}`, value.cure) : value;
  };
  switch (keys.toSorted().join()) {
    case 'mean': {
      const mean = read('mean');
      return mean instanceof Problem ? mean : { kind: 'exponential', mean };
    }
    case 'median,p99': {
      const median = read('median'),
        p99 = read('p99');
      if (median instanceof Problem) return median;
      if (p99 instanceof Problem) return p99;
      if (p99 < median) {
        return new Problem(
          `has a p99 (${formatDuration(p99)}) below its median (${formatDuration(median)})`,
          'Write a p99 of at least the median.',
        );
      }
      return { kind: 'lognormal', median, p99 };
    }
    case 'values': {
      const values = written['values'];
      if (!Array.isArray(values) || values.length === 0)
        return new Problem('must list its values', 'Write { values: [1s, 2s] }.');
      if (values.length > VALUES_MAX)
        return new Problem(`may list ${VALUES_MAX} values, lists ${values.length}`, 'Keep a sample of them.');
      const sorted: Micros[] = [];
      for (const entry of values) {
        const value = readDuration(entry, bounds);
        if (value instanceof Problem) return new Problem(`each value ${value.message}`, value.cure);
        sorted.push(value);
      }
      return { kind: 'empirical', sorted: sorted.toSorted((a, b) => a - b) };
    }
    default:
      return new Problem(`is not a distribution: it has ${keys.length === 0 ? 'no keys' : keys.join(' and ')}`, FORMS);
  }
}
