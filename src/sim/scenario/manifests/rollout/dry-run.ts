import { show } from '../../../schema/index.ts';
import type { Reader, Report } from '../reader.ts';
import { DRY_RUN } from './known-fields.ts';
import { readersOf } from './reading.ts';
import { short } from '../words.ts';

/** Whether a metric of this name is only watched. */
export type IsDry = (metric: string) => boolean;

/**
 * The `dryRun` rules of an analysis or a template. Argo takes a rule for a regular expression that may match anywhere in the name; of
 * those, names and `.*` are understood, with `^` and `$`.
 */
export function readDryRun(owner: Reader, metrics: readonly string[], report: Report): IsDry {
  const rules = readersOf(owner, 'dryRun', DRY_RUN, report).flatMap((reader) => {
    const pattern = reader?.text('metricName') ?? null;
    if (reader === null || pattern === null) return [];
    const rule = ruleOf(pattern);
    if (rule === null) {
      report.remark('notModelled', reader.at('metricName'), `Not modelled: the pattern ${show(pattern)}; its metrics count.`);
      return [];
    }
    // Without any metric, what is missing has been told already.
    if (metrics.length > 0 && !metrics.some(rule))
      report.fault(
        reader.at('metricName'),
        `matches no metric ("Rule didn't match any metric name(s)")`,
        `Use ${metrics.slice(0, 4).map(short).join(', ')}, or .* for all.`,
      );
    return [rule];
  });
  return (metric) => rules.some((rule) => rule(metric));
}

/** Null for a pattern with more in it than names and `.*`. */
export function ruleOf(pattern: string): IsDry | null {
  const match = /^(\^?)((?:[\w -]|\.\*|\\\.)*|\*)(\$?)$/.exec(pattern.slice(0, 200));
  if (match === null) return null;
  const parts = match[2] === '*' ? ['', ''] : match[2]!.split('.*').map((part) => part.replaceAll('\\.', '.'));
  const atStart = match[1] === '^',
    atEnd = match[3] === '$';
  return (metric) => {
    let from = 0;
    for (const [index, part] of parts.entries()) {
      const isLast = index === parts.length - 1;
      const at = isLast && atEnd ? metric.length - part.length : metric.indexOf(part, from);
      if (at < from || !metric.startsWith(part, at) || (index === 0 && atStart && at !== 0)) return false;
      from = at + part.length;
    }
    return true;
  };
}
