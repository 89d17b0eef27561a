import type { Micros } from '../../kernel/index.ts';
import type { Why } from '../../trace/facts.ts';
import type { AnalysisPhase } from '../../trace/route.ts';
import type { Resize } from '../kubernetes/pass.ts';
import type { ReplicaSetView } from '../strategy.ts';

/** What of a replica set matters here. */
export type SetView = Pick<ReplicaSetView, 'revision' | 'createdOrder' | 'spec' | 'replicas' | 'available'>;

/** What the knobs come to for one pass. */
export interface Settings {
  autoPromotion: boolean;
  /** How long the pause before the switch lasts when promotion is automatic; 0 = no pause. */
  autoPromotionDelay: Micros;
  /** Size of the preview until it is promoted; null = full size at once. */
  previewReplicas: number | null;
  /** How long the old environment stands by after the switch; null = 30 seconds, and never before the analysis after the switch is over. */
  scaleDownDelay: Micros | null;
  /** How many old replica sets may stand by; null = any number. */
  scaleDownDelayRevisionLimit: number | null;
  /** How long an aborted preview is kept; null = for ever. */
  abortScaleDownDelay: Micros | null;
  hasPreAnalysis: boolean;
  hasPostAnalysis: boolean;
}

/** What the controller remembers from pass to pass: the Rollout's status, with the two services. */
export interface Status {
  /** The revision that is asked for. */
  target: string;
  /** The revision that was last promoted all the way; null before the first. */
  stable: string | null;
  /** Where users are sent; null = nowhere yet. */
  active: string | null;
  /** Where the preview service points; null = nowhere yet. */
  preview: string | null;
  /** Since when the rollout is paused before the switch; null = it is not. */
  pausedSince: Micros | null;
  /** The controller did pause. Without `pausedSince`, it says that a person has resumed. */
  controllerPaused: boolean;
  /** An analysis ended inconclusive, and nobody has acted on it yet. */
  inconclusive: boolean;
  /** A person paused the whole rollout. */
  userPaused: boolean;
  aborted: boolean;
  promoteFull: boolean;
  /** The revision whose preview has passed everything and may grow to full size; it never goes back. */
  checkpoint: string | null;
  /** When a replica set is to be scaled down, by revision. NaN = a date that nobody can read. */
  deadlines: Readonly<Record<string, Micros>>;
  preAnalysis: AnalysisPhase | null;
  postAnalysis: AnalysisPhase | null;
}

/** All that one pass looks at. */
export interface View {
  now: Micros;
  desired: number;
  sets: readonly SetView[];
  settings: Settings;
  status: Status;
}

export interface Switch {
  from: string | null;
  to: string;
  why: Why;
}

/** What one pass leads to. The status is whole, and takes the place of the old one. */
export interface BlueGreenPass {
  scale: Resize[];
  preview: Switch | null;
  active: Switch | null;
  /** A pause began or ended; null = neither. */
  pause: { begins: boolean; why: Why } | null;
  /** Analyses to start now. */
  start: { run: 'pre' | 'post'; why: Why }[];
  /** The rollout gave up in this pass, on an analysis. */
  aborts: Why | null;
  /** The target became stable in this pass. */
  promotes: Why | null;
  status: Status;
  /** Why the controller waits; null = there is nothing to wait for. */
  hold: Why | null;
  /** When to look again even if nothing happens; null = no need. */
  wakeAt: Micros | null;
}

export const DEFAULT_SCALE_DOWN_DELAY: Micros = 30_000_000;

export const begin = (stable: string | null): Status => ({
  target: stable ?? '',
  stable,
  active: stable,
  preview: stable,
  pausedSince: null,
  controllerPaused: false,
  inconclusive: false,
  userPaused: false,
  aborted: false,
  promoteFull: false,
  checkpoint: null,
  deadlines: {},
  preAnalysis: null,
  postAnalysis: null,
});

export const setOf = (view: View, revision: string | null): SetView =>
  view.sets.find((set) => set.revision === revision) ?? {
    revision: revision ?? '',
    createdOrder: Infinity,
    spec: 0,
    replicas: 0,
    available: 0,
  };

export const hasDeadline = ({ deadlines }: Status, revision: string): boolean => Object.hasOwn(deadlines, revision);

export const withDeadline = (deadlines: Status['deadlines'], revision: string, at: Micros): Status['deadlines'] => ({
  ...deadlines,
  [revision]: at,
});

export const withoutDeadline = (deadlines: Status['deadlines'], revision: string | null): Status['deadlines'] =>
  Object.fromEntries(Object.entries(deadlines).filter(([name]) => name !== revision));
