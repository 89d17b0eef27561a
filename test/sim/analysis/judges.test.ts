import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  METRIC_DEFAULTS,
  proberOf,
  type ComparedSeries,
  type MeasuredMetric,
  type Monitor,
  type Prober,
  type Samples,
  type Sampled,
  type Seen,
} from '../../../src/sim/analysis/index.ts';
import { SECOND } from '../../../src/sim/kernel/index.ts';

/** What each population did in each second: requests, failures, and how long every answer took. */
type Second = readonly [requests: number, failed: number, seconds?: number];

/** A monitoring system that knows every second of each population; a population that it does not know has had no requests. */
const monitor =
  (known: Record<string, readonly Second[]>): Monitor =>
  (population, after, until): Seen => {
    const heard = (known[population ?? 'all'] ?? []).slice(Math.ceil(after / SECOND), Math.ceil(until / SECOND));
    const requests = heard.reduce((sum, [count]) => sum + count, 0),
      failed = heard.reduce((sum, [, count]) => sum + count, 0);
    return {
      requests,
      failed,
      durationsAt: (places) => {
        const durations = heard
          .flatMap(([count, bad, took = 0.1]) => new Array<number>(count - bad).fill(took))
          .sort((a, b) => a - b);
        return places.map((place) => durations[place]!);
      },
    };
  };

const question = { metric: 'errorRate', population: 'v2', baseline: 'v1', window: 20 * SECOND, quantile: 0.5 } as const;
const metric = (given: Partial<MeasuredMetric> = {}): MeasuredMetric => ({
  ...METRIC_DEFAULTS,
  name: 'errors',
  question,
  ...given,
});

const samplesOf = (sampled: Sampled<Samples>): Samples | null => ('samples' in sampled ? sampled.samples : null);

/** One look, and what it comes to. */
function measure(prober: Prober, ask: Monitor, at = 20, earlier: Samples | null = null) {
  const sampled = prober.sample({ now: at * SECOND, startedAt: 0, earlier, ask });
  if (!('value' in sampled))
    return { phase: 'Error', message: 'error' in sampled ? sampled.error : '', value: null, samples: null };
  return { ...prober.judge(sampled.value, sampled.samples), value: sampled.value, samples: samplesOf(sampled) };
}

const every = (second: Second, count = 20): Second[] => new Array<Second>(count).fill(second);

test('Argo’s judge says what was seen, and which bound it broke', () => {
  const prober = proberOf(metric({ successCondition: 'result[0] <= 0.02' }));
  const bad = measure(prober, monitor({ v2: every([4, 1]) }));
  expect([bad.phase, bad.value, bad.message]).toEqual([
    'Failed',
    [0.25],
    '20 of 80 requests to v2 failed in the last 20 s: 25%, above 2%',
  ]);
  expect(prober.limits).toMatchObject({ atLeast: null, atMost: 0.02, failsAbove: null });
  const good = measure(prober, monitor({ v2: every([4, 0]) }));
  expect(good.message).toBe('0 of 80 requests to v2 failed in the last 20 s: 0%; at most 2% is fine');
});

test('nobody asked: an empty answer, which is an error where a condition looks into it, and which a condition may allow', () => {
  const silent = measure(proberOf(metric({ successCondition: 'result[0] <= 0.02' })), monitor({}));
  expect([silent.phase, silent.value, silent.message]).toEqual([
    'Error',
    [],
    'there was no request to v2 in the last 20 s, so there is nothing to judge',
  ]);
  const allowed = measure(proberOf(metric({ successCondition: 'len(result) == 0 || result[0] <= 0.02' })), monitor({}));
  expect([allowed.phase, allowed.message]).toEqual([
    'Successful',
    'there was no request to v2 in the last 20 s; the success condition held',
  ]);
});

test.each([
  'isNaN(result[0]) || result[0] <= 0.02',
  'len(result) == 0 || isNaN(result[0]) || result[0] <= 0.02',
  'len(result) > 0 && result[0] <= 0.02',
  'result[0] <= 0.02 && !isNaN(result[0])',
])('%s is a bound with guards', (successCondition) => {
  const prober = proberOf(metric({ successCondition }));
  expect(prober.limits).toMatchObject({ atLeast: null, atMost: 0.02 });
  expect(measure(prober, monitor({ v2: every([4, 1]) })).message).toBe('20 of 80 requests to v2 failed in the last 20 s: 25%, above 2%');
});

test.each(['isNaN(result[0])', 'result[0] <= 0.02 || result[0] > 0.5', 'len(result) == 3 || result[0] <= 0.02'])('%s is no bound', (successCondition) =>
  expect(proberOf(metric({ successCondition })).limits).toMatchObject({ atLeast: null, atMost: null }),
);

test('between two conditions nobody knows', () => {
  const prober = proberOf(metric({ successCondition: 'result[0] <= 0.02', failureCondition: 'result[0] > 0.3' }));
  expect(measure(prober, monitor({ v2: every([4, 1]) }))).toMatchObject({
    phase: 'Inconclusive',
    message: '20 of 80 requests to v2 failed in the last 20 s: 25%, more than the 2% that is fine, but not above 30%',
  });
  expect(prober.limits).toMatchObject({ atMost: 0.02, failsAbove: 0.3 });
});

test('a latency is a quantile of the answers, and shows its deciles', () => {
  const prober = proberOf(metric({ question: { ...question, metric: 'latency' }, successCondition: 'result[0] <= 0.3' }));
  const seen = measure(prober, monitor({ v2: [...every([1, 0, 0.1], 12), ...every([1, 0, 0.4], 8)] }));
  expect(seen.message).toBe('50% of the 20 answers of v2 in the last 20 s took at most 100 ms; at most 300 ms is fine');
  expect(seen.samples!.series).toMatchObject([
    { name: 'latency p50', along: 'deciles', values: [0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.4, 0.4, 0.4, 0.4] },
  ]);
  expect(measure(prober, monitor({ v2: every([1, 1]) })).message).toMatch(
    /^none of the 20 requests to v2 in the last 20 s was answered/,
  );
});

test('a request rate of nobody is 0, as monitoring systems have it', () => {
  const prober = proberOf(metric({ question: { ...question, metric: 'requestRate' }, successCondition: 'result[0] >= 1' }));
  expect(measure(prober, monitor({}))).toMatchObject({
    phase: 'Failed',
    value: [0],
    message: '0 requests to v2 in the last 20 s: 0/s, below 1/s',
  });
});

const series: ComparedSeries = {
  metric: 'errorRate',
  quantile: 0.5,
  direction: 'Increase',
  isCritical: false,
  mustHaveData: false,
  nanStrategy: 'remove',
  removeOutliers: false,
  allowedIncrease: 1,
  allowedDecrease: 1,
  group: 'errors',
};
const latency: ComparedSeries = { ...series, metric: 'latency', group: 'speed' };
const kayenta = (more: Partial<{ series: ComparedSeries[]; groupWeights: Record<string, number> }> = {}): Prober =>
  proberOf(
    metric({ judging: { kind: 'kayenta', pass: 95, marginal: 50, series: [series], groupWeights: {}, points: 20, ...more } }),
  );

const stable = Array.from({ length: 20 }, (_, index): Second => [20, index % 2, 0.1 + (index % 3) / 100]);
const worse = Array.from({ length: 20 }, (_, index): Second => [20, 4 + (index % 3), 0.1 + (index % 3) / 100]);

test('Kayenta scores what it compares: alike passes, worse fails, and half of two groups is marginal', () => {
  const alike = measure(kayenta(), monitor({ v1: stable, v2: stable }));
  expect([alike.phase, alike.value]).toEqual(['Successful', 100]);
  const bad = measure(kayenta(), monitor({ v1: stable, v2: worse }));
  expect([bad.phase, bad.value]).toEqual(['Failed', 0]);
  expect(bad.message).toBe(
    'score 0 of 100 (95 passes, 50 is marginal): 400 requests to v2 and 400 to v1 in the last 20 s: error rate is higher: on average 25% against 2.5%',
  );
  const half = measure(kayenta({ series: [series, latency] }), monitor({ v1: stable, v2: worse }));
  expect([half.phase, half.value]).toEqual(['Inconclusive', 50]);
  expect(half.samples!.series.map(({ says }) => says)).toEqual([
    'error rate is higher: on average 25% against 2.5%',
    'latency p50 passes',
  ]);
});

test('weights of groups say what counts, and a critical series counts for all', () => {
  const known = monitor({ v1: stable, v2: worse });
  expect(measure(kayenta({ series: [series, latency], groupWeights: { errors: 4, speed: 96 } }), known)).toMatchObject({
    phase: 'Successful',
    value: 96,
  });
  expect(
    measure(kayenta({ series: [{ ...series, isCritical: true }, latency], groupWeights: { errors: 4, speed: 96 } }), known),
  ).toMatchObject({
    phase: 'Failed',
    value: 0,
  });
});

test('without data Kayenta’s score is 0, and it is said who was silent', () => {
  const silent = measure(kayenta(), monitor({ v1: stable }));
  expect([silent.phase, silent.message]).toEqual([
    'Failed',
    'score 0 of 100 (95 passes, 50 is marginal): there was no request to v2 in the last 20 s',
  ]);
});

test('Kayenta compares whole points of a grid that begins with the run, and fetches each of them once', () => {
  let asked = 0;
  const known = monitor({ v1: every([20, 1], 90), v2: every([20, 2], 90) });
  const counted: Monitor = (...question) => (asked++, known(...question));
  const first = measure(kayenta(), counted, 60.4);
  expect([first.samples!.after, first.samples!.until]).toEqual([40 * SECOND, 60 * SECOND]);
  expect(asked).toBe(2 * 20 + 2);
  asked = 0;
  const again = measure(kayenta(), counted, 63.7, first.samples);
  expect(asked).toBe(2 * 3 + 2);
  const afresh = measure(kayenta(), counted, 63.7);
  expect(again).toEqual(afresh);
  expect(measure(kayenta(), counted, 85, first.samples)).toEqual(measure(kayenta(), counted, 85));
});

test('no series of a measurement holds more than 40 values, whatever was asked', () => {
  const seen = measure(kayenta(), monitor({ v1: stable, v2: worse }));
  expect([seen.samples!.series[0]!.values.length, seen.samples!.series[0]!.baseline!.length]).toEqual([20, 20]);
  const prober = sequential();
  let earlier: Samples | null = null;
  for (let at = 1; at <= 100; at++)
    earlier = measure(prober, monitor({ v1: every([9, 0], 100), v2: every([1, 0], 100) }), at, earlier).samples;
  expect(earlier!.series[0]!.values).toHaveLength(40);
  expect(earlier!.population.requests).toBe(100);
});

const sequential = (): Prober => proberOf(metric({ judging: { kind: 'sequential', falseAlarms: 0.05 } }));

test('a sequential test adds each second once, however often it looks', () => {
  const known = monitor({ v1: every([20, 0], 60), v2: every([3, 0], 60) });
  const prober = sequential(),
    looks = [10, 10, 25, 60];
  let earlier: Samples | null = null;
  for (const at of looks) earlier = measure(prober, known, at, earlier).samples;
  expect([earlier!.population.requests, earlier!.baseline!.requests]).toEqual([180, 1200]);
});

test('a sequential test gives an alarm once the evidence has reached its bound, and does not take it back', () => {
  const known = monitor({ v1: every([20, 0], 90), v2: [...every([3, 0], 10), ...every([3, 1], 20), ...every([3, 0], 60)] });
  const prober = sequential(),
    phases: string[] = [];
  let earlier: Samples | null = null,
    last = '';
  for (let at = 5; at <= 90; at += 5) {
    const seen = measure(prober, known, at, earlier);
    phases.push(seen.phase);
    earlier = seen.samples;
    last = seen.message;
  }
  expect(phases.slice(0, 2)).toEqual(['Successful', 'Successful']);
  expect(new Set(phases.slice(phases.indexOf('Failed')))).toEqual(new Set(['Failed']));
  expect(last).toMatch(/^20 of 270 requests to v2 and 0 of 1,800 requests to v1 failed since the analysis began: evidence /);
});

test('a sequential test loses nothing to a time in which nobody asked', () => {
  const late = monitor({ v1: every([20, 1], 30), v2: [...every([0, 0], 10), ...every([3, 0], 20)] });
  const prober = sequential(),
    silent = measure(prober, late, 10);
  expect([silent.phase, silent.message]).toEqual(['Error', 'there was no request to v2 since the analysis began']);
  expect(measure(prober, late, 20).samples!.baseline).toMatchObject({ requests: 400, failed: 20 });
});

test('whatever a monitoring system says, every judge gives finite numbers and a sentence', () => {
  const second = fc
    .tuple(fc.nat({ max: 5 }), fc.nat({ max: 5 }), fc.double({ min: 0, max: 9, noNaN: true }))
    .map(([ok, failed, took]): Second => [ok + failed, failed, took]);
  const side = fc.array(second, { maxLength: 40 });
  const prober = fc.constantFrom(
    proberOf(metric({ successCondition: 'result[0] <= 0.02' })),
    proberOf(metric({ question: { ...question, metric: 'latency' }, failureCondition: 'result[0] > 0.3' })),
    kayenta({ series: [series, latency] }),
    sequential(),
  );
  fc.assert(
    fc.property(prober, side, side, fc.integer({ min: 20, max: 40 }), (who, v1, v2, at) => {
      const { phase, message, value, samples } = measure(who, monitor({ v1, v2 }), at);
      expect(['Successful', 'Failed', 'Inconclusive', 'Error']).toContain(phase);
      expect(message).not.toMatch(/NaN|Infinity|undefined|null|^$/);
      for (const number of [value].flat()) if (number !== null) expect(Number.isFinite(number)).toBe(true);
      for (const one of samples?.series ?? [])
        for (const number of [...one.values, ...(one.baseline ?? [])])
          expect(number === null || Number.isFinite(number)).toBe(true);
    }),
    { numRuns: 300, seed: 4 },
  );
});
