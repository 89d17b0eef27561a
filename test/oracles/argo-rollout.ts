import type { IntOrPercent } from '../../src/sim/schema/index.ts';
import { seconds, type Micros } from '../../src/sim/kernel/index.ts';
import type { Sized } from '../../src/sim/strategies/argo/sets.ts';
import type { Scene } from '../../src/sim/strategies/canary/at-desired.ts';
import { schema, type Params } from '../../src/sim/strategies/canary/params.ts';
import type { CanaryStep } from '../../src/sim/strategies/canary/steps.ts';
import { read } from '../../src/sim/schema/index.ts';

/** How the oracles write a Rollout; what a file leaves out is not looked at by its function. */
export interface GivenStep {
  setWeight?: number;
  pause?: { durationSeconds?: number | null };
  setCanaryScale?: { replicas: number | null; weight: number | null; matchTrafficWeight: boolean };
}
export interface GivenRollout {
  specReplicas: number | null;
  canary?: {
    steps: GivenStep[];
    usesTrafficRouting: boolean;
    maxSurge: number | string | null;
    maxUnavailable: number | string | null;
    maxTrafficWeight?: number | null;
    minPodsPerReplicaSet?: number | null;
    dynamicStableScale?: boolean;
    abortScaleDownDelaySeconds?: number | null;
    backgroundAnalysisStartingStep?: number | null;
  };
  blueGreen?: { maxUnavailable: number | string | null };
  status: {
    abort: boolean;
    promoteFull: boolean;
    currentHash: string;
    stableHash: string;
    currentStepIndex: number | null;
  };
}
export interface GivenSet {
  name: string;
  specReplicas: number | null;
  availableReplicas: number;
  statusReplicas: number;
}

const defaults = (() => {
  const reading = read(schema, {});
  if (!reading.ok) throw new Error('The canary has no defaults.');
  return reading.value;
})();

/** A canary with our defaults and these settings. */
export const canary = (settings: Partial<Params>): Params => ({ ...defaults, ...settings });

export const secondsOrNull = (amount: number | null | undefined): Micros | null =>
  amount === null || amount === undefined ? null : seconds(amount);

export const knob = (given: number | string | null): IntOrPercent =>
  typeof given === 'string' ? { unit: 'percent', value: Number.parseInt(given) } : { unit: 'count', value: given ?? 0 };

/** An upstream fixture puts a scale and a weight in one step, which manifests may not: here the scale is a step of its own, before. */
export function stepsOf(given: readonly GivenStep[]): CanaryStep[] {
  return given.flatMap(({ setWeight, pause, setCanaryScale }) => [
    ...(setCanaryScale ? [{ kind: 'setCanaryScale', params: setCanaryScale } as const] : []),
    ...(setWeight === undefined ? [] : [{ kind: 'setWeight', params: setWeight } as const]),
    ...(pause ? [{ kind: 'pause', params: secondsOrNull(pause.durationSeconds) } as const] : []),
  ]);
}

/** The same place in the list of steps, after fixtures' double steps were split. */
export function indexOf({ canary: given, status }: GivenRollout): number | null {
  const steps = given?.steps ?? [],
    index = status.currentStepIndex ?? 0;
  if (index >= steps.length) return status.currentStepIndex === null ? null : stepsOf(steps).length + index - steps.length;
  return stepsOf(steps.slice(0, index + 1)).length - 1;
}

export const setFrom = (given: GivenSet | null | undefined, revision: string): Sized | null =>
  given
    ? {
        revision,
        createdOrder: 0,
        spec: given.specReplicas ?? 1,
        replicas: given.statusReplicas,
        available: given.availableReplicas,
      }
    : null;

export interface GivenScene {
  rollout: GivenRollout;
  canaryRS?: GivenSet | null;
  stableRS?: GivenSet | null;
  olderRSs?: GivenSet[];
  currentTrafficWeights?: { canaryWeight: number; stableWeight: number } | null;
}

export function sceneOf({ rollout, canaryRS, stableRS, olderRSs, currentTrafficWeights }: GivenScene): Scene {
  const given = rollout.canary;
  const isSame = canaryRS && stableRS && canaryRS.name === stableRS.name;
  return {
    params: canary({
      steps: stepsOf(given?.steps ?? []),
      trafficRouting: given?.usesTrafficRouting ? { maxTrafficWeight: given.maxTrafficWeight ?? 100 } : null,
      maxSurge: knob(given?.maxSurge ?? 0),
      maxUnavailable: knob(given?.maxUnavailable ?? 0),
      minPodsPerReplicaSet: given?.minPodsPerReplicaSet ?? 1,
      dynamicStableScale: given?.dynamicStableScale ?? false,
      abortScaleDownDelay: secondsOrNull(given?.abortScaleDownDelaySeconds),
    }),
    desired: rollout.specReplicas ?? 1,
    stepIndex: indexOf(rollout),
    aborted: rollout.status.abort,
    promoteFull: rollout.status.promoteFull,
    stable: rollout.status.stableHash === '' ? null : rollout.status.stableHash,
    target: rollout.status.currentHash,
    canarySet: setFrom(canaryRS, 'canary'),
    stableSet: isSame ? null : setFrom(stableRS, 'stable'),
    older: (olderRSs ?? []).map((set) => setFrom(set, set.name)!),
    weights: currentTrafficWeights
      ? { canary: currentTrafficWeights.canaryWeight, canaryRevision: rollout.status.currentHash }
      : null,
  };
}
