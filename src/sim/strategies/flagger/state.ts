import type { Micros } from '../../kernel/index.ts';
import type { Why } from '../../trace/facts.ts';
import type { DeploymentStatus } from './ready.ts';

/** The phases of a Canary object, by Flagger's names. */
export const PHASES = [
  'Initializing',
  'Initialized',
  'Waiting',
  'Progressing',
  'WaitingPromotion',
  'Promoting',
  'Finalising',
  'Succeeded',
  'Failed',
] as const;
export type Phase = (typeof PHASES)[number];

/** Where requests go, in percent. In A/B testing, 0/100 means the requests that match; the others stay on the primary. */
export interface Weights {
  primary: number;
  canary: number;
}

/** What Flagger keeps between two ticks. */
export interface State {
  phase: Phase;
  /** The revision that the primary was last promoted to: going back to it starts no rollout. */
  promoted: string;
  /** The revision of this run, or of the last one. */
  tracked: string;
  /** Failed checks of this run. They only ever add up; a new run begins with none. */
  failedChecks: number;
  iterations: number;
  weights: Weights;
  /** The canary gets copies of the primary's requests. */
  isMirrored: boolean;
}

/** What the checks of a tick said. A metric without values has failed, and so has a query with an error. */
export type Check = { passed: true } | { passed: false; metric: string; says: string };

/** What one tick sees. */
export interface View {
  now: Micros;
  /** Servers that the service should have; the canary gets as many. */
  desired: number;
  /** The revision that the target now asks for. */
  target: string;
  primary: DeploymentStatus;
  canary: DeploymentStatus;
  check: Check;
  /** A person has asked for a rollback, or has agreed at a gate; a gate once open stays so until the run ends. */
  asked: { rollback: boolean; rollout: boolean; promotion: boolean };
}

/** What one tick decides. Null = stays as it is. */
export interface Decision {
  next: State;
  /** The wanted size of the canary. */
  scale: number | null;
  weights: Weights | null;
  mirror: boolean | null;
  /** The revision that is copied into the primary, which then rolls by its own rules. */
  promote: string | null;
  /** Null = there is nothing to say: nobody asked for anything. */
  why: Why | null;
}

/** A Canary object just set up: all traffic is on the primary, and the target is at 0. */
export const firstState = (stable: string): State => ({
  phase: 'Initializing',
  promoted: stable,
  tracked: stable,
  failedChecks: 0,
  iterations: 0,
  weights: { primary: 100, canary: 0 },
  isMirrored: false,
});
