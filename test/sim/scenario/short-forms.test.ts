import { describe, expect, test } from 'vitest';
import { build, parse } from '../../../src/sim/index.ts';
import { complaint } from './complaint.ts';

const file = (analysis: string): string => `title: Short
strategy:
  canary:
    steps: [{ setWeight: 5 }, { pause: 60s }, { analysis: { metric: latency, atMost: 300ms, count: 2, interval: 10s } }]
    analysis: ${analysis}
`;

describe('an analysis of one metric', () => {
  test('may be written without a list, and is read as a list of one', () => {
    const { source, scenario } = parse(file('{ metric: successRate, atLeast: 97%, window: 30s, interval: 10s, failureLimit: 1, startingStep: 1 }'));
    expect(source['strategy']).toEqual({
      canary: {
        steps: [
          { setWeight: 5 },
          { pause: '60s' },
          { analysis: { metrics: [{ metric: 'latency', atMost: '300ms', count: 2, interval: '10s' }] } },
        ],
        analysis: {
          startingStep: 1,
          metrics: [{ metric: 'successRate', atLeast: '97%', window: '30s', interval: '10s', failureLimit: 1 }],
        },
      },
    });
    expect(build(source)).toEqual(scenario);
    expect(build({ title: 'Short', strategy: { canary: { analysis: { metric: 'errorRate', atMost: '1%' } } } }).strategy).toEqual(
      build({ title: 'Short', strategy: { canary: { analysis: { metrics: [{ metric: 'errorRate', atMost: '1%' }] } } } }).strategy,
    );
  });

  test('is told what is wrong where it is written', () => {
    expect(complaint(file('{ metric: successRate, atLeast: 97, windo: 30s }')).split('\n').map((line) => line.split(' ')[0])).toEqual([
      'f.yaml:5:47',
      'f.yaml:5:51',
    ]);
  });
});
