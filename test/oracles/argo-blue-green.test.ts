import { expect } from 'vitest';
import { seconds, toSeconds } from '../../src/sim/kernel/index.ts';
import { abortScaleDownDelay } from '../../src/sim/strategies/argo/delays.ts';
import { requiresManualAction, type PauseReason } from '../../src/sim/strategies/argo/pause-reason.ts';
import { isPauseOver } from '../../src/sim/strategies/blue-green/pause.ts';
import { reconcileBlueGreen } from '../../src/sim/strategies/blue-green/reconcile.ts';
import { isReadyForPause, newSize } from '../../src/sim/strategies/blue-green/sizes.ts';
import { begin, type SetView, type Settings, type Status, type View } from '../../src/sim/strategies/blue-green/state.ts';
import { oracle } from './oracle.ts';

const NOW = seconds(1_000_000);
const SETTINGS: Settings = {
  autoPromotion: true,
  autoPromotionDelay: 0,
  previewReplicas: null,
  scaleDownDelay: null,
  scaleDownDelayRevisionLimit: null,
  abortScaleDownDelay: seconds(30),
  hasPreAnalysis: false,
  hasPostAnalysis: false,
};
const set = (revision: string, createdOrder: number, spec: number, available = spec): SetView => ({
  revision,
  createdOrder,
  spec,
  replicas: spec,
  available,
});
const view = (desired: number, sets: SetView[], status: Partial<Status>, settings: Partial<Settings> = {}): View => ({
  now: NOW,
  desired,
  sets,
  settings: { ...SETTINGS, ...settings },
  status: { ...begin('old'), ...status },
});

oracle<
  {
    autoPromotionEnabled: boolean | null;
    autoPromotionSeconds: number;
    controllerPause: boolean;
    pausedSecondsAgo: number | null;
    scaleUpPreviewCheckPoint: boolean;
  },
  { completed: boolean }
>('argo_blueGreen_CompletedPause', (given, expected) => {
  const settings = { autoPromotion: given.autoPromotionEnabled ?? true, autoPromotionDelay: seconds(given.autoPromotionSeconds) };
  const pausedSince = given.pausedSecondsAgo === null ? null : NOW - seconds(given.pausedSecondsAgo);
  const checkpoint = given.scaleUpPreviewCheckPoint ? 'new' : null;
  expect(isPauseOver(settings, { target: 'new', pausedSince, controllerPaused: given.controllerPause, checkpoint }, NOW)).toBe(
    expected.completed,
  );
});

type OracleSet = { podTemplateHash: string; specReplicas: number | null; availableReplicas: number };
type OracleRollout = {
  specReplicas: number | null;
  blueGreen?: { previewReplicaCount: number | null };
  status: { currentHash: string; activeSelector?: string; promoteFull: boolean; scaleUpPreviewCheckPoint?: boolean };
};
type Sized = { newRS: OracleSet | null; rollout: OracleRollout };
const sizeOf = ({ newRS, rollout }: Sized): number => {
  const { status } = rollout,
    target = newRS?.podTemplateHash ?? '';
  return newSize(
    rollout.specReplicas ?? 1,
    { previewReplicas: rollout.blueGreen?.previewReplicaCount ?? null },
    {
      target,
      active: status.activeSelector || null,
      // The checkpoint belongs to the template that reached it.
      checkpoint: status.scaleUpPreviewCheckPoint ? status.currentHash : null,
      promoteFull: status.promoteFull,
    },
  );
};
oracle<Sized, { replicas: number }>('argo_blueGreen_NewRSNewReplicas_preview', (given, expected) => {
  expect(sizeOf(given)).toBe(expected.replicas);
});

oracle<Sized, { ready: boolean }>('argo_blueGreen_ReadyForPause', (given, expected) => {
  const { newRS } = given;
  const target = newRS === null ? null : { spec: newRS.specReplicas ?? 0, available: newRS.availableReplicas };
  expect(isReadyForPause(target, sizeOf(given))).toBe(expected.ready);
});

type NewSet = {
  specReplicas: number;
  newRsReplicas: number;
  stableAvailable: number;
  abort: boolean;
  abortScaleDownDelaySeconds: number | null;
  newRsHasScaleDownDeadline: boolean;
  deadlinePassed: boolean;
  replicaSetPatchFails: boolean;
};
oracle<NewSet, { error: boolean; scaled?: boolean; newRsReplicasAfter?: number; addsScaleDownDeadline?: boolean }>(
  'argo_blueGreen_reconcileNewReplicaSet',
  (given, expected) => {
    const asked = given.abortScaleDownDelaySeconds;
    const deadline = NOW + seconds(given.deadlinePassed ? -1 : 60);
    const before = view(
      given.specReplicas,
      [set('old', 0, given.specReplicas, given.stableAvailable), set('new', 1, given.newRsReplicas)],
      {
        target: 'new',
        preview: 'new',
        aborted: given.abort,
        deadlines: given.newRsHasScaleDownDeadline ? { new: deadline } : {},
      },
      { abortScaleDownDelay: abortScaleDownDelay('blueGreen', asked === null ? null : seconds(asked)).delay },
    );
    const pass = reconcileBlueGreen(before);
    const resize = pass.scale.find(({ revision }) => revision === 'new');
    const writesDate = pass.status.deadlines['new'] !== undefined && before.status.deadlines['new'] === undefined;
    // A pass is arithmetic and cannot fail; what fails is writing the date that it asks for.
    expect(given.replicaSetPatchFails && writesDate).toBe(expected.error);
    if (expected.error) return;
    expect(resize !== undefined).toBe(expected.scaled);
    expect(resize?.to ?? given.newRsReplicas).toBe(expected.newRsReplicasAfter);
    expect(writesDate).toBe(expected.addsScaleDownDeadline);
  },
);

type OldSet = {
  specReplicas: number;
  scaleDownDelayRevisionLimit: number;
  oldRsReplicas: number;
  oldRsAvailable: number;
  newRsReplicas: number;
  newRsAvailable: number;
};
oracle<OldSet, { scaled: boolean; oldRsReplicasAfter: number }>('argo_blueGreen_reconcileOtherReplicaSets', (given, expected) => {
  const pass = reconcileBlueGreen(
    view(
      given.specReplicas,
      [set('old', 0, given.oldRsReplicas, given.oldRsAvailable), set('new', 1, given.newRsReplicas, given.newRsAvailable)],
      { target: 'new', stable: 'new', active: 'new', preview: 'new' },
      { scaleDownDelayRevisionLimit: given.scaleDownDelayRevisionLimit },
    ),
  );
  const resize = pass.scale.find(({ revision }) => revision === 'old');
  expect({ scaled: resize !== undefined, oldRsReplicasAfter: resize?.to ?? given.oldRsReplicas }).toEqual(expected);
});

oracle<{ pauseReason: PauseReason; pauseDurationSeconds?: number | null; autoPromotionEnabled?: boolean }, { manual: boolean }>(
  'argo_requiresManualAction',
  (given, expected) => {
    const duration = given.pauseDurationSeconds ?? null;
    expect(
      requiresManualAction(given.pauseReason, duration === null ? null : seconds(duration), given.autoPromotionEnabled ?? true),
    ).toBe(expected.manual);
  },
);

type Counts = { spec: number; available: number };
type Scenario = {
  specReplicas: number;
  activeRs?: Counts | null;
  newRs?: Counts;
  oldRs?: Counts & { scaleDownDeadlineInSeconds?: number | null; scaleDownDeadline?: string };
  oldRss?: { id: string; spec: number; scaleDownDeadlineInSeconds: number }[];
  activeServicePointsAt: string | null;
  autoPromotionEnabled?: boolean | null;
  autoPromotionSeconds?: number;
  previewReplicaCount?: number | null;
  pauseConditionAgeSeconds?: number | null;
  controllerPause?: boolean;
  userPaused?: boolean;
  userPausedOrPaused?: boolean;
  inconclusiveAnalysisPause?: boolean;
  scaleUpPreviewCheckPoint?: boolean;
  scaleDownDelayRevisionLimit?: number;
  newTemplateIs?: string;
  stable?: string;
  abort?: boolean;
  new?: string;
};
type Outcome = {
  addsPause?: boolean;
  activeServiceSwitchesTo?: string | null;
  phase?: 'Paused';
  scaleUpPreviewCheckPointAfter?: boolean;
  newRsReplicasAfter?: number;
  oldRsGetsScaleDownDeadlineInSeconds?: number;
  oldRsReplicasAfter?: number;
  scaledToZero?: string[];
  kept?: string[];
  removesScaleDownDeadlineFrom?: string;
  pauses?: boolean;
};

/** The cases name their sets in several ways; upstream, sets that a case does not mention have full size. */
function viewOf(given: Scenario): View {
  const { specReplicas: desired, activeServicePointsAt: active } = given;
  const fast = given.newTemplateIs !== undefined;
  const target = given.new ?? given.stable ?? (fast ? 'v1' : 'new');
  const stable = given.stable ?? (fast ? 'v2' : active === null ? null : 'old');
  const deadlines: Record<string, number> = fast ? { v1: NOW + seconds(10) } : {};
  const sets: SetView[] = [];
  const add = (revision: string, counts: Counts) => sets.push(set(revision, sets.length, counts.spec, counts.available));
  for (const old of given.oldRss ?? []) {
    add(old.id, { spec: old.spec, available: old.spec });
    deadlines[old.id] = NOW + seconds(old.scaleDownDeadlineInSeconds);
  }
  const old = given.oldRs ?? given.activeRs;
  if (old) add('old', old);
  if (given.oldRs?.scaleDownDeadline !== undefined) deadlines['old'] = NaN;
  else if (typeof given.oldRs?.scaleDownDeadlineInSeconds === 'number')
    deadlines['old'] = NOW + seconds(given.oldRs.scaleDownDeadlineInSeconds);
  for (const revision of [stable, target])
    if (revision !== null && !sets.some((one) => one.revision === revision))
      add(revision, (revision === target ? given.newRs : undefined) ?? { spec: desired, available: desired });
  const age = given.pauseConditionAgeSeconds ?? null;
  return view(
    desired,
    sets,
    {
      target,
      stable,
      active,
      preview: target,
      pausedSince: age === null ? null : NOW - seconds(age),
      controllerPaused: given.controllerPause ?? false,
      inconclusive: given.inconclusiveAnalysisPause ?? false,
      userPaused: given.userPaused ?? given.userPausedOrPaused ?? false,
      aborted: given.abort ?? false,
      checkpoint: given.scaleUpPreviewCheckPoint ? target : null,
      deadlines,
    },
    {
      autoPromotion: given.autoPromotionEnabled ?? true,
      autoPromotionDelay: seconds(given.autoPromotionSeconds ?? 0),
      previewReplicas: given.previewReplicaCount ?? null,
      scaleDownDelayRevisionLimit: given.scaleDownDelayRevisionLimit ?? null,
    },
  );
}

oracle<Scenario, Outcome>('argo_blueGreen_reconcile_scenarios', (given, expected) => {
  const before = viewOf(given),
    pass = reconcileBlueGreen(before);
  const sizeAfter = (revision: string) =>
    pass.scale.find((one) => one.revision === revision)?.to ?? before.sets.find((one) => one.revision === revision)!.spec;
  const dateOf = (revision: string) => toSeconds((pass.status.deadlines[revision] ?? NaN) - NOW);
  const seen: Required<Outcome> = {
    addsPause: pass.pause?.begins ?? false,
    activeServiceSwitchesTo: pass.active?.to ?? null,
    phase: pass.status.pausedSince === null ? (undefined as never) : 'Paused',
    scaleUpPreviewCheckPointAfter: pass.status.checkpoint !== null,
    newRsReplicasAfter: sizeAfter(before.status.target),
    oldRsGetsScaleDownDeadlineInSeconds: dateOf('old'),
    oldRsReplicasAfter: given.oldRs ? sizeAfter('old') : NaN,
    scaledToZero: pass.scale.filter(({ to }) => to === 0).map(({ revision }) => revision),
    kept: (given.oldRss ?? []).map(({ id }) => id).filter((id) => sizeAfter(id) > 0),
    removesScaleDownDeadlineFrom: Object.keys(before.status.deadlines).find((name) => !(name in pass.status.deadlines)) ?? '',
    pauses: pass.status.pausedSince !== null,
  };
  expect(seen).toMatchObject(expected);
});
