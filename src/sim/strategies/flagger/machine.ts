import { assign, setup } from 'xstate';
import { MILLISECOND } from '../../kernel/index.ts';
import type { Observation, RolloutInput } from '../strategy.ts';
import { checkOf, measurementsOf, whyCheck } from './checks.ts';
import { availableIn, decided, firstContext, followed, hasNewRevision, needsMetrics, NOT_ASKED, observed, type Context } from './context.ts';
import { carryOut, rollDeployments } from './deployments.ts';
import type { Params } from './params.ts';
import { tickInterval } from './tick.ts';
import { accepts, isUnderWay, requestOf } from './operator.ts';

const PASSED = { passed: true } as const;

/** The states of the chart are Flagger's phases; the first one, Initializing, was over long ago. */
const leafOf = ({ state }: Context): string => state.phase.charAt(0).toLowerCase() + state.phase.slice(1);

const chart = setup({
  types: {} as { context: Context; events: Observation; input: RolloutInput<Params>; tags: 'settled' },
  delays: {
    /** XState counts in milliseconds. A tick that finds nothing new does nothing, so it is not played at all. */
    tick: ({ context }) =>
      isUnderWay(context.state) || hasNewRevision(context) ? tickInterval(context.params) / MILLISECOND : Infinity,
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
      if (isChecking) commands.analyse(`check-${ticks}`, measurementsOf(params, state.failedChecks), whyCheck(params, state, availableIn(context)));
      else carryOut(context);
    },
    rollDeployments: ({ context }) => rollDeployments(context),
  },
});

/** Where a decision may lead from each state; a state names no other. */
const NEXT = {
  initialized: ['waiting', 'progressing'],
  waiting: ['progressing', 'failed'],
  progressing: ['waitingPromotion', 'promoting', 'succeeded', 'failed'],
  waitingPromotion: ['progressing', 'promoting', 'failed'],
  promoting: ['finalising', 'failed'],
  finalising: ['succeeded', 'failed'],
  succeeded: ['waiting', 'progressing'],
  failed: ['waiting', 'progressing'],
} as const;
type Leaf = keyof typeof NEXT;

/** A state goes on with every tick, until a decision has brought another phase. */
const phase = (self: Leaf, description: string) => ({
  id: self,
  description,
  always: NEXT[self].map((leaf) => ({ guard: { type: 'belongs', params: leaf }, target: `#${leaf}` }) as const),
  after: { tick: { target: `#${self}`, reenter: true, actions: ['countTick', 'decide', 'carryOut', 'rollDeployments'] } },
} as const);

/** A rollout is on its way. */
const ticking = (self: Leaf, description: string) => chart.createStateConfig(phase(self, description));

/** Nothing is left to do until somebody asks for something; the first tick comes with the request, and goes on until the primary is ready for it. */
const atRest = (self: Leaf, description: string) => {
  const start = {
    guard: 'startsNow',
    target: `#${self}`,
    reenter: true,
    actions: ['observe', 'ask', 'beginTicking', 'decide', 'carryOut', 'rollDeployments'],
  } as const;
  return chart.createStateConfig({
    ...phase(self, description),
    tags: 'settled',
    on: { 'rollout.requested': start, 'operator.undo': start },
  });
};

const asking = { guard: 'isAccepted', actions: ['observe', 'ask', 'rollDeployments'] } as const;

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
    waiting: ticking('waiting', 'A person must agree before the canary is started.'),
    progressing: ticking('progressing', 'The canary is on trial: each tick checks it, and then gives it more or waits.'),
    waitingPromotion: ticking('waitingPromotion', 'The canary has passed, and a person must agree before the primary is updated.'),
    promoting: ticking('promoting', 'The primary gets the new revision by a rolling update of its own; no metric is looked at any more.'),
    finalising: ticking('finalising', 'The primary has all the traffic back, and the next tick ends the canary.'),
    succeeded: atRest('succeeded', 'The primary serves everybody with the new revision, and the canary is at zero again.'),
    failed: atRest('failed', 'The rollout has failed; the same revision is not tried again until another one comes.'),
  },
});
