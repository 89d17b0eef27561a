import type { AnyStateMachine } from 'xstate';
import type { Micros } from '../kernel/index.ts';
import type { Schema } from '../schema/index.ts';
import type { Why } from '../trace/facts.ts';
import type { AnalysisPhase, Route } from '../trace/route.ts';
import type { MeasuredMetric, Prober } from '../analysis/index.ts';

/** A replica set: by its revision, or by revision and the environment in which the strategy keeps it apart from others. */
export interface SetName {
  revision: string;
  environment?: string;
}

/** What a controller can see of one replica set. Terminating replicas are in `terminating` and in no other count. */
export interface ReplicaSetView {
  revision: string;
  /** The environment that the strategy put it in; null = the service itself. */
  environment: string | null;
  /** Order of creation, lowest first; going back to an old revision re-uses its set. */
  createdOrder: number;
  /** Wanted size. */
  spec: number;
  /** Replicas that exist and are not terminating. */
  replicas: number;
  ready: number;
  /** Ready for at least the strategy's minReadySeconds. */
  available: number;
  terminating: number;
}

/** What a strategy is told. It never sees more of the world than this. */
export interface FleetObservation {
  at: Micros;
  /** Replicas that the service should have. */
  desired: number;
  /** All replica sets ever created, oldest first. */
  sets: ReplicaSetView[];
  /** How requests were last asked to be divided, and how routers divide them now. */
  routes: { asked: Route; effective: Route };
}

/** What a machine knows before it has been told anything. */
export const unseen = (desired: number): FleetObservation => ({
  at: 0,
  desired,
  sets: [],
  routes: { asked: { weights: null }, effective: { weights: null } },
});

/** Events that a strategy's machine accepts. Each carries the fleet as it is at that instant. */
export type Observation =
  | { type: 'rollout.requested'; to: string; fleet: FleetObservation }
  | { type: 'fleet.changed'; fleet: FleetObservation }
  | { type: 'operator.undo'; fleet: FleetObservation }
  | { type: 'operator.pause'; fleet: FleetObservation }
  | { type: 'operator.resume'; fleet: FleetObservation }
  | { type: 'operator.promote'; fleet: FleetObservation }
  | { type: 'operator.promoteFull'; fleet: FleetObservation }
  | { type: 'operator.abort'; fleet: FleetObservation }
  | { type: 'operator.retry'; fleet: FleetObservation }
  | { type: 'operator.scale'; replicas: number; fleet: FleetObservation }
  | { type: 'analysis.ended'; run: string; phase: AnalysisPhase; says: string; fleet: FleetObservation };

/** What a strategy may ask of the world. Every decision is explained where it is made. */
export interface Commands {
  /**
   * Sets the wanted size of a revision's replica set, creating the set if there is none. The world carries it out at once, and then
   * tells of the changed fleet at the same instant: a pass sees only fresh counts.
   */
  scale(set: string | SetName, replicas: number, why: Why): void;
  /** Asks routers to divide requests in another way. They follow after the traffic's endpoint lag; `fleet.changed` then tells. */
  route(route: Route, why: Why): void;
  /** Starts an analysis run; its end comes back as `analysis.ended`. */
  analyse(run: string, metrics: readonly MeasuredMetric[], why: Why): void;
  /** Ends a run that is no longer needed; it comes back as `analysis.ended`, successful. A run that has ended is ignored. */
  endAnalysis(run: string): void;
  /** Notes that the controller looked and chose to wait; recorded when the reason changes. */
  hold(why: Why): void;
}

/** What every machine gets as its input when the run begins. */
export interface RolloutInput<P = unknown> {
  params: P;
  /** The revision in service, serving alone, when the run begins. */
  stable: string;
  desired: number;
  commands: Commands;
}

/** What plays a rollout: pure arithmetic (beside this file's siblings, in `reconcile.ts`) and one chart. It is all that a run needs of a strategy. */
export interface Controller<P = unknown> {
  id: string;
  /** How the service looks before the rollout: the environment that holds the stable fleet, and the route. Default: no environment, all replicas alike. */
  before?(params: P, stable: string): { environment?: string; route: Route };
  /** Seconds a replica must stay ready before it counts as available; the world needs it to count. */
  minReady(params: P): Micros;
  /**
   * The chart. States carry tags: `settled` for states in which nothing is left to do (the outcome is read there).
   * Input is `RolloutInput<P>`; events are `Observation`; delays run on simulated time.
   */
  machine: AnyStateMachine;
  /** What the controller's status says of the pools, beside what it asks of routers. Default: it keeps no pools, or environments alone. */
  pools?(context: RolloutContext): PoolStatus;
  /** Names of the pools whose servers an autoscaler measures, as `pools` or environments name them. Default: all servers, whatever they run. */
  autoscaled?: readonly string[];
  /** Who takes and judges the measurements of a metric that it asks to be analysed. Default: it asks for none. */
  proberOf?(metric: MeasuredMetric): Prober;
  /** Why the machine does not take an event just now, as the reason shown to the person who acted. */
  refusal(event: Observation, context: RolloutContext): string;
}

/** A strategy: a controller, and what people read and write of it. */
export interface Strategy<P = unknown> extends Controller<P> {
  /** As people call it: `Rolling update`. */
  title: string;
  /** One plain sentence. */
  summary: string;
  /** Its parameters as they may stand in a scenario: the controls and the docs come from here. */
  schema: Schema<P>;
  /** What its parameters contradict in each other, by their path within them; default: nothing. */
  conflicts?(params: P): { path: string; message: string; cure: string }[];
  /** Groups of users that its rules name, by their path within its parameters: each must be in `traffic.cohorts`. Default: none is looked at. */
  cohorts?(params: P): { path: string; cohort: string }[];
}

/** What a controller calls its pools just now, and how much it is after for each. */
export interface PoolStatus {
  /** By pool: `stable`, `canary`, `active`, `preview`. A pool that is an environment has its name already. */
  names: Record<string, string>;
  /** Shares of requests by pool, 0…1, that it brings about by numbers of servers; null = it has a router to ask, or is after no share. */
  asked: Record<string, number> | null;
}

/** What the context of every machine holds at least. */
export interface RolloutContext {
  /** Why the machine is in its present state: half a sentence, for the state's line in the history. */
  reason: string;
  /** The revision that the specification asks for: what stands in Git. An abort leaves it as it is; an undo does not. */
  target: string;
}
