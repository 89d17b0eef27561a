import { assign, setup } from 'xstate';
import { MILLISECOND, type Micros } from '../../kernel/index.ts';
import { measuredMetrics } from '../argo/measured-metrics.ts';
import { rolledOut } from '../kubernetes/history.ts';
import { spoken } from '../kubernetes/words.ts';
import type { FleetObservation, Observation, RolloutInput } from '../strategy.ts';
import { abort, promote, promoteFull, retry, update } from './actions.ts';
import { destinationOf, leadsBack, type Context } from './context.ts';
import { deadlineAt, look, type Change } from './look.ts';
import type { Params } from './params.ts';
import { routeOf } from './route.ts';
import type { Stage } from './stage.ts';
import type { Status } from './state.ts';

interface Given {
  context: Context;
  event: Observation;
}

/** Timers bring no fleet of their own: it is as it was last seen, only later. */
function fleetOf({ context, event }: Given): FleetObservation {
  if ('fleet' in event) return event.fleet;
  const timer = (event as { type: string }).type;
  const at = timer.startsWith('xstate.after.progressDeadline') ? deadlineAt(context) : context.wakeAt;
  return { ...context.fleet, at: at ?? context.fleet.at };
}

const lookWith = (change: (given: Given) => Change) => (given: Given) => look(given.context, fleetOf(given), change(given));
const changed = (act: (status: Status) => Status) =>
  lookWith(({ context }) => ({ status: act({ ...context.status, userPaused: false }) }));

/** XState counts in milliseconds. */
const until = (context: Context, at: Micros | null): number =>
  at === null ? Infinity : Math.max(0, at - context.fleet.at) / MILLISECOND;
const isOverdue = (context: Context): boolean => {
  const at = deadlineAt(context);
  return context.stage === 'preparing' && at !== null && context.fleet.at >= at;
};

/** The vocabulary in which the chart is written. Every look is followed by `carryOut`. */
export const chart = setup({
  types: {} as { context: Context; events: Observation; input: RolloutInput<Params>; tags: 'settled' },
  delays: {
    wake: ({ context }) => until(context, context.wakeAt),
    progressDeadline: ({ context }) => until(context, deadlineAt(context)),
  },
  guards: {
    leadsBack: ({ context, event }) => leadsBack(context, event),
    leadsOn: ({ context, event }) => destinationOf(context, event) !== null,
    hasCome: ({ context }, stage: Stage) => context.stage === stage,
    isOverdue: ({ context }) => isOverdue(context),
    isOnTime: ({ context }) => context.stage === 'preparing' && !isOverdue(context),
    abortsAtDeadline: ({ context: { params, status } }) => params.progressDeadlineAbort && status.stable !== status.target,
    isPaused: ({ context }) => context.status.userPaused,
    isRunning: ({ context }) => !context.status.userPaused,
    /** Once everything has passed, or on the way to the stable version, there is nothing to give up. */
    isUnproven: ({ context: { status } }) => status.stable !== status.target,
    isOlderThanStable: ({ context, event }) => {
      const order = (revision: string | null) =>
        event.fleet.sets.find((set) => set.revision === revision)?.createdOrder ?? Infinity;
      return order(context.status.target) < order(context.status.stable);
    },
  },
  actions: {
    look: assign(lookWith(() => ({}))),
    /** Makes the destination the wanted revision, with the highest number of all. */
    aim: assign(
      lookWith(({ context, event }) => {
        const target = destinationOf(context, event) ?? context.target;
        return {
          status: update(context.status, target),
          history: rolledOut(context.history, target),
          reason: event.type === 'operator.undo' ? `a person went back to ${target} (undo)` : `${target} was requested`,
        };
      }),
    ),
    resize: assign(
      lookWith(({ context, event }) => ({ desired: event.type === 'operator.scale' ? event.replicas : context.desired })),
    ),
    promote: assign(changed(promote)),
    promoteFull: assign(changed(promoteFull)),
    abort: assign(changed(abort)),
    retry: assign(changed(retry)),
    resume: assign(
      lookWith(({ context: { status } }) => ({ status: status.userPaused ? { ...status, userPaused: false } : promote(status) })),
    ),
    pause: assign(lookWith(({ context }) => ({ status: { ...context.status, userPaused: true } }))),
    /** A run that nobody waits for any more says nothing. */
    hearAnalysis: assign(
      lookWith(({ context: { status, runs }, event }) => {
        if (event.type !== 'analysis.ended') return {};
        if (event.run === runs.pre) return { status: { ...status, preAnalysis: event.phase }, runs: { ...runs, pre: null } };
        if (event.run === runs.post) return { status: { ...status, postAnalysis: event.phase }, runs: { ...runs, post: null } };
        return {};
      }),
    ),
    becauseOverdue: assign({
      reason: ({ context }) =>
        `no progress for ${spoken(context.params.progressDeadline ?? 0)}; the controller goes on all the same`,
    }),
    becauseProgress: assign({ reason: ({ context }) => `${context.target} makes progress again` }),
    carryOut: ({ context }) => carryOut(context),
  },
});

function carryOut({ deeds, commands, params, status }: Context): void {
  for (const { revision, to, why } of deeds.scale) commands.scale(revision, to, why);
  if (deeds.route !== null) commands.route(routeOf(params, status), deeds.route);
  for (const run of deeds.end) commands.endAnalysis(run);
  for (const { run, kind, why } of deeds.start) {
    const analysis = kind === 'pre' ? params.prePromotionAnalysis : params.postPromotionAnalysis;
    const pools = { canary: status.target, stable: status.stable ?? status.target };
    if (analysis !== null) commands.analyse(run, measuredMetrics(analysis, pools), why);
  }
  if (deeds.hold !== null) commands.hold(deeds.hold);
}
