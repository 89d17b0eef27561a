import type { Micros } from '../../kernel/index.ts';
import { setOf } from '../kubernetes/pass.ts';
import { unseen, type Commands, type FleetObservation, type RolloutInput } from '../strategy.ts';
import { CANARY, isShort, PRIMARY, statusIn, type Environment } from './environments.ts';
import type { Params } from './params.ts';
import { tick } from './reconcile.ts';
import { firstState, type Check, type Decision, type State, type View } from './state.ts';

/** What Flagger remembers between events. */
export interface Context {
  params: Params;
  commands: Commands;
  desired: number;
  fleet: FleetObservation;
  state: State;
  /** The revision that the target asks for. */
  target: string;
  /** Revisions that were in service before the present one, the latest last. */
  history: string[];
  /** The revision that the primary is to have. */
  primaryTarget: string;
  /** The wanted size of the canary. */
  canarySize: number;
  asked: View['asked'];
  /** Since when each Deployment has had too few servers; null = it has enough. */
  shortSince: Record<Environment, Micros | null>;
  /** Instant of the last tick, and how many there were. */
  tickAt: Micros;
  ticks: number;
  /** This tick waits for its metrics. */
  isChecking: boolean;
  /** What the last tick decided; null while it waits for its metrics. */
  decision: Decision | null;
  reason: string;
}

export const NOT_ASKED: View['asked'] = { rollback: false, rollout: false, promotion: false };

/** The Canary object has long been set up: its primary serves alone. */
export const firstContext = ({ params, stable, desired, commands }: RolloutInput<Params>): Context => ({
  params,
  commands,
  desired,
  fleet: unseen(desired),
  state: { ...firstState(stable), phase: 'Initialized' },
  target: stable,
  history: [],
  primaryTarget: stable,
  canarySize: 0,
  asked: NOT_ASKED,
  shortSince: { primary: null, canary: null },
  tickAt: 0,
  ticks: 0,
  isChecking: false,
  decision: null,
  reason: `${stable} serves alone, from the primary`,
});

/** What a fleet changes in what is known. The clock of a Deployment starts when it falls short, and stops when it has enough. */
export function observed(context: Context, fleet: FleetObservation): Pick<Context, 'fleet' | 'shortSince'> {
  const since = (environment: Environment, desired: number): Micros | null =>
    isShort(context.params, fleet.sets, environment, desired) ? (context.shortSince[environment] ?? fleet.at) : null;
  return { fleet, shortSince: { primary: since(PRIMARY, context.desired), canary: since(CANARY, context.canarySize) } };
}

/** The new revision that nobody has tried yet: not the one on trial, nor the one in service. */
export const hasNewRevision = ({ target, state }: Pick<Context, 'target' | 'state'>): boolean =>
  target !== state.tracked && target !== state.promoted;

/** One tick, with what is known. */
export function decided(context: Context, check: Check): Decision {
  const { params, state, fleet, desired, target, asked, tickAt, canarySize, primaryTarget, shortSince } = context;
  const status = (environment: Environment, revision: string, wanted: number) =>
    statusIn(fleet.sets, environment, revision, { desired: wanted, unavailableSince: shortSince[environment], isOverdue: false });
  return tick(params, state, {
    now: tickAt,
    desired,
    target,
    asked,
    check,
    primary: status(PRIMARY, primaryTarget, desired),
    canary: status(CANARY, target, canarySize),
  });
}

/** Whether the tick would look at metrics at all, found by asking it what it would do if they were bad. */
export const needsMetrics = (context: Context): boolean =>
  context.params.metrics.length > 0 &&
  decided(context, { passed: false, metric: '', says: '' }).why?.rule === 'flagger.checkFailed';

/** What a decision changes in what is remembered. */
export function followed(context: Context, decision: Decision): Partial<Context> {
  const { state, history } = context;
  const isPromoted = decision.next.promoted !== state.promoted;
  return {
    decision,
    isChecking: false,
    state: decision.next,
    canarySize: decision.scale ?? context.canarySize,
    primaryTarget: decision.promote ?? context.primaryTarget,
    history: isPromoted ? [...history.filter((revision) => revision !== decision.next.promoted), state.promoted] : history,
    reason: decision.why === null ? context.reason : inPassing(decision.why.says),
  };
}

/** A sentence as half of one. */
const inPassing = (says: string): string => says.charAt(0).toLowerCase() + says.slice(1).replace(/\.$/, '');

/** Servers of the canary that are available. */
export const availableIn = ({ fleet, state }: Context): number =>
  setOf(
    fleet.sets.filter((set) => set.environment === CANARY),
    state.tracked,
  ).available;
