import type { Params } from './params.ts';
import type { Change } from './pass.ts';
import { explainAbort, explainInconclusive, explainRestart } from './explain-analysis.ts';
import { abort } from './operator.ts';
import type { CanaryState, CanaryStatus } from './state.ts';
import { currentStep } from './steps.ts';

/** What analyses have to say: a failure ends the rollout, an inconclusive one stops it until a person judges. Null = go on. */
export function reconcileAnalyses(params: Params, state: CanaryState): { status: CanaryStatus; change: Change } | null {
  const { status, target, now } = state;
  if (status.aborted || status.promoteFull || status.stable === null || status.stable === target) return null;
  const { step } = currentStep(params.steps, status.stepIndex);
  const judges = step?.kind === 'analysis' || step?.kind === 'experiment';
  const runs = [
    { run: judges ? state.stepRun : null, name: step?.kind === 'experiment' ? 'experiment' : 'analysis step' },
    { run: params.analysis === null ? null : state.background, name: 'background analysis' },
  ] as const;
  for (const { run, name } of runs) {
    if (run?.phase === 'Failed' || run?.phase === 'Error')
      return { status: abort(status), change: { kind: 'aborted', why: explainAbort(name, run, state) } };
  }
  for (const { run, name } of runs) {
    if (run?.phase !== 'Inconclusive' || status.pause?.reason === 'inconclusive') continue;
    if (name === 'background analysis' && status.controllerPause && status.pause === null)
      return {
        // Whoever goes on ends the step's own pause with it.
        status: { ...status, controllerPause: false, stepIndex: status.stepIndex + (step?.kind === 'pause' ? 1 : 0) },
        change: { kind: 'analysisRestarted', why: explainRestart(state) },
      };
    return {
      status: { ...status, controllerPause: true, pause: { reason: 'inconclusive', since: status.pause?.since ?? now } },
      change: { kind: 'paused', why: explainInconclusive(name, run, state) },
    };
  }
  return null;
}
