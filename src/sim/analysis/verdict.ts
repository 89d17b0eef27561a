import { plural } from '../trace/format.ts';
import type { MetricResult } from './measurement.ts';
import type { AnalysisRun } from './run.ts';
import type { MetricSpec } from './spec.ts';

/** Why a run came out as it did: the metric that decided, and the limit it broke. Empty for a run that succeeded. */
export function whyEnded<S>({ phase, spec, results }: AnalysisRun<S>): string {
  if (phase !== 'Failed' && phase !== 'Error' && phase !== 'Inconclusive') return '';
  const index = results.findIndex((result) => !result.dryRun && result.phase === phase);
  return limitBroken(spec.metrics[index]!, results[index]!);
}

function limitBroken<S>(metric: MetricSpec, result: MetricResult<S>): string {
  const { name, failureLimit, inconclusiveLimit, consecutiveErrorLimit, consecutiveSuccessLimit } = metric,
    { phase, failed, inconclusive, consecutiveError } = result;
  const tooMany = (count: number, did: string, limit: number) =>
    `${plural(count, 'measurement')} of ${name} ${did}${limit > 0 ? `, and ${limit} may` : ''}`;
  if (phase === 'Error' && consecutiveError > consecutiveErrorLimit)
    return tooMany(
      consecutiveError,
      `found nothing to judge${consecutiveError > 1 ? ', one after the other' : ''}`,
      consecutiveErrorLimit,
    );
  if (phase === 'Inconclusive' && inconclusive > inconclusiveLimit)
    return tooMany(inconclusive, inconclusive === 1 ? 'was inconclusive' : 'were inconclusive', inconclusiveLimit);
  if (phase === 'Failed' && failureLimit >= 0 && failed > failureLimit) return tooMany(failed, 'failed', failureLimit);
  return `${name} never succeeded ${consecutiveSuccessLimit} times in a row`;
}
