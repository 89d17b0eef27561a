import { expect, test } from 'vitest';
import { rolledOut } from '../../src/sim/strategies/kubernetes/history.ts';
import { reconcileCanary } from '../../src/sim/strategies/canary/reconcile.ts';
import { stepsKey } from '../../src/sim/strategies/canary/steps.ts';
import { canary, knob, stepsOf, type GivenStep } from './argo-rollout.ts';
import { set, stateOf } from './argo-state.ts';
import { casesOf, type Case } from './oracle.ts';

type Set = { id: string; spec: number; available: number; canaryTrafficStillPointsHere?: boolean };
interface Given {
  specReplicas: number;
  maxSurge?: number;
  maxUnavailable?: number;
  steps?: GivenStep[];
  stepsBefore?: GivenStep[];
  stepsAfter?: GivenStep[];
  stepIndex?: number;
  trafficRouting?: boolean;
  stable?: Set | string;
  new?: Set | null;
  older?: Set[];
  other?: Set[];
  newIsStable?: boolean;
  templateChangedBackTo?: string;
  rollbackWindowRevisions?: number;
}
interface Expected {
  createdNewRsReplicas?: number;
  thenNextSyncNewRsReplicas?: number;
  newRsReplicasAfter?: number;
  stableRsReplicasAfter?: number;
  older?: Record<string, number>;
  stepIndexAfter?: number;
  stepsSkipped?: boolean;
  revisionOfV1After?: number;
}

/** The fleet and the status of a case, and what one pass makes of them. */
function pass(given: Given) {
  const params = canary({
    steps: stepsOf(given.stepsAfter ?? given.steps ?? []),
    trafficRouting: given.trafficRouting === true ? { maxTrafficWeight: 100 } : null,
    maxSurge: given.maxSurge === undefined ? { unit: 'percent', value: 25 } : knob(given.maxSurge),
    maxUnavailable: given.maxUnavailable === undefined ? { unit: 'percent', value: 25 } : knob(given.maxUnavailable),
    rollbackWindow: given.rollbackWindowRevisions ?? null,
  });
  const known = [given.stable, given.new, ...(given.older ?? []), ...(given.other ?? [])].filter(
    (entry): entry is Set => typeof entry === 'object' && entry !== null,
  );
  const sets = known.map(({ id, spec, available }) => set(id, spec, available));
  const changedBack = given.templateChangedBackTo !== undefined,
    // The stable set that a case only names still runs; so does the revision gone back to, where the case says so.
    named = typeof given.stable === 'string' ? [set('v1', 1), set(given.stable, given.specReplicas)] : [];
  const stable =
    given.newIsStable === true ? given.new!.id : typeof given.stable === 'string' ? given.stable : (given.stable?.id ?? 'v1');
  const target = changedBack ? 'v1' : (given.new?.id ?? 'v2');
  const before = changedBack ? 'v2' : target;
  const pointsTo = given.older?.find((old) => old.canaryTrafficStillPointsHere === true);
  const state = stateOf(params, {
    desired: given.specReplicas,
    target,
    sets: [...sets, ...named],
    stable,
    stepIndex: given.stepIndex ?? 0,
    observed: { target: before, steps: stepsKey(given.stepsBefore === undefined ? params.steps : stepsOf(given.stepsBefore)) },
    weights: pointsTo ? { canary: 100, canaryRevision: pointsTo.id } : null,
  });
  const result = reconcileCanary(params, state);
  const sizeOf = (revision: string, among = state.sets) =>
    result.scale.filter((size) => size.revision === revision).at(-1)?.to ??
    among.find((known) => known.revision === revision)?.spec;
  return { params, state, result, sizeOf, target, stable };
}

/** Every expectation of a case, each by its own name. */
const CHECKS: { [K in keyof Expected]-?: (wanted: NonNullable<Expected[K]>, given: Given) => void } = {
  createdNewRsReplicas(wanted, given) {
    const { result, target } = pass(given);
    expect(result.scale.map(({ revision, to }) => [revision, to])).toEqual([[target, wanted]]);
  },
  thenNextSyncNewRsReplicas(wanted, given) {
    const { params, state, result, target } = pass(given);
    const next = reconcileCanary(params, { ...state, status: result.status, sets: [...state.sets, set(target, 0)] });
    expect(next.scale.map(({ revision, to }) => [revision, to])).toEqual([[target, wanted]]);
  },
  newRsReplicasAfter(wanted, given) {
    const { sizeOf, target } = pass(given);
    expect(sizeOf(target)).toBe(wanted);
  },
  stableRsReplicasAfter(wanted, given) {
    const { sizeOf, stable } = pass(given);
    expect(sizeOf(stable)).toBe(wanted);
  },
  older(wanted, given) {
    const { sizeOf } = pass(given);
    expect(Object.fromEntries(Object.keys(wanted).map((revision) => [revision, sizeOf(revision)]))).toEqual(wanted);
  },
  stepIndexAfter(wanted, given) {
    expect(pass(given).result.status.stepIndex).toBe(wanted);
  },
  stepsSkipped(wanted, given) {
    const { params, result } = pass(given);
    expect(result.status.stepIndex === params.steps.length).toBe(wanted);
  },
  revisionOfV1After(wanted) {
    // Revisions have no numbers here but their order; the one gone back to comes last, with the number after the highest so far.
    const before = ['v1', 'v2'];
    expect([rolledOut(before, 'v1').at(-1), before.length + 1]).toEqual(['v1', wanted]);
  },
};

for (const { name, in: given, out } of casesOf<Given, Expected>('argo_canary_reconcile_scenarios') satisfies Case<
  Given,
  Expected
>[]) {
  test(`argo_canary_reconcile_scenarios ${name}`, () => {
    expect(Object.keys(out).length).toBeGreaterThan(0);
    for (const [what, wanted] of Object.entries(out)) {
      const check = CHECKS[what as keyof Expected] as (wanted: unknown, given: Given) => void;
      check(wanted, given);
    }
  });
}
