import { assign, cancel, raise, setup } from 'xstate';
import { MILLISECOND, type Micros } from '../../kernel/index.ts';
import { previousIn, rolledOut } from '../kubernetes/history.ts';
import { ownSets } from '../argo/sets.ts';
import { setOf } from '../kubernetes/pass.ts';
import type { Observation, RolloutInput } from '../strategy.ts';
import { firstContext, type CanaryContext, type Standing } from './context.ts';
import { look } from './look.ts';
import { told as experimentTold } from './experiments.ts';
import { abort, promote, promoteFull, retry } from './operator.ts';
import type { Params } from './params.ts';

type Event = Observation | { type: 'wake'; at: Micros };

/** Where an event would lead. An undo goes to the stable revision; where that is the wanted one, to the one before. Null = nowhere. */
function destinationOf({ status, target, history }: CanaryContext, event: Event): string | null {
  if (event.type === 'rollout.requested') return event.to === target ? null : event.to;
  if (event.type === 'operator.undo') return status.stable === target ? previousIn(history) : status.stable;
  return null;
}

const fleetOf = (context: CanaryContext, event: Event) =>
  event.type === 'wake' ? { ...context.fleet, at: event.at } : event.fleet;

const chart = setup({
  types: {} as { context: CanaryContext; events: Event; input: RolloutInput<Params>; tags: 'settled' },
  guards: {
    leadsBack: ({ context, event }) => {
      const to = destinationOf(context, event);
      if (to === null || event.type === 'wake') return false;
      const sets = ownSets(event.fleet);
      return to === context.status.stable || setOf(sets, to).createdOrder < setOf(sets, context.target).createdOrder;
    },
    leadsOn: ({ context, event }) => destinationOf(context, event) !== null,
    stands: ({ context }, standing: Standing) => context.standing === standing,
    isUnderway: ({ context: { status, target } }) => status.stable !== target && !status.aborted,
    isUnpromoted: ({ context: { status, target } }) => status.stable !== target && !status.promoteFull,
    isAborted: ({ context }) => context.status.aborted,
    isPaused: ({ context }) => context.paused,
    isRunning: ({ context }) => !context.paused,
  },
  actions: {
    /** Makes the destination the wanted revision. */
    aim: assign(({ context, event }) => {
      const target = destinationOf(context, event) ?? context.target;
      return { target, history: rolledOut(context.history, target), attempt: context.attempt + 1 };
    }),
    look: assign(({ context, event }) => look(context, fleetOf(context, event))),
    carryOut: ({ context }) => {
      for (const order of context.orders) order(context.commands);
    },
    sleep: cancel('wake'),
    wake: raise(({ context }) => ({ type: 'wake' as const, at: context.wakeAt ?? 0 }), {
      id: 'wake',
      delay: ({ context }) => (context.wakeAt === null ? Infinity : (context.wakeAt - context.fleet.at) / MILLISECOND),
    }),
    resize: assign({ desired: ({ context, event }) => (event.type === 'operator.scale' ? event.replicas : context.desired) }),
    hear: assign(({ context, event }) => {
      if (event.type !== 'analysis.ended') return {};
      const { run, phase, says } = event;
      const told = <R extends CanaryContext['stepRun']>(known: R): R => (known?.id === run ? { ...known, phase, says } : known);
      const experiment = experimentTold(context.experiment, event);
      return { stepRun: told(context.stepRun), background: told(context.background), experiment };
    }),
    abort: assign({ status: ({ context }) => abort(context.status), abortedBecause: 'a person aborted the rollout' }),
    retry: assign({ status: ({ context }) => retry(context.status), attempt: ({ context }) => context.attempt + 1 }),
    promote: assign({ status: ({ context }) => promote(context.status, context.params.steps), paused: false }),
    promoteFull: assign({ status: ({ context }) => promoteFull(context.status), paused: false }),
    pause: assign({ paused: true }),
    resume: assign({ paused: false }),
  },
});

const LOOK = ['look', 'carryOut', 'sleep', 'wake'] as const;
const follow = (standing: Standing, target: string) => ({ guard: { type: 'stands', params: standing }, target }) as const;

const UNDERWAY = ['progressing', 'paused', 'analysing', 'experimenting', 'overdue', 'held'] as const;
const DESCRIPTIONS: Readonly<Record<(typeof UNDERWAY)[number], string>> = {
  progressing: 'A step is being carried out: servers come, and routers follow.',
  paused: 'A pause: the canary keeps its share for a while, or until a person promotes.',
  analysing: 'The canary is measured, and only a good verdict lets it go on.',
  experimenting: 'An experiment runs servers of its own for a while, and only its success lets the canary go on.',
  overdue: 'The progress deadline is exceeded: a label, unless progressDeadlineAbort is set; the controller goes on trying.',
  held: 'A person has paused the Rollout itself: nothing is scaled or routed.',
};

/** Both ways go by the same steps: for the controller, going back is a rollout like any other. */
function way(id: 'rollingOut' | 'rollingBack', description: string) {
  const end = id === 'rollingOut' ? '#complete' : '#restored';
  const always = (here: string) => [
    follow('healthy', end),
    follow('goingBack', '#goingBack'),
    follow('degraded', '#degraded'),
    ...UNDERWAY.filter((other) => other !== here).map((other) => follow(other, `#${id}.${other}`)),
  ];
  const state = (name: (typeof UNDERWAY)[number]) => ({ description: DESCRIPTIONS[name], always: always(name) });
  return chart.createStateConfig({
    id,
    description,
    initial: 'progressing',
    states: {
      progressing: state('progressing'),
      paused: state('paused'),
      analysing: state('analysing'),
      experimenting: state('experimenting'),
      overdue: state('overdue'),
      held: state('held'),
    },
  });
}

/** A canary as Argo Rollouts does it. */
export const machine = chart.createMachine({
  id: 'canary',
  context: ({ input }) => firstContext(input),
  initial: 'idle',
  on: {
    wake: { actions: LOOK },
    'fleet.changed': { actions: LOOK },
    'analysis.ended': { actions: ['hear', ...LOOK] },
    'rollout.requested': [
      { guard: 'leadsBack', target: '.rollingBack', actions: ['aim', ...LOOK] },
      { guard: 'leadsOn', target: '.rollingOut', actions: ['aim', ...LOOK] },
    ],
    'operator.undo': [
      { guard: 'leadsBack', target: '.rollingBack', actions: ['aim', ...LOOK] },
      { guard: 'leadsOn', target: '.rollingOut', actions: ['aim', ...LOOK] },
    ],
    'operator.scale': { actions: ['resize', ...LOOK] },
    'operator.pause': { guard: 'isRunning', actions: ['pause', ...LOOK] },
    'operator.resume': { guard: 'isPaused', actions: ['resume', ...LOOK] },
    'operator.promote': { guard: 'isUnderway', actions: ['promote', ...LOOK] },
    'operator.promoteFull': [
      { guard: 'isAborted', target: '.rollingOut', actions: ['promoteFull', ...LOOK] },
      { guard: 'isUnpromoted', actions: ['promoteFull', ...LOOK] },
    ],
    'operator.abort': { guard: 'isUnderway', actions: ['abort', ...LOOK] },
    'operator.retry': { guard: 'isAborted', target: '.rollingOut', actions: ['retry', ...LOOK] },
  },
  states: {
    idle: { tags: 'settled', description: 'One revision serves alone, and nothing has been asked for yet.' },
    rollingOut: way('rollingOut', 'On the way to the wanted revision, step by step.'),
    complete: {
      id: 'complete',
      tags: 'settled',
      description: 'The wanted revision is the stable one: it has all servers and all requests.',
    },
    aborted: {
      initial: 'goingBack',
      description: 'Rejected: requests go to the stable revision, though the specification still names the other.',
      states: {
        goingBack: {
          id: 'goingBack',
          description: 'Requests go back to the stable revision; the rejected servers go after them.',
          always: follow('degraded', '#degraded'),
        },
        degraded: {
          id: 'degraded',
          tags: 'settled',
          description: 'The stable revision serves alone, and a person has to retry, to undo, or to ask for another.',
          always: follow('goingBack', '#goingBack'),
        },
      },
    },
    rollingBack: way('rollingBack', 'On the way back to an older revision.'),
    restored: { id: 'restored', tags: 'settled', description: 'The older revision serves alone again.' },
  },
});
