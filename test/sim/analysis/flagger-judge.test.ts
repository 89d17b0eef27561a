import { expect, test } from 'vitest';
import { METRIC_DEFAULTS, proberOf, type Seen } from '../../../src/sim/analysis/index.ts';
import { SECOND } from '../../../src/sim/kernel/index.ts';

/** One check of the canary over the last 20 seconds, after one failed check of three. */
function check(of: { metric: 'successRate' | 'latency'; atLeast: number | null; atMost: number | null }, seen: Seen): string {
  const { metric, ...range } = of;
  const prober = proberOf({
    ...METRIC_DEFAULTS,
    name: 'm',
    question: { metric, population: 'canary', baseline: null, window: 20 * SECOND, quantile: 0.99 },
    judging: { kind: 'flagger', ...range, failedChecks: 1, threshold: 3 },
  });
  const sampled = prober.sample({ now: 60 * SECOND, startedAt: 60 * SECOND, earlier: null, ask: () => seen });
  if (!('value' in sampled)) throw new Error('a check measures at once');
  const { phase, message } = prober.judge(sampled.value, sampled.samples);
  return `${phase} (${prober.limits.condition}): ${message}`;
}
const requests = (count: number, failed: number, took = 0.1): Seen => ({
  requests: count, failed, durationsAt: (places) => places.map(() => took),
});

test('a check says what was seen, what it was held to, and how many failed checks there are with it', () => {
  const rate = { metric: 'successRate', atLeast: 0.99, atMost: null } as const;
  expect(check(rate, requests(200, 10))).toBe(
    'Failed (at least 99%): 190 of 200 requests to canary succeeded in the last 20 s: 95%, below 99%: failed check 2 of 3',
  );
  expect(check(rate, requests(200, 1))).toBe(
    'Successful (at least 99%): 199 of 200 requests to canary succeeded in the last 20 s: 99.5%; at least 99% is fine, and 1 of 3 checks have failed so far',
  );
  expect(check({ metric: 'latency', atLeast: 0.01, atMost: 0.4 }, requests(50, 0, 0.9))).toBe(
    'Failed (at least 10 ms and at most 400 ms): 99% of the 50 answers of canary in the last 20 s took at most 900 ms, above 400 ms: failed check 2 of 3',
  );
});

test('bounds belong to the range', () => {
  const verdicts = [0, 1, 2, 3].map((failed) => check({ metric: 'successRate', atLeast: 0.98, atMost: 0.99 }, requests(100, failed)).split(' ')[0]);
  expect(verdicts).toEqual(['Failed', 'Successful', 'Successful', 'Failed']);
});

test('no value at all is a failed check, even without a range', () => {
  expect(check({ metric: 'successRate', atLeast: null, atMost: null }, requests(0, 0))).toBe(
    'Failed (any value): there was no request to canary in the last 20 s, so there is no value: failed check 2 of 3',
  );
  expect(check({ metric: 'successRate', atLeast: null, atMost: null }, requests(5, 5))).toMatch(/^Successful .*; any value is fine/);
});
