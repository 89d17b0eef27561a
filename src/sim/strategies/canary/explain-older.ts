import type { Micros } from '../../kernel/index.ts';
import type { Why } from '../../trace/facts.ts';
import type { Sized } from '../argo/sets.ts';
import { servers, spoken, theLast, them } from '../kubernetes/words.ts';
import { boundsOf, type Scene } from './at-desired.ts';
import { inputsOf, SOURCE } from './explain.ts';
import type { CanaryState } from './state.ts';

export type OlderRule = 'unhealthy' | 'basic' | 'intermediate' | 'delayOver' | 'dynamic';

/** Why servers went that are neither the stable revision's nor the wanted one's. */
export function explainOlder(rule: OlderRule, set: Sized, to: number, budget: number, scene: Scene): Why {
  const from = rule === 'unhealthy' ? set.spec : Math.min(set.spec, set.available),
    count = from - to,
    { least } = boundsOf(scene),
    { revision } = set;
  const reasons: Record<OlderRule, [says: string, alternative: string, source: string]> = {
    unhealthy: [
      `nobody misses ${them(count)}, for ${count === 1 ? 'it was' : 'they were'} not available`,
      `Keeping ${them(count)} would have held room that others can use.`,
      'old servers that are not available go first',
    ],
    basic: [
      `without a router their mere existence brings them requests`,
      `Removing more would have left fewer than ${least} available.`,
      'without traffic routing, all other replica sets go as fast as availability allows, oldest first',
    ],
    intermediate: [
      `nothing refers to ${revision} any more, and both sides that count are ready`,
      `Keeping ${them(count)} would have paid for servers that get no requests.`,
      'the replica set of an interrupted update goes once nothing refers to it',
    ],
    delayOver: [
      `the time that routers were given to learn of the promotion is over`,
      `Until now a rollback to ${revision} would have found its servers up; from now on they have to start again.`,
      'the former stable set goes after scaleDownDelaySeconds',
    ],
    dynamic: [
      `it gets no requests any more`,
      `dynamicStableScale excludes a scale-down delay.`,
      'with dynamicStableScale the former stable set goes with the promotion',
    ],
  };
  const [because, alternative, source] = reasons[rule];
  return {
    rule: `canary.older.${rule}`,
    says: `Removed ${to === 0 ? theLast(count, revision) : servers(count, revision)}: ${because}.`,
    arithmetic:
      rule === 'unhealthy'
        ? `${set.spec} − ${set.available} = ${count}`
        : rule === 'basic'
          ? `min(${from}, ${budget + least} − ${least}) = ${count}`
          : `${from} − ${count} = ${to}`,
    inputs: [
      ...inputsOf(scene),
      { name: `${revision} wanted so far`, value: set.spec },
      { name: `${revision} available`, value: set.available },
    ],
    alternatives: [alternative],
    source: `${SOURCE}: ${source}`,
  };
}

/** Why a set got a time to go. */
export function explainDelay(set: Sized, delay: Micros, after: 'abort' | 'promotion', { status, desired }: CanaryState): Why {
  const { revision, spec } = set;
  return {
    rule: after === 'abort' ? 'canary.abortScaleDownDelay' : 'canary.scaleDownDelay',
    says: `Keeps ${servers(spec, revision)} for ${spoken(delay)}: ${after === 'abort' ? `${status.stable} has all its servers, and can do without` : 'routers learn of the promotion one by one'}.`,
    arithmetic: `now + ${spoken(delay)}`,
    inputs: [
      { name: 'wanted', value: desired },
      { name: `${revision} wanted so far`, value: spec },
      { name: after === 'abort' ? 'abortScaleDownDelaySeconds' : 'scaleDownDelaySeconds', value: spoken(delay) },
    ],
    alternatives: [
      `Removing ${them(spec)} at once would have cut off requests that routers still send ${spec === 1 ? 'it' : 'them'}.`,
      after === 'abort'
        ? `A retry within this time finds ${them(spec)} up.`
        : `A rollback within this time finds ${them(spec)} up.`,
    ],
    source: `${SOURCE}: ${after === 'abort' ? 'the clock runs once the stable side is complete' : 'the former stable set is kept for a while'}`,
  };
}

/** Why the rejected servers went after an abort. */
export const explainOver = ({ revision, spec }: Sized, delay: Micros, { status }: CanaryState): Why => ({
  rule: 'canary.abortScaleDown',
  says: `Removed ${theLast(spec, revision)}: ${spoken(delay)} have passed since ${status.stable} could do without.`,
  arithmetic: `${spec} − ${spec} = 0`,
  inputs: [
    { name: `${revision} wanted so far`, value: spec },
    { name: 'stable', value: status.stable ?? 'none' },
    { name: 'abortScaleDownDelaySeconds', value: spoken(delay) },
  ],
  alternatives: ['With abortScaleDownDelaySeconds: 0 they would have stayed for ever, for people to look at.'],
  source: `${SOURCE}: the rejected canary goes after abortScaleDownDelaySeconds`,
});
