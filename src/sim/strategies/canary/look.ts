import type { Micros } from '../../kernel/index.ts';
import { isHealthy, isTimedOut, madeProgress } from '../argo/progress.ts';
import { find } from '../argo/sets.ts';
import { spoken } from '../kubernetes/words.ts';
import { ownSets } from '../argo/sets.ts';
import type { FleetObservation } from '../strategy.ts';
import { keepAnalyses } from './analyses.ts';
import type { CanaryContext, Standing } from './context.ts';
import { experimentsWakeAt, extrasOf, keepExperiments } from './experiments.ts';
import { abort } from './operator.ts';
import { deadlineRuns, rolloutStatusOf } from './progress.ts';
import { reconcileCanary } from './reconcile.ts';
import { routeOf, sameRoutes, sharesOf } from './routing.ts';
import { reasonOf } from './standing.ts';
import type { CanaryState } from './state.ts';
import { currentStep } from './steps.ts';

/** Decisions that follow one from the other at one instant; far more than any rollout has. */
const PASSES_MAX = 500;

/** One look at the fleet: passes until nothing more follows, or until sizes change and the world has to tell what came of it. */
export function look(given: CanaryContext, fleet: FleetObservation): CanaryContext {
  const { params, target } = given;
  let context: CanaryContext = { ...given, fleet, orders: [] },
    sets = ownSets(fleet),
    asked = fleet.routes.asked.weights,
    wakeAt: Micros | null = null;
  for (let passes = 0; ; passes++) {
    if (passes === PASSES_MAX) throw new Error(`A canary's passes never end: ${JSON.stringify(context.status)}`);
    const runs = keepAnalyses(context);
    const withRuns = { ...context, ...runs, orders: [...context.orders, ...runs.orders] },
      kept = keepExperiments(withRuns);
    context = { ...withRuns, ...kept, orders: [...withRuns.orders, ...kept.orders] };
    const state: CanaryState = { ...stateOf(context, sets), ...(asked === null ? {} : { asked }) },
      first = reconcileCanary(params, state);
    // Routers cannot have followed yet what this very pass asks of them.
    const pass = first.route === null ? first : reconcileCanary(params, { ...state, weightVerified: false });
    const { route, status, hold } = pass;
    wakeAt = pass.wakeAt;
    if (route !== null) asked = routeOf(params, target, status).weights;
    // A set of no replicas is not worth a line in the history: the world creates it when it first has one.
    const resizes = pass.scale.filter(({ from, to }) => from !== to);
    if (find(sets, target) === null && pass.scale.some(({ revision }) => revision === target))
      sets = [...sets, emptySet(target, sets)];
    context = {
      ...context,
      status,
      background: pass.changes.some(({ kind }) => kind === 'analysisRestarted') ? null : context.background,
      attempt: pass.changes.some(({ kind }) => kind === 'analysisRestarted') ? context.attempt + 1 : context.attempt,
      abortedBecause: pass.changes.find(({ kind }) => kind === 'aborted')?.why.says ?? context.abortedBecause,
      orders: [
        ...context.orders,
        ...(route === null ? [] : [(to: CanaryContext['commands']) => to.route(routeOf(params, target, status), route.why)]),
        ...resizes.map(
          ({ revision, to: size, why }) =>
            (to: CanaryContext['commands']) =>
              to.scale(revision, size, why),
        ),
        ...(hold === null ? [] : [(to: CanaryContext['commands']) => to.hold(hold)]),
      ],
    };
    if (resizes.length > 0 || !pass.again) break;
  }
  return judge(context, sets, wakeAt);
}

/** What the passes look at. */
function stateOf(context: CanaryContext, sets: FleetObservation['sets']): CanaryState {
  const { params, status, fleet, target, desired, paused, stepRun, background, experiment } = context;
  return {
    now: fleet.at,
    desired,
    target,
    paused,
    sets,
    status,
    weightVerified:
      params.trafficRouting === null ||
      sameRoutes(fleet.routes.effective.weights, sharesOf(params, status.stable, status.weights)),
    stepRun: experiment ?? stepRun,
    background,
    extra: extrasOf(experiment),
  };
}

const emptySet = (revision: string, sets: FleetObservation['sets']): FleetObservation['sets'][number] => ({
  revision,
  environment: null,
  createdOrder: Math.max(0, ...sets.map(({ createdOrder }) => createdOrder)) + 1,
  spec: 0,
  replicas: 0,
  ready: 0,
  available: 0,
  terminating: 0,
});

/** Progress, the deadline, and where the rollout stands now. */
function judge(context: CanaryContext, sets: FleetObservation['sets'], passWakeAt: Micros | null): CanaryContext {
  const { params, target, desired, fleet } = context,
    now = fleet.at,
    state = stateOf(context, sets);
  const progress = rolloutStatusOf(
    state,
    sets.reduce((ready, set) => ready + set.ready, 0),
  );
  const isDone = isHealthy(target, desired, progress, { strategy: 'canary', stepCount: params.steps.length });
  const runs = deadlineRuns(params, state) && !isDone;
  const moved = !runs || context.progress === null || madeProgress(context.progress, progress);
  const progressAt = moved ? now : context.progressAt,
    deadline = params.progressDeadline;
  const overdue = runs && isTimedOut(deadline, { reason: '', updatedAt: progressAt }, now);
  const deadlineAt = runs && deadline !== null && !overdue ? progressAt + deadline + 1 : null;
  const times = [passWakeAt, deadlineAt, experimentsWakeAt(context)].filter((at) => at !== null);
  const wakeAt = times.length === 0 ? null : Math.min(...times);
  const judged = { ...context, progress, progressAt, wakeAt };
  if (overdue && params.progressDeadlineAbort && context.status.stable !== target) {
    const abortedBecause = `no progress for ${spoken(deadline ?? 0)}, and progressDeadlineAbort is set`;
    const after = look({ ...judged, status: abort(context.status), abortedBecause }, fleet);
    return { ...after, orders: [...context.orders, ...after.orders] };
  }
  const standing = standingOf(judged, state, isDone, overdue);
  return { ...judged, standing, reason: reasonOf(judged, standing) };
}

function standingOf(context: CanaryContext, state: CanaryState, isDone: boolean, overdue: boolean): Standing {
  const { params, status, target, desired, wakeAt } = context;
  if (status.aborted) {
    const isBack = (find(state.sets, status.stable)?.available ?? 0) >= desired;
    return isBack && state.weightVerified && wakeAt === null ? 'degraded' : 'goingBack';
  }
  if (isDone && state.weightVerified) return 'healthy';
  if (context.paused) return 'held';
  if (status.stable !== target && status.pause !== null) return 'paused';
  const kind = status.stable === target ? null : currentStep(params.steps, status.stepIndex).step?.kind;
  if (kind === 'analysis') return 'analysing';
  if (kind === 'experiment') return 'experimenting';
  return overdue ? 'overdue' : 'progressing';
}
