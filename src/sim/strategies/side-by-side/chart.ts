import { assign, raise, setup } from 'xstate';
import { MILLISECOND } from '../../kernel/index.ts';
import { measuredMetrics } from '../argo/measured-metrics.ts';
import { madeProgress, statusOf } from '../kubernetes/progress.ts';
import type { Observation, RolloutInput } from '../strategy.ts';
import { aimed, destinationOf, leadsBack, servedBefore, viewOf, type Context, type Held } from './context.ts';
import { isAlone, isCleared, isPrepared, isPrimaryWhole, setsIn } from './environments.ts';
import { explainAnalysis } from './explain.ts';
import type { Afterwards, SideParams } from './params.ts';
import { reasonsOf, type Reason } from './reasons.ts';
import { reconcile } from './reconcile.ts';
import { PRIMARY, type Kind, type Standing } from './state.ts';

/** After everything that happened at once has been taken in: one pass. */
type Pass = { type: 'pass' };

/** What happens to the standing when a stage begins. */
const STANDINGS = {
  open: ({ standing }) => ({ ...standing, isOpen: true, isPaused: false }),
  /** Users of the trial stay there until the primary can take them; a shadow has none, and makes room. */
  promote: ({ standing, target }, hasUsers) => ({
    primary: target,
    trial: hasUsers && standing.isOpen ? target : null,
    isOpen: hasUsers && standing.isOpen,
    isPaused: false,
  }),
  close: ({ standing }) => ({ ...standing, trial: null, isOpen: false, isPaused: false }),
  giveUp: ({ stable }) => ({ primary: stable, trial: null, isOpen: false, isPaused: false }),
  startOver: ({ stable, target }) => ({ primary: stable, trial: target, isOpen: false, isPaused: false }),
  pause: ({ standing }) => ({ ...standing, isPaused: true }),
  resume: ({ standing }) => ({ ...standing, isPaused: false }),
} satisfies Record<string, (context: Context, hasUsers: boolean) => Standing>;

/** The vocabulary in which the charts of this family are written. Every event ends in one pass. */
export function chartOf<P extends SideParams>(kind: Kind<P>) {
  const view = (context: Context<P>) => viewOf(kind, context);
  const reasons = reasonsOf(kind);
  return setup({
    types: {} as { context: Context<P>; events: Observation | Pass; input: RolloutInput<P>; tags: 'settled' },
    delays: {
      /** XState counts in milliseconds. */
      watch: ({ context }) => context.watchLeft / MILLISECOND,
      progressDeadline: ({ context }) => (context.params.progressDeadline ?? Infinity) / MILLISECOND,
    },
    guards: {
      leadsBack: ({ context, event }) => event.type !== 'pass' && leadsBack(context, event),
      leadsOn: ({ context, event }) => event.type !== 'pass' && destinationOf(context, event) !== null,
      isPrepared: ({ context }) => isPrepared(view(context)),
      isPrimaryWhole: ({ context }) => isPrimaryWhole(view(context)),
      isCleared: ({ context }) => isCleared(view(context)),
      isAlone: ({ context }) => isAlone(view(context)),
      madeProgress: ({ context, event }, side: 'trial' | 'primary') => {
        if (event.type === 'pass') return false;
        const environment = side === 'primary' ? PRIMARY : kind.environment;
        const status = (sets: Context['fleet']['sets']) => statusOf(setsIn({ sets }, environment), context.target);
        return madeProgress(status(context.fleet.sets), status(event.fleet.sets));
      },
      hasFailed: ({ context: { verdict } }) => verdict === 'Failed' || verdict === 'Error',
      isUndecided: ({ context: { verdict } }) => verdict === 'Inconclusive',
      isThen: ({ context }, afterwards: Afterwards) => context.params.afterwards === afterwards,
      wasIn: ({ context }, held: Held) => context.pausedFrom === held,
    },
    actions: {
      observe: assign(({ event }) => ('fleet' in event ? { fleet: event.fleet } : {})),
      aim: assign(({ context, event }) => {
        const to = event.type === 'pass' ? null : destinationOf(context, event);
        if (to === null || event.type === 'pass') return {};
        const reason = event.type === 'operator.undo' ? `a person went back to ${to} (undo)` : `${to} was requested`;
        return { ...aimed(context, to, leadsBack(context, event)), reason } as Partial<Context<P>>;
      }),
      resize: assign(({ event }) => (event.type === 'operator.scale' ? { desired: event.replicas } : {})),
      stand: assign(({ context }, how: keyof typeof STANDINGS) => ({ standing: STANDINGS[how](context, kind.hasUsers) })),
      /** The time of comparing begins, from the start. */
      startWatch: assign(({ context }) => ({ watchLeft: context.params.watch, watchedFrom: context.fleet.at, verdict: null })),
      stopWatch: assign(({ context, event }) =>
        event.type === 'operator.pause' ? { watchLeft: Math.max(0, context.watchLeft - (event.fleet.at - context.watchedFrom)) } : {},
      ),
      goOnWatching: assign(({ event }) => ('fleet' in event ? { watchedFrom: event.fleet.at } : {})),
      startAnalysis: assign(({ context: { params, started, target } }) =>
        params.analysis === null ? {} : { run: `${kind.name}-${target}-${started + 1}`, started: started + 1 },
      ),
      analyse: ({ context }) => {
        const { params, run, commands } = context;
        if (params.analysis === null || run === null) return;
        const metrics = measuredMetrics(params.analysis, { canary: kind.environment, stable: PRIMARY });
        commands.analyse(run, metrics, explainAnalysis(view(context)));
      },
      endAnalysis: ({ context: { run, commands } }) => {
        if (run !== null) commands.endAnalysis(run);
      },
      forgetAnalysis: assign({ run: null }),
      /** A run that nobody waits for any more says nothing. */
      hear: assign(({ context, event }) =>
        event.type === 'analysis.ended' && event.run === context.run ? { verdict: event.phase, run: null } : {},
      ),
      hold: assign((_, held: Held) => ({ pausedFrom: held })),
      release: assign({ pausedFrom: null }),
      settle: assign(({ context }) => ({ stable: context.target })),
      /** The test is over, and Git asks for what has served all along. */
      forgetTrial: assign(({ context }) => ({ history: servedBefore(context), target: context.stable })),
      because: assign(({ context }, reason: Reason) => ({ reason: reasons[reason](context) })),
      askForPass: raise({ type: 'pass' }),
      pass: ({ context }) => {
        const { route, scale, hold } = reconcile(view(context));
        if (route !== null) context.commands.route(route.route, route.why);
        for (const { set, to, why } of scale) context.commands.scale(set, to, why);
        if (hold !== null) context.commands.hold(hold);
      },
    },
  });
}
