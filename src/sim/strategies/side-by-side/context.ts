import type { Micros } from '../../kernel/index.ts';
import type { AnalysisPhase } from '../../trace/route.ts';
import { written } from '../argo/bounds.ts';
import { previousIn, rolledOut } from '../kubernetes/history.ts';
import { boundsOf } from '../rolling/bounds.ts';
import { unseen, type Commands, type FleetObservation, type Observation, type RolloutInput } from '../strategy.ts';
import type { SideParams } from './params.ts';
import type { Kind, Standing, View } from './state.ts';

/** Where a pause holds a rollout, and where it goes on. */
export type Held = 'preparing' | 'comparing' | 'deciding' | 'promoting';

/** What the machine remembers. */
export interface Context<P extends SideParams = SideParams> {
  params: P;
  commands: Commands;
  desired: number;
  /** The revision that Git asks for. */
  target: string;
  /** The revision to fall back to: it served alone last, or is to do so again. */
  stable: string;
  /** Revisions that have served, latest last, and then the wanted one: an undo goes to the one before it. */
  history: string[];
  standing: Standing;
  fleet: FleetObservation;
  /** Where it was when a person paused it; null = it is not paused. */
  pausedFrom: Held | null;
  /** The analysis on its way; null = there is none. */
  run: string | null;
  /** Analyses started so far: each has its own name. */
  started: number;
  /** How the last analysis ended; null = it has not. */
  verdict: AnalysisPhase | null;
  /** Time of comparing that is left, as of `watchedFrom`. */
  watchLeft: Micros;
  watchedFrom: Micros;
  reason: string;
}

export const firstContext = <P extends SideParams>({ params, stable, desired, commands }: RolloutInput<P>): Context<P> => ({
  params,
  commands,
  desired,
  target: stable,
  stable,
  history: [stable],
  standing: { primary: stable, trial: null, isOpen: false, isPaused: false },
  fleet: unseen(desired),
  pausedFrom: null,
  run: null,
  started: 0,
  verdict: null,
  watchLeft: 0,
  watchedFrom: 0,
  reason: `${stable} serves alone`,
});

/** What a pass looks at. */
export function viewOf<P extends SideParams>(kind: Kind<P>, { params, standing, desired, fleet }: Context<P>): View {
  const knobs = { maxSurge: written(params.maxSurge), maxUnavailable: written(params.maxUnavailable) };
  return {
    standing,
    desired,
    sets: fleet.sets,
    routes: fleet.routes,
    size: sizeOf(params, desired),
    bounds: boundsOf(desired, knobs.maxSurge, knobs.maxUnavailable),
    knobs,
    opened: kind.opened(params),
    kind,
    reaching: kind.reaching(params),
    risk: kind.risk(params),
  };
}

/** How many servers run beside the stable ones: a share of the wanted number, rounded up, or as many as are named. */
export function sizeOf({ replicas: { unit, value } }: Pick<SideParams, 'replicas'>, desired: number): number {
  return unit === 'count' ? value : Math.ceil((value * desired) / 100);
}

/** Where an event would lead: the requested revision, or with undo the one before; null = nowhere. */
export function destinationOf({ target, history }: Context, event: Observation): string | null {
  if (event.type === 'rollout.requested') return event.to === target ? null : event.to;
  return event.type === 'operator.undo' ? previousIn(history) : null;
}

/** The way to what serves anyway, or to an older revision that has served before, is a way back: it needs no trial. */
export function leadsBack(context: Context, event: Observation): boolean {
  const to = destinationOf(context, event);
  if (to === null || to === context.stable) return to !== null;
  const orderOf = (revision: string) =>
    Math.min(...event.fleet.sets.filter((set) => set.revision === revision).map((set) => set.createdOrder));
  return servedBefore(context).includes(to) && orderOf(to) < orderOf(context.target);
}

/** Revisions that have served, latest last: a version that only was on trial is no place to go back to. */
export const servedBefore = ({ history, target, stable }: Context): string[] =>
  target === stable ? history : history.filter((revision) => revision !== target);

/** A new wanted revision: what was on trial is forgotten, and the stable side is to be whole first. */
export function aimed(context: Context, to: string, isBack: boolean): Partial<Context> {
  const { stable } = context;
  return {
    target: to,
    stable: isBack ? to : stable,
    history: rolledOut(servedBefore(context), to),
    standing: { primary: isBack ? to : stable, trial: isBack ? null : to, isOpen: false, isPaused: false },
    pausedFrom: null,
    verdict: null,
    run: null,
  };
}
