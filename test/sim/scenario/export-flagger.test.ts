import fc from 'fast-check';
import { expect, test } from 'vitest';
import { run } from '../../../src/sim/run.ts';
import { plainest } from '../../../src/sim/scenario/export/index.ts';
import { STRATEGY_SCHEMAS } from '../../../src/sim/scenario/strategies.ts';
import type { Json } from '../../../src/sim/schema/index.ts';
import { written } from './arbitrary.ts';
import { comesBack, reasonsOf, scenarioOf, scenarios, textOf } from './exported.ts';

/** Any parameters, mostly without what excludes each other. */
const params = fc
  .tuple(
    written(STRATEGY_SCHEMAS['flagger']!) as fc.Arbitrary<Record<string, Json>>,
    fc.constantFrom('iterations', 'stepWeight', 'stepWeights', 'any'),
    fc.boolean(),
  )
  .map(([given, way, isMesh]): Json => {
    if (way === 'any') return given;
    const { iterations = 5, stepWeight = 10, stepWeights = [5, 50], metrics, match, mirrorWeight, ...rest } = given;
    return {
      ...rest,
      ...(isMesh ? { provider: 'mesh' } : { provider: 'kubernetes', sessionAffinity: 'none', mirror: false }),
      ...{
        iterations: { iterations },
        stepWeight: { stepWeight },
        stepWeights: { stepWeights: (stepWeights as number[]).filter((weight) => weight <= 100) },
      }[way],
      ...(way === 'iterations' && isMesh && match !== undefined ? { iterations: 7, match: [{ cohort: 'staff' }] } : {}),
      ...(mirrorWeight === 0 || mirrorWeight === undefined ? {} : { mirrorWeight }),
      metrics: [
        { name: 'request-success-rate', min: 99 },
        ...((metrics ?? []) as Record<string, Json>[]).map(({ min, max, ...metric }) => ({
          ...metric,
          ...(typeof min === 'number' && typeof max === 'number'
            ? { min: Math.min(min, max), max: Math.max(min, max) }
            : { min: min ?? 'none', max: max ?? 'none' }),
        })),
        { name: 'request-duration', interval: '2m', max: 500 },
      ],
    };
  });

test('whatever a Canary can say comes back the same', () => {
  let exported = 0;
  fc.assert(
    fc.property(scenarios('flagger', params), (scenario) => {
      if (comesBack(scenario, 'flagger')) exported++;
    }),
    { numRuns: 200, seed: 4 },
  );
  expect(exported).toBeGreaterThan(75);
});

const ranged = (metric: Record<string, Json>) => ({ fleet: {}, strategy: { flagger: { stepWeight: 10, metrics: [metric] } } });

test('a query of one’s own becomes a MetricTemplate, and stands in place where a built-in metric comes after it', () => {
  const own = { name: 'checkout-errors', metric: 'errorRate', population: 'all', interval: '90s', max: 1 };
  const text = textOf(scenarioOf(ranged(own)), 'flagger');
  expect(text).toContain(`    metrics:
      - name: checkout-errors
        interval: 1m30s
        thresholdRange:
          max: 1
        templateRef:
          name: checkout-errors-1
`);
  expect(text).toContain(`---
# The queries are for the usual names of series and labels; adapt them to yours.
apiVersion: flagger.app/v1beta1
kind: MetricTemplate
metadata:
  name: checkout-errors-1
spec:
  provider:
    type: prometheus
    address: http://prometheus.monitoring:9090
  query: |
    sum(rate(http_requests_total{container="web",status=~"5.."}[{{ interval }}]))
    /
    sum(rate(http_requests_total{container="web"}[{{ interval }}]))
    * 100
`);
  const before = textOf(
    scenarioOf({ strategy: { flagger: { iterations: 3, metrics: [own, { name: 'request-duration', max: 500 }] } } }),
    'flagger',
  );
  expect(before).not.toContain('MetricTemplate');
  expect(before).toContain('query: |\n          sum(rate(http_requests_total{container="web",status=~"5.."}[1m30s]))');
});

test('users of a rule carry a header with the name of their cohort', () => {
  const source = {
    traffic: { cohorts: { staff: '2%', beta: '5%' } },
    strategy: { flagger: { iterations: 5, match: [{ cohort: 'beta' }] } },
  };
  expect(textOf(scenarioOf(source), 'flagger')).toContain(`    match:
      - headers:
          x-cohort:
            exact: beta
`);
});

test.each<[string, Json, string]>([
  [
    'two ways to advance',
    { iterations: 3, stepWeight: 5 },
    'A Canary has one of iterations, stepWeight and stepWeights, and here are iterations and stepWeight.',
  ],
  [
    'rules beside weights',
    { stepWeight: 5, match: [{ cohort: 'beta' }] },
    'Rules come with iterations: beside weights, Flagger would divide only the users who match, which is not played here.',
  ],
  [
    'an unknown cohort',
    { iterations: 5, match: [{ cohort: 'crew' }] },
    'A rule names the cohort crew, and traffic.cohorts has none of that name.',
  ],
  [
    'copies without a mesh',
    { provider: 'kubernetes', mirror: true },
    'Plain Kubernetes services copy no requests, so mirroring needs a mesh.',
  ],
  [
    'a cookie without a mesh',
    { provider: 'kubernetes', sessionAffinity: true },
    'Plain Kubernetes services set no cookie, so session affinity needs a mesh.',
  ],
  [
    'a built-in metric of somebody else',
    { metrics: [{ name: 'request-duration', population: 'all' }] },
    'Flagger’s own request-duration looks at the canary, and here it would look at everybody.',
  ],
  [
    'a range that is none',
    { metrics: [{ name: 'request-duration', min: 5, max: 3 }] },
    'Flagger refuses the range of request-duration, which begins above its end.',
  ],
  [
    'a tick of microseconds',
    { interval: '10.0005s' },
    'A Canary counts whole milliseconds, and a length of time here is 10.0005s.',
  ],
])('%s cannot be exported', (_, flagger, reason) => {
  expect(reasonsOf(scenarioOf({ traffic: { cohorts: { beta: '5%' } }, strategy: { flagger } }), 'flagger')).toEqual([reason]);
});

test('in its plainest form a scenario runs as before', () => {
  const metrics = [{ name: 'request-success-rate', metric: 'successRate', quantile: '50%', min: 99, interval: '20s' }];
  const scenario = scenarioOf({
    horizon: '4m',
    strategy: { flagger: { interval: '20s', stepWeight: 25, mirrorWeight: 30, metrics } },
  });
  expect(plainest(scenario)).not.toEqual(scenario);
  expect(run(plainest(scenario), { seed: 2 }).digest).toBe(run(scenario, { seed: 2 }).digest);
});
