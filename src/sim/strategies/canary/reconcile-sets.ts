import { abortScaleDownDelay, scaleDownDelay } from '../argo/delays.ts';
import { oldestFirst, sum, type Sized } from '../argo/sets.ts';
import type { Resize } from '../kubernetes/pass.ts';
import { boundsOf, countsOf, type Scene } from './at-desired.ts';
import { explainCanary, explainStable } from './explain-sizes.ts';
import { explainDelay, explainOlder, explainOver, type OlderRule } from './explain-older.ts';
import type { Params } from './params.ts';
import { sceneOf, type Change } from './pass.ts';
import type { CanaryState, CanaryStatus } from './state.ts';
import { delayWho } from './wanted.ts';

interface Sizes {
  scale: Resize[];
  status: CanaryStatus;
  changes: Change[];
}

/** Sizes: the stable side, else the canary, else all other sets. The first that changes anything ends it. */
export function reconcileSets(params: Params, state: CanaryState): Sizes {
  const kept = { ...state, status: withoutDeadlines(state) };
  const scene = sceneOf(params, kept),
    nothing: Sizes = { scale: [], status: kept.status, changes: [] };
  const counts = countsOf(scene);
  if (scene.stableSet !== null && counts.stable !== scene.stableSet.spec)
    return { ...nothing, scale: [resized(scene.stableSet, counts.stable, explainStable(counts.stable, kept, scene))] };
  const canary = reconcileCanarySet(params, kept, scene, counts.canary);
  if (canary.scale.length > 0) return canary;
  const older = reconcileOlder(params, { ...kept, status: canary.status }, scene);
  return { ...older, changes: [...canary.changes, ...older.changes] };
}

/** Sets in use are not to go: a retry, or a template that comes back, takes them up again. */
function withoutDeadlines({ status, target }: CanaryState): CanaryStatus {
  const isInUse = (revision: string) => revision === status.stable || (revision === target && !status.aborted);
  const left = Object.entries(status.scaleDownAt).filter(([revision]) => !isInUse(revision));
  return left.length === Object.keys(status.scaleDownAt).length ? status : { ...status, scaleDownAt: Object.fromEntries(left) };
}

function reconcileCanarySet(params: Params, state: CanaryState, scene: Scene, wanted: number): Sizes {
  const { status, target, now, desired } = state,
    set = scene.canarySet,
    nothing: Sizes = { scale: [], status, changes: [] };
  if (set === null) return nothing;
  const to = (count: number, why: Resize['why']): Sizes =>
    count === set.spec ? nothing : { ...nothing, scale: [resized(set, count, why)] };
  const { delay, explicit } = abortScaleDownDelay(delayWho(params), params.abortScaleDownDelay);
  const lingers = status.aborted && params.trafficRouting !== null && status.stable !== null && status.stable !== target;
  if (!lingers || (params.dynamicStableScale && !explicit)) return to(wanted, explainCanary(wanted, state, scene));
  if (delay === null || set.spec === 0) return nothing;
  const deadline = status.scaleDownAt[target];
  if (deadline !== undefined) return deadline > now ? nothing : to(0, explainOver(set, delay, state));
  // The clock starts once the stable side could do without the canary.
  if ((scene.stableSet?.available ?? 0) < desired) return nothing;
  return planned(set, now + delay, delay, 'abort', state);
}

function reconcileOlder(params: Params, state: CanaryState, scene: Scene): Sizes {
  const { status, now } = state;
  // Where the canary's requests still go, nothing is taken away.
  const older = oldestFirst(scene.older).filter(({ revision }) => revision !== status.weights?.canaryRevision);
  const unhealthy = older
    .filter((set) => set.spec > set.available)
    .map((set) => resized(set, set.available, explainOlder('unhealthy', set, set.available, 0, scene)));
  let current: Sizes = { scale: unhealthy, status, changes: [] };
  let budget = sum(state.sets, 'available') - boundsOf(scene).least;
  for (const set of older) {
    const size = Math.min(set.spec, set.available);
    if (size === 0) continue;
    if (budget <= 0) break;
    const step = olderSize(params, { ...state, status: current.status }, scene, { ...set, spec: size }, budget);
    if ('plan' in step) {
      const plan = planned(set, now + step.plan, step.plan, 'promotion', { ...state, status: current.status });
      current = { scale: current.scale, status: plan.status, changes: [...current.changes, ...plan.changes] };
    } else if (step.to < size) {
      const why = explainOlder(step.rule, set, step.to, budget, scene);
      current = { ...current, scale: [...current.scale, { revision: set.revision, from: size, to: step.to, why }] };
      budget -= size - step.to;
    }
  }
  return current;
}

type OlderSize = { to: number; rule: OlderRule } | { plan: number };

function olderSize(params: Params, { status, now, target }: CanaryState, scene: Scene, set: Sized, budget: number): OlderSize {
  // Without a router the mere existence of old servers brings them requests.
  if (params.trafficRouting === null) return { to: Math.max(0, set.spec - budget), rule: 'basic' };
  const deadline = status.scaleDownAt[set.revision];
  if (status.stable === target || deadline !== undefined) {
    if (params.dynamicStableScale) return { to: 0, rule: 'dynamic' };
    const delay = scaleDownDelay('canaryRouted', params.scaleDownDelay);
    if (deadline === undefined && delay > 0) return { plan: delay };
    return deadline !== undefined && deadline > now ? { to: set.spec, rule: 'delayOver' } : { to: 0, rule: 'delayOver' };
  }
  const isReady = (side: Sized | null) => side !== null && side.available >= side.spec;
  return isReady(scene.canarySet) && isReady(scene.stableSet)
    ? { to: 0, rule: 'intermediate' }
    : { to: set.spec, rule: 'intermediate' };
}

const resized = (set: Sized, to: number, why: Resize['why']): Resize => ({ revision: set.revision, from: set.spec, to, why });

function planned(set: Sized, at: number, delay: number, after: 'abort' | 'promotion', state: CanaryState): Sizes {
  return {
    scale: [],
    status: { ...state.status, scaleDownAt: { ...state.status.scaleDownAt, [set.revision]: at } },
    changes: [{ kind: 'scaleDownPlanned', why: explainDelay(set, delay, after, state) }],
  };
}
