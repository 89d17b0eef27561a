import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  conditionJudge,
  METRIC_DEFAULTS,
  nextAnalysisAt,
  reconcileAnalysis,
  refusalOf,
  startAnalysis,
  terminateAnalysis,
  type AnalysisRun,
  type MetricSpec,
  type Sampled,
} from '../../../src/sim/analysis/index.ts';
import { MINUTE, SECOND, toSeconds, type Micros } from '../../../src/sim/kernel/index.ts';

type Answer = number | 'empty' | 'down';
const sampled = (answer: Answer): Sampled<string> =>
  answer === 'down'
    ? { error: 'the monitoring is down' }
    : { value: answer === 'empty' ? [] : [answer], samples: `saw ${answer}` };

const metric = (given: Partial<MetricSpec> = {}): MetricSpec => ({
  ...METRIC_DEFAULTS,
  name: 'success-rate',
  interval: MINUTE,
  count: 3,
  successCondition: 'result[0] >= 0.95',
  ...given,
});

/** Judged by its own conditions, as Argo does. */
const startOf = (metrics: MetricSpec[]): AnalysisRun<string> =>
  startAnalysis<string>(
    {
      metrics,
      judges: Object.fromEntries(metrics.map((one) => [one.name, conditionJudge(one.successCondition, one.failureCondition)])),
    },
    0,
  );

/** Runs to its end, or to the horizon, on a clock that jumps to the next instant. The last answer is given for ever. */
function play(metrics: MetricSpec[], answers: Record<string, Answer[]>, horizon: Micros = 60 * MINUTE): AnalysisRun<string> {
  const given = new Map<string, number>();
  const measure = ({ name }: MetricSpec) => {
    const list = answers[name]!,
      index = given.get(name) ?? 0;
    given.set(name, index + 1);
    return sampled(list[Math.min(index, list.length - 1)]!);
  };
  let run = startOf(metrics),
    at: Micros | null = 0;
  while (at !== null && at <= horizon) {
    run = reconcileAnalysis(run, at, measure);
    const next: Micros | null = nextAnalysisAt(run, at);
    if (next !== null && next <= at) throw new Error(`stands still at ${at}`);
    at = next;
  }
  return at === null ? run : terminateAnalysis(run, horizon, measure);
}

const history = (run: AnalysisRun<string>, index = 0) => [
  ...run.results[index]!.measurements.map(({ startedAt, phase }) => `${toSeconds(startedAt)} ${phase}`),
  run.phase,
];

test('three good measurements, a minute apart, succeed', () => {
  const run = play([metric()], { 'success-rate': [0.99] });
  expect(history(run)).toEqual(['0 Successful', '60 Successful', '120 Successful', 'Successful']);
  expect(run.completedAt).toBe(2 * MINUTE);
});

test('the first failed measurement fails the run, with the samples behind it', () => {
  const run = play([metric()], { 'success-rate': [0.99, 0.9] });
  expect(history(run)).toEqual(['0 Successful', '60 Failed', 'Failed']);
  expect(run.message).toBe('metric success-rate came out Failed');
  expect(run.results[0]!.measurements[1]).toMatchObject({
    value: [0.9],
    samples: 'saw 0.9',
    message: 'the success condition did not hold',
  });
});

test('limits mean more than: failureLimit 1 forgives one', () => {
  expect(history(play([metric({ failureLimit: 1, count: 4 })], { 'success-rate': [0.9, 0.99, 0.99, 0.99] }))).toEqual([
    '0 Failed',
    '60 Successful',
    '120 Successful',
    '180 Successful',
    'Successful',
  ]);
});

test('no data is an error, tried again after ten seconds, and the fifth in a row ends the run', () => {
  expect(history(play([metric()], { 'success-rate': ['empty'] }))).toEqual([
    '0 Error',
    '10 Error',
    '20 Error',
    '30 Error',
    '40 Error',
    'Error',
  ]);
});

test('errors do not count towards count, and a success starts their row anew', () => {
  expect(history(play([metric({ count: 2 })], { 'success-rate': ['down', 0.99, 'down', 0.99] }))).toEqual([
    '0 Error',
    '10 Successful',
    '70 Error',
    '80 Successful',
    'Successful',
  ]);
});

test('between both conditions lies the inconclusive', () => {
  const both = metric({ successCondition: 'result[0] >= 0.95', failureCondition: 'result[0] < 0.9' });
  expect(history(play([both], { 'success-rate': [0.93] }))).toEqual(['0 Inconclusive', 'Inconclusive']);
});

test('NaN fails a success condition and passes a failure condition', () => {
  expect(play([metric()], { 'success-rate': [NaN] }).phase).toBe('Failed');
  expect(play([metric({ successCondition: null, failureCondition: 'result[0] < 0.9' })], { 'success-rate': [NaN] }).phase).toBe(
    'Successful',
  );
});

test('a condition that cannot be read makes every measurement an error', () => {
  const run = play([metric({ successCondition: 'result[0] >' })], { 'success-rate': [1] });
  expect(run.phase).toBe('Error');
  expect(run.results[0]!.measurements[0]!.message).toBe('the success condition cannot be read: ends too early');
});

test('initialDelay puts the first measurement off', () => {
  expect(history(play([metric({ initialDelay: 30 * SECOND, count: 2 })], { 'success-rate': [1] }))).toEqual([
    '30 Successful',
    '90 Successful',
    'Successful',
  ]);
});

test('without count or interval there is one measurement', () => {
  expect(history(play([metric({ count: null, interval: null })], { 'success-rate': [1] }))).toEqual([
    '0 Successful',
    'Successful',
  ]);
});

test('with an interval only, it goes on until it is ended, and that is a success', () => {
  const run = play([metric({ count: null })], { 'success-rate': [1] }, 2.5 * MINUTE);
  expect(history(run)).toEqual(['0 Successful', '60 Successful', '120 Successful', 'Successful']);
});

test('one metric that fails ends the others at the same instant, as Successful', () => {
  const slow = metric({ name: 'latency', initialDelay: 5 * MINUTE });
  const run = play([metric(), slow], { 'success-rate': [0.5], latency: [1] });
  expect(run.results.map(({ phase }) => phase)).toEqual(['Failed', 'Successful']);
  expect([run.phase, run.completedAt]).toEqual(['Failed', 0]);
});

test('three successes in a row are enough when consecutiveSuccessLimit says so', () => {
  const patient = metric({ count: null, failureLimit: -1, consecutiveSuccessLimit: 3 });
  expect(history(play([patient], { 'success-rate': [0.5, 1, 0.5, 1, 1, 1] }))).toHaveLength(7);
  expect(play([patient], { 'success-rate': [0.5, 1, 0.5, 1, 1, 1] }).phase).toBe('Successful');
});

test('a measurement in flight is gone on with when it asks for it', () => {
  let calls = 0;
  const measure = (): Sampled<string> => (++calls === 1 ? { resumeAt: 20 * SECOND } : sampled(1));
  const begun = reconcileAnalysis(startOf([metric({ count: 1 })]), 0, measure);
  expect([begun.phase, nextAnalysisAt(begun, 0)]).toEqual(['Running', 20 * SECOND]);
  const done = reconcileAnalysis(begun, 20 * SECOND, measure);
  expect(done.results[0]!.measurements).toMatchObject([{ startedAt: 0, finishedAt: 20 * SECOND, phase: 'Successful' }]);
  expect(done.phase).toBe('Successful');
});

test('whoever judges sees the samples, and need not look at the conditions', () => {
  const judges = {
    'success-rate': (_: unknown, samples: string | null) => ({ phase: 'Inconclusive' as const, message: `judged ${samples}` }),
  };
  const run = reconcileAnalysis(startAnalysis<string>({ metrics: [metric()], judges }, 0), 0, () => sampled(1));
  expect(run.results[0]!.measurements[0]!.message).toBe('judged saw 1');
});

test('the controller’s refusals are named', () => {
  expect(refusalOf(metric())).toBe(null);
  expect(refusalOf(metric({ interval: null }))).toMatchObject({
    field: 'count',
    message: 'needs an interval, because it is greater than 1',
  });
  expect(refusalOf(metric({ failureLimit: -1 }))).toMatchObject({
    field: 'failureLimit',
    message: 'may be −1 only with a consecutiveSuccessLimit',
  });
  expect(refusalOf(metric({ failureLimit: 2, consecutiveSuccessLimit: 2 }))).toEqual({
    field: 'count',
    message: 'must be at least failureLimit + consecutiveSuccessLimit, which is 4',
    cure: 'Write 4 or more.',
  });
  expect(refusalOf(metric({ failureLimit: 4 }))).toMatchObject({
    field: 'count',
    message: 'must be at least its failureLimit, which is 4',
  });
});

const answers = fc.array(fc.oneof(fc.double({ min: 0.8, max: 1, noNaN: true }), fc.constantFrom<Answer>('empty', 'down', NaN)), {
  minLength: 1,
  maxLength: 12,
});
const limits = fc.record({
  count: fc.integer({ min: 1, max: 8 }),
  failureLimit: fc.nat({ max: 4 }),
  inconclusiveLimit: fc.nat({ max: 2 }),
  consecutiveErrorLimit: fc.nat({ max: 5 }),
  failureCondition: fc.constantFrom(null, 'result[0] < 0.85'),
});

test('adding a dry-run metric never changes the outcome (invariant 9)', () => {
  fc.assert(
    fc.property(limits, answers, limits, answers, (given, seen, dryGiven, drySeen) => {
      const dry = metric({ ...dryGiven, name: 'dry', dryRun: true });
      const alone = play([metric(given)], { 'success-rate': seen });
      const both = play([metric(given), dry], { 'success-rate': seen, dry: drySeen });
      expect(both.phase).toBe(alone.phase);
      expect(history(both).slice(0, -1)).toEqual(history(alone).slice(0, -1));
    }),
  );
});

test('raising failureLimit never turns Successful into Failed (invariant 9)', () => {
  fc.assert(
    fc.property(limits, answers, fc.integer({ min: 1, max: 5 }), (given, seen, more) => {
      const before = play([metric(given)], { 'success-rate': seen });
      fc.pre(before.phase === 'Successful');
      const after = play([metric({ ...given, failureLimit: given.failureLimit + more })], { 'success-rate': seen });
      expect(after.phase).toBe('Successful');
    }),
  );
});
