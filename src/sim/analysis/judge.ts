import { evaluateCondition, parseCondition, type Evaluated, type Parsed, type Value } from './condition/index.ts';
import type { Judge, Judgement } from './spec.ts';

/** What a condition came to; null = there is none. */
export type Outcome = Evaluated | null;

/**
 * One measurement's result. With one condition, its opposite counts as the other one; with both, failure goes first, and when neither
 * holds nobody knows. Without any, whatever could be measured is a success.
 */
export function judgementOf(success: Outcome, failure: Outcome): Judgement {
  if (success !== null && 'error' in success) return { phase: 'Error', message: `the success condition ${success.error}` };
  if (failure !== null && 'error' in failure) return { phase: 'Error', message: `the failure condition ${failure.error}` };
  if (success === null && failure === null) return { phase: 'Successful', message: 'there is no condition to meet' };
  if (failure?.value) return { phase: 'Failed', message: 'the failure condition held' };
  if (success === null) return { phase: 'Successful', message: 'the failure condition did not hold' };
  if (success.value) return { phase: 'Successful', message: 'the success condition held' };
  return failure === null
    ? { phase: 'Failed', message: 'the success condition did not hold' }
    : { phase: 'Inconclusive', message: 'neither the success nor the failure condition held' };
}

/** Argo's judge: two conditions over the measured value. One that cannot be read makes every measurement an error, as it does there. */
export function conditionJudge(successCondition: string | null, failureCondition: string | null): Judge {
  const success = read(successCondition),
    failure = read(failureCondition);
  return (value) => judgementOf(outcomeOf(success, value), outcomeOf(failure, value));
}

const read = (text: string | null): Parsed | null => (text === null || text.trim() === '' ? null : parseCondition(text));

function outcomeOf(condition: Parsed | null, value: Value): Outcome {
  if (condition === null) return null;
  if ('problem' in condition) return { error: `cannot be read: ${condition.problem.message}` };
  return evaluateCondition(condition.node, value);
}
