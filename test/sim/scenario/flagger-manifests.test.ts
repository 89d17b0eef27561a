import { readFileSync, readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { build, parse, render, ScenarioError, type Note, type Source } from '../../../src/sim/scenario/index.ts';
import { complaint } from './complaint.ts';

const FOLDER = 'test/fixtures/manifests/flagger';
const fixture = (name: string): string => readFileSync(`${FOLDER}/${name}.yaml`, 'utf8');
const told = (notes: Note[], kind: Note['kind']): string[] => notes.filter((note) => note.kind === kind).map(({ line, message }) => `${line}: ${message}`);
/** What every manifest leaves open is told of each; here, only the rest is looked at. */
const assumed = (notes: Note[]): string[] => told(notes, 'assumed').filter((line) => !/: (Traffic|Revisions|Boot|On TERM): /.test(line));
const flaggerOf = (text: string): Source => (parse(text).source['strategy'] as Source)['flagger'] as Source;

/** A Canary and its Deployment, with the analysis block given as YAML in one line. */
const canaryWith = (analysis: string, { spec = '', provider = 'istio', more = '' } = {}): string => `apiVersion: flagger.app/v1beta1
kind: Canary
metadata: { name: web, namespace: shop }
spec:
  provider: ${provider}
  targetRef: { apiVersion: apps/v1, kind: Deployment, name: web }${spec}
  analysis: ${analysis}
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: "web:1", readinessProbe: { tcpSocket: { port: 80 } } }] }
${more}`;
const STEPS = 'interval: 30s, threshold: 2, stepWeight: 20';

describe('Canaries as people run them', () => {
  test('by weights in Istio, with both built-in metrics and an autoscaler', () => {
    const { source, notes, read } = parse(fixture('progressive-istio'));
    expect(read).toBe('Canary podinfo');
    expect(source).toMatchObject({ title: 'podinfo', horizon: '20m', fleet: { replicas: 4 } });
    expect(source['strategy']).toEqual({
      flagger: {
        interval: '1m', threshold: 5, stepWeight: 10, maxWeight: 50, progressDeadline: '1m30s',
        metrics: [
          { name: 'request-success-rate', interval: '1m', min: 99 },
          { name: 'request-duration', interval: '30s', max: 500 },
        ],
        minReady: '5s', maxSurge: '25%', maxUnavailable: 1,
      },
    });
    expect(told(notes, 'notModelled')).toEqual([
      '57: Not modelled: HorizontalPodAutoscaler podinfo: primary and canary keep their sizes. Set fleet.replicas, or add operator: [{ at: 2m, do: scale, replicas: … }].',
      '66: Not modelled: trafficPolicy.',
      '68: Not modelled: retries.',
      '84: Not modelled: webhook "acceptance-test" (pre-rollout): it is taken to pass.',
      '91: Not modelled: webhook "load-test" (rollout): it is taken to pass on every tick, and the load that it makes is not played.',
    ]);
    expect(told(notes, 'ignored')).toEqual(['37: HorizontalPodAutoscaler podinfo was ignored: no manifest says how busy the servers are. Set fleet.autoscaler in a scenario to have one act.']);
  });

  test('with templates and a query of its own: built-in and inline ones are asked first, all in percent and milliseconds', () => {
    const { source, notes } = parse(fixture('metric-template'));
    expect((source['strategy'] as Source)['flagger']).toMatchObject({
      stepWeights: [1, 5, 20, 50],
      metrics: [
        { name: 'request-success-rate', interval: '30s', min: 99.5 },
        { name: 'error share', metric: 'errorRate', interval: '1m', max: 1 },
        { name: '404s percentage', metric: 'errorRate', interval: '1m', max: 5 },
        { name: 'checkout latency', metric: 'latency', quantile: '95%', interval: '2m', max: 400 },
      ],
    });
    expect(source['fleet']).toMatchObject({ replicas: 6, grace: '45s', preStop: '10s' });
    expect(assumed(notes)).toEqual([]);
    expect(told(notes, 'ignored')).toEqual([]);
  });

  test('A/B by header: each rule is a cohort, whose size only the scenario knows', () => {
    const { source, notes } = parse(fixture('ab-by-header'));
    expect((source['strategy'] as Source)['flagger']).toMatchObject({
      iterations: 10, match: [{ cohort: 'x-canary-insider' }, { cohort: 'canary-always' }],
    });
    expect(source['traffic']).toEqual({ cohorts: { 'x-canary-insider': '10%', 'canary-always': '10%' } });
    expect(assumed(notes)).toEqual([
      '15: Cohort x-canary-insider: a manifest does not say how many users match; 10% assumed. Set traffic: { cohorts: { x-canary-insider: 10% } }.',
      '17: Cohort canary-always: a manifest does not say how many users match; 10% assumed. Set traffic: { cohorts: { canary-always: 10% } }.',
    ]);
    const known = parse(`traffic: { cohorts: { x-canary-insider: 3% } }\n---\n${fixture('ab-by-header')}`);
    expect(known.scenario.traffic.cohorts).toEqual([['x-canary-insider', 0.03], ['canary-always', 0.1]]);
    expect(assumed(known.notes)).toEqual([expect.stringMatching(/Cohort canary-always/)]);
  });

  test('blue/green on plain Kubernetes, of a Deployment that recreates', () => {
    const { source, notes } = parse(fixture('blue-green-kubernetes'));
    expect(source['strategy']).toEqual({
      flagger: {
        provider: 'kubernetes', interval: '30s', threshold: 2, iterations: 5, progressDeadline: '2m', maxSurge: 0, maxUnavailable: '100%',
        metrics: [{ name: 'request-success-rate', interval: '1m', min: 99 }],
      },
    });
    expect(assumed(notes)).toEqual([
      '31: Recreate: the primary goes down as a whole when it is promoted; played as a rolling update with maxUnavailable 100%.',
    ]);
  });

  test('mirrored first, and given back step by step', () => {
    expect(flaggerOf(fixture('mirror'))).toMatchObject({ mirror: true, mirrorWeight: 60, stepWeightPromotion: 50, stepWeight: 25 });
  });

  test('with a cookie through the Gateway API', () => {
    expect(flaggerOf(fixture('session-affinity'))).toMatchObject({
      sessionAffinity: { cookieName: 'shop-canary', maxAge: '6h' }, primaryReadyThreshold: 80, canaryReadyThreshold: 60,
    });
  });

  test('with gates: two wait for a person, the others are told', () => {
    const { source, notes } = parse(fixture('gates'));
    expect((source['strategy'] as Source)['flagger']).toMatchObject({ confirmRollout: true, confirmPromotion: true });
    expect(assumed(notes)).toEqual([
      '4: Provider: the Canary does not say; istio assumed, as Flagger does without a flag of its own.',
      '12: Webhook "start gate" (confirm-rollout): the gate is closed until a person agrees. Add operator: [{ at: 1m, do: promote }].',
      '13: Webhook "promotion gate" (confirm-promotion): the gate is closed until a person agrees. Add operator: [{ at: 6m, do: promote }].',
      '15: Webhook "rollback gate" (rollback): a person who aborts stands for it. Add operator: [{ at: 2m, do: abort }].',
    ]);
    expect(told(notes, 'notModelled')).toEqual([
      '6: Not modelled: timeout.',
      '14: Not modelled: webhook "step gate" (confirm-traffic-increase): it is taken to agree to every step.',
      '16: Not modelled: webhook "tell" (event): it only tells.',
      '17: Not modelled: webhook "report" (post-rollout): it comes when everything is over.',
    ]);
    const open = fixture('gates').replace('gate/check', 'gate/approve');
    expect(flaggerOf(open)).not.toHaveProperty('confirmRollout');
  });

  test('of years ago, with what Flagger makes of its odd values', () => {
    const { source, notes } = parse(fixture('older-canary-analysis'));
    expect((source['strategy'] as Source)['flagger']).toMatchObject({
      interval: '5s', threshold: 1, skipAnalysis: true,
      metrics: [{ name: 'request-success-rate', min: 0.99 }, { name: 'request-duration', max: 0 }],
    });
    expect(assumed(notes)).toEqual([
      '1: Replicas: the manifest does not say, which Kubernetes takes for 1. Set fleet.replicas.',
      '9: canaryAnalysis is the older name of analysis, and read as such.',
      '10: interval: 5s counts as 10s, for Flagger does not tick faster.',
      '11: threshold is 0, which Flagger takes for 1.',
      '12: stepWeights does not rise from 10 to 10: Flagger never advances past 10.',
      '13: maxWeight is not looked at beside stepWeights: the last of them is the highest.',
      '15: Metric "request-success-rate" counts in percent, and 0.99 is 0.99%, which nearly everything passes.',
      '16: Metric "request-duration" has neither threshold nor thresholdRange: Flagger takes a threshold of 0, so that any value above 0 fails.',
      '17: Metric "queue length" is not built in and has neither a query nor a template, so Flagger never checks it.',
    ]);
  });

  test('as kubectl prints them, where the target is at zero and the primary knows how many there are', () => {
    const { source, notes } = parse(fixture('kubectl-get-dump'));
    expect(source).toMatchObject({ fleet: { replicas: 8, readiness: { period: '5s' } } });
    expect((source['strategy'] as Source)['flagger']).toMatchObject({
      stepWeight: 20, maxWeight: 60, metrics: [{ min: 99 }, { name: 'latency', metric: 'latency', max: 250 }],
    });
    expect(assumed(notes)).toEqual(['69: replicas is 0, since Flagger keeps the target at zero; catalog-primary has 8.']);
    expect(told(notes, 'ignored').at(-1)).toBe('147: Service catalog-canary was ignored: it takes no part in a rehearsal.');
  });

  test('without an analysis, which Flagger takes for skipAnalysis', () => {
    const text = canaryWith(`{ ${STEPS} }`).replace(/ {2}analysis: .*\n/, '');
    expect(flaggerOf(text)).toMatchObject({ skipAnalysis: true });
    expect(assumed(parse(text).notes)).toEqual(['4: No analysis: Flagger promotes as soon as the canary is ready, as with skipAnalysis.']);
  });

  test('at zero without a primary beside it: the scenario may say how many', () => {
    const text = canaryWith(`{ ${STEPS} }`).replace('replicas: 2', 'replicas: 0');
    expect(parse(`fleet: { replicas: 7 }\n---\n${text}`).scenario.fleet.replicas).toBe(7);
    expect(assumed(parse(text).notes)).toContain(
      '13: replicas is 0, since Flagger keeps the target at zero while nothing is rolled out. Set fleet.replicas.',
    );
  });

  test('may be named by a scenario that stands above several', () => {
    const two = `${fixture('mirror')}---\n${fixture('session-affinity')}`;
    expect(parse(two).read).toBe('Canary search');
    expect(parse(`manifest: shop\n---\n${two}`)).toMatchObject({ read: 'scenario and Canary shop', scenario: { fleet: { replicas: 5 } } });
  });

  test.each(readdirSync(FOLDER).filter((name) => name !== 'faulty.yaml'))('%s builds from its source, and survives being rendered', (name) => {
    const { scenario, source } = parse(readFileSync(`${FOLDER}/${name}`, 'utf8'));
    expect(build(source)).toEqual(scenario);
    expect(parse(render(source))).toMatchObject({ source, scenario });
  });
});

describe('queries', () => {
  const template = (query: string, type = 'prometheus'): string => `---
apiVersion: flagger.app/v1beta1
kind: MetricTemplate
metadata: { name: lag, namespace: shop }
spec:
  provider: { type: ${type}, address: "http://metrics.test" }
  query: ${query}
`;
  const text = (query: string, type?: string): string =>
    canaryWith(`{ ${STEPS}, metrics: [{ name: my lag, templateRef: { name: lag }, thresholdRange: { max: 0.25 }, interval: 45s }] }`, { more: template(query, type) });

  test('of a shape that is not known are refused at their line, with the way to say what they measure', () =>
    expect(complaint(text('avg(kafka_lag{group="web"})'))).toBe(
      'f.yaml:24:10  spec.query: is not understood: it measures kafka_lag, which we do not know. Say in a scenario, above the manifest, what it measures: queries: { lag: { metric: successRate, population: canary, window: 1m } }.',
    ));
  test('of other systems too', () =>
    expect(complaint(text('avg:requests.error', 'datadog'))).toBe(
      'f.yaml:24:10  spec.query: is a query of datadog, and only those of Prometheus are understood. Say in a scenario, above the manifest, what it measures: queries: { lag: { metric: successRate, population: canary, window: 1m } }.',
    ));
  test.each(['lag', '"my lag"'])('may be explained by the scenario, by the name of the template or of the metric: %s', (name) => {
    const scenario = `queries: { ${name}: { metric: latency, population: stable, quantile: 90%, window: 20s } }\n---\n`;
    expect(flaggerOf(scenario + text('avg:requests.error', 'datadog'))['metrics']).toEqual([
      { name: 'my lag', metric: 'latency', population: 'primary', quantile: '90%', interval: '20s', max: 250 },
    ]);
  });
  test('that the scenario explains need not be in the file', () => {
    const alone = canaryWith(`{ ${STEPS}, metrics: [{ name: m, templateRef: { name: lag }, threshold: 3 }] }`);
    expect(complaint(alone)).toBe(
      'f.yaml:7:102  spec.analysis.metrics.0.templateRef.name: is "lag", and this file has no MetricTemplate of that name ("metric template lag error: not found"). Paste it too. Say in a scenario, above the manifest, what it measures: queries: { lag: { metric: successRate, population: canary, window: 1m } }.',
    );
    expect(flaggerOf(`queries: { lag: { metric: errorRate, unit: percent } }\n---\n${alone}`)['metrics']).toEqual([
      { name: 'm', metric: 'errorRate', interval: '1m', max: 3 },
    ]);
  });
  test('that look at the wrong side are played as they are, and told', () => {
    const reading = parse(text(`sum(rate(http_requests_total{app="web-primary",status=~"5.."}[1m])) / sum(rate(http_requests_total{app="web-primary"}[1m]))`));
    expect(((reading.source['strategy'] as Source)['flagger'] as Source)['metrics']).toEqual([
      { name: 'my lag', metric: 'errorRate', population: 'primary', interval: '1m', max: 25 },
    ]);
    expect(assumed(reading.notes)).toEqual(['24: Query of lag: it counts the requests of the primary, and not those of the canary alone.']);
  });
  test('by the bare name of the target are the canary’s; those of another service are everybody’s', () => {
    const inline = (app: string): Source =>
      flaggerOf(canaryWith(`{ ${STEPS}, metrics: [{ name: m, threshold: 9, query: 'sum(rate(http_requests_total{app="${app}"}[30s]))' }] }`));
    expect(inline('web')['metrics']).toEqual([{ name: 'm', metric: 'requestRate', interval: '30s', max: 9 }]);
    expect(inline('web-api')['metrics']).toEqual([{ name: 'm', metric: 'requestRate', population: 'all', interval: '30s', max: 9 }]);
  });
  test('are looked for in the namespace of the Canary', () =>
    expect(complaint(text('avg(x)').replace('name: lag, namespace: shop', 'name: lag, namespace: ops'))).toContain(
      'f.yaml:7:107  spec.analysis.metrics.0.templateRef.name: is in the namespace "ops", and looked for in "shop" ("metric template lag.shop error: not found"). Add namespace: ops.',
    ));
});

describe('what the API server or Flagger would not take is refused with its reason:', () => {
  test('everything at once, each at its place', () => {
    const lines = complaint(fixture('faulty')).split('\n');
    expect(lines).toEqual([
      'f.yaml:1:13  apiVersion: is "flagger.app/v1alpha3", which Flagger 1.0 removed (no matches for kind "Canary" in version "flagger.app/v1alpha3"). Write apiVersion: flagger.app/v1beta1.',
      `f.yaml:3:19  metadata.name: is "Web_Shop" ("a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.'"). Use small letters, digits and dashes.`,
      'f.yaml:5:13  spec.provider: is "istioo" ("Unsupported value"). Did you mean "istio"?',
      'f.yaml:6:61  spec.targetRef.name: is "web-shp", and this file has no Deployment of that name ("deployment web-shp get query error: not found"). Did you mean "web-shop"?',
      'f.yaml:7:3  spec.service.port: is missing ("Required value"). Add the port of the service.',
      'f.yaml:8:3  spec.analysis.threshold: is missing ("Required value"). Add threshold: 5.',
      'f.yaml:9:5  spec.analysis.intervall: is an unknown field (strict decoding error). Did you mean "interval"?',
      `f.yaml:10:15  spec.analysis.interval: is "30" ("should match '^[0-9]+(m|s)'"). Say what of: 30s or 30m.`,
      'f.yaml:11:5  spec.analysis.treshold: is an unknown field (strict decoding error). Did you mean "threshold"?',
      'f.yaml:12:5  spec.analysis.stepWeight: stands beside iterations ("must validate one and only one schema (oneOf)"). Keep stepWeight or iterations.',
      'f.yaml:12:17  spec.analysis.stepWeight: is 150, and the weights of primary and canary add up to 100. Write 100 or less.',
      "f.yaml:14:16  spec.analysis.maxWeight: is 120, and the canary's weight ends at 100, so that Flagger would never promote. Write 100 or less.",
      'f.yaml:16:62  spec.analysis.metrics.0.thresholdRange.min: must be a number, is "99" (cannot unmarshal string into a field of type float64). Remove the quotes: 99.',
      `f.yaml:16:89  spec.analysis.metrics.0.interval: is "fast" ("should match '^[0-9]+(m|s)'"). Write it as 30s or 1m.`,
      'f.yaml:18:9  spec.analysis.metrics.2.name: is missing ("Required value"). Add name: request-success-rate.',
      'f.yaml:20:29  spec.analysis.webhooks.0.type: is "confirm-promote" ("Unsupported value", supported values: "confirm-rollout", "pre-rollout", "rollout", "confirm-traffic-increase", "confirm-promotion", "post-rollout", "event", "rollback"). Did you mean "confirm-promotion"?',
      'f.yaml:21:9  spec.analysis.webhooks.1.url: is missing ("Required value"). Add the address that Flagger calls.',
      'f.yaml:21:9  spec.analysis.webhooks.1.name: is missing ("Required value"). Add a name for the webhook.',
      'f.yaml:23:30  spec.analysis.match.0.headers.x-canary: must say exactly one of exact, prefix, suffix and regex ("must validate one and only one schema (oneOf)"). Write { exact: insider }.',
      'f.yaml:24:9  spec.analysis.match.1: says nothing to match, which is everybody. Add headers: { x-canary: { exact: insider } }.',
      'f.yaml:25:5  and 3 more problems. Mend the ones above first.',
    ]);
  });

  const one = (analysis: string, options?: Parameters<typeof canaryWith>[1]): string => complaint(canaryWith(`{ ${analysis} }`, options));
  test('no way to advance, or two', () => {
    expect(one('interval: 1m, threshold: 1')).toBe(
      'f.yaml:7:13  spec.analysis: says neither stepWeight nor stepWeights nor iterations ("must validate one and only one schema (oneOf)"). Add stepWeight: 10 for a canary by weights, or iterations: 10 for blue/green and A/B testing.',
    );
    expect(one(`${STEPS}, stepWeights: [5]`)).toContain('spec.analysis.stepWeights: stands beside stepWeight');
  });
  test('rules that nobody follows', () => {
    const match = 'match: [{ headers: { cookie: { regex: "insider=yes" } } }]';
    expect(one(`${STEPS}, ${match}`)).toBe(
      'f.yaml:7:60  spec.analysis.match: is given without iterations, which splits the users who match by weight: that is not modelled. Add iterations: 10 for A/B testing, in place of the steps.',
    );
    expect(one(`interval: 1m, threshold: 1, iterations: 3, ${match}`, { provider: 'kubernetes' })).toBe(
      'f.yaml:7:58  spec.analysis.match: cannot be followed ("A/B testing is not supported when using the kubernetes provider"): Flagger drops the rules and goes blue/green. Remove match, or choose a provider that routes by header, such as istio.',
    );
    expect(one(`interval: 1m, threshold: 1, iterations: 3, ${match}`, { provider: 'linkerd' })).toBe(
      'f.yaml:7:58  spec.analysis.match: cannot be followed by linkerd, which does not route by header: Flagger would send everybody to the canary. Remove match, or choose a provider that routes by header, such as istio.',
    );
  });
  test('copies of requests that the provider cannot make', () => {
    expect(one(`${STEPS}, mirror: true`, { provider: 'nginx' })).toBe(
      'f.yaml:7:68  spec.analysis.mirror: is true, and nginx does not copy requests: Flagger would repeat the step for ever. Remove mirror, or choose istio or the Gateway API.',
    );
    expect(assumed(parse(canaryWith('{ interval: 30s, threshold: 1, iterations: 2, mirror: true }', { provider: 'nginx' })).notes)).toEqual([
      '7: mirror: nginx does not copy requests, so the tests run without.',
    ]);
  });
  test('a target that is not there, or not of a kind that can be played', () => {
    expect(complaint(canaryWith(`{ ${STEPS} }`).replace(/ {2}targetRef: .*\n/, ''))).toBe(
      'f.yaml:4:1  spec.targetRef: is missing ("Required value"). Add targetRef: { apiVersion: apps/v1, kind: Deployment, name: … }.',
    );
    expect(complaint(canaryWith(`{ ${STEPS} }`).split('---')[0]!)).toBe(
      'f.yaml:6:61  spec.targetRef.name: is "web", and this file has no Deployment of that name ("deployment web get query error: not found"). Paste the Deployment too, after a line with ---.',
    );
    expect(complaint(canaryWith(`{ ${STEPS} }`).replace('kind: Deployment, name', 'kind: DaemonSet, name'))).toBe(
      'f.yaml:6:43  spec.targetRef.kind: is a DaemonSet, and only Deployments are played behind a Canary. Rehearse it with a Deployment.',
    );
  });
  test('one that is suspended', () =>
    expect(one(STEPS, { spec: '\n  suspend: true' })).toBe(
      'f.yaml:7:12  spec.suspend: is true, so that Flagger does nothing ("skipping canary run as object is suspended"). Write false, or remove it.',
    ));
  test('a range that nothing can be in', () =>
    expect(one(`${STEPS}, metrics: [{ name: request-duration, thresholdRange: { min: 500, max: 100 } }]`)).toBe(
      'f.yaml:7:119  spec.analysis.metrics.0.thresholdRange.min: is 500, more than max (100), so that no value could pass. Swap them.',
    ));
  test('what the Deployment says wrong is told at the Deployment', () =>
    expect(complaint(canaryWith(`{ ${STEPS} }`).replace('replicas: 2', 'replicas: 900'))).toBe(
      'f.yaml:13:13  spec.replicas: is 900, and a rehearsal has 500 servers at most. Write 500 or less: proportions stay the same.',
    ));
  test('a bound of ours that the Canary breaks is told at its line', () =>
    expect(one('interval: 1m, threshold: 2000, stepWeight: 5')).toBe('f.yaml:7:40  spec.analysis.threshold: must be at most 1000, is 2000. Write 1000 or less.'));
  test('a strategy beside it', () =>
    expect(complaint(`strategy: { rolling: {} }\n---\n${canaryWith(`{ ${STEPS} }`)}`)).toBe(
      'f.yaml:1:1  strategy: is said by the Canary web already. Remove it here, or remove the Canary.',
    ));
});

test('whatever an analysis block says in its own range, the strategy says the same', () => {
  const written = fc.record({
    interval: fc.constantFrom('10s', '30s', '1m', '5m'),
    threshold: fc.integer({ min: 1, max: 20 }),
    advance: fc.oneof(
      fc.record({ stepWeight: fc.integer({ min: 1, max: 100 }), maxWeight: fc.integer({ min: 1, max: 100 }) }),
      fc.record({ stepWeights: fc.uniqueArray(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 6 }).map((steps) => steps.toSorted((a, b) => a - b)) }),
      fc.record({ iterations: fc.integer({ min: 1, max: 50 }) }),
    ),
    more: fc.record(
      { stepWeightPromotion: fc.integer({ min: 0, max: 100 }), primaryReadyThreshold: fc.integer({ min: 0, max: 100 }), canaryReadyThreshold: fc.integer({ min: 0, max: 100 }) },
      { requiredKeys: [] },
    ),
    min: fc.integer({ min: 2, max: 100 }),
    window: fc.constantFrom('15s', '1m', '10m'),
  });
  fc.assert(
    fc.property(written, ({ interval, threshold, advance, more, min, window }) => {
      const block = { interval, threshold, ...advance, ...more };
      const metrics = [{ name: 'request-success-rate', interval: window, thresholdRange: { min } }];
      expect(flaggerOf(canaryWith(JSON.stringify({ ...block, metrics })))).toEqual({
        ...block, metrics: [{ name: 'request-success-rate', interval: window, min }], maxSurge: '25%', maxUnavailable: '25%',
      });
    }),
    { numRuns: 200, seed: 12 },
  );
});

test('any tree at all in the place of a spec is read or refused, each fault with a place and a cure', () => {
  const keys = fc.constantFrom(
    'provider', 'targetRef', 'analysis', 'canaryAnalysis', 'service', 'suspend', 'name', 'kind', 'apiVersion', 'interval', 'threshold', 'stepWeight', 'stepWeights', 'iterations',
    'match', 'headers', 'metrics', 'templateRef', 'query', 'thresholdRange', 'min', 'webhooks', 'type', 'url', 'sessionAffinity', 'cookieName', 'maxAge', 'mirror', 'autoscalerRef',
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof({ maxDepth: 6 }, fc.constantFrom('istio', 'kubernetes', 'web', 'Deployment', '1m', 'rollout', '', 5, -1, 0.5, 1e12, true, null), fc.array(tie('tree'), { maxLength: 3 }), fc.dictionary(keys, tie('tree'), { maxKeys: 8 })),
  }));
  let refused = 0;
  fc.assert(
    fc.property(tree, tree, (spec, analysis) => {
      const whole = typeof spec === 'object' && spec !== null && !Array.isArray(spec) ? { ...spec, targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, analysis } : spec;
      const text = canaryWith('{}').replace(/spec:\n {2}provider[^]*?\n---/, `spec: ${JSON.stringify(whole)}\n---`);
      try {
        parse(text);
      } catch (error) {
        if (!(error instanceof ScenarioError)) throw error;
        refused++;
        for (const { line, message, cure } of error.issues) {
          expect(line).toBeGreaterThanOrEqual(1);
          expect(message).not.toMatch(/undefined|\[object|\.$/);
          expect(cure).toMatch(/[.?]$/);
        }
      }
    }),
    { numRuns: 400, seed: 13 },
  );
  expect(refused).toBeGreaterThan(100);
});
