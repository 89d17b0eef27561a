import { describe, expect, test } from 'vitest';
import { build, run, type Trace } from '../../../src/sim/index.ts';

type Source = Parameters<typeof build>[0];
const play = (changes: object): Trace =>
  run(
    build({
      title: 'canary',
      horizon: '6m',
      fleet: { replicas: 4, boot: '5s', preStop: '5s' },
      traffic: { rate: '40/s', endpointLag: '1s' },
      revisions: { v1: {}, v2: {} },
      rollout: { at: '10s', to: 'v2' },
      ...changes,
    } as unknown as Source),
  );
const routed = (more: object = {}) => ({
  canary: { trafficRouting: true, steps: [{ setWeight: 10 }, { pause: '20s' }, { setWeight: 50 }, { pause: '20s' }], ...more },
});
const reasons = (trace: Trace, state: RegExp): string[] =>
  trace.facts.flatMap((fact) => (fact.type === 'rollout.state' && state.test(fact.state) ? [fact.reason] : []));
const routes = (trace: Trace): string[] => trace.facts.flatMap((fact) => (fact.type === 'route.asked' ? [`${fact.why.rule}: ${fact.reason}`] : []));

describe('the words of a canary', () => {
  test('a full promotion sends all requests to the new version, and says so, though no header or mirror route was there', () => {
    expect(routes(play({ strategy: routed(), operator: [{ at: '30s', do: 'promoteFull' }] }))).toEqual([
      'canary.weight.step: Sent 10 % of requests to v2: the server for that is available.',
      'canary.weight.promoted: Sent all requests to v2, which is the stable revision.',
    ]);
  });

  test('the same before any weight was set', () => {
    expect(routes(play({ strategy: routed(), operator: [{ at: '12s', do: 'promoteFull' }] }))).toEqual([
      'canary.weight.promoted: Sent all requests to v2, which is the stable revision.',
    ]);
  });

  test('an undo after the promotion takes all steps, and the reason tells why: no rollback window', () => {
    const undone = play({ strategy: routed(), operator: [{ at: '150s', do: 'undo' }] });
    expect(reasons(undone, /^rollingBack/)[0]).toBe(
      'v1: step 1 of 4 (setWeight 10 %); after a promotion, going back takes all steps, for rollbackWindow is not set',
    );
    expect(routes(undone).slice(-3).map((line) => line.split(':')[0])).toEqual(['canary.weight.step', 'canary.weight.step', 'canary.weight.allSteps']);
  });

  test('within the rollback window it skips them, and says nothing of the kind', () => {
    const undone = play({ strategy: routed({ rollbackWindow: 1 }), operator: [{ at: '150s', do: 'undo' }] });
    expect(reasons(undone, /^rollingBack/).join(' ')).not.toContain('all steps, for');
    expect(reasons(undone, /^restored/)).toHaveLength(1);
  });

  test('going back before the promotion is no rollout of its own', () => {
    const undone = play({ strategy: routed(), operator: [{ at: '40s', do: 'undo' }] });
    expect(reasons(undone, /^rollingBack/).join(' ')).not.toContain('all steps, for');
  });
});
