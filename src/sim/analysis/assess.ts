import type { MetricResult } from './measurement.ts';
import { isCompleted, isWorse, type Phase } from './phase.ts';
import { wantedCount, type MetricSpec } from './spec.ts';

export interface Assessment {
  phase: Phase;
  /** Half a sentence with the numbers put in; empty while there is nothing to say. */
  message: string;
}

export type Limits = Pick<
  MetricSpec,
  'interval' | 'count' | 'failureLimit' | 'inconclusiveLimit' | 'consecutiveErrorLimit' | 'consecutiveSuccessLimit'
>;
type Counters = Pick<MetricResult, 'count' | 'failed' | 'inconclusive' | 'consecutiveError' | 'consecutiveSuccess'>;

/** Whether a limit is broken. Limits mean “more than”; an error outweighs an inconclusive metric, and that a failed one. */
export function assessLimits(metric: Limits, result: Counters): Assessment | null {
  const { consecutiveErrorLimit, inconclusiveLimit, failureLimit } = metric;
  if (result.consecutiveError > consecutiveErrorLimit)
    return {
      phase: 'Error',
      message: `errors in a row (${result.consecutiveError}) > consecutiveErrorLimit (${consecutiveErrorLimit})`,
    };
  if (result.inconclusive > inconclusiveLimit)
    return { phase: 'Inconclusive', message: `inconclusive (${result.inconclusive}) > inconclusiveLimit (${inconclusiveLimit})` };
  if (failureLimit >= 0 && result.failed > failureLimit)
    return { phase: 'Failed', message: `failed (${result.failed}) > failureLimit (${failureLimit})` };
  return null;
}

/** Where a metric stands after its measurements so far. `terminating` = the run is being ended. */
export function assessMetric(
  metric: Limits,
  result: Counters & { measurements: readonly { phase: Phase }[] },
  terminating: boolean,
): Assessment {
  const last = result.measurements.at(-1);
  if (last === undefined)
    return terminating
      ? { phase: 'Successful', message: 'ended before its first measurement' }
      : { phase: 'Pending', message: '' };
  if (!isCompleted(last.phase)) return { phase: 'Running', message: 'a measurement is in flight' };
  return assessLimits(metric, result) ?? assessProgress(metric, result, terminating);
}

function assessProgress(metric: Limits, result: Counters, terminating: boolean): Assessment {
  const { consecutiveSuccessLimit, failureLimit } = metric,
    wanted = wantedCount(metric);
  if (consecutiveSuccessLimit > 0 && result.consecutiveSuccess >= consecutiveSuccessLimit)
    return {
      phase: 'Successful',
      message: `${result.consecutiveSuccess} in a row succeeded, consecutiveSuccessLimit is ${consecutiveSuccessLimit}`,
    };
  if (wanted !== null && result.count >= wanted) {
    const all = `${result.count} of ${wanted} measured`;
    if (consecutiveSuccessLimit === 0) return { phase: 'Successful', message: `${all}, and no limit was broken` };
    const short = `${all}, and never ${consecutiveSuccessLimit} successes in a row`;
    return failureLimit >= 0 ? { phase: 'Inconclusive', message: short } : { phase: 'Failed', message: short };
  }
  if (terminating) return { phase: 'Successful', message: `ended after ${result.count} measured, with no limit broken` };
  return { phase: 'Running', message: wanted === null ? `${result.count} measured` : `${result.count} of ${wanted} measured` };
}

/** Where the run stands: at work until every metric is through, and then as bad as the worst that counts. */
export function assessRun(results: readonly { name: string; phase: Phase; dryRun: boolean }[]): Assessment {
  if (results.some(({ phase }) => !isCompleted(phase))) return { phase: 'Running', message: '' };
  let worst: Assessment = { phase: 'Successful', message: '' };
  for (const { name, phase, dryRun } of results)
    if (!dryRun && isWorse(worst.phase, phase)) worst = { phase, message: `metric ${name} came out ${phase}` };
  return worst;
}
