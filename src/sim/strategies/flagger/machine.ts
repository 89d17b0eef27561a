import { assign, setup } from 'xstate';
import { MILLISECOND } from '../../kernel/index.ts';
import type { Observation, RolloutInput } from '../strategy.ts';
import { checkOf, measurementsOf, whyCheck } from './checks.ts';
import { availableIn, decided, firstContext, followed, hasNewRevision, needsMetrics, NOT_ASKED, observed, type Context } from './context.ts';
import { carryOut, rollDeployments } from './deployments.ts';
import { tickInterval, type Params } from './params.ts';
import { accepts, isUnderWay, requestOf } from './operator.ts';

const PASSED = { passed: true } as const;

/** The state of the chart that shows what Flagger's phase is, and whether the next tick will begin something new. */
function leafOf({ state, ...context }: Context): string {
  if (!isUnderWay(state) && hasNewRevision({ state, ...context })) return 'starting';
  return state.phase.charAt(0).toLowerCase() + state.phase.slice(1);
}

const chart = setup({
  types: {} as { context: Context; events: Observation; input: RolloutInput<Params>; tags: 'settled' },
  delays: {
    /** XState counts in milliseconds. */
    tick: ({ context }) => tickInterval(context.params) / MILLISECOND,
  },
  guards: {
    belongs: ({ context }, leaf: string) => leafOf(context) === leaf,
    isAccepted: ({ context, event }) => accepts(context, event),
    startsNow: ({ context, event }) => accepts(context, event) && !isUnderWay(context.state),
    isAwaited: ({ context, event }) =>
      context.isChecking && event.type === 'analysis.ended' && event.run === `check-${context.ticks}`,
  },
  actions: {
    observe: assign(({ context, event }) => ('fleet' in event ? observed(context, event.fleet) : {})),
    resize: assign(({ context, event }) =>
      event.type === 'operator.scale'
        ? { desired: event.replicas, canarySize: context.canarySize === 0 ? 0 : event.replicas }
        : {},
    ),
    /** What a person asked for; the next tick sees it. */
    ask: assign(({ context, event }) => requestOf(context, event)),
    /** Ticks are steady from the first one on, which the request brings. */
    beginTicking: assign(({ context, event }) => ({
      tickAt: 'fleet' in event ? event.fleet.at : context.tickAt,
      ticks: context.ticks + 1,
      asked: NOT_ASKED,
    })),
    countTick: assign(({ context }) => ({ tickAt: context.tickAt + tickInterval(context.params), ticks: context.ticks + 1 })),
    decide: assign(({ context }) =>
      needsMetrics(context) ? { isChecking: true, decision: null } : followed(context, decided(context, PASSED)),
    ),
    judge: assign(({ context, event }) =>
      event.type === 'analysis.ended' ? followed(context, decided(context, checkOf(context.params, context.state.failedChecks, event))) : {},
    ),
    carryOut: ({ context }) => {
      const { params, commands, state, isChecking, ticks } = context;
      if (isChecking) commands.analyse(`check-${ticks}`, measurementsOf(params), whyCheck(params, state, availableIn(context)));
      else carryOut(context);
    },
    rollDeployments: ({ context }) => rollDeployments(context),
  },
});

const LEAVES = [
  'initialized', 'starting', 'waiting', 'progressing', 'waitingPromotion', 'promoting', 'finalising', 'succeeded', 'failed',
] as const;
type Leaf = (typeof LEAVES)[number];

/** Where the phase leads, from any state. */
const elsewhere = (self: Leaf) =>
  LEAVES.filter((leaf) => leaf !== self).map((leaf) => ({ guard: { type: 'belongs', params: leaf }, target: `#${leaf}` }) as const);

/** A state in which ticks go on. */
const ticking = (self: Leaf, description: string) =>
  chart.createStateConfig({
    id: self,
    description,
    always: elsewhere(self),
    after: { tick: { target: `#${self}`, reenter: true, actions: ['countTick', 'decide', 'carryOut', 'rollDeployments'] } },
  });

/** A state in which nothing is left to do until somebody asks for something. */
const atRest = (self: Leaf, description: string) =>
  chart.createStateConfig({ id: self, description, tags: 'settled', always: elsewhere(self) });

const asking = [
  { guard: 'startsNow', actions: ['observe', 'ask', 'beginTicking', 'decide', 'carryOut', 'rollDeployments'] },
  { guard: 'isAccepted', actions: ['observe', 'ask', 'rollDeployments'] },
] as const;

/** Flagger: everything is decided on ticks, and the states are the phases of its Canary object. */
export const machine = chart.createMachine({
  id: 'flagger',
  context: ({ input }) => firstContext(input),
  initial: 'initialized',
  on: {
    'fleet.changed': { actions: ['observe', 'rollDeployments'] },
    'operator.scale': { actions: ['resize', 'observe', 'rollDeployments'] },
    'analysis.ended': { guard: 'isAwaited', actions: ['observe', 'judge', 'carryOut', 'rollDeployments'] },
    'rollout.requested': asking,
    'operator.undo': asking,
    'operator.abort': asking,
    'operator.promote': asking,
  },
  states: {
    initialized: atRest('initialized', 'The primary serves everybody, the canary is at zero, and nothing has been asked for yet.'),
    starting: ticking('starting', 'A new revision has been asked for, and the canary starts once a tick finds the primary ready.'),
    waiting: ticking('waiting', 'A person must agree before the canary is started.'),
    progressing: ticking('progressing', 'The canary is on trial: each tick checks it, and then gives it more or waits.'),
    waitingPromotion: ticking('waitingPromotion', 'The canary has passed, and a person must agree before the primary is updated.'),
    promoting: ticking('promoting', 'The primary gets the new revision by a rolling update of its own; no metric is looked at any more.'),
    finalising: ticking('finalising', 'The primary has all the traffic back, and the next tick ends the canary.'),
    succeeded: atRest('succeeded', 'The primary serves everybody with the new revision, and the canary is at zero again.'),
    failed: atRest('failed', 'The rollout has failed; the same revision is not tried again until another one comes.'),
  },
});
