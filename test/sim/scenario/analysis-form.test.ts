import { expect, test } from 'vitest';
import { edit, knobs, parse, type Json, type Knob, type Source } from '../../../src/sim/index.ts';
import { complaint } from './complaint.ts';

/** What is said of one metric of a canary's background analysis, without its place in the file. */
const of = (metric: string): string[] =>
  complaint(`strategy: { canary: { analysis: { metrics: [${metric}] } } }\n`)
    .split('\n')
    .map((line) => line.replace(/^f\.yaml:\d+:\d+ {2}strategy\.canary\.analysis\.metrics\.?/, ''));

const metricsOf = (text: string): unknown[] => {
  const { params } = parse(text, { file: 'f.yaml' }).scenario.strategy;
  return (params as { analysis: { metrics: unknown[] } }).analysis.metrics;
};

test('a metric that names no judge is held to limits as in Argo', () => {
  const [metric] = metricsOf('strategy: { canary: { analysis: { metrics: [{ atMost: 2% }] } } }');
  expect(metric).toMatchObject({
    judge: 'argo',
    metric: 'errorRate',
    atMost: 0.02,
    population: 'canary',
    failureLimit: 0,
    inconclusiveLimit: 0,
    consecutiveErrorLimit: 4,
    consecutiveSuccessLimit: 0,
    dryRun: false,
  });
});

test('bounds are shares, latencies in seconds, or rates per second', () => {
  const metrics = metricsOf(
    'strategy: { canary: { analysis: { metrics: [{ atMost: 1.5% }, { metric: latency, atMost: 300ms }, { metric: requestRate, atLeast: 30/m }] } } }',
  );
  expect(metrics).toMatchObject([{ atMost: 0.015 }, { atMost: 0.3 }, { atLeast: 0.5 }]);
});

test('an analysis about which nothing is said watches the error rate', () => {
  expect(metricsOf('strategy: { canary: { analysis: true } }')).toMatchObject([
    { metric: 'errorRate', atMost: 0.01, count: null },
  ]);
});

test.each([
  [
    '{ atMost: 2 }',
    '0.atMost: must be a percentage, a duration or a rate, is 2. Write 97% for a share, 300ms for a latency, 5/s for a request rate.',
  ],
  [
    '{ atMost: 2%, successCondition: "result[0] < 1" }',
    '0.atMost: and successCondition both say what success is. Keep one of them: a bound is short for a condition.',
  ],
  [
    '{ atLeast: 2%, successCondition: "result[0] < 1" }',
    '0.atLeast: and successCondition both say what success is. Keep one of them: a bound is short for a condition.',
  ],
  ['{ atLeast: 9%, atMost: 2% }', '0.atLeast: is above atMost, so that nothing could ever succeed. Swap the two.'],
  [
    '{ successCondition: "result[0] = 1" }',
    '0.successCondition: cannot be read at character 11: one = compares nothing. Write ==.',
  ],
  [
    '{ failureCondition: "resutl > 1" }',
    '0.failureCondition: cannot be read at character 1: “resutl” is not known. Did you mean result?',
  ],
  [
    '{ interval: none, count: 3 }',
    '0.count: needs an interval, because it is greater than 1. Add interval: 10s, or measure once.',
  ],
  [
    '{ failureLimit: -1 }',
    '0.failureLimit: may be −1 only with a consecutiveSuccessLimit. Add consecutiveSuccessLimit: 3, or write 0 or more.',
  ],
  [
    '{ failureLimit: 2, consecutiveSuccessLimit: 2, count: 3 }',
    '0.count: must be at least failureLimit + consecutiveSuccessLimit, which is 4. Write 4 or more.',
  ],
  ['{ judge: kayenta, pass: 60 }', '0.marginal: is 75, above pass, which is 60. Write 60 or less.'],
  ['{ judge: kayenta, groupWeights: { speed: 50% } }', '0.groupWeights: names speed, which is no group of any series. Use all.'],
  ['{ judge: kayenta, groupWeights: { all: 50% } }', '0.groupWeights: adds up to 50%. Make it 100%.'],
  ['{ judge: sequential, metric: latency }', '0.metric: must be one of errorRate, is "latency". Use errorRate.'],
  ['{ judge: kayena }', '0.judge: must be one of argo, kayenta, sequential, is "kayena". Did you mean "kayenta"?'],
  ['{ kayenta: { pass: 90 } }', '0.judge: is missing. Write { judge: kayenta, pass: 90 }.'],
  ['{ judge: kayenta, atMost: 2% }', '0.atMost: is not known. Remove it, or put it where it belongs.'],
  ['{ failurLimit: 2 }', '0.failurLimit: is not known. Did you mean "failureLimit"?'],
  ['{ name: errors }, { name: errors, metric: latency }', '1.name: is errors, as metric 1 is called. Give each its own name.'],
  ['errorRate', '0: must be a mapping, is "errorRate". Write { judge: … }.'],
  ['', ': needs at least one metric. Write [{ metric: errorRate, atMost: 1% }].'],
])('the metric %s is told what is wrong', (metric, wrong) => {
  expect(of(metric)).toEqual([wrong]);
});

test('two metrics of one kind get names of their own', () => {
  expect(of('{ metric: latency, quantile: 50% }, { metric: latency }, { name: latency-2, metric: latency }')).toEqual([
    'nothing is wrong',
  ]);
});

test('an analysis that somebody waits for needs an end', () => {
  const endless = 'would be measured without end, and the rollout waits for its end. Add count: 3.';
  expect(complaint('strategy: { canary: { steps: [{ analysis: { metrics: [{ atMost: 1% }] } }] } }\n')).toBe(
    `f.yaml:1:55  strategy.canary.steps.0.analysis.metrics.0: ${endless}`,
  );
  expect(complaint('strategy: { blue-green: { postPromotionAnalysis: { metrics: [{ atMost: 1% }] } } }\n')).toBe(
    `f.yaml:1:62  strategy.blue-green.postPromotionAnalysis.metrics.0: ${endless}`,
  );
  expect(complaint('strategy: { blue-green: { prePromotionAnalysis: { metrics: [{ atMost: 1%, interval: none }] } } }\n')).toBe(
    'nothing is wrong',
  );
});

test('metrics in a list are told apart by their names, or by what they measure', () => {
  const metrics: Json[] = [{ metric: 'latency' }, { name: 'patient', judge: 'sequential' }, {}];
  const list = knobs({ strategy: { canary: { analysis: { metrics } } } })[0]!.knobs.find(({ path }) =>
    path.endsWith('analysis.metrics'),
  )!;
  expect(list.item!.map(({ title }) => title)).toEqual([
    'Held to limits (argo): latency',
    'Tested all along (sequential): patient',
    'Held to limits (argo)',
  ]);
});

test('more measurements than anybody could look at are refused', () => {
  const metric = '{ atMost: 1%, interval: 1s }';
  const of = (metrics: string) =>
    complaint(`horizon: 24h\ntraffic: { rate: 1/s }\nstrategy: { canary: { analysis: { metrics: [${metrics}] } } }\n`);
  expect(of(`${metric}, ${metric}`)).toBe('nothing is wrong');
  expect(of(`${metric}, ${metric}, ${metric}`)).toBe(
    'f.yaml:3:21  strategy.canary: takes about 0.3 million measurements over 1d, and 0.2 million is the limit. Raise the intervals of its metrics, or lower horizon.',
  );
});

/** The controls of a metric of the background analysis. */
function controls(source: Source, index = 0): Record<string, Knob['value']> {
  const list = knobs(source)[0]!.knobs.find(({ path }) => path === 'strategy.canary.analysis.metrics')!;
  return Object.fromEntries(list.item![index]!.knobs.map(({ path, value }) => [path.split('.').at(-1)!, value]));
}

test('controls show a judge that was left out, and the metric that there is by default', () => {
  const source: Source = { strategy: { canary: { analysis: true } } };
  expect(controls(source)).toMatchObject({ judge: 'argo', metric: 'errorRate', atMost: '1%' });
  const edited = edit(source, 'strategy.canary.analysis.metrics.0.window', '1m');
  expect(edited).toEqual({
    strategy: { canary: { analysis: { metrics: [{ metric: 'errorRate', atMost: '1%', window: '1m' }] } } },
  });
});

test('another judge keeps what it knows of a metric, wherever that stands', () => {
  const metric = { metric: 'latency', atMost: '300ms', window: '1m' };
  const inBackground: Source = { strategy: { canary: { analysis: { metrics: [{}, metric] } } } };
  const judged = edit(inBackground, 'strategy.canary.analysis.metrics.1.judge', 'kayenta');
  expect(judged).toEqual({
    strategy: { canary: { analysis: { metrics: [{}, { metric: 'latency', window: '1m', judge: 'kayenta' }] } } },
  });
  expect(controls(judged, 1)).toMatchObject({ judge: 'kayenta', metric: 'latency', pass: 95, also: [] });
  const inStep: Source = { strategy: { canary: { steps: [{ analysis: { metrics: [metric] } }] } } };
  expect(edit(inStep, 'strategy.canary.steps.0.analysis.metrics.0.judge', 'sequential')).toEqual({
    strategy: { canary: { steps: [{ analysis: { metrics: [{ metric: 'latency', judge: 'sequential' }] } }] } },
  });
});
