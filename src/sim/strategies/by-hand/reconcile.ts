import type { Micros } from '../../kernel/index.ts';
import { setOf, total, type Resize } from '../kubernetes/pass.ts';
import { servers } from '../kubernetes/words.ts';
import type { ReplicaSetView } from '../strategy.ts';
import type { Params } from './params.ts';

const SOURCE = 'People with a runbook; no controller';

/** How long it takes one person to copy a release to every server, one after the other. */
export const copyTime = (count: number, { copyPerServer }: Pick<Params, 'copyPerServer'>): Micros => count * copyPerServer;

/** Nothing runs any more, nor is anything shutting down. */
export const allStopped = (sets: readonly ReplicaSetView[]): boolean =>
  total(sets, 'spec') + total(sets, 'replicas') + total(sets, 'terminating') === 0;

/** Every server of the release is up. */
export const allUp = (sets: readonly ReplicaSetView[], target: string, desired: number): boolean =>
  setOf(sets, target).ready >= desired;

/** Stops everything that runs, whatever its release. */
export const stopAll = (sets: readonly ReplicaSetView[], target: string): Resize[] =>
  sets
    .filter((set) => set.spec > 0)
    .map(({ revision, spec }) => ({
      revision,
      from: spec,
      to: 0,
      why: {
        rule: 'byHand.stopAll',
        says: `Stopped ${spec === 1 ? `the only ${revision} server` : `all ${servers(spec, revision)}`} to make way for ${target}.`,
        arithmetic: `${spec} → 0`,
        inputs: [{ name: `${revision} running`, value: spec }],
        alternatives: [
          'Taking one server at a time out of service would have kept the rest serving: that is a rolling update by hand.',
        ],
        source: SOURCE,
      },
    }));

/** Starts the release everywhere at once, or resizes it. */
export const startAll = (sets: readonly ReplicaSetView[], target: string, desired: number): Resize[] => {
  const { spec } = setOf(sets, target);
  if (spec === desired) return [];
  return [
    {
      revision: target,
      from: spec,
      to: desired,
      why: {
        rule: 'byHand.startAll',
        says:
          spec === 0
            ? `Started ${desired === 1 ? servers(1, target) : `all ${servers(desired, target)}`}.`
            : `Changed from ${spec} to ${servers(desired, target)}.`,
        arithmetic: `${desired} − ${spec} = ${desired - spec}`,
        inputs: [{ name: 'wanted', value: desired }],
        alternatives: [
          'Starting one and trying it before the others would have found a broken release sooner, and kept the outage longer.',
        ],
        source: SOURCE,
      },
    },
  ];
};
