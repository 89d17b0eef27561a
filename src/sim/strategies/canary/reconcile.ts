import type { Micros } from '../../kernel/index.ts';
import { find } from '../argo/sets.ts';
import { explainHold } from './explain-hold.ts';
import { explainCreate, explainStart } from './explain-status.ts';
import { explainPause } from './explain-pause.ts';
import type { Params } from './params.ts';
import type { CanaryPass, Change } from './pass.ts';
import { pauseEnds } from './pause.ts';
import { isWithinWindow } from './promote.ts';
import { reconcileAnalyses } from './reconcile-analysis.ts';
import { reconcileSets } from './reconcile-sets.ts';
import { reconcileStatus } from './reconcile-status.ts';
import { reconcileTraffic } from './reconcile-traffic.ts';
import type { CanaryState, CanaryStatus } from './state.ts';
import { currentStep, stepsKey } from './steps.ts';

/**
 * One pass of the controller over a canary: a changed template or list of steps starts over and ends the pass; then a missing replica
 * set is created empty; then traffic, analyses, sizes, pause and status, in this order. Pure: what it decides is in what it returns.
 */
export function reconcileCanary(params: Params, state: CanaryState): CanaryPass {
  const { status, target, sets } = state;
  const steps = stepsKey(params.steps);
  if (status.observed.target !== target || status.observed.steps !== steps) return startOver(params, state, steps);
  const nothing: CanaryPass = { scale: [], route: null, status, changes: [], hold: null, wakeAt: null, again: false };
  if (state.paused) return { ...nothing, hold: explainHold(params, state) };
  if (find(sets, target) === null)
    return { ...nothing, scale: [{ revision: target, from: 0, to: 0, why: explainCreate(state) }], again: true };

  const { route, status: routed } = reconcileTraffic(params, state);
  const done = (next: CanaryStatus, scale: CanaryPass['scale'], changes: Change[]): CanaryPass => {
    const again = scale.length > 0 || JSON.stringify(next) !== JSON.stringify(status);
    const after = { ...state, status: next };
    return {
      scale,
      route,
      status: next,
      changes,
      hold: again ? null : explainHold(params, after),
      wakeAt: wakeAt(params, after),
      again,
    };
  };
  const verdict = reconcileAnalyses(params, { ...state, status: routed });
  if (verdict !== null) return done(verdict.status, [], [verdict.change]);

  const sizes = reconcileSets(params, { ...state, status: routed });
  const paused = sizes.scale.length > 0 ? null : beginPause(params, { ...state, status: sizes.status });
  const synced = reconcileStatus(params, { ...state, status: paused?.status ?? sizes.status });
  return done(synced.status, sizes.scale, [...sizes.changes, ...(paused === null ? [] : [paused.change]), ...synced.changes]);
}

/** A new template, or new steps: everything starts over, an abort included; back at the stable revision, nothing is left to do. */
function startOver(params: Params, state: CanaryState, steps: string): CanaryPass {
  const { status, target, sets } = state,
    end = params.steps.length;
  const skips = status.stable === target || (isWithinWindow(params, state) && (find(sets, target)?.spec ?? 0) > 0);
  const next: CanaryStatus = {
    ...status,
    observed: { target, steps },
    stepIndex: skips ? end : 0,
    aborted: false,
    promoteFull: false,
    pause: null,
    controllerPause: false,
  };
  const change: Change = { kind: 'started', why: explainStart(skips, params, state) };
  return { scale: [], route: null, status: next, changes: [change], hold: null, wakeAt: null, again: true };
}

/** A pause counts from when it is noted, not from when its step began. */
function beginPause(params: Params, state: CanaryState): { status: CanaryStatus; change: Change } | null {
  const { status, target, now } = state;
  const { step } = currentStep(params.steps, status.stepIndex);
  if (step?.kind !== 'pause' || status.aborted || status.promoteFull || status.stable === target) return null;
  if (status.pause !== null || status.controllerPause) return null;
  return {
    status: { ...status, controllerPause: true, pause: { reason: 'step', since: now } },
    change: { kind: 'paused', why: explainPause(step.params, params, state) },
  };
}

/** The next instant at which time alone changes something. */
function wakeAt(params: Params, { status, now, target }: CanaryState): Micros | null {
  const { step } = currentStep(params.steps, status.stepIndex);
  const pause = step?.kind === 'pause' && status.stable !== target ? pauseEnds(step.params, status) : null;
  const times = [...Object.values(status.scaleDownAt), ...(pause === null ? [] : [pause])].filter((at) => at > now);
  return times.length === 0 ? null : Math.min(...times);
}
