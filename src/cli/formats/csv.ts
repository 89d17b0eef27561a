import { EXPORTED_UNITS, METRICS, exported, outcomeOf } from '../../sim/index.ts';
import { csvCell } from '../../report/index.ts';
import type { Result } from '../run.ts';

const COLUMNS = ['file', 'title', 'seed', 'digest', 'outcome', 'metric', 'label', 'unit', 'value'];

export const CSV_HEAD = `${COLUMNS.map(csvCell).join(',')}\r\n`;

/** One row per metric; an empty value where the run holds no such thing. */
export function csvOf({ trace, loaded }: Result): string {
  const terms = [loaded.file, trace.header.title, trace.header.seed, trace.digest, outcomeOf(trace)];
  return METRICS.map((metric) => {
    const value = exported(metric.unit, metric.measure(trace));
    return `${[...terms, metric.id, metric.label, EXPORTED_UNITS[metric.unit], value ?? ''].map(csvCell).join(',')}\r\n`;
  }).join('');
}
