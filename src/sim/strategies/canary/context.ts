import type { Micros } from '../../kernel/index.ts';
import type { AnalysisPhase } from '../../trace/route.ts';
import type { RolloutStatus } from '../argo/progress.ts';
import { unseen, type Commands, type FleetObservation, type RolloutInput } from '../strategy.ts';
import type { Experiment } from './experiment.ts';
import type { Params } from './params.ts';
import { settledStatus, type CanaryStatus } from './state.ts';
import { stepsKey } from './steps.ts';

/** An analysis run that the controller has started. */
export interface StartedRun {
  id: string;
  /** What it was started for: an attempt at a revision, and of a step its index. Another key needs another run. */
  key: string;
  phase: AnalysisPhase;
  says: string;
}

/** Where a Rollout stands, in one word; the chart's states follow it. */
export type Standing = 'progressing' | 'paused' | 'analysing' | 'experimenting' | 'overdue' | 'held' | 'goingBack' | 'degraded' | 'healthy';

/** What a canary's controller remembers. */
export interface CanaryContext {
  params: Params;
  commands: Commands;
  desired: number;
  target: string;
  /** Revisions by number, lowest first; the last is the wanted one. */
  history: string[];
  /** The Rollout itself is paused by hand (spec.paused). */
  paused: boolean;
  status: CanaryStatus;
  /** As last seen. */
  fleet: FleetObservation;
  /** Counts the attempts: each has analyses of its own. */
  attempt: number;
  stepRun: StartedRun | null;
  background: StartedRun | null;
  /** The experiment of the current step; null = none. */
  experiment: Experiment | null;
  /** Experiments that are over, whose servers still stand. */
  leftovers: readonly Experiment[];
  /** The counts by which progress is judged, and when they last moved. */
  progress: RolloutStatus | null;
  progressAt: Micros;
  /** When to look again though nothing has happened; null = never. */
  wakeAt: Micros | null;
  /** Why the rollout was aborted. */
  abortedBecause: string;
  standing: Standing;
  /** What the last look asks of the world. */
  orders: ((commands: Commands) => void)[];
  reason: string;
}

export const firstContext = ({ params, stable, desired, commands }: RolloutInput<Params>): CanaryContext => ({
  params,
  commands,
  desired,
  target: stable,
  history: [stable],
  paused: params.paused,
  status: settledStatus(stable, params.steps, stepsKey(params.steps)),
  fleet: unseen(desired),
  attempt: 0,
  stepRun: null,
  background: null,
  experiment: null,
  leftovers: [],
  progress: null,
  progressAt: 0,
  wakeAt: null,
  abortedBecause: '',
  standing: 'healthy',
  orders: [],
  reason: `${stable} serves alone`,
});
