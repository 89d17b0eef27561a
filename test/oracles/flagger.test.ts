import { expect, test } from 'vitest';
import { seconds } from '../../src/sim/kernel/index.ts';
import { read } from '../../src/sim/schema/index.ts';
import { schema, type Params } from '../../src/sim/strategies/flagger/params.ts';
import { readinessOf, type DeploymentStatus } from '../../src/sim/strategies/flagger/ready.ts';
import { tick } from '../../src/sim/strategies/flagger/reconcile.ts';
import { firstState, type Phase, type State, type View } from '../../src/sim/strategies/flagger/state.ts';
import { casesOf, oracle } from './oracle.ts';

const NOW = seconds(1_000_000);
const params = (written: Record<string, unknown>): Params => {
  const reading = read(schema, written);
  if (!reading.ok) throw new Error(JSON.stringify(reading.faults));
  return reading.value;
};
/** Leaves out what is not given. */
const given = (written: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(written).filter(([, value]) => value !== null && value !== undefined));

const ready: DeploymentStatus = {
  isBehind: false, wanted: 2, replicas: 2, updated: 2, available: 2, isOverdue: false, unavailableSince: null,
};
const failed: DeploymentStatus = { ...ready, available: 0, isOverdue: true };
const view = (target: string, changes: Partial<View> = {}): View => ({
  now: NOW,
  desired: 2,
  target,
  primary: ready,
  canary: ready,
  check: { passed: true },
  asked: { rollback: false, rollout: false, promotion: false },
  ...changes,
});
const initialised: State = { ...firstState('v1'), phase: 'Initialized' };
/** The states after each of so many ticks at which v2 is wanted and all is well. */
const statesAfter = (knobs: Params, ticks: number, from = initialised): State[] => {
  const states: State[] = [];
  for (let state = from; states.length < ticks; states.push(state)) state = tick(knobs, state, view('v2')).next;
  return states;
};
const routes = ({ weights, isMirrored }: State) => ({ ...weights, mirrored: isMirrored });

test('the three Flagger oracle files hold 23 cases', () => {
  const files = ['canary_weights', 'isDeploymentReady', 'phases_and_rollback'];
  expect(files.map((file) => casesOf(`flagger_${file}`).length)).toEqual([4, 11, 8]);
});

interface WeightCase {
  stepWeightPercent: number | null;
  stepWeightsPercent: number[] | null;
  maxWeightPercent: number | null;
}
interface WeightOut {
  primaryWeightAfterEachTick: number[];
  phasesAfterLaterTicks: Phase[];
  finalPrimaryWeight: number;
  finalCanaryWeight: number;
}
oracle<WeightCase, WeightOut>('flagger_canary_weights', (knobs, expected) => {
  const { stepWeightPercent: stepWeight, stepWeightsPercent: stepWeights, maxWeightPercent: maxWeight } = knobs;
  const weighed = expected.primaryWeightAfterEachTick.length;
  const states = statesAfter(params(given({ stepWeight, stepWeights, maxWeight })), weighed + expected.phasesAfterLaterTicks.length);
  expect(states.slice(0, weighed).map(({ weights }) => weights.primary)).toEqual(expected.primaryWeightAfterEachTick);
  expect(states.slice(weighed).map(({ phase }) => phase)).toEqual(expected.phasesAfterLaterTicks);
  expect(states.at(-1)!.weights).toEqual({ primary: expected.finalPrimaryWeight, canary: expected.finalCanaryWeight });
});

interface ReadyCase {
  observedGenerationBehind?: boolean;
  specReplicas?: number;
  statusReplicas?: number;
  updatedReplicas?: number;
  availableReplicas?: number;
  progressingReason?: string;
  availableStatus?: string;
  availableReason?: string;
  availableConditionAgeSeconds?: number;
  progressDeadlineSeconds: number;
  readyThresholdPercent: number;
}
oracle<ReadyCase, { notReady: boolean; retriable: boolean | null }>('flagger_isDeploymentReady', (of, expected) => {
  const isShort = of.availableStatus === 'False' && of.availableReason === 'MinimumReplicasUnavailable';
  const status: DeploymentStatus = {
    isBehind: of.observedGenerationBehind ?? false,
    wanted: of.specReplicas ?? null,
    replicas: of.statusReplicas ?? 0,
    updated: of.updatedReplicas ?? 0,
    available: of.availableReplicas ?? 0,
    isOverdue: of.progressingReason === 'ProgressDeadlineExceeded',
    unavailableSince: isShort ? NOW - seconds(of.availableConditionAgeSeconds!) : null,
  };
  const readiness = readinessOf(status, of.readyThresholdPercent, seconds(of.progressDeadlineSeconds), NOW);
  expect(!readiness.isReady).toBe(expected.notReady);
  if (expected.retriable !== null) expect(readiness.isRetriable).toBe(expected.retriable);
});

type PhaseCase = Record<string, unknown> & { phase?: Phase; failedChecks?: number };
type PhaseOut = Record<string, unknown> & {
  phasePerTick?: (Phase | null)[];
  perTickAfterDetection?: unknown[];
  firstAdvance?: unknown;
  afterIterationsReached?: Phase[];
};
const knobsOf = (of: PhaseCase): Params =>
  params(
    given({
      stepWeight: of['stepWeightPercent'],
      stepWeightPromotion: of['stepWeightPromotionPercent'],
      maxWeight: of['maxWeightPercent'],
      iterations: of['iterations'],
      mirror: of['mirror'],
      threshold: of['threshold'],
      match: of['strategy'] === 'abTesting' ? [{ cohort: 'testers' }] : null,
    }),
  );

const checks: Record<string, (of: PhaseCase, expected: PhaseOut) => void> = {
  phasePerTick: (of, expected) => {
    const notYet = tick(knobsOf(of), firstState('v1'), view('v1', { primary: { ...ready, available: 0 } })).next;
    const set = tick(knobsOf(of), notYet, view('v1')).next;
    const phases = [notYet, set, ...statesAfter(knobsOf(of), expected.phasePerTick!.length - 2, set)].map(({ phase }) => phase);
    expect(phases.slice(1)).toEqual(expected.phasePerTick!.slice(1));
  },
  perTickAfterDetection: (of, expected) => {
    expect(statesAfter(knobsOf(of), 3).slice(1).map(routes)).toEqual(expected.perTickAfterDetection);
  },
  firstAdvance: (of, expected) => {
    const states = statesAfter(knobsOf(of), 14);
    expect(routes(states[1]!)).toEqual(expected.firstAdvance);
    expect(states.slice(-3).map(({ phase }) => phase)).toEqual(expected.afterIterationsReached);
    expect(states[10]).toMatchObject({ phase: 'Progressing', iterations: 10 });
  },
  newRevision: (of, expected) => {
    const before = statesAfter(knobsOf(of), 2).at(-1)!;
    expect(before.weights.canary).toBe(of['newRevisionDuringAnalysisAtCanaryWeight']);
    const { weights, failedChecks, iterations, phase } = tick(knobsOf(of), { ...before, failedChecks: 1 }, view('v3')).next;
    expect({ ...weights, failedChecks, iterations, phase }).toEqual(expected);
  },
  rollback: (of, expected) => {
    const before: State = { ...initialised, phase: of.phase!, failedChecks: of.failedChecks!, tracked: 'v2', weights: { primary: 90, canary: 10 } };
    const { next, scale } = tick(knobsOf(of), before, view('v2'));
    expect({ phase: next.phase, ...next.weights, canaryReplicas: scale }).toEqual(expected);
  },
  primaryNotReady: (of, expected) => {
    const before: State = { ...initialised, phase: of.phase!, tracked: 'v2', weights: { primary: 50, canary: 50 } };
    const { next, scale } = tick(knobsOf(of), before, view('v2', { primary: failed }));
    const { phase, weights } = next;
    expect({ phase, ...weights, canaryScaledToZero: scale === 0, statusCanaryWeight: weights.canary }).toEqual(expected);
  },
};
const kindOf = (of: PhaseCase, expected: PhaseOut): string => {
  if (of['newRevisionDuringAnalysisAtCanaryWeight'] !== undefined) return 'newRevision';
  if (of['primaryReady'] === false) return 'primaryNotReady';
  if (of.failedChecks !== undefined) return 'rollback';
  return Object.keys(expected)[0]!;
};
oracle<PhaseCase, PhaseOut>('flagger_phases_and_rollback', (of, expected) => checks[kindOf(of, expected)]!(of, expected));
