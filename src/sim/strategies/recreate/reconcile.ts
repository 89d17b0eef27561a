import type { Why } from '../../trace/facts.ts';
import { NOTHING, oldSets, setOf, total, type Pass, type Resize } from '../kubernetes/pass.ts';
import { are, listed, servers, stillMissing } from '../kubernetes/words.ts';
import { newReplicasRecreate } from '../rolling/sizes.ts';
import type { ReplicaSetView } from '../strategy.ts';

/** What a pass looked at. */
export interface View {
  target: string;
  desired: number;
  sets: readonly ReplicaSetView[];
}

/** Phases of a pod, as the API has them; empty = not set yet. */
export type PodPhase = '' | 'Pending' | 'Running' | 'Unknown' | 'Succeeded' | 'Failed';

const SOURCE = 'Kubernetes Deployment controller, Recreate';

/**
 * Whether anything of an old revision still lives. A pod in its grace period is in no set's count and yet counts here.
 * @param old replica sets other than the wanted one
 * @param phases of all pods that do not belong to the wanted one
 */
export const oldPodsRunning = (old: readonly { replicas: number }[], phases: readonly PodPhase[]): boolean =>
  old.some((set) => set.replicas > 0) || phases.some((phase) => phase !== 'Failed' && phase !== 'Succeeded');

/** The same, from what a strategy is told. */
export function oldAreGone(sets: readonly ReplicaSetView[], target: string): boolean {
  const old = oldSets(sets, target);
  return !old.some((set) => set.spec > 0) && !oldPodsRunning(old, new Array<PodPhase>(total(old, 'terminating')).fill('Running'));
}

/** One pass of Recreate: stop everything old, wait until it is gone, then start everything new at once. */
export function reconcile(view: View): Pass {
  const target = setOf(view.sets, view.target);
  const doomed = oldSets(view.sets, view.target).filter((set) => set.spec > 0);
  if (doomed.length > 0) return { ...NOTHING, resizes: doomed.map((set) => stop(set, view)) };
  if (!oldAreGone(view.sets, view.target)) return { ...NOTHING, hold: explainStopping(view) };
  if (target.spec !== newReplicasRecreate(view.desired)) return { ...NOTHING, resizes: [start(target, view)] };
  return { ...NOTHING, hold: target.available < view.desired ? explainStarting(target, view) : null };
}

const stop = ({ revision, spec }: ReplicaSetView, view: View): Resize => ({
  revision,
  from: spec,
  to: 0,
  why: {
    rule: 'recreate.stopOld',
    says: `Stopped ${spec === 1 ? `the only ${revision} server` : `all ${servers(spec, revision)}`}: Recreate lets no two revisions run side by side.`,
    arithmetic: `${spec} → 0`,
    inputs: [
      { name: `${revision} wanted`, value: spec },
      { name: 'wanted revision', value: view.target },
    ],
    alternatives: [
      `Starting ${view.target} beside ${revision} would have avoided the outage, and run both at once: that is what a rolling update does.`,
      'Stopping some and keeping the rest is not among its choices.',
    ],
    source: `${SOURCE}: every old replica set goes to zero first`,
  },
});

const start = ({ revision, spec }: ReplicaSetView, view: View): Resize => ({
  revision,
  from: spec,
  to: view.desired,
  why: {
    rule: 'recreate.startNew',
    says:
      spec === 0
        ? `Started ${view.desired === 1 ? servers(1, revision) : `all ${servers(view.desired, revision)} at once`}: nothing old is left.`
        : `Resized ${revision} from ${spec} to ${servers(view.desired)}: nothing old is left, so it may have all.`,
    arithmetic: `${view.desired} − ${spec} = ${view.desired - spec}`,
    inputs: [
      { name: 'wanted', value: view.desired },
      { name: 'old servers left', value: 0 },
    ],
    alternatives: ['Starting them one by one would only have made the outage longer: nothing else serves meanwhile.'],
    source: `${SOURCE}: the new replica set goes straight to full size`,
  },
});

function explainStopping(view: View): Why {
  const old = oldSets(view.sets, view.target);
  const left = total(old, 'replicas') + total(old, 'terminating');
  const name = listed(old.filter((set) => set.replicas + set.terminating > 0).map((set) => set.revision));
  return {
    rule: 'recreate.waitForOld',
    says: `Waiting: ${servers(left, name)} ${are(left)} still shutting down, and ${view.target} may not start beside ${left === 1 ? 'it' : 'them'}.`,
    arithmetic: `${left} > 0`,
    inputs: [{ name: 'old servers still shutting down', value: left }],
    alternatives: [
      `Starting ${view.target} now would shorten the outage, but two revisions would run at once.`,
      'A shorter grace period would end this wait sooner, at the price of requests cut off.',
    ],
    source: `${SOURCE}: a terminating pod is still an old pod`,
  };
}

function explainStarting(target: ReplicaSetView, view: View): Why {
  const missing = view.desired - target.available,
    refused = target.spec - target.replicas;
  return {
    rule: 'recreate.waitForNew',
    says:
      refused > 0
        ? `Waiting: ${servers(refused, view.target)} could not be created for want of quota.`
        : `Waiting: ${stillMissing(missing, view.desired, view.target, 'available')}.`,
    arithmetic: `${view.desired} − ${target.available} = ${missing}`,
    inputs: [
      { name: 'wanted', value: view.desired },
      { name: `${view.target} available`, value: target.available },
    ],
    alternatives: ['Going back is not among its choices: it waits for as long as it takes, until a person undoes the rollout.'],
    source: `${SOURCE}: complete when every replica is new and available`,
  };
}
