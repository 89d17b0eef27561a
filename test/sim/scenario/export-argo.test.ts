import fc from 'fast-check';
import { expect, test } from 'vitest';
import { run } from '../../../src/sim/run.ts';
import { plainest } from '../../../src/sim/scenario/export/index.ts';
import type { Json } from '../../../src/sim/schema/index.ts';
import { comesBack, reasonsOf, scenarioOf, scenarios, textOf } from './exported.ts';

const seconds = (max: number, min = 1) => fc.integer({ min, max }).map((amount) => `${amount}s`);
const some = <T extends Record<string, fc.Arbitrary<Json>>>(model: T, requiredKeys: (keyof T)[] = []): fc.Arbitrary<Json> =>
  fc.record(model, { requiredKeys: requiredKeys as never }) as unknown as fc.Arbitrary<Json>;

const success = fc.oneof<fc.Arbitrary<Json>[]>(
  fc.constant({}),
  fc.record({ atMost: fc.constantFrom('1%', '0.5%', '33.3%') }),
  fc.record({ atLeast: fc.constantFrom('95%', '99.95%') }),
  fc.constant({ atLeast: '10%', atMost: '95.5%' }),
  fc.record({
    successCondition: fc.constantFrom(
      'result[0] >= 0.95',
      'result[0] < 0.05 || isNaN(result[0])',
      'len(result) == 0 || result [0] <= 0.1',
      'all(result, # > 0.5)',
    ),
  }),
);
const metric = fc
  .tuple(
    some({
      name: fc.constantFrom('errors', 'p99', 'shop errors', 'errorRate', 'a.b'),
      metric: fc.constantFrom('errorRate', 'successRate', 'latency', 'requestRate'),
      population: fc.constantFrom('canary', 'stable', 'all'),
      quantile: fc.constantFrom('50%', '99.9%', '100%'),
      window: fc.constantFrom('30s', '1m30s', '1.5s', '2h', '1d'),
      initialDelay: fc.constantFrom('0s', '15s', '1d', '2.5s'),
      failureLimit: fc.nat({ max: 3 }),
      inconclusiveLimit: fc.nat({ max: 1 }),
      consecutiveErrorLimit: fc.nat({ max: 9 }),
      consecutiveSuccessLimit: fc.nat({ max: 2 }),
      dryRun: fc.boolean(),
    }),
    success,
    fc.oneof<fc.Arbitrary<Json>[]>(
      fc.constant({}),
      fc.record({ failureCondition: fc.constantFrom('result[0] > 0.5', 'isInf(result[0])') }),
    ),
    fc.oneof<fc.Arbitrary<Json>[]>(
      fc.record({ interval: fc.constantFrom('10s', '1m', '1.5s'), count: fc.integer({ min: 6, max: 9 }) }),
      fc.constantFrom<Json[]>({ interval: 'none' }, { interval: 'none', count: 1 }),
    ),
  )
  .map((parts): Json => Object.assign({}, ...parts) as Json);
const metrics = fc.uniqueArray(metric, {
  minLength: 1,
  maxLength: 3,
  selector: (one) => (one as Record<string, Json>)['name'] ?? (one as Record<string, Json>)['metric'] ?? 'errorRate',
});

const step = fc.oneof<fc.Arbitrary<Json>[]>(
  fc.record({ setWeight: fc.integer({ min: 0, max: 100 }) }),
  fc.record({ pause: fc.oneof<fc.Arbitrary<Json>[]>(seconds(4_000, 0), fc.constantFrom('none', {}, '1d')) }),
  fc.record({ analysis: fc.record({ metrics }) }) as unknown as fc.Arbitrary<Json>,
);
const experimentMetric = fc
  .tuple(metric, fc.constantFrom('canary', 'baseline', 'stable', 'all'))
  .map(([one, population]): Json => ({ ...(one as Record<string, Json>), population }));
const experiment = some({
  duration: fc.constantFrom('90s', '1d', '2.5s', 'none'),
  templates: fc.constantFrom<Json[]>(
    [{ name: 'baseline' }, { name: 'canary', specRef: 'canary', replicas: 3 }],
    [
      { name: 'old', replicas: 2 },
      { name: 'new', specRef: 'canary' },
      { name: 'newer', specRef: 'canary', replicas: 0 },
    ],
  ),
  analyses: fc.uniqueArray(
    fc.record({
      name: fc.constantFrom('compare', 'watch'),
      requiredForCompletion: fc.boolean(),
      metrics: fc.tuple(experimentMetric),
    }),
    { maxLength: 2, selector: ({ name }) => name },
  ) as unknown as fc.Arbitrary<Json>,
}).map((params): Json => ({ experiment: params }));
const routedStep = fc.oneof<fc.Arbitrary<Json>[]>(
  step,
  experiment,
  fc.constantFrom<Json[]>(
    { experiment: { templates: [{ name: 'baseline', weight: 5 }], duration: '1m' } },
    { setCanaryScale: { replicas: 2 } },
    { setCanaryScale: { weight: 150 } },
    { setCanaryScale: { replicas: 0, weight: 5 } },
    { setCanaryScale: { matchTrafficWeight: true } },
    { setHeaderRoute: { name: 'insiders', cohort: 'staff' } },
    { setHeaderRoute: { name: 'insiders' } },
    { setMirrorRoute: { percentage: '35%' } },
    { setMirrorRoute: {} },
    { setMirrorRoute: { percentage: '0%' } },
  ),
);
const bound = fc.constantFrom<Json[]>(1, 3, '10%', '100%');
const shared = {
  minReady: seconds(500, 0),
  progressDeadline: fc.constantFrom('none', '20m', '601s'),
  revisionHistoryLimit: fc.integer({ min: 3, max: 12 }),
  paused: fc.boolean(),
  progressDeadlineAbort: fc.boolean(),
  rollbackWindow: fc.integer({ min: 1, max: 5 }),
  abortScaleDownDelay: seconds(100, 0),
};
const background = some({ metrics, startingStep: fc.nat({ max: 9 }) }, ['metrics']);
const sizes = { maxSurge: bound, maxUnavailable: bound, replicaProgressThreshold: bound };
const canary = fc.oneof<fc.Arbitrary<Json>[]>(
  some({ ...shared, ...sizes, steps: fc.array(step, { maxLength: 5 }), analysis: background }),
  some(
    {
      ...shared,
      ...sizes,
      trafficRouting: fc.constant(true),
      steps: fc.array(routedStep, { maxLength: 5 }),
      analysis: background,
      minPodsPerReplicaSet: fc.integer({ min: 1, max: 3 }),
      dynamicStableScale: fc.boolean(),
    },
    ['trafficRouting'],
  ),
  some(
    {
      ...shared,
      trafficRouting: fc.constant({ maxTrafficWeight: 1_000 }),
      steps: fc.array(step, { maxLength: 5 }),
      scaleDownDelay: seconds(100, 0),
    },
    ['trafficRouting'],
  ),
);
const blueGreen = some({
  ...shared,
  autoPromotion: fc.boolean(),
  autoPromotionSeconds: seconds(600, 0),
  previewReplicas: fc.integer({ min: 1, max: 3 }),
  prePromotionAnalysis: fc.record({ metrics }) as unknown as fc.Arbitrary<Json>,
  postPromotionAnalysis: fc.record({ metrics }) as unknown as fc.Arbitrary<Json>,
  scaleDownDelay: seconds(100, 0),
  scaleDownDelayRevisionLimit: fc.nat({ max: 3 }),
  previewTraffic: fc.constantFrom('20%', '1.7%', '100%'),
  dnsTtl: fc.constantFrom('5m', '1.5s'),
});
const cohorts = { traffic: { cohorts: { beta: '5%', staff: '2%' } } };

test.each([
  ['canary', scenarios('canary', canary, cohorts)],
  ['blue-green', scenarios('blue-green', blueGreen, cohorts)],
])('every %s of whole seconds comes back the same', (_, arbitrary) => {
  fc.assert(
    fc.property(arbitrary, (scenario) => {
      if (!comesBack(scenario, 'argo')) throw new Error(reasonsOf(scenario, 'argo').join('\n'));
    }),
    { numRuns: 150, seed: 4 },
  );
});

test('any canary and blue/green comes back the same, or is refused in sentences', () => {
  fc.assert(
    fc.property(fc.oneof(scenarios('canary'), scenarios('blue-green')), (scenario) => {
      comesBack(scenario, 'argo');
    }),
    { numRuns: 200, seed: 4 },
  );
});

test('a canary becomes a Rollout with its route, its Services and a template for each analysis', () => {
  const errors = { metric: 'errorRate', atMost: '1%', window: '1m', interval: '30s', count: 4, dryRun: true };
  const p95 = { metric: 'latency', quantile: '95%', population: 'stable', atMost: '300ms', interval: 'none' };
  const scenario = scenarioOf({
    traffic: { cohorts: { staff: '2%' } },
    strategy: {
      canary: {
        trafficRouting: true,
        steps: [
          { setHeaderRoute: { name: 'insiders', cohort: 'staff' } },
          { setMirrorRoute: { percentage: '35%' } },
          { setWeight: 20 },
          { pause: '90s' },
          { analysis: { metrics: [errors, p95] } },
        ],
      },
    },
  });
  const text = textOf(scenario, 'argo');
  expect(text.match(/^kind: \w+$/gm)).toEqual(
    ['Rollout', 'Service', 'Service', 'VirtualService', 'AnalysisTemplate'].map((kind) => `kind: ${kind}`),
  );
  expect(text).toContain(`    canary:
      stableService: web-stable
      canaryService: web-canary
      trafficRouting:
        managedRoutes:
          - name: insiders
          - name: canary-route
        istio:
          virtualService:
            name: web
            routes:
              - primary
      steps:
        - setHeaderRoute:
            name: insiders
            match:
              - headerName: x-cohort
                headerValue:
                  exact: staff
        - setMirrorRoute:
            name: canary-route
            match:
              - path:
                  prefix: /
            percentage: 35
        - setWeight: 20
        - pause:
            duration: 1m30s
        - analysis:
            templates:
              - templateName: web-step-5
            args:
              - name: canary-hash
                valueFrom:
                  podTemplateHashValue: Latest
              - name: stable-hash
                valueFrom:
                  podTemplateHashValue: Stable
`);
  expect(text).toContain(`  metrics:
    - name: errorRate
      interval: 30s
      count: 4
      successCondition: result[0] <= 0.01
      provider:
        prometheus:
          address: http://prometheus.monitoring:9090
          query: |
            sum(rate(http_requests_total{container="web",rollouts_pod_template_hash="{{args.canary-hash}}",status=~"5.."}[1m]))
            /
            sum(rate(http_requests_total{container="web",rollouts_pod_template_hash="{{args.canary-hash}}"}[1m]))
    - name: latency
      successCondition: result[0] <= 0.3
      provider:
        prometheus:
          address: http://prometheus.monitoring:9090
          query: |
            histogram_quantile(0.95,
              sum by (le) (rate(http_request_duration_seconds_bucket{container="web",rollouts_pod_template_hash="{{args.stable-hash}}"}[30s]))
            )
  dryRun:
    - metricName: ^errorRate$
`);
});

test('an experiment hands the hashes of its own servers over', () => {
  const watch = { name: 'watch', metrics: [{ metric: 'errorRate', population: 'baseline', atMost: '1%' }] };
  const steps: Json = [{ experiment: { duration: '5m', templates: [{ name: 'old', weight: 5 }], analyses: [watch] } }];
  expect(textOf(scenarioOf({ strategy: { canary: { trafficRouting: true, steps } } }), 'argo')).toContain(`      steps:
        - experiment:
            duration: 5m
            templates:
              - name: old
                specRef: stable
                replicas: 1
                weight: 5
            analyses:
              - name: watch
                templateName: web-step-1-1
                args:
                  - name: baseline-hash
                    value: '{{templates.old.podTemplateHash}}'
`);
});

test('who tries a preview, and how users learn of the switch, is for the scenario to say', () => {
  const text = textOf(scenarioOf({ strategy: { 'blue-green': { previewTraffic: '12.5%', dnsTtl: '5m' } } }), 'argo');
  expect(text.split('---')[0]).toContain('strategy: {blue-green: {previewTraffic: 12.5%, dnsTtl: 5m}}\n');
});

test('weights finer than one in a hundred are for nginx', () => {
  const text = textOf(
    scenarioOf({ strategy: { canary: { trafficRouting: { maxTrafficWeight: 1000 }, steps: [{ setWeight: 5 }] } } }),
    'argo',
  );
  expect(text).toContain('      trafficRouting:\n        maxTrafficWeight: 1000\n        nginx:\n          stableIngress: web\n');
  expect(text).toContain('kind: Ingress\n');
  expect(text).not.toContain('VirtualService');
});

const analysed = (metric: Record<string, Json>): Record<string, Json> => ({ canary: { analysis: { metrics: [metric] } } });

test.each<[string, Record<string, Json>, string]>([
  [
    'a long standby',
    { 'blue-green': { scaleDownDelayRevisionLimit: 11 } },
    'A Rollout refuses a scaleDownDelayRevisionLimit above its revisionHistoryLimit.',
  ],
  [
    'header routes with fine weights',
    { canary: { trafficRouting: { maxTrafficWeight: 200 }, steps: [{ setMirrorRoute: {} }] } },
    'Header and mirror routes need Istio, and Istio’s weights add up to 100: no router can do both, short of a plugin of your own.',
  ],
  [
    'an experiment whose canary is the old version',
    { canary: { steps: [{ experiment: { templates: [{ name: 'canary', specRef: 'stable' }], duration: '1m' } }] } },
    'The experiment’s canary does not run the canary version, which a reader of the queries would take it for.',
  ],
  [
    'a template that can name no object',
    { canary: { steps: [{ experiment: { templates: [{ name: 'a b' }], duration: '1m' } }] } },
    'Names of an experiment’s templates become parts of objects’ names, and “a b” cannot.',
  ],
  [
    'an experiment with fine weights',
    {
      canary: {
        trafficRouting: { maxTrafficWeight: 200 },
        steps: [{ experiment: { templates: [{ name: 'baseline', weight: 5 }], duration: '1m' } }],
      },
    },
    'Weights of an experiment need Istio, and Istio’s weights add up to 100: no router can do both, short of a plugin of your own.',
  ],
  [
    'half a percent of copies',
    { canary: { trafficRouting: true, steps: [{ setMirrorRoute: { percentage: '0.5%' } }] } },
    'A mirror route copies a whole percentage, and here it would be 0.5%.',
  ],
  [
    'half a second of a pause',
    { canary: { steps: [{ pause: '1.5s' }] } },
    'A pause counts whole seconds, and here one takes 1.5s.',
  ],
  [
    'a cohort that is none',
    { canary: { trafficRouting: true, steps: [{ setHeaderRoute: { cohort: 'crew' } }] } },
    'A header route names the cohort crew, and traffic.cohorts has none of that name.',
  ],
  [
    'enough servers that are none',
    { canary: { replicaProgressThreshold: 0 } },
    'The replicaProgressThreshold of a Rollout is at least 1.',
  ],
  [
    'Kayenta’s judge',
    analysed({ judge: 'kayenta' }),
    'Kayenta’s judge needs the provider kayenta, which names a Kayenta server and a configuration that is kept there.',
  ],
  [
    'a sequential test',
    analysed({ judge: 'sequential' }),
    'Argo Rollouts has no sequential test; a metric provider of your own (a plugin) would have to do it.',
  ],
  [
    'the requests of a baseline',
    analysed({ population: 'baseline' }),
    'There is no baseline here whose pods a query could select.',
  ],
  [
    'a dry run by a pattern',
    analysed({ name: 'p(99)', dryRun: true }),
    'A rule of dryRun is a pattern, and the metric’s name p(99) could not stand for itself.',
  ],
  [
    'more undecided than counted',
    analysed({ count: 2, inconclusiveLimit: 3 }),
    'A template refuses an inconclusiveLimit above its count, as errorRate has it.',
  ],
])('%s cannot be exported', (_, strategy, reason) => {
  expect(reasonsOf(scenarioOf({ strategy }), 'argo')).toEqual([reason]);
});

test('in its plainest form a scenario runs as before', () => {
  const metrics: Json[] = [
    { atLeast: '1%', atMost: '90%', initialDelay: '40s', quantile: '50%' },
    { metric: 'successRate', successCondition: 'result [0] >= 0.9', initialDelay: '40s' },
  ];
  const canary: Json = {
    trafficRouting: true,
    steps: [{ setWeight: 50 }, { pause: '1m' }],
    analysis: { metrics, startingStep: 7 },
  };
  const scenario = scenarioOf({ horizon: '4m', strategy: { canary } });
  expect(plainest(scenario)).not.toEqual(scenario);
  expect(run(plainest(scenario), { seed: 2 }).digest).toBe(run(scenario, { seed: 2 }).digest);
});
