import { decimal } from '../../../schema/index.ts';
import { rescaled } from '../../manifests/rollout/condition.ts';
import type { ArgoMetric } from './metric.ts';

/** What success is, as a condition: bounds are conditions in short, and latencies are in seconds. Null = nobody says. */
export function successOf({ atLeast, atMost, successCondition }: ArgoMetric): string | null {
  const bounds = [
    ...(atLeast === null ? [] : [`result[0] >= ${decimal(atLeast)}`]),
    ...(atMost === null ? [] : [`result[0] <= ${decimal(atMost)}`]),
  ];
  if (bounds.length > 0) return bounds.join(' && ');
  return successCondition === null ? null : tidied(successCondition);
}

/** As a reader of templates would write it: `result[0]` without blanks. */
export function tidied(condition: string): string {
  const text = rescaled(condition, 1, false);
  return typeof text === 'string' ? text : condition;
}
