import { describe, expect, test } from 'vitest';
import { build, run } from '../../../src/sim/index.ts';
import { SECOND } from '../../../src/sim/kernel/index.ts';

interface Settings {
  replicas: number;
  weight: number;
  maxSurge?: number;
  maxUnavailable?: number;
  trafficRouting?: boolean;
}

/** Wanted sizes once a canary has settled at its weight. */
function settled({ replicas, weight, maxSurge, maxUnavailable, trafficRouting }: Settings): { canary: number; stable: number } {
  const trace = run(
    build({
      title: 'reported',
      horizon: '5m',
      fleet: { replicas, nodes: 20, boot: '2s', pull: '1s' },
      traffic: { rate: '5/s' },
      revisions: { v1: {}, v2: {} },
      rollout: { at: '10s', to: 'v2' },
      strategy: {
        canary: {
          steps: [{ setWeight: weight }, { pause: {} }],
          ...(maxSurge === undefined ? {} : { maxSurge }),
          ...(maxUnavailable === undefined ? {} : { maxUnavailable }),
          ...(trafficRouting === true ? { trafficRouting: {} } : {}),
        },
      },
    }),
  );
  const size = (revision: string): number =>
    trace.facts.reduce((last, fact) => (fact.type === 'replicaset.scaled' && fact.revision === revision ? fact.to : last), 0);
  const state = trace.facts.findLast(({ type }) => type === 'rollout.state');
  expect(state).toMatchObject({ state: 'rollingOut.paused' });
  expect(state!.at).toBeLessThan(200 * SECOND);
  return { canary: size('v2'), stable: size('v1') };
}

describe('numbers that users of Argo Rollouts reported', () => {
  test('argo-rollouts#1068: ten servers, surge 3, weight 30: 3 + 7, not 3 + 10', () => {
    expect(settled({ replicas: 10, weight: 30, maxSurge: 3, maxUnavailable: 0 })).toEqual({ canary: 3, stable: 7 });
  });

  test('argo-rollouts#1068: five servers, surge 5, weight 80: 4 + 1', () => {
    expect(settled({ replicas: 5, weight: 80, maxSurge: 5, maxUnavailable: 0 })).toEqual({ canary: 4, stable: 1 });
  });

  test.each([
    { replicas: 1, maxSurge: 0, weight: 10, canary: 0, stable: 1 },
    { replicas: 1, maxSurge: 0, weight: 50, canary: 1, stable: 0 },
    { replicas: 3, maxSurge: 1, weight: 33, canary: 1, stable: 2 },
    { replicas: 3, maxSurge: 0, weight: 50, canary: 2, stable: 1 },
  ])('argo-rollouts#1759: $replicas servers, surge $maxSurge, weight $weight: $canary + $stable', ({ canary, stable, ...settings }) => {
    expect(settled(settings)).toEqual({ canary, stable });
  });

  test.each([
    { weight: 10, canary: 1, stable: 6 },
    { weight: 20, canary: 1, stable: 5 },
  ])('argo-rollouts#1726: six servers with a surge, weight $weight: $canary + $stable', ({ weight, canary, stable }) => {
    expect(settled({ replicas: 6, weight, maxSurge: 1 })).toEqual({ canary, stable });
  });

  test('argo-rollouts#3849: with traffic routing the stable side stays whole: 42 + 28 at weight 65', () => {
    expect(settled({ replicas: 42, weight: 65, trafficRouting: true })).toEqual({ canary: 28, stable: 42 });
  });
});
