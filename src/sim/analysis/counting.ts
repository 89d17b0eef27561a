import type { Counting } from '../trace/counting.ts';
import type { MeasuredMetric } from './question.ts';
import { wantedCount } from './spec.ts';

/** What a reader needs to know of a metric in order to count along. */
export function countingOf(metric: MeasuredMetric): Counting {
  const { name, interval, failureLimit, inconclusiveLimit, consecutiveErrorLimit, consecutiveSuccessLimit, judging } = metric;
  return {
    metric: name,
    interval,
    count: wantedCount(metric),
    failures: failureLimit < 0 ? null : failureLimit,
    inconclusive: inconclusiveLimit,
    errorsInRow: consecutiveErrorLimit,
    successesInRow: consecutiveSuccessLimit,
    checks: judging?.kind === 'flagger' ? { failed: judging.failedChecks, threshold: judging.threshold } : null,
  };
}
