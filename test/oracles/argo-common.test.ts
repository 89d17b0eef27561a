import { expect } from 'vitest';
import { SECOND, seconds, toSeconds } from '../../src/sim/kernel/index.ts';
import { blueGreenBounds, canaryBounds, resolveFenceposts } from '../../src/sim/strategies/argo/bounds.ts';
import { abortScaleDownDelay, scaleDownDelay, type Delayed } from '../../src/sim/strategies/argo/delays.ts';
import { parsePauseDuration } from '../../src/sim/strategies/argo/pause-duration.ts';
import {
  isHealthy,
  isTimedOut,
  madeProgress,
  type Completion,
  type RolloutStatus,
} from '../../src/sim/strategies/argo/progress.ts';
import { allAvailable, progressThresholdMet } from '../../src/sim/strategies/argo/threshold.ts';
import { isRollbackWithinWindow } from '../../src/sim/strategies/argo/window.ts';
import { setsToForget } from '../../src/sim/strategies/kubernetes/history.ts';
import { setFrom, type GivenRollout, type GivenSet } from './argo-rollout.ts';
import { oracle } from './oracle.ts';

oracle<
  { maxSurge: string | null; maxUnavailable: string | null; desiredReplicas: number },
  { surgeReplicas: number; unavailableReplicas: number; error: boolean }
>('argo_resolveFenceposts', (given, expected) => {
  const { surge, unavailable, error } = resolveFenceposts(given.maxSurge, given.maxUnavailable, given.desiredReplicas);
  expect({ surgeReplicas: surge, unavailableReplicas: unavailable, error: error !== null }).toEqual(expected);
});

const boundsFor = ({ specReplicas, canary, blueGreen }: GivenRollout) =>
  canary
    ? canaryBounds(specReplicas ?? 1, canary.maxSurge!, canary.maxUnavailable!)
    : blueGreenBounds(specReplicas ?? 1, blueGreen!.maxUnavailable);

oracle<{ rollout: GivenRollout }, { replicas: number }>('argo_MaxSurge', ({ rollout }, { replicas }) => {
  expect(boundsFor(rollout).surge).toBe(replicas);
});

oracle<{ rollout: GivenRollout }, { replicas: number }>('argo_MaxUnavailable', ({ rollout }, { replicas }) => {
  expect(boundsFor(rollout).unavailable).toBe(replicas);
});

const who = (strategy: 'canary' | 'blueGreen' | null, usesTrafficRouting: boolean): Delayed =>
  strategy === null ? 'none' : strategy === 'blueGreen' ? 'blueGreen' : usesTrafficRouting ? 'canaryRouted' : 'canaryBasic';
type Asked = { strategy: 'canary' | 'blueGreen' | null; usesTrafficRouting: boolean };

oracle<Asked & { scaleDownDelaySeconds: number | null }, { effectiveSeconds: number }>(
  'argo_scaleDownDelaySeconds_default',
  (given, { effectiveSeconds }) => {
    const asked = given.scaleDownDelaySeconds === null ? null : seconds(given.scaleDownDelaySeconds);
    expect(scaleDownDelay(who(given.strategy, given.usesTrafficRouting), asked)).toBe(seconds(effectiveSeconds));
  },
);

oracle<Asked & { abortScaleDownDelaySeconds: number | null }, { effectiveSeconds: number | null; explicitlySet: boolean }>(
  'argo_abortScaleDownDelaySeconds_default',
  (given, { effectiveSeconds, explicitlySet }) => {
    const asked = given.abortScaleDownDelaySeconds === null ? null : seconds(given.abortScaleDownDelaySeconds);
    expect(abortScaleDownDelay(who(given.strategy, given.usesTrafficRouting), asked)).toEqual({
      delay: effectiveSeconds === null ? null : seconds(effectiveSeconds),
      explicit: explicitlySet,
    });
  },
);

oracle<{ duration: number | string | null }, { seconds: number }>('argo_pauseDurationSeconds', ({ duration }, expected) => {
  // Without a duration the pause has no end, which upstream's helper calls 0 as well.
  const parsed = duration === null ? 0 : parsePauseDuration(duration);
  expect(parsed === null ? -1 : toSeconds(parsed)).toBe(expected.seconds);
});

type Dated = { id: string; createdSecondsAgo: number; isExperiment: boolean };
oracle<{ replicaSets: Dated[]; stable: string; new: string | null; windowRevisions: number }, { within: boolean }>(
  'argo_isRollbackWithinWindow',
  (given, { within }) => {
    const sets = given.replicaSets.map(({ id, createdSecondsAgo, isExperiment }) => ({
      revision: id,
      created: -createdSecondsAgo,
      isExperiment,
    }));
    expect(isRollbackWithinWindow(sets, given.stable, given.new, given.windowRevisions)).toBe(within);
  },
);

type Trimmed = {
  revisionHistoryLimit: number | null;
  replicaSets: {
    id: string;
    specReplicas: number | null;
    statusReplicas: number;
    createdSecondsAgo: number | null;
    beingDeleted: boolean;
  }[];
};
oracle<Trimmed, { deletedCount: number; deletedIds: string[] }>('argo_reconcileRevisionHistoryLimit', (given, expected) => {
  // A Rollout orders its history by creation time, a Deployment by revision number; the rule is the same.
  const sets = given.replicaSets.map((set) => ({
    id: set.id,
    number: -(set.createdSecondsAgo ?? 0),
    spec: set.specReplicas ?? 1,
    replicas: set.statusReplicas,
    beingDeleted: set.beingDeleted,
  }));
  const ids = setsToForget(sets, given.revisionHistoryLimit ?? 10).map(({ id }) => id);
  expect({ deletedCount: ids.length, deletedIds: ids }).toEqual(expected);
});

oracle<{ rs: GivenSet | null; desiredReplicas: number }, { available: boolean }>(
  'argo_allDesiredAreAvailable',
  (given, expected) => {
    expect(allAvailable(setFrom(given.rs, 'v2'), given.desiredReplicas)).toBe(expected.available);
  },
);

type Threshold = { type: string; value: number } | null;
oracle<{ rs: GivenSet | null; desiredReplicas: number; threshold: Threshold }, { met: boolean }>(
  'argo_ReplicaProgressThresholdMet',
  ({ rs, desiredReplicas, threshold }, { met }) => {
    const enough = threshold && {
      unit: threshold.type === 'Pods' ? ('count' as const) : ('percent' as const),
      value: threshold.value,
    };
    expect(progressThresholdMet(setFrom(rs, 'v2'), desiredReplicas, enough)).toBe(met);
  },
);

type Reported = {
  replicas: number;
  updatedReplicas: number;
  readyReplicas?: number;
  availableReplicas: number;
  activeSelector?: string;
  previewSelector?: string;
  stableHash?: string;
  currentStepIndex?: number | null;
  stepHash?: string;
};
const statusFrom = (given: Reported): RolloutStatus => ({
  replicas: given.replicas,
  updated: given.updatedReplicas,
  ready: given.readyReplicas ?? 0,
  available: given.availableReplicas,
  stable: given.stableHash ?? '',
  stepIndex: given.currentStepIndex ?? null,
  steps: given.stepHash ?? '',
  active: given.activeSelector ?? '',
  preview: given.previewSelector ?? '',
});

oracle<{ recordedStatus: Reported; newStatus: Reported }, { progressing: boolean }>(
  'argo_RolloutProgressing',
  (given, expected) => {
    expect(madeProgress(statusFrom(given.recordedStatus), statusFrom(given.newStatus))).toBe(expected.progressing);
  },
);

type Finished = Reported & {
  desiredReplicas: number;
  currentHash: string;
  generationObserved: boolean;
  strategy: 'canary' | 'blueGreen' | null;
  stepCount?: number;
  hasPreviewService?: boolean;
};
oracle<Finished, { healthy: boolean }>('argo_RolloutHealthy', (given, { healthy }) => {
  // Our controllers see every change at once, so a generation not yet observed cannot be; upstream's cases without a strategy, where it
  // is, are canaries without steps here, and fail for their counts.
  const completion: Completion =
    given.strategy === 'blueGreen'
      ? { strategy: 'blueGreen', hasPreview: given.hasPreviewService ?? false }
      : { strategy: 'canary', stepCount: given.stepCount ?? 0 };
  const status = { ...statusFrom(given), ...(given.strategy === null ? { stable: given.currentHash } : {}) };
  expect(isHealthy(given.currentHash, given.desiredReplicas, status, completion)).toBe(healthy);
});

oracle<
  { progressDeadlineSeconds: number; progressingReason: string | null; secondsSinceLastUpdate: number | null },
  { timedOut: boolean }
>('argo_RolloutTimedOut', (given, { timedOut }) => {
  const now = 100 * SECOND;
  const condition =
    given.progressingReason === null
      ? null
      : { reason: given.progressingReason, updatedAt: now - seconds(given.secondsSinceLastUpdate ?? 0) };
  expect(isTimedOut(seconds(given.progressDeadlineSeconds), condition, now)).toBe(timedOut);
});
