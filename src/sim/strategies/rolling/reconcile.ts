import { NOTHING, oldSets, setOf, type Pass, type Resize } from '../kubernetes/pass.ts';
import { explainHold } from './explain-hold.ts';
import { explainStep } from './explain-step.ts';
import { newReplicas, reconcileNewReplicaSet, reconcileOldReplicaSets, type Step } from './sizes.ts';
import type { View } from './view.ts';

/**
 * One pass of a rolling update: the new replica set grows, or else the old ones shrink, or else the controller waits. The pass that
 * creates the new set is the exception that does both at once, for a set created at its right size needs no growing.
 */
export function reconcile(view: View): Pass {
  const exists = view.sets.some((set) => set.revision === view.target);
  if (!exists) return reconcileFirst(view);
  const target = setOf(view.sets, view.target),
    old = oldSets(view.sets, view.target);
  const grown = reconcileNewReplicaSet(target, old, view.bounds);
  if (grown !== null) return { ...NOTHING, resizes: [resize(grown, view)] };
  return shrinkOld(view);
}

function reconcileFirst(view: View): Pass {
  const missing = setOf(view.sets, view.target),
    old = oldSets(view.sets, view.target);
  const wanted = old.reduce((sum, set) => sum + set.spec, 0);
  const created = { ...missing, spec: newReplicas(0, wanted, view.bounds) };
  const after = shrinkOld({ ...view, sets: [...view.sets, created] });
  // A set of no replicas is not worth a line in the history: it is created when it first has one.
  if (created.spec === 0) return after;
  const step: Step = { revision: view.target, from: 0, to: created.spec, rule: 'scaleUpNew', budget: view.bounds.most - wanted };
  return { ...after, resizes: [resize(step, view), ...after.resizes], hold: null };
}

function shrinkOld(view: View): Pass {
  const steps = reconcileOldReplicaSets(setOf(view.sets, view.target), oldSets(view.sets, view.target), view.bounds);
  if (steps.length === 0) return { ...NOTHING, hold: explainHold(view) };
  return { ...NOTHING, resizes: steps.map((step) => resize(step, view)) };
}

const resize = (step: Step, view: View): Resize => ({
  revision: step.revision,
  from: step.from,
  to: step.to,
  why: explainStep(step, view),
});
