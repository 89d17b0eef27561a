import { assign, setup } from 'xstate';
import { MILLISECOND } from '../../kernel/index.ts';
import { previousIn, rolledOut } from '../kubernetes/history.ts';
import { carryOut, NOTHING, setOf } from '../kubernetes/pass.ts';
import { servers, spoken } from '../kubernetes/words.ts';
import { unseen } from '../strategy.ts';
import type { Commands, FleetObservation, Observation, RolloutInput } from '../strategy.ts';
import { explainConfiguring, explainCopying, explainStarting, explainStopping } from './explain.ts';
import type { Params } from './params.ts';
import { allStopped, allUp, copyTime, startAll, stopAll } from './reconcile.ts';

/** What the people remember. */
export interface Context {
  params: Params;
  commands: Commands;
  desired: number;
  /** The release that they are putting in place. */
  target: string;
  /** Releases in order of their last use; the last is the present one. */
  history: string[];
  /** As last seen: people act by the clock as well as by what they see. */
  fleet: FleetObservation;
  reason: string;
}

/** Where an event would lead; null = nowhere. */
function destinationOf({ target, history }: Context, event: Observation): string | null {
  if (event.type === 'rollout.requested') return event.to === target ? null : event.to;
  return event.type === 'operator.undo' ? previousIn(history) : null;
}

const REASONS = {
  stopped: () => 'everything has stopped',
  copied: ({ target }: Context) => `${target} is on every server`,
  configured: ({ target }: Context) => `${target} is configured`,
  up: ({ desired, target }: Context) => `${desired === 1 ? `the ${target} server is` : `all ${servers(desired, target)} are`} up`,
  looksFine: ({ target, params }: Context) => `${target} looked fine for ${spoken(params.check)}`,
};

const chart = setup({
  types: {} as { context: Context; events: Observation; input: RolloutInput<Params>; tags: 'settled' },
  // XState counts in milliseconds.
  delays: {
    copy: ({ context }) => copyTime(context.desired, context.params) / MILLISECOND,
    configure: ({ context }) => context.params.configure / MILLISECOND,
    check: ({ context }) => context.params.check / MILLISECOND,
  },
  guards: {
    leadsBack: ({ context, event }) => {
      const to = destinationOf(context, event);
      return to !== null && setOf(event.fleet.sets, to).createdOrder < setOf(event.fleet.sets, context.target).createdOrder;
    },
    leadsOn: ({ context, event }) => destinationOf(context, event) !== null,
    allStopped: ({ context }) => allStopped(context.fleet.sets),
    allUp: ({ context }) => allUp(context.fleet.sets, context.target, context.desired),
  },
  actions: {
    aim: assign(({ context, event }) => {
      const target = destinationOf(context, event) ?? context.target;
      return {
        target,
        history: rolledOut(context.history, target),
        fleet: event.fleet,
        reason: event.type === 'operator.undo' ? `a person went back to ${target} (undo)` : `${target} was requested`,
      };
    }),
    observe: assign({ fleet: ({ event }) => event.fleet }),
    resize: assign({ desired: ({ context, event }) => (event.type === 'operator.scale' ? event.replicas : context.desired) }),
    stopAll: ({ context }) => carryOut({ ...NOTHING, resizes: stopAll(context.fleet.sets, context.target) }, context.commands),
    startAll: ({ context }) =>
      carryOut({ ...NOTHING, resizes: startAll(context.fleet.sets, context.target, context.desired) }, context.commands),
    waitForStop: ({ context }) => carryOut({ ...NOTHING, hold: explainStopping(context.fleet.sets) }, context.commands),
    waitForCopy: ({ context }) =>
      carryOut({ ...NOTHING, hold: explainCopying(context.target, context.desired, context.params) }, context.commands),
    waitForConfiguration: ({ context }) =>
      carryOut({ ...NOTHING, hold: explainConfiguring(context.target, context.params) }, context.commands),
    waitForStart: ({ context }) =>
      carryOut({ ...NOTHING, hold: explainStarting(context.fleet.sets, context.target, context.desired) }, context.commands),
    because: assign(({ context }, reason: keyof typeof REASONS) => ({ reason: REASONS[reason](context) })),
  },
});

const setOff = [
  { guard: 'leadsBack', target: '#rollingBack', actions: 'aim' },
  { guard: 'leadsOn', target: '#rollingOut', actions: 'aim' },
] as const;

/** While the present release runs, its size can be changed at once. */
const whileRunning = { 'operator.scale': { actions: ['observe', 'resize', 'startAll'] } } as const;

/** The way back is the way there, with the old release. */
const way = (end: '#complete' | '#restored') =>
  chart.createStateConfig({
    initial: 'stopping',
    states: {
      stopping: {
        description: 'Somebody stops every server, and waits until the last process has gone. The outage begins.',
        entry: 'stopAll',
        always: { guard: 'allStopped', target: 'copying', actions: { type: 'because', params: 'stopped' } },
        on: { 'fleet.changed': { actions: ['observe', 'waitForStop'] } },
      },
      copying: {
        description: 'The release is copied to one server after the other.',
        entry: 'waitForCopy',
        after: { copy: { target: 'configuring', actions: { type: 'because', params: 'copied' } } },
      },
      configuring: {
        description: 'The release is unpacked, its configuration edited, and the upgrade scripts run.',
        entry: 'waitForConfiguration',
        after: { configure: { target: 'starting', actions: { type: 'because', params: 'configured' } } },
      },
      starting: {
        description: 'Every server is started. People wait for them with no deadline but their patience.',
        entry: 'startAll',
        always: { guard: 'allUp', target: 'checking', actions: { type: 'because', params: 'up' } },
        on: { 'fleet.changed': { actions: ['observe', 'waitForStart'] }, ...whileRunning },
      },
      checking: {
        description: 'Users are back; people click through the service to see whether it works.',
        after: { check: { target: end, actions: { type: 'because', params: 'looksFine' } } },
        on: whileRunning,
      },
    },
  });

/** The olden days: no controller, people with a runbook. */
export const machine = chart.createMachine({
  id: 'byHand',
  context: ({ input: { params, stable, desired, commands } }) => ({
    params,
    commands,
    desired,
    target: stable,
    history: [stable],
    fleet: unseen(desired),
    reason: `${stable} serves alone`,
  }),
  initial: 'idle',
  on: {
    'rollout.requested': setOff,
    'operator.undo': setOff,
    'operator.scale': { actions: ['observe', 'resize'] },
    'fleet.changed': { actions: 'observe' },
  },
  states: {
    idle: { description: 'One release serves alone, and nothing has been asked for yet.', tags: 'settled', on: whileRunning },
    rollingOut: { id: 'rollingOut', description: 'On the way to a newer release.', ...way('#complete') },
    complete: {
      id: 'complete',
      description: 'The newer release runs everywhere, and looked fine.',
      tags: 'settled',
      on: whileRunning,
    },
    rollingBack: {
      id: 'rollingBack',
      description: 'On the way back to an older release, by the same steps.',
      ...way('#restored'),
    },
    restored: { id: 'restored', description: 'The older release runs everywhere again.', tags: 'settled', on: whileRunning },
  },
});

/** Why people do not take an order just now. */
export function refusal(event: Observation): string {
  switch (event.type) {
    case 'rollout.requested':
      return `${event.to} is already the release in place, so there is nothing to do`;
    case 'operator.undo':
      return 'there is no earlier release to go back to';
    case 'operator.pause':
    case 'operator.resume':
      return 'there is no controller to pause or resume: people work through a runbook';
    case 'operator.promote':
    case 'operator.promoteFull':
    case 'operator.abort':
    case 'operator.retry':
      return 'a runbook has no steps to promote, abort or retry: undo goes back';
    default:
      return 'nothing is left to do';
  }
}
