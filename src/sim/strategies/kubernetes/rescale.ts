import type { Why } from '../../trace/facts.ts';
import type { ReplicaSetView } from '../strategy.ts';
import { NOTHING, oldSets, total, type Pass } from './pass.ts';
import { replicaSetFraction, scaleProportionally, type ScalableSet, type Share } from './proportional.ts';
import { servers } from './words.ts';

/** A change of the wanted number of replicas, and the surge that belongs to each side of it. */
export interface Rescaling {
  target: string;
  sets: readonly ReplicaSetView[];
  before: { desired: number; surge: number };
  after: { desired: number; surge: number };
}

/** The scaling pass: a pass of its own, made also while paused. Fleets that want no replica at all have nothing to scale. */
export function rescale(change: Rescaling): Pass {
  const sizedBefore = (set: ReplicaSetView): ScalableSet => ({
    ...set,
    recordedDesired: change.before.desired,
    recordedMax: change.before.desired + change.before.surge,
  });
  if (total(change.sets, 'spec') === 0) return NOTHING;
  const target = change.sets.find((set) => set.revision === change.target);
  const shares = scaleProportionally(
    target === undefined ? null : sizedBefore(target),
    oldSets(change.sets, change.target).map(sizedBefore),
    { ...change.after, statusReplicas: total(change.sets, 'replicas') },
  );
  return {
    ...NOTHING,
    resizes: shares.map((share) => ({ revision: share.revision, from: share.from, to: share.to, why: explain(share, change) })),
  };
}

function explain(share: Share, { before, after }: Rescaling): Why {
  const grew = share.to > share.from,
    count = Math.abs(share.to - share.from);
  const what = `${grew ? 'Added' : 'Removed'} ${servers(count, share.revision)}`;
  const most = after.desired + after.surge,
    mostBefore = before.desired + before.surge;
  const scaled = `the service was scaled from ${before.desired} to ${after.desired}`;
  const inputs: Why['inputs'] = [
    { name: 'wanted before', value: before.desired },
    { name: 'wanted now', value: after.desired },
    { name: `${share.revision} before`, value: share.from },
  ];
  const source = 'Kubernetes Deployment controller, scaling pass';
  if (share.rule === 'full')
    return {
      rule: 'scale.full',
      says: `${what}: ${scaled}.`,
      arithmetic: `${after.desired} − ${share.from} = ${after.desired - share.from}`,
      inputs,
      alternatives: [`${share.revision} is the only revision with servers, so the whole change is its own.`],
      source,
    };
  if (share.rule === 'retired')
    return {
      rule: 'scale.retired',
      says: `${what}: the new revision already has every server it wants.`,
      arithmetic: `${share.from} → 0`,
      inputs,
      alternatives: ['Keeping a share of old servers would have undone what the rollout had finished.'],
      source,
    };
  const rounded = share.from + replicaSetFraction(share.from, mostBefore, { ...after, statusReplicas: 0 }),
    adjusted = share.to - rounded;
  return {
    rule: 'scale.proportional',
    says: `${what}: ${scaled} in mid-rollout, and each revision keeps its share.`,
    arithmetic:
      after.desired === 0
        ? `${share.from} → 0`
        : `round(${share.from} × ${most} ÷ ${mostBefore}) = ${rounded}${adjusted === 0 ? '' : `, and ${Math.abs(adjusted)} ${adjusted > 0 ? 'more' : 'fewer'} so that the total is ${most}`}`,
    inputs: [...inputs, { name: 'ceiling before', value: mostBefore }, { name: 'ceiling now', value: most }],
    alternatives: ['Giving the whole change to the new revision would have pushed the rollout on, and the risk with it.'],
    source,
  };
}
