import type { Micros } from '../kernel/index.ts';
import type { Alarm, Slo } from '../trace/trace.ts';
import type { Fault } from '../world/faults/params.ts';
import type { Fleet } from '../world/fleet/params.ts';
import type { Revision } from '../world/revision.ts';
import type { Traffic } from '../world/traffic/params.ts';

/** A valid scenario, in the units of the engine: what a run needs, apart from the seed. All durations are simulated microseconds. */
export interface Scenario {
  title: string;
  description: string;
  /** How long the run lasts. */
  horizon: Micros;
  fleet: Fleet;
  traffic: Traffic;
  slo: Slo;
  alarm: Alarm;
  /** In the order of the file; the first is the one in service when the run begins. */
  revisions: Revision[];
  rollout: { at: Micros; to: string };
  strategy: StrategyChoice;
  faults: Fault[];
  operator: OperatorAction[];
  /** What a gate asks of many runs, in the words of `parseExpectation`; a run does not look at it. */
  expect: string[];
  /** Where to stop when the run is presented, earliest first; a run does not look at them. */
  steps: PresentedStep[];
}

/** An instant worth showing. The first is where a presentation begins. */
export interface PresentedStep {
  /** From 0 to the horizon, the end included; later than the step before. */
  at: Micros;
  name: string;
  /** One plain sentence: what there is to see. Empty where the name is enough. */
  caption: string;
  /** Whether the step gets a page on paper. */
  print: boolean;
}

/** A strategy's id and its parameters, already validated by that strategy's own schema. */
export interface StrategyChoice {
  kind: string;
  params: unknown;
}

/** What a person does during the rollout: at an instant, or a while after the alarm (null = by instant). */
export type OperatorAction = { at: Micros | null; afterAlarm: Micros | null } & (
  { do: 'undo' | 'pause' | 'resume' | 'promote' | 'promoteFull' | 'abort' | 'retry' } | { do: 'deploy'; to: string } | { do: 'scale'; replicas: number }
);
