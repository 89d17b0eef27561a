import { requiresManualAction } from '../argo/pause-reason.ts';
import { ownSets } from '../argo/sets.ts';
import { servers, spoken } from '../kubernetes/words.ts';
import type { CanaryContext, Standing } from './context.ts';
import { placeOf } from './explain.ts';
import { allSteps, isOlder } from './explain-status.ts';
import { currentStep } from './steps.ts';

/** Why the rollout stands where it stands, for the state's line in the history. */
export function reasonOf(context: CanaryContext, standing: Standing): string {
  const { params, status, target, desired } = context;
  switch (standing) {
    case 'progressing':
      return status.stable === target
        ? `${target} is the stable revision now, and the rest follows`
        : `${target}: ${placeOf(params, status.stepIndex)}${noteOf(context)}`;
    case 'paused':
      return pausedBecause(context);
    case 'analysing':
      return `${placeOf(params, status.stepIndex)}: measuring ${target}`;
    case 'experimenting':
      return `${placeOf(params, status.stepIndex)}: ${target} is tried on servers of the experiment’s own`;
    case 'overdue':
      return `no progress for ${spoken(params.progressDeadline ?? 0)}; the controller goes on all the same`;
    case 'held':
      return 'a person paused the Rollout itself';
    case 'goingBack':
      return context.abortedBecause;
    case 'degraded':
      return `aborted; ${status.stable} serves, though ${target} is still asked for`;
    case 'healthy':
      return desired === 0
        ? 'no server is wanted, and none is left'
        : `${desired === 1 ? `the ${target} server is` : `all ${servers(desired, target)} are`} available, and nothing else is left`;
  }
}

/** People expect a way back to be quick: where it begins with the first step, that is worth a word. */
function noteOf({ params, status, target, fleet }: CanaryContext): string {
  const goesBack = status.stepIndex === 0 && isOlder({ sets: ownSets(fleet), target, status });
  return goesBack ? `; ${allSteps(params, target)}` : '';
}

function pausedBecause({ params, status }: CanaryContext): string {
  const { step } = currentStep(params.steps, status.stepIndex);
  const duration = step?.kind === 'pause' ? step.params : null;
  const inconclusive = step?.kind === 'experiment' ? 'InconclusiveExperiment' : 'InconclusiveAnalysisRun',
    reason = status.pause?.reason === 'inconclusive' ? inconclusive : 'CanaryPauseStep';
  const place = placeOf(params, status.stepIndex);
  if (!requiresManualAction(reason, duration, false)) return place;
  return reason === 'CanaryPauseStep' ? `${place}: a person has to promote` : `${place}: a person has to judge the analysis`;
}
