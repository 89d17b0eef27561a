import { EXPORTED_UNITS, METRICS, exported, outcomeOf } from '../../sim/index.ts';
import { clean } from '../clean.ts';
import type { Result } from '../run.ts';

const COLUMNS = ['file', 'title', 'seed', 'digest', 'outcome', 'metric', 'label', 'unit', 'value'];

export const CSV_HEAD = `${COLUMNS.map(cell).join(',')}\r\n`;

/** One row per metric; an empty value where the run holds no such thing. */
export function csvOf({ trace, loaded }: Result): string {
  const terms = [loaded.file, trace.header.title, trace.header.seed, trace.digest, outcomeOf(trace)];
  return METRICS.map((metric) => {
    const value = exported(metric.unit, metric.measure(trace));
    return `${[...terms, metric.id, metric.label, EXPORTED_UNITS[metric.unit], value ?? ''].map(cell).join(',')}\r\n`;
  }).join('');
}

/** A quoted cell. Text that a spreadsheet would take for a formula is disarmed with an apostrophe; numbers are left alone. A row is a line. */
export function cell(value: string | number): string {
  const text = String(value);
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${clean(safe)
    .replace(/[\n\t]+/g, ' ')
    .replace(/"/g, '""')}"`;
}
