import type { Micros } from '../../kernel/index.ts';

/** A Rollout's status: counts over all its replica sets, terminating replicas left out. */
export interface RolloutStatus {
  replicas: number;
  /** Replicas of the wanted revision. */
  updated: number;
  ready: number;
  available: number;
  /** Revision last fully promoted; empty = none yet. */
  stable: string;
  /** Of a canary: finished steps; null = there are no steps. */
  stepIndex: number | null;
  /** Stands for the list of steps: a change of it starts them over. */
  steps: string;
  /** Of blue/green: the revisions that the two services point to; empty = to none. */
  active: string;
  preview: string;
}

/** What makes a strategy complete, beyond that all replicas are new and available. */
export type Completion = { strategy: 'canary'; stepCount: number } | { strategy: 'blueGreen'; hasPreview: boolean };

/** Phase Healthy: every replica is of the wanted revision and available, and the strategy has nothing left to do. */
export function isHealthy(target: string, desired: number, status: RolloutStatus, completion: Completion): boolean {
  if (status.updated !== desired || status.available !== desired) return false;
  if (completion.strategy === 'blueGreen')
    // The former active set may linger until its delay is over.
    return status.active === target && (!completion.hasPreview || status.preview === target);
  const doneSteps = completion.stepCount === 0 || status.stepIndex === completion.stepCount;
  return doneSteps && status.stable === target && status.replicas === desired;
}

/**
 * Something moved since the last look. Unlike a Deployment, any change of the updated replicas counts, even a loss, and so does a
 * change of step, of the steps themselves, of the stable revision, or of a service's selector.
 */
export const madeProgress = (before: RolloutStatus, after: RolloutStatus): boolean =>
  after.updated !== before.updated ||
  after.replicas - after.updated < before.replicas - before.updated ||
  after.ready > before.ready ||
  after.available > before.available ||
  after.stable !== before.stable ||
  after.stepIndex !== before.stepIndex ||
  after.steps !== before.steps ||
  after.active !== before.active ||
  after.preview !== before.preview;

export const TIMED_OUT = 'ProgressDeadlineExceeded',
  PAUSED = 'RolloutPaused',
  ABORTED = 'RolloutAborted';

/**
 * Whether progress has been missing for longer than the deadline. Never while paused or aborted, for then nobody waits for progress.
 * @param condition null = the controller has not judged yet
 */
export function isTimedOut(
  deadline: Micros | null,
  condition: { reason: string; updatedAt: Micros } | null,
  now: Micros,
): boolean {
  if (deadline === null || condition === null || condition.reason === PAUSED || condition.reason === ABORTED) return false;
  return condition.reason === TIMED_OUT || condition.updatedAt + deadline < now;
}
