import { assign, setup } from 'xstate';
import { MILLISECOND } from '../../kernel/index.ts';
import { isComplete, madeProgress } from '../kubernetes/progress.ts';
import type { Observation, RolloutInput } from '../strategy.ts';
import { becauseOf, begunComparing, heard, isAwaited, judged, verdict } from './comparison.ts';
import { begun, deadlineFrom, moved, sceneOf, wayBack, type Context, type Ending } from './context.ts';
import { look, rescaled, seen } from './look.ts';
import type { Params } from './params.ts';
import { productionStatus } from './production.ts';
import { reasonFor, REASONS, type Leaf } from './reasons.ts';
import { hasShare, isPairOut, type Phase } from './scene.ts';

/** The vocabulary in which the chart is written. */
export const chart = setup({
  types: {} as { context: Context; events: Observation; input: RolloutInput<Params>; tags: 'settled' },
  delays: {
    /** The time of the present state is up. XState counts in milliseconds. */
    due: ({ context: { dueAt, fleet } }) => (dueAt === null ? Infinity : Math.max(0, dueAt - fleet.at) / MILLISECOND),
  },
  guards: {
    /** Another revision than the wanted one is asked for. */
    isNew: ({ context, event }) => event.type === 'rollout.requested' && event.to !== context.target,
    /** Production's own revision is asked for again: the release is called off. */
    callsOff: ({ context, event }) =>
      event.type === 'rollout.requested' && event.to === context.production && event.to !== context.target,
    isCalledFor: ({ context }) => context.target !== context.production,
    /** Another revision was asked for while a release was under way. */
    isNextWaiting: ({ context: { target, production, trial } }) => target !== production && target !== trial,
    hasWayBack: ({ context }) => wayBack(context) !== null,
    /** Routers give both sides their share. */
    sharesRequests: ({ context }) => hasShare(sceneOf(context)) && sceneOf(context).isFollowed,
    hasPassed: ({ context }) => verdict(context) === 'passed',
    hasFailed: ({ context }) => verdict(context) === 'failed',
    mayJudge: ({ context }) => context.judging === null,
    isAwaited: ({ context, event }) => event.type === 'analysis.ended' && isAwaited(context, event),
    isPairOut: ({ context }) => isPairOut(sceneOf(context)),
    /** The pair is out, and nobody has to be asked before production is updated. */
    mayPromote: ({ context }) =>
      (context.params.promotion === 'automatic' || context.isPromotedFull) && isPairOut(sceneOf(context)),
    endsAs: ({ context }, ending: Ending) => context.ending === ending && isPairOut(sceneOf(context)),
    isProductionDone: ({ context }) => isComplete(context.desired, productionStatus(context.fleet.sets, context.production)),
    madeProgress: ({ context, event }) =>
      madeProgress(context.status, productionStatus(seen(context, event).sets, context.production)),
    wasAt: ({ context }, phase: Phase) => context.resumesTo === phase,
    wasOnTrial: ({ context }) => context.resumesTo !== 'promoting',
  },
  actions: {
    observe: assign(({ context, event }) => ({ fleet: seen(context, event) })),
    enter: assign(({ context }, { phase, leaf }: { phase: Phase; leaf: Leaf }) => ({ phase, reason: reasonFor(leaf, context) })),
    look: assign(({ context }) => look(context)),
    carryOut: ({ context }) => {
      for (const order of context.orders) order(context.commands);
    },
    resize: assign(({ context, event }) =>
      event.type === 'operator.scale' ? { ...rescaled(context, event.replicas), desired: event.replicas } : { orders: [] },
    ),
    /** Makes what was asked for the wanted revision. */
    aim: assign(({ context, event }) => ({ target: event.type === 'rollout.requested' ? event.to : context.target })),
    begin: assign(({ context }) => begun(context)),
    /** Starts the clock of a state. */
    wait: assign(({ context: { fleet, params } }, knob: 'warmUp' | 'cleanupDelay') => ({ dueAt: fleet.at + params[knob] })),
    stopClock: assign(({ context: { dueAt, fleet, phase } }) => ({
      left: dueAt === null ? null : Math.max(0, dueAt - fleet.at),
      resumesTo: phase,
    })),
    restartClock: assign(({ context: { left, fleet } }) => ({ dueAt: left === null ? null : fleet.at + left, left: null })),
    restartDeadline: assign(({ context }) => ({ dueAt: deadlineFrom(context), left: null })),
    compare: assign(({ context }) => begunComparing(context)),
    judge: assign(({ context }) => judged(context)),
    hear: assign(({ context, event }) => (event.type === 'analysis.ended' ? heard(context, event) : {})),
    stopMeasuring: assign(({ context: { along } }) => ({
      along: null,
      judging: null,
      orders: along === null ? [] : [(to: Context['commands']) => to.endAnalysis(along)],
    })),
    /** The comparison itself says why. */
    conclude: assign(({ context }, ending: Ending) => ({ because: becauseOf(context), ending })),
    because: assign(({ context }, reason: keyof typeof REASONS) => ({ because: REASONS[reason](context) })),
    endAs: assign((_, ending: Ending) => ({ ending })),
    skipGate: assign({ isPromotedFull: true }),
    /** What is asked for is what production has. */
    callOff: assign(({ context }) => ({ target: context.production, ending: 'restored' as const })),
    promote: assign(({ context }) => moved(context, context.trial)),
    /** The revision before, without a comparison. */
    undo: assign(({ context }) => {
      const to = wayBack(context) ?? context.production;
      return { ...moved(context, to), target: to, trial: to };
    }),
    measureProgress: assign(({ context }) => ({ status: productionStatus(context.fleet.sets, context.production) })),
    forget: assign(({ context }) => ({ trial: context.production })),
  },
});
