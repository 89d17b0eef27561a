import { SECOND, type Micros } from '../../kernel/index.ts';
import type { Why } from '../../trace/facts.ts';
import { are, servers, spoken, them } from '../kubernetes/words.ts';
import type { SwitchRule } from './services.ts';
import { newSize } from './sizes.ts';
import type { Standby } from './standby.ts';
import { DEFAULT_SCALE_DOWN_DELAY, setOf, type View } from './state.ts';

export const SOURCE = 'Argo Rollouts controller, blue-green';

/** A remaining time as a person says it: whole seconds, rounded up. */
export const soon = (remaining: Micros): string => spoken(Math.max(0, Math.ceil(remaining / SECOND)) * SECOND);

/** The facts behind every decision of a pass. */
export const inputsOf = (view: View): Why['inputs'] => {
  const { status, desired } = view,
    set = setOf(view, status.target);
  return [
    { name: 'wanted', value: desired },
    { name: 'asked for', value: status.target },
    { name: 'stable', value: status.stable ?? 'none yet' },
    { name: 'users are sent to', value: status.active ?? 'nothing yet' },
    { name: `${status.target} wanted`, value: set.spec },
    { name: `${status.target} available`, value: set.available },
  ];
};

export function explainNewSize(view: View, from: number, to: number): Why {
  const { status, settings, desired } = view;
  const { target, active } = status,
    isPreview = to < desired && settings.previewReplicas !== null;
  const why = {
    rule: 'blueGreen.scaleNew',
    inputs: [...inputsOf(view), { name: 'previewReplicaCount', value: settings.previewReplicas ?? 'full size' }],
  };
  if (to < from) {
    return {
      ...why,
      rule: 'blueGreen.shrinkNew',
      says: `Removed ${servers(from - to, target)}: ${to} ${are(to)} wanted.`,
      arithmetic: `${from} − ${to} = ${from - to}`,
      alternatives: ['Blue-green has no surge: a set has exactly the size that it should have.'],
      source: `${SOURCE}: size of the new replica set`,
    };
  }
  const isGrown = status.checkpoint === target;
  return {
    ...why,
    says: isGrown
      ? `Grew the ${target} preview by ${servers(to - from)} to full size: it has passed everything before the switch.`
      : isPreview
        ? `Added ${servers(to - from, target)} as a small preview.`
        : `Added ${servers(to - from, target)}: ${active === null || active === target ? 'the service wants' : 'a whole second environment of'} ${to}.`,
    arithmetic: isPreview ? `previewReplicaCount ${to} − ${from} = ${to - from}` : `${desired} − ${from} = ${to - from}`,
    alternatives: [
      isGrown
        ? 'Switching at the preview’s size would have sent all users to too few servers.'
        : isPreview
          ? `A full preview would need ${servers(desired)} more, and could be tried under the whole load.`
          : `All at once, with no surge limit: while both environments run, ${desired + to} servers are paid for.`,
    ],
    source: `${SOURCE}: size of the new replica set`,
  };
}

export const explainKeep = (view: View, revision: string, from: number, to: number): Why => ({
  rule: 'blueGreen.keepServing',
  says: `${to > from ? 'Added' : 'Removed'} ${servers(Math.abs(to - from), revision)}: the environment that users may be sent to is kept at ${to}.`,
  arithmetic: `${to} − ${from} = ${to - from}`,
  inputs: inputsOf(view),
  alternatives: [`With fewer than ${to}, going back to ${revision} would be no switch but a rollout.`],
  source: `${SOURCE}: stable and active replica sets are kept at full size`,
});

export const explainAbortedDown = (view: View, from: number): Why => ({
  rule: 'blueGreen.scaleDownAborted',
  says: `Removed ${servers(from, view.status.target)}: the time in which an aborted preview is kept has passed.`,
  arithmetic: `abortScaleDownDelaySeconds = ${soon(view.settings.abortScaleDownDelay ?? 0)}`,
  inputs: inputsOf(view),
  alternatives: [`An abortScaleDownDelaySeconds of 0 would have kept ${them(from)} for ever.`],
  source: `${SOURCE}: the preview goes after abortScaleDownDelaySeconds`,
});

const STANDBY_SAYS: Readonly<Record<Exclude<Standby['rule'], 'begins' | 'waits'>, string>> = {
  over: 'its time on standby has passed',
  unreadable: 'the date until which it should stand by cannot be read',
  crowded: 'as many environments stand by already as may',
  atOnce: 'there is no time on standby',
};

export function explainStandby(view: View, { set, to, rule }: Standby): Why {
  const { settings, status, now } = view,
    { revision, spec } = set;
  const delay = settings.scaleDownDelay ?? DEFAULT_SCALE_DOWN_DELAY,
    limit = settings.scaleDownDelayRevisionLimit;
  const waits = rule === 'begins' || rule === 'waits',
    late = rule === 'over' ? now - status.deadlines[revision]! : 0;
  return {
    rule: waits ? 'blueGreen.keepStandby' : 'blueGreen.scaleDownOld',
    says: waits
      ? `Kept the ${revision} environment on standby at ${servers(to)}.`
      : `Removed ${servers(spec, revision)}: ${STANDBY_SAYS[rule]}.`,
    arithmetic:
      rule === 'crowded'
        ? `scaleDownDelayRevisionLimit = ${limit}`
        : `${soon(delay)} after the switch${late > 0 ? `; ${soon(late)} ago` : ''}`,
    inputs: [
      ...inputsOf(view),
      { name: 'scaleDownDelaySeconds', value: settings.scaleDownDelay === null ? 'not set, 30 seconds' : soon(delay) },
      { name: 'scaleDownDelayRevisionLimit', value: limit ?? 'none' },
    ],
    alternatives: [
      waits
        ? `Removing ${them(spec)} now would save cost, and make going back a full rollout.`
        : `While ${revision} stood by, going back was one switch; from now on it is a full rollout.`,
    ],
    source: `${SOURCE}: old replica sets go after scaleDownDelaySeconds, newest first while there is room on standby`,
  };
}

export function explainActive(view: View, rule: SwitchRule, to: string): Why {
  const { active, target, promoteFull } = view.status,
    set = setOf(view, to);
  const says: Record<SwitchRule, string> = {
    first: `Sent users to ${to}, the first environment there is.`,
    promote: `Switched all users from ${active} to ${to}: everything before the switch has passed.`,
    fastTrack: promoteFull
      ? `Switched all users from ${active} to ${to}: a person asked for it in full, without pause or analysis.`
      : `Switched all users from ${active} to ${to} at once: it still stood by, so there was nothing to wait for.`,
    sendBack: `Sent all users from ${active} back to ${to}: the rollout was aborted.`,
  };
  return {
    rule: `blueGreen.${rule}`,
    says: says[rule],
    arithmetic: `${set.available} of ${view.desired} ${to} servers available`,
    inputs: inputsOf(view),
    alternatives: [
      rule === 'sendBack'
        ? `What Git asks for is still ${target}: only what runs has gone back.`
        : 'It is one change of a selector; routers and open connections follow in their own time.',
    ],
    source: `${SOURCE}: the active service is switched in one step, to a set of full size only`,
  };
}

export const explainPreview = (view: View, to: string): Why => ({
  rule: 'blueGreen.preview',
  says: `Pointed the preview at ${to}, ready or not.`,
  arithmetic: `${setOf(view, to).available} of ${newSize(view.desired, view.settings, view.status)} ${to} servers available`,
  inputs: inputsOf(view),
  alternatives: ['It does not wait for the first server to be ready, so a test that starts at once may find nobody there.'],
  source: `${SOURCE}: the preview service follows the new replica set`,
});
