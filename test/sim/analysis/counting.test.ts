import { expect, test } from 'vitest';
import { parse, run, type Trace } from '../../../src/sim/index.ts';

const play = (strategy: string, errorRate = '0%'): Trace =>
  run(
    parse(
      `horizon: 4m\nfleet: { replicas: 3, boot: 4s }\ntraffic: { rate: 20/s }\nrevisions: { v1: {}, v2: { errorRate: ${errorRate} } }\n` +
        `rollout: { at: 20s, to: v2 }\nstrategy: ${strategy}`,
    ).scenario,
  );
const started = (trace: Trace) => trace.facts.flatMap((fact) => (fact.type === 'analysis.started' ? [fact] : []));

test('an analysis tells at its start how its measurements will be counted', () => {
  const metrics = '[{ metric: errorRate, atMost: 5%, interval: 10s, count: 6, failureLimit: 2, consecutiveSuccessLimit: 3 }, { metric: latency, atMost: 1s, interval: none }]';
  const [fact] = started(play(`{ canary: { trafficRouting: true, steps: [{ setWeight: 50 }, { analysis: { metrics: ${metrics} } }] } }`));
  expect(fact!.counting).toEqual([
    { metric: fact!.metrics[0], interval: 10e6, count: 6, failures: 2, inconclusive: 0, errorsInRow: 4, successesInRow: 3, checks: null },
    { metric: fact!.metrics[1], interval: null, count: 1, failures: 0, inconclusive: 0, errorsInRow: 4, successesInRow: 0, checks: null },
  ]);
});

test('a limit of −1 lets any number of measurements fail', () => {
  const metrics = '[{ metric: errorRate, atMost: 5%, interval: 10s, failureLimit: -1, consecutiveSuccessLimit: 3 }]';
  const [fact] = started(play(`{ canary: { trafficRouting: true, analysis: { metrics: ${metrics} }, steps: [{ setWeight: 50 }, { pause: 60s }] } }`));
  expect(fact!.counting[0]!.failures).toBeNull();
});

test('the checks of Flagger tell how many have failed before, and how many are too many', () => {
  const trace = play('{ flagger: { interval: 10s, threshold: 2, stepWeight: 20, metrics: [{ name: request-success-rate, min: 99 }] } }', '50%');
  expect(started(trace).map(({ counting }) => counting[0]!.checks)).toEqual([{ failed: 0, threshold: 2 }, { failed: 1, threshold: 2 }]);
});
