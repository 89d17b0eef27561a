import type { Micros } from '../../kernel/index.ts';

/** Why a Rollout is paused, in Argo's words. */
export type PauseReason = 'InconclusiveAnalysisRun' | 'InconclusiveExperiment' | 'CanaryPauseStep' | 'BlueGreenPause';

/**
 * Whether a pause ends only when a person acts.
 * @param pauseDuration of the canary's pause step; null = no end
 * @param autoPromotion of a blue-green rollout
 */
export function requiresManualAction(reason: PauseReason, pauseDuration: Micros | null, autoPromotion: boolean): boolean {
  if (reason === 'CanaryPauseStep') return pauseDuration === null;
  return reason !== 'BlueGreenPause' || !autoPromotion;
}
