import { assign, setup } from 'xstate';
import { MILLISECOND } from '../../kernel/index.ts';
import type { Commands, FleetObservation, Observation, RolloutInput } from '../strategy.ts';
import { previousIn, rolledOut, setsToForget } from './history.ts';
import type { DeploymentParams } from './params.ts';
import { carryOut, oldSets, setOf, type Pass } from './pass.ts';
import { isComplete, madeProgress, statusOf, type DeploymentStatus } from './progress.ts';
import { spoken, servers } from './words.ts';

/** What a Deployment's controller remembers. */
export interface DeploymentContext<P extends DeploymentParams = DeploymentParams> {
  params: P;
  commands: Commands;
  desired: number;
  /** The wanted revision. */
  target: string;
  /** Revisions by number, lowest first; the last is the wanted one. */
  history: string[];
  paused: boolean;
  /** As of the last look; progress is measured against it. */
  status: DeploymentStatus;
  reason: string;
}

/** What differs between the strategies of a Deployment: the arithmetic. */
export interface Arithmetic<P extends DeploymentParams> {
  reconcile(context: DeploymentContext<P>, fleet: FleetObservation): Pass;
  /** The scaling pass after the wanted number has changed from `context.desired`. */
  rescale(context: DeploymentContext<P>, fleet: FleetObservation, desired: number): Pass;
  /** Whether the field is clear for new servers; only Recreate waits for it. */
  oldAreGone(context: DeploymentContext<P>, fleet: FleetObservation): boolean;
}

const NOTHING_SEEN: DeploymentStatus = { replicas: 0, updated: 0, ready: 0, available: 0 };

export function firstContext<P extends DeploymentParams>({
  params,
  stable,
  desired,
  commands,
}: RolloutInput<P>): DeploymentContext<P> {
  return {
    params,
    commands,
    desired,
    target: stable,
    history: [stable],
    paused: params.paused,
    status: NOTHING_SEEN,
    reason: `${stable} serves alone`,
  };
}

/** Where an event would lead: the requested revision, or with undo the one before; null = nowhere. */
export function destinationOf(context: DeploymentContext, event: Observation): string | null {
  if (event.type === 'rollout.requested') return event.to === context.target ? null : event.to;
  // kubectl refuses to undo a paused rollout.
  if (event.type === 'operator.undo') return context.paused ? null : previousIn(context.history);
  return null;
}

/** Older revisions lie behind us, even where an undo of an undo makes them the next. */
function leadsBack(context: DeploymentContext, event: Observation): boolean {
  const to = destinationOf(context, event);
  return to !== null && setOf(event.fleet.sets, to).createdOrder < setOf(event.fleet.sets, context.target).createdOrder;
}

const REASONS = {
  complete: ({ desired, target }: DeploymentContext) =>
    desired === 0
      ? 'no server is wanted, and none is left'
      : `${desired === 1 ? `the ${target} server is` : `all ${servers(desired, target)} are`} available, and nothing else is left`,
  overdue: ({ params }: DeploymentContext) =>
    `no progress for ${spoken(params.progressDeadline ?? 0)}; the controller goes on all the same`,
  progressing: ({ target }: DeploymentContext) => `${target} makes progress again`,
  oldGone: ({ target }: DeploymentContext) => `nothing but ${target} may run now`,
  paused: () => 'a person paused the rollout',
  resumed: () => 'a person resumed the rollout',
};

/** The vocabulary in which the charts of Kubernetes' strategies are written. */
export function deploymentSetup<P extends DeploymentParams>(arithmetic: Arithmetic<P>) {
  type Context = DeploymentContext<P>;
  const fleetStatus = ({ context, event }: { context: Context; event: Observation }) =>
    statusOf(event.fleet.sets, context.target);
  return setup({
    types: {} as { context: Context; events: Observation; input: RolloutInput<P>; tags: 'settled' },
    delays: {
      /** XState counts in milliseconds. */
      progressDeadline: ({ context }) => (context.params.progressDeadline ?? Infinity) / MILLISECOND,
    },
    guards: {
      leadsBack: ({ context, event }) => leadsBack(context, event),
      leadsOn: ({ context, event }) => destinationOf(context, event) !== null,
      isComplete: ({ context, event }) => isComplete(context.desired, fleetStatus({ context, event })),
      madeProgress: ({ context, event }) => madeProgress(context.status, fleetStatus({ context, event })),
      oldAreGone: ({ context, event }) => arithmetic.oldAreGone(context, event.fleet),
      mayStartNew: ({ context, event }) =>
        arithmetic.oldAreGone(context, event.fleet) && setOf(event.fleet.sets, context.target).spec !== context.desired,
      isPaused: ({ context }) => context.paused,
      isRunning: ({ context }) => !context.paused,
    },
    actions: {
      /** Makes the destination the wanted revision, with the highest number of all. */
      aim: assign(({ context, event }) => {
        const target = destinationOf(context, event) ?? context.target;
        return {
          target,
          history: rolledOut(context.history, target),
          status: statusOf(event.fleet.sets, target),
          reason: event.type === 'operator.undo' ? `a person went back to ${target} (undo)` : `${target} was requested`,
        };
      }),
      /** One pass. Paused Deployments are not reconciled. */
      reconcile: ({ context, event }) => {
        if (!context.paused) carryOut(arithmetic.reconcile(context, event.fleet), context.commands);
      },
      /** The same once nothing is left to do: sizes are kept, and there is nothing to wait for. */
      keepSizes: ({ context, event }) => {
        if (!context.paused) carryOut({ ...arithmetic.reconcile(context, event.fleet), hold: null }, context.commands);
      },
      /** A scaling pass, also while paused. When it leaves the sizes alone, the ordinary pass has its turn. */
      rescale: ({ context, event }) => {
        if (event.type !== 'operator.scale') return;
        const scaled = arithmetic.rescale(context, event.fleet, event.replicas);
        const pass =
          scaled.resizes.length > 0 || context.paused
            ? scaled
            : arithmetic.reconcile({ ...context, desired: event.replicas }, event.fleet);
        carryOut(pass, context.commands);
      },
      resize: assign({ desired: ({ context, event }) => (event.type === 'operator.scale' ? event.replicas : context.desired) }),
      observe: assign({ status: fleetStatus }),
      /** Old revisions beyond the limit are deleted, and with them the way back. */
      trimHistory: assign({
        history: ({ context, event }) => {
          const old = oldSets(event.fleet.sets, context.target).map((set) => ({
            ...set,
            number: context.history.indexOf(set.revision) + 1,
          }));
          const forgotten = setsToForget(old, context.params.revisionHistoryLimit).map((set) => set.revision);
          return context.history.filter((revision) => !forgotten.includes(revision));
        },
      }),
      pause: assign({ paused: true }),
      resume: assign({ paused: false }),
      because: assign(({ context }, reason: keyof typeof REASONS) => ({ reason: REASONS[reason](context) })),
    },
  });
}

/** Another revision may be asked for at any time; whether that is forward or back is told by its age. */
export const setOff = [
  { guard: 'leadsBack', target: '#rollingBack', actions: ['aim', 'reconcile'] },
  { guard: 'leadsOn', target: '#rollingOut', actions: ['aim', 'reconcile'] },
] as const;

/**
 * Nothing may be left to do when a person resumes a rollout, or asks for one of no servers: no change of the fleet would ever say so,
 * and the deadline would run out over a finished rollout.
 */
export const alreadyComplete = <End extends '#complete' | '#restored'>(end: End) =>
  ({ guard: 'isComplete', target: end, actions: ['observe', 'trimHistory', { type: 'because', params: 'complete' }] }) as const;

/** States in which nothing is left to do. A pause there is remembered, and holds the next rollout. */
export const atRest = {
  'fleet.changed': { actions: 'keepSizes' },
  'operator.pause': { guard: 'isRunning', actions: 'pause' },
  'operator.resume': { guard: 'isPaused', actions: 'resume' },
} as const;
