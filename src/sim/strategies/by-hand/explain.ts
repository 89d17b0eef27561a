import type { Why } from '../../trace/facts.ts';
import { setOf, total } from '../kubernetes/pass.ts';
import { are, listed, servers, spoken, stillMissing } from '../kubernetes/words.ts';
import type { ReplicaSetView } from '../strategy.ts';
import type { Params } from './params.ts';
import { copyTime } from './reconcile.ts';

const SOURCE = 'People with a runbook; no controller';

/** Why people wait while old servers shut down. */
export function explainStopping(sets: readonly ReplicaSetView[]): Why | null {
  const left = total(sets, 'replicas') + total(sets, 'terminating');
  if (left === 0) return null;
  const names = listed(sets.filter((set) => set.replicas + set.terminating > 0).map((set) => set.revision));
  return {
    rule: 'byHand.waitForStop',
    says: `Waiting: ${servers(left, names)} ${are(left)} still shutting down.`,
    arithmetic: `${left} > 0`,
    inputs: [{ name: 'still shutting down', value: left }],
    alternatives: ['Killing them would be quicker, and would cut off the requests they are serving.'],
    source: SOURCE,
  };
}

export function explainCopying(target: string, desired: number, params: Params): Why {
  const time = copyTime(desired, params);
  return {
    rule: 'byHand.copy',
    says: `Copying ${target} to ${servers(desired)}${desired === 1 ? '' : ', one after the other'}: that takes ${spoken(time)}, with nothing serving.`,
    arithmetic: `${desired} × ${spoken(params.copyPerServer)} = ${spoken(time)}`,
    inputs: [
      { name: 'servers', value: desired },
      { name: 'copy, per server', value: spoken(params.copyPerServer) },
    ],
    alternatives: [
      'Copying before stopping would have taken this time out of the outage.',
      ...(desired === 1 ? [] : ['Copying to all at once would have taken the time of one.']),
    ],
    source: SOURCE,
  };
}

export function explainConfiguring(target: string, params: Params): Why {
  return {
    rule: 'byHand.configure',
    says: `Unpacking ${target}, editing its configuration and running the upgrade scripts: that takes ${spoken(params.configure)}.`,
    arithmetic: `${spoken(params.configure)}`,
    inputs: [{ name: 'configure', value: spoken(params.configure) }],
    alternatives: ['A release that carries its configuration with it, such as an image, would have needed none of this.'],
    source: SOURCE,
  };
}

/** Why people wait for servers to come up; they have no deadline but their patience. */
export function explainStarting(sets: readonly ReplicaSetView[], target: string, desired: number): Why | null {
  const { ready } = setOf(sets, target),
    missing = desired - ready;
  if (missing <= 0) return null;
  return {
    rule: 'byHand.waitForStart',
    says: `Waiting: ${stillMissing(missing, desired, target, 'up')}.`,
    arithmetic: `${desired} − ${ready} = ${missing}`,
    inputs: [
      { name: 'wanted', value: desired },
      { name: `${target} up`, value: ready },
    ],
    alternatives: ['Going back now would take as long as coming here did.'],
    source: SOURCE,
  };
}
