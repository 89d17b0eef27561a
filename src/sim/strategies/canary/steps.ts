import type { Micros } from '../../kernel/index.ts';
import type { AnalysisParams } from '../argo/analysis-params.ts';
import type { ExperimentParams } from './params-experiment.ts';

/** How many servers the canary gets, whatever its share of requests. Replicas win over weight. */
export interface CanaryScale {
  replicas: number | null;
  /** As a weight would give them; may exceed the most that a weight can be. */
  weight: number | null;
  /** Back to what the weight gives. */
  matchTrafficWeight: boolean;
}

/** One step of a canary, in the order of the list. */
export type CanaryStep =
  | { kind: 'setWeight'; params: number }
  /** Null = until a person promotes. */
  | { kind: 'pause'; params: Micros | null }
  | { kind: 'setCanaryScale'; params: CanaryScale }
  | { kind: 'analysis'; params: AnalysisParams }
  | { kind: 'experiment'; params: ExperimentParams }
  /** Null = the route of that name goes. */
  | { kind: 'setHeaderRoute'; params: { name: string; cohort: string | null } }
  | { kind: 'setMirrorRoute'; params: { name: string; percentage: number } };

/** The index is the number of finished steps; there is no current step once all are done, nor where there are none. */
export function currentStep(
  steps: readonly CanaryStep[],
  stepIndex: number | null,
): { step: CanaryStep | null; index: number | null } {
  if (steps.length === 0) return { step: null, index: null };
  const index = stepIndex ?? 0;
  return { step: steps[index] ?? null, index };
}

/** Where a rollout stands. */
export interface Position {
  stepIndex: number | null;
  aborted: boolean;
}

/** Weight of the last setWeight at or before the current step: 0 if there is none, all once every step is done, 0 after an abort. */
export function currentSetWeight(steps: readonly CanaryStep[], { stepIndex, aborted }: Position, maxWeight = 100): number {
  if (aborted) return 0;
  const { step, index } = currentStep(steps, stepIndex);
  return step === null ? maxWeight : lastWeight(steps, index!);
}

/** Weight of the last setWeight before the current step, for as long as the current one's servers are not there yet. */
export const previousSetWeight = (steps: readonly CanaryStep[], index: number): number => lastWeight(steps, index - 1);

function lastWeight(steps: readonly CanaryStep[], from: number): number {
  for (let at = from; at >= 0; at--) {
    const step = steps[at];
    if (step?.kind === 'setWeight') return step.params;
  }
  return 0;
}

/** The setCanaryScale in force: it stays so through later weights, until another one, or until matchTrafficWeight ends it. */
export function scaleInForce(steps: readonly CanaryStep[], stepIndex: number | null): CanaryScale | null {
  const { step, index } = currentStep(steps, stepIndex);
  if (step === null) return null;
  for (let at = index!; at >= 0; at--) {
    const earlier = steps[at];
    if (earlier?.kind === 'setCanaryScale') return earlier.params.matchTrafficWeight ? null : earlier.params;
  }
  return null;
}

/** The background analysis waits for a later step. */
export function beforeStartingStep(steps: readonly CanaryStep[], stepIndex: number | null, startingStep: number | null): boolean {
  const { step, index } = currentStep(steps, stepIndex);
  return startingStep !== null && step !== null && index! < startingStep;
}

/** Stands for the list of steps, so that a change of it is noticed. */
export const stepsKey = (steps: readonly CanaryStep[]): string => JSON.stringify(steps);
