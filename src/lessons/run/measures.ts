import {
  format,
  METRICS,
  parseDuration,
  parseRate,
  said as saidMetric,
  type Json,
  type Source,
  type Trace,
  type Unit,
} from '../../sim/index.ts';
import type { Measure } from '../spec/measures.ts';
import type { Moment } from '../spec/moments.ts';
import { named } from '../spec/schema.ts';
import { QUANTITIES } from '../spec/quantities.ts';
import { find, stretchesOf } from './moments.ts';

/** A number about a run with its unit; null = the run has none. */
export interface Measured {
  unit: Unit;
  value: number | null;
}

/** Measures everything but settings, which are no number of the run. */
export function measured(trace: Trace, measure: Measure, moments: readonly (readonly [string, Moment])[]): Measured {
  const { metric, time, between, most, least, area } = measure;
  if (metric !== null) {
    const { unit, measure: read } = METRICS.find(({ id }) => id === metric)!;
    return { unit, value: read(trace) };
  }
  if (time !== null)
    return { unit: 'duration', value: stretchesOf(trace, time).reduce((sum, { from, to }) => sum + to - from, 0) };
  if (between !== null) {
    const from = find(trace, named(moments, between.from)),
      to = find(trace, named(moments, between.to));
    return { unit: 'duration', value: from === null || to === null ? null : to.at - from.at };
  }
  const name = (most ?? least ?? area)!,
    quantity = QUANTITIES[name]!,
    { at, value } = quantity.steps(trace);
  const unit: Unit = quantity.unit === 'share' ? 'share' : quantity.unit === 'servers' ? 'servers' : 'requests';
  if (area === null) return { unit, value: (most === null ? Math.min : Math.max)(...value) };
  const total = value.reduce((sum, height, step) => sum + height * ((at[step + 1] ?? trace.header.horizon) - at[step]!), 0);
  return { unit: 'duration', value: total };
}

/** A number as the prose tells it. */
export const saidOf = ({ unit, value }: Measured): string => saidMetric(unit, value);

/** A setting as the prose tells it: `200 a second`, `30 s`, `6`; null when nothing is written there. */
export function saidSetting(source: Source, path: string): string | null {
  const value = path
    .split('.')
    .reduce<Json | undefined>(
      (at, key) => (Array.isArray(at) ? at[Number(key)] : at !== null && typeof at === 'object' ? at[key] : undefined),
      source,
    );
  if (typeof value === 'number') return format.count(value);
  if (typeof value !== 'string') return null;
  const rate = parseRate(value),
    length = parseDuration(value);
  if (rate !== null) return rate >= 1 ? `${format.decimal(rate)} a second` : `${format.decimal(rate * 60)} a minute`;
  return length === null ? value : format.duration(length);
}
