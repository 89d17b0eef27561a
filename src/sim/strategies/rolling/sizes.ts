import type { ReplicaSetView } from '../strategy.ts';
import type { Bounds } from './bounds.ts';

/** One step of arithmetic: from, to, and what kind of step it was. */
export interface Step {
  revision: string;
  from: number;
  to: number;
  rule: 'scaleUpNew' | 'shrinkNew' | 'cleanUpUnhealthy' | 'scaleDownOld';
  /** What the rule could have used in all: room under the ceiling, or replicas to spare above the floor. */
  budget: number;
}

type Sized = Pick<ReplicaSetView, 'revision' | 'createdOrder' | 'spec' | 'available'>;
const specOf = (sets: readonly Sized[]): number => sets.reduce((sum, set) => sum + set.spec, 0);
const availableOf = (sets: readonly Sized[]): number => sets.reduce((sum, set) => sum + set.available, 0);
const oldestFirst = <S extends Sized>(sets: readonly S[]): S[] => [...sets].sort((a, b) => a.createdOrder - b.createdOrder);

/**
 * Size that the new replica set may have now: what is missing, as far as there is room under the ceiling.
 * @param total wanted sizes of all sets together, the new one included
 */
export const newReplicas = (current: number, total: number, bounds: Pick<Bounds, 'desired' | 'most'>): number =>
  total >= bounds.most ? current : current + Math.min(bounds.most - total, bounds.desired - current);

/** Recreate has waited until the field is clear, so its new set gets everything. */
export const newReplicasRecreate = (desired: number): number => desired;

/** Step A of a pass: grow, or shrink, the new replica set. Null = it may stay as it is. */
export function reconcileNewReplicaSet(target: Sized, old: readonly Sized[], bounds: Bounds): Step | null {
  const from = target.spec;
  if (from === bounds.desired) return null;
  if (from > bounds.desired)
    return { revision: target.revision, from, to: bounds.desired, rule: 'shrinkNew', budget: from - bounds.desired };
  const total = from + specOf(old);
  const to = newReplicas(from, total, bounds);
  return to === from ? null : { revision: target.revision, from, to, rule: 'scaleUpNew', budget: bounds.most - total };
}

/** How many old replicas step B may remove at most. New replicas that are not available yet are charged to it. */
export const removalBudget = (target: Sized, old: readonly Sized[], bounds: Bounds): number =>
  target.spec + specOf(old) - bounds.least - (target.spec - target.available);

/** First half of step B: old replicas that are not available go first, for nobody misses them. Oldest set first. */
export function cleanUpUnhealthy(old: readonly Sized[], budget: number): Step[] {
  const steps: Step[] = [];
  let left = budget;
  for (const set of oldestFirst(old)) {
    const count = Math.min(left, set.spec - set.available);
    if (count <= 0) continue;
    steps.push({ revision: set.revision, from: set.spec, to: set.spec - count, rule: 'cleanUpUnhealthy', budget: left });
    left -= count;
  }
  return steps;
}

/**
 * Second half of step B: old replicas go as long as enough stay available. Oldest set first.
 * @param available of all sets together, the new one included
 */
export function scaleDownOld(old: readonly Sized[], available: number, bounds: Bounds): Step[] {
  const steps: Step[] = [];
  let left = available - bounds.least;
  for (const set of oldestFirst(old)) {
    const count = Math.min(left, set.spec);
    if (count <= 0) continue;
    steps.push({ revision: set.revision, from: set.spec, to: set.spec - count, rule: 'scaleDownOld', budget: left });
    left -= count;
  }
  return steps;
}

/** Step B of a pass: shrink the old replica sets. */
export function reconcileOldReplicaSets(target: Sized, old: readonly Sized[], bounds: Bounds): Step[] {
  const budget = removalBudget(target, old, bounds);
  if (budget <= 0) return [];
  const cleaned = cleanUpUnhealthy(old, budget);
  const sizeAfter = new Map(cleaned.map((step) => [step.revision, step.to]));
  const remaining = old.map((set) => ({ ...set, spec: sizeAfter.get(set.revision) ?? set.spec }));
  return [...cleaned, ...scaleDownOld(remaining, target.available + availableOf(old), bounds)];
}
