import type { Micros } from '../../kernel/index.ts';
import type { AnalysisPhase } from '../../trace/route.ts';
import type { Sized } from '../argo/sets.ts';
import type { CanaryStep } from './steps.ts';

/** What the router was last told. Shares of `maxTrafficWeight`; what is not the canary's is the stable revision's. */
export interface Weights {
  canary: number;
  /** Revision that the canary's share goes to; it lags behind the wanted one while a route has to wait. */
  canaryRevision: string;
  /** Of an experiment that runs; left out where there is none. */
  extra?: readonly Extra[];
}

/** A share of requests for servers that are neither the canary's nor the stable side's. */
export interface Extra {
  pool: string;
  weight: number;
}

/** Routes besides the weights, made by steps. */
export interface ManagedRoute {
  kind: 'header' | 'mirror';
  name: string;
  /** Of a header route: whose requests go to the canary. */
  cohort: string | null;
  /** Of a mirror route: share of requests that is copied, 0…1. */
  share: number;
}

/** What the controller remembers from one pass to the next: the Rollout's status. Every pass returns a new one. */
export interface CanaryStatus {
  /** The revision and the steps that the status was last started for; others start it over. */
  observed: { target: string; steps: string };
  /** Revision last fully promoted; null = none yet. */
  stable: string | null;
  /** Finished steps. */
  stepIndex: number;
  aborted: boolean;
  /** A person asked to skip everything that is left. */
  promoteFull: boolean;
  pause: { reason: 'step' | 'inconclusive'; since: Micros } | null;
  /** The controller paused here by itself; with no pause left, a person has ended it. */
  controllerPause: boolean;
  /** Null = nothing has been routed yet, or there is no router. */
  weights: Weights | null;
  managedRoutes: readonly ManagedRoute[];
  /** Replica sets that go once their time is up. */
  scaleDownAt: Readonly<Record<string, Micros>>;
}

/** Everything that one pass looks at. */
export interface CanaryState {
  now: Micros;
  /** Replicas that the service should have. */
  desired: number;
  /** Revision of the template in the specification. */
  target: string;
  /** The Rollout itself is paused (spec.paused): nothing is scaled and nothing is routed. */
  paused: boolean;
  sets: readonly Sized[];
  status: CanaryStatus;
  /** How routers were last asked to divide requests; left out = as the status has it. */
  asked?: Readonly<Record<string, number>>;
  /** Routers send requests as last asked; false holds the step. True where routers cannot tell. */
  weightVerified: boolean;
  /** How the current step's analysis or experiment stands; null = not started. */
  stepRun: { phase: AnalysisPhase; says: string } | null;
  /** The same for the background analysis. */
  background: { phase: AnalysisPhase; says: string } | null;
  /** What the servers of a running experiment are to get; left out = nothing. */
  extra?: readonly Extra[];
}

/** The status before anything was rolled out with these steps: `stable` is in service, and all steps are done. */
export const settledStatus = (stable: string, steps: readonly CanaryStep[], key: string): CanaryStatus => ({
  observed: { target: stable, steps: key },
  stable,
  stepIndex: steps.length,
  aborted: false,
  promoteFull: false,
  pause: null,
  controllerPause: false,
  weights: null,
  managedRoutes: [],
  scaleDownAt: {},
});
