import type { Micros } from '../../kernel/index.ts';
import type { AnalysisPhase, Route } from '../../trace/route.ts';
import { previousIn, rolledOut } from '../kubernetes/history.ts';
import type { DeploymentStatus } from '../kubernetes/progress.ts';
import { unseen, type Commands, type FleetObservation, type RolloutInput } from '../strategy.ts';
import type { Params } from './params.ts';
import { productionAlone } from './routing.ts';
import type { Phase, Scene } from './scene.ts';
import { sizeOf } from './sets.ts';

/** What becomes of a release that goes no further. */
export type Ending = 'failed' | 'aborted' | 'restored';

/** What the pipeline remembers between events. */
export interface Context {
  params: Params;
  commands: Commands;
  desired: number;
  fleet: FleetObservation;
  phase: Phase;
  /** The revision that the specification asks for. Another than the one on trial waits until this release is over. */
  target: string;
  /** The revision on trial; between releases, production's. */
  trial: string;
  /** The revision that production ran when the trial began. */
  stable: string;
  /** The revision that production is to have. */
  production: string;
  /** Revisions that production has had, lowest number first; the last is the present one. */
  history: string[];
  /** Counts the releases: each has analyses of its own. */
  attempt: number;
  size: number;
  /** When the time of the present state is up; null = it has none. */
  dueAt: Micros | null;
  /** Of that time, what was left when a person paused. */
  left: Micros | null;
  /** The state that a person paused in. */
  resumesTo: Phase;
  /** When the comparison began. */
  since: Micros;
  /** Judgements so far, one for each interval. */
  results: AnalysisPhase[];
  /** What the last judgement said. */
  says: string;
  /** The judgement on its way, and the analysis that goes along with the whole comparison; null = none. */
  judging: string | null;
  along: string | null;
  /** A person has asked for the full promotion: nothing is waited for that could be skipped. */
  isPromotedFull: boolean;
  ending: Ending;
  /** As routers were last asked: the very object, by which to tell that they follow. */
  route: Route;
  /** Production's counts as of the last look; progress is measured against them. */
  status: DeploymentStatus;
  /** Why the pair is to go; half a sentence. */
  because: string;
  /** What the last look asks of the world. */
  orders: ((commands: Commands) => void)[];
  reason: string;
}

/** Where requests go before anything was rolled out. */
export const AT_REST: Route = productionAlone();

export const firstContext = ({ params, stable, desired, commands }: RolloutInput<Params>): Context => ({
  params,
  commands,
  desired,
  fleet: unseen(desired),
  phase: 'idle',
  target: stable,
  trial: stable,
  stable,
  production: stable,
  history: [stable],
  attempt: 0,
  size: 0,
  dueAt: null,
  left: null,
  resumesTo: 'idle',
  since: 0,
  results: [],
  says: '',
  judging: null,
  along: null,
  isPromotedFull: false,
  ending: 'restored',
  route: AT_REST,
  status: { replicas: desired, updated: desired, ready: desired, available: desired },
  because: '',
  orders: [],
  reason: `${stable} serves alone`,
});

/** What a look goes by. */
export const sceneOf = (context: Context): Scene => {
  const { fleet, route } = context;
  return {
    params: context.params,
    now: fleet.at,
    phase: context.phase,
    desired: context.desired,
    stable: context.stable,
    trial: context.trial,
    production: context.production,
    size: context.size,
    dueAt: context.dueAt,
    because: context.because,
    sets: fleet.sets,
    route,
    // Routers take up the very route that they were asked for; two routes that look alike may be different askings.
    isFollowed: fleet.routes.effective === route,
  };
};

/** When the deadline is over that begins now; null = there is none. */
export const deadlineFrom = ({ params, fleet }: Pick<Context, 'params' | 'fleet'>): Micros | null =>
  params.progressDeadline === null ? null : fleet.at + params.progressDeadline;

/** A new release begins: the pair is of production's revision and of the one that is asked for. */
export const begun = (context: Context): Partial<Context> => ({
  trial: context.target,
  stable: context.production,
  attempt: context.attempt + 1,
  size: sizeOf(context.params.size, context.desired),
  dueAt: deadlineFrom(context),
  results: [],
  says: '',
  judging: null,
  along: null,
  left: null,
  isPromotedFull: false,
  ending: 'restored',
});

/** Production changes its revision: forward in a promotion, back in an undo. */
export const moved = (context: Context, production: string): Partial<Context> => ({
  production,
  history: rolledOut(context.history, production),
  dueAt: deadlineFrom(context),
});

/** Where an undo of a finished release leads; null = nowhere. */
export const wayBack = ({ history }: Pick<Context, 'history'>): string | null => previousIn(history);
