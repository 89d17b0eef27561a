import type { FailureCause } from '../trace/index.ts';
import { CAUSE_LABELS, FAILURE_CAUSES, FIRST_CAUSE, endingsOf } from '../trace/index.ts';
import type { Metric } from './metric.ts';

const idOf = (cause: FailureCause): string => `failed${cause[0]!.toUpperCase()}${cause.slice(1)}`;

/** One metric per cause; together they make `failed`. */
export const failuresByCause: readonly Metric[] = FAILURE_CAUSES.map((cause, index) => ({
  id: idOf(cause),
  label: `Failed: ${CAUSE_LABELS[cause]}`,
  unit: 'requests',
  better: 'lower',
  explains: `Requests whose last attempt ended as "${cause}" (outcome ${FIRST_CAUSE + index} in the request columns).`,
  measure: (trace) => endingsOf(trace).failed[index]!.length,
}));
