import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse, type Note, type Source } from '../../../src/sim/scenario/index.ts';

const fixture = (name: string): string => readFileSync(`test/fixtures/manifests/argo/${name}.yaml`, 'utf8');
const read = (name: string) => parse(fixture(name));
const canaryOf = (source: Source): Source => (source['strategy'] as Source)['canary'] as Source;
const told = (notes: Note[], kind: Note['kind']): string[] => notes.filter((note) => note.kind === kind).map(({ line, message }) => `${line}: ${message}`);
/** Everything that is assumed beyond what no manifest can say. */
const assumed = (notes: Note[]): string[] => told(notes, 'assumed').filter((note) => !/: (Traffic|Revisions|Boot|On TERM|Replicas):/.test(note));

describe('Rollouts as people run them', () => {
  test('a canary by the number of pods', () => {
    const { source, notes, read: taken } = read('basic-canary');
    expect(taken).toBe('Rollout rollouts-demo');
    expect(source).toEqual({
      title: 'rollouts-demo', horizon: '11m', fleet: { replicas: 5, grace: '30s', readiness: 'none' },
      strategy: {
        canary: {
          steps: [{ setWeight: 20 }, { pause: {} }, { setWeight: 40 }, { pause: '10s' }, { setWeight: 60 }, { pause: '10s' }, { setWeight: 80 }, { pause: '10s' }],
          maxSurge: '1%', maxUnavailable: 0, minReady: '0s', progressDeadline: '10m', revisionHistoryLimit: 2,
        },
      },
    });
    expect(told(notes, 'notModelled')).toEqual(['12: Not modelled: antiAffinity.', '40: Not modelled: resources.']);
    expect(told(notes, 'ignored')).toEqual(['45: Service rollouts-demo was ignored: it takes no part in a rehearsal.']);
    expect(assumed(notes)).toEqual([
      '10: maxSurge is a text: Argo takes "1" for 1%, and not for a number of servers.',
      '17: This pause waits until somebody promotes. Add operator: [{ at: 2m, do: promote }].',
      '34: No readiness probe: a server gets requests as soon as its container runs, while it is still booting.',
    ]);
  });

  test('the example of the mission: 5 % for 5 minutes, 20 % for 10, and errors of 1 % at most', () => {
    const { source, scenario, notes } = read('mission');
    expect(canaryOf(source)).toEqual({
      steps: [{ setWeight: 5 }, { pause: '5m' }, { setWeight: 20 }, { pause: '10m' }],
      trafficRouting: true,
      analysis: {
        startingStep: 1,
        metrics: [
          {
            name: 'error-rate', metric: 'errorRate', population: 'canary', window: '2m', interval: '1m', initialDelay: '2m', failureLimit: 0,
            successCondition: 'isNaN(result[0]) || result[0] <= 0.01',
          },
        ],
      },
      minReady: '0s', progressDeadline: '10m', revisionHistoryLimit: 3,
    });
    expect(scenario.horizon).toBeGreaterThan(20 * 60 * 1_000_000);
    expect(told(notes, 'ignored')).toEqual([]);
    expect(assumed(notes)).toEqual(['63: Query of error-rate: taken for the error rate of the new version over 2m.']);
  });

  test('Istio by subsets: two templates in the background, another one before the big step', () => {
    const { source, notes } = read('istio-analysis');
    expect(canaryOf(source)).toMatchObject({
      progressDeadlineAbort: true, rollbackWindow: 3, minReady: '10s', progressDeadline: '15m',
      analysis: {
        startingStep: 2,
        metrics: [
          { name: 'success-rate', metric: 'successRate', population: 'canary', window: '2m', interval: '30s', initialDelay: '1m', failureLimit: 2, consecutiveErrorLimit: 3, atLeast: '98%' },
          {
            name: 'p95-latency', metric: 'latency', quantile: '95%', population: 'canary', interval: '1m', inconclusiveLimit: 1,
            // The query is in milliseconds; a rehearsal counts in seconds.
            successCondition: 'result[0] <= 0.4', failureCondition: 'isNaN(result[0]) || result[0] > 0.5',
          },
        ],
      },
      steps: [
        { setWeight: 10 }, { pause: '2m' }, { setWeight: 30 },
        { analysis: { metrics: [{ name: 'success-rate', metric: 'successRate', population: 'canary', window: '1m', interval: '20s', count: 5, failureLimit: 1, atLeast: '95%' }] } },
        { setWeight: 60 }, { pause: '5m' },
      ],
    });
    expect(told(notes, 'ignored')).toEqual([]);
  });

  test('nginx out of 1000, with fixed sizes and a stable side that shrinks', () => {
    const { source, scenario, notes } = read('nginx');
    expect(canaryOf(source)).toMatchObject({
      trafficRouting: { maxTrafficWeight: 1000 }, dynamicStableScale: true, minPodsPerReplicaSet: 2, replicaProgressThreshold: '90%', abortScaleDownDelay: '0s',
      steps: [
        { setCanaryScale: { replicas: 2 } }, { setWeight: 5 }, { pause: '1m30s' }, { setCanaryScale: { matchTrafficWeight: true } }, { setWeight: 250 }, { pause: '3m' }, { setWeight: 1000 },
      ],
    });
    expect(scenario.fleet.readiness).toMatchObject({ period: 10_000_000 });
    expect(told(notes, 'notModelled')).toEqual(['62: Ingress search-by-hand has canary annotations of its own; Argo Rollouts writes its own canary Ingress, and this one is left out.']);
  });

  test('ALB by header: each header is a group of users, whose size the scenario may say', () => {
    const { source, notes } = read('alb-header');
    expect(source['traffic']).toEqual({ cohorts: { 'X-Staff': '5%', 'X-Tier-beta': '5%' } });
    expect(canaryOf(source)['steps']).toEqual([
      { setCanaryScale: { replicas: 1 } }, { setHeaderRoute: { name: 'staff', cohort: 'X-Staff' } }, { pause: '1m' }, { setHeaderRoute: { name: 'beta', cohort: 'X-Tier-beta' } }, { pause: '2m' },
      { setCanaryScale: { matchTrafficWeight: true } }, { setHeaderRoute: { name: 'staff', cohort: 'none' } }, { setWeight: 25 }, { pause: '2m' },
    ]);
    expect(assumed(notes)).toEqual([
      '34: Cohort X-Staff: a manifest does not say how many users match; 5% assumed. Set traffic: { cohorts: { X-Staff: 5% } }.',
      '40: Cohort X-Tier-beta: a manifest does not say how many users match; 5% assumed. Set traffic: { cohorts: { X-Tier-beta: 5% } }.',
    ]);
    const sized = parse(`traffic: { rate: 9/s, cohorts: { X-Staff: 1% } }\n---\n${fixture('alb-header')}`);
    expect(sized.source['traffic']).toEqual({ rate: '9/s', cohorts: { 'X-Staff': '1%', 'X-Tier-beta': '5%' } });
    expect(assumed(sized.notes)).toHaveLength(1);
  });

  test('blue/green with analyses before and after the switch, when the active Service is the new one', () => {
    const { source, notes } = read('blue-green');
    const smoke = { metrics: [{ name: 'errors', metric: 'errorRate', population: 'canary', window: '1m', interval: '15s', count: 4, failureLimit: 1, failureCondition: 'result[0] > 0.05' }] };
    expect(source['strategy']).toEqual({
      'blue-green': {
        autoPromotionSeconds: '1m', previewReplicas: 2, scaleDownDelay: '2m', scaleDownDelayRevisionLimit: 2, abortScaleDownDelay: '45s',
        prePromotionAnalysis: smoke, postPromotionAnalysis: smoke, minReady: '0s', progressDeadline: '10m', revisionHistoryLimit: 3,
      },
    });
    expect(told(notes, 'notModelled')).toEqual(['29: Not modelled: maxUnavailable, which limits restarts only.']);
  });

  test('what no manifest has a field for is said in the scenario: somebody has to send the preview requests', () => {
    const { source, notes } = parse(`strategy: { blue-green: { previewTraffic: 10% } }\n---\n${fixture('blue-green')}`);
    expect(source['strategy']).toMatchObject({ 'blue-green': { previewTraffic: '10%', previewReplicas: 2, scaleDownDelay: '2m' } });
    expect(assumed(notes)).toEqual(['63: Query of errors: taken for the error rate of the new version over 1m.']);
    expect(assumed(read('blue-green').notes)[0]).toBe(
      '30: Preview: a manifest does not say who sends it requests, and nobody does here, so an analysis of it has nothing to measure. Set strategy: { blue-green: { previewTraffic: 10% } }.',
    );
  });

  test('blue/green by hand tells who has to promote', () => {
    const { notes } = parse(fixture('blue-green').replace('autoPromotionSeconds: 60', 'autoPromotionEnabled: false'));
    expect(assumed(notes)[0]).toBe('25: The switch waits until somebody promotes. Add operator: [{ at: 3m, do: promote }].');
  });

  test('workloadRef: the pods of a Deployment that runs none itself; another one is ignored', () => {
    const { source, notes } = read('workload-ref');
    expect(source).toMatchObject({ title: 'inventory', fleet: { replicas: 5, grace: '20s', readiness: { period: '4s', failure: 2 } } });
    expect(canaryOf(source)).toMatchObject({ maxSurge: 2, maxUnavailable: 0, steps: [{ setWeight: 20 }, { pause: '1m30s' }, { setWeight: 60 }, { pause: '1m' }] });
    expect(told(notes, 'ignored')).toEqual(['44: Deployment inventory-admin was ignored: the rehearsal is of Rollout inventory.']);
  });

  test('workloadRef does not take the number of servers from its Deployment', () => {
    const { source, notes } = parse(fixture('workload-ref').replace('  replicas: 5\n', '').replace('replicas: 0', 'replicas: 7').replace('    scaleDown: onsuccess\n', ''));
    expect(source['fleet']).toMatchObject({ replicas: 1 });
    expect(told(notes, 'notModelled')).toEqual(['20: Not modelled: the 7 servers of Deployment inventory, which keeps its own servers beside the Rollout’s (scaleDown: never).']);
  });

  test('templates of the cluster, one made of another, with arguments in numbers and a rule that only watches', () => {
    const { source } = read('cluster-template');
    const steps = canaryOf(source)['steps'] as Source[];
    expect(steps[2]).toEqual({
      analysis: {
        metrics: [
          { name: 'success-rate', metric: 'successRate', population: 'canary', window: '1m', interval: '20s', count: 6, failureLimit: 2, consecutiveSuccessLimit: 3, atLeast: '97%' },
          { name: 'traffic', metric: 'requestRate', population: 'canary', window: '1m', interval: 'none', dryRun: true, atLeast: '1/s' },
          { name: 'latency-p99', metric: 'latency', population: 'canary', quantile: '99%', window: '2m', interval: '20s', count: 6, failureLimit: -1, consecutiveSuccessLimit: 2, atMost: '500ms' },
        ],
      },
    });
  });

  test('an experiment with servers of both versions: a query by the hash of its stable ones asks the baseline', () => {
    const { source, notes } = read('experiment');
    expect((canaryOf(source)['steps'] as Source[])[0]).toEqual({
      experiment: {
        duration: '5m',
        templates: [{ name: 'baseline', specRef: 'stable', replicas: 2, weight: 10 }, { name: 'canary', specRef: 'canary', replicas: 2, weight: 10 }],
        analyses: [
          {
            name: 'compare', requiredForCompletion: true,
            metrics: [
              { name: 'error-rate', metric: 'errorRate', population: 'canary', window: '1m', interval: '30s', count: 8, failureLimit: 2, successCondition: 'result[0] < 0.02' },
              { name: 'baseline-latency', metric: 'latency', quantile: '95%', population: 'baseline', window: '1m', interval: '1m', count: 4, dryRun: true, atMost: '300ms' },
            ],
          },
        ],
      },
    });
    expect(told(notes, 'notModelled')).toEqual([]);
  });

  test('an experiment without an end is told who has to end it', () => {
    const { notes } = parse(fixture('experiment').replace('            duration: 5m\n', '').replace('                requiredForCompletion: true\n', ''));
    expect(assumed(notes)[0]).toBe('25: This experiment has no duration and no required analysis: it waits until somebody promotes. Add operator: [{ at: 2m, do: promote }].');
  });

  test('a mirror and a header route that come and go; a plugin is left out by name', () => {
    const { source, notes } = read('mirror');
    expect(canaryOf(source)['steps']).toEqual([
      { setCanaryScale: { weight: 50 } }, { setMirrorRoute: { name: 'shadow', percentage: '35%' } }, { pause: '2m' }, { setMirrorRoute: { name: 'shadow', percentage: '0%' } },
      { setHeaderRoute: { name: 'testers', cohort: 'Custom-Agent-qa' } }, { setWeight: 50 }, { pause: {} },
    ]);
    expect(told(notes, 'notModelled')).toEqual([
      '34: Not modelled: which requests shadow copies; 35 % of all are copied.',
      '44: Not modelled: the plugin step; it is left out, as if it had succeeded at once.',
    ]);
  });

  test('what kubectl prints of a live Rollout, in a List', () => {
    const { source, notes } = read('kubectl-dump');
    expect(source).toMatchObject({ title: 'mailer', horizon: '1h15m', fleet: { replicas: 3 }, strategy: { canary: { steps: [{ setWeight: 34 }, { pause: '1h' }], maxSurge: 1, maxUnavailable: 0 } } });
    expect(told(notes, 'ignored')).toEqual([
      '31: restartAt was ignored: restarts are not rehearsed.',
      '75: Status was ignored: it says how the cluster stood when the file was written.',
      '82: AnalysisTemplate unused was ignored: it takes no part in a rehearsal.',
    ]);
    expect(told(notes, 'notModelled')).toEqual([]);
  });

  test('what kustomize prints: keys by the alphabet, and everything else of the service', () => {
    const { source, notes } = read('kustomize');
    expect(source).toMatchObject({ title: 'prod-api', fleet: { replicas: 1 }, strategy: { canary: { scaleDownDelay: '1m', minReady: '15s', trafficRouting: true } } });
    expect(told(notes, 'ignored').map((note) => note.replace(/ was.*/, ''))).toEqual([
      '1: ServiceAccount prod-api', '7: ConfigMap prod-api-env-8k2t5h7b9c', '43: HorizontalPodAutoscaler prod-api', '114: PodDisruptionBudget prod-api',
    ]);
  });

  test('queries that only their authors understand are said in the scenario', () => {
    const { source, scenario, read: taken } = read('other-providers');
    expect(taken).toBe('scenario and Rollout orders');
    expect(scenario.title).toBe('Metrics of our own');
    expect(canaryOf(source)['analysis']).toEqual({
      metrics: [
        { name: 'apdex', metric: 'latency', population: 'canary', quantile: '90%', window: '2m', interval: '30s', initialDelay: '30s', failureLimit: 3, successCondition: '(len(result) == 0 ? 0 : (result[0] * 1000)) < 450' },
        { name: 'orders-ok', metric: 'successRate', population: 'all', window: '5m', interval: '1m', failureLimit: 1, atLeast: '99.5%' },
      ],
    });
    expect(Object.hasOwn(source, 'queries')).toBe(false);
  });

  test('a Rollout is rehearsed before a Deployment beside it, unless the scenario names that one', () => {
    const both = `${fixture('workload-ref')}`;
    expect(parse(`manifest: inventory-admin\n---\n${both}`).read).toBe('scenario and Deployment inventory-admin');
    expect(parse(both).read).toBe('Rollout inventory');
  });

  test('a rollout that begins later, and things that happen late, make the run longer', () => {
    const lengthWith = (scenario: string): unknown => parse(`${scenario}\n---\n${fixture('workload-ref')}`).source['horizon'];
    expect(lengthWith('title: As it is')).toBe('10m');
    expect(lengthWith('rollout: { at: 4m30s }')).toBe('14m');
    expect(lengthWith('operator: [{ at: 12m, do: promote }, { afterAlarm: 1m, do: abort }]')).toBe('17m');
    expect(lengthWith('faults: [{ kind: trafficSpike, at: 3m, factor: 2, for: 1m }]')).toBe('10m');
    expect(lengthWith('horizon: 5m')).toBe('5m');
  });

  test('the Rollout of another project is no Rollout of ours', () => {
    const kruise = 'apiVersion: rollouts.kruise.io/v1beta1\nkind: Rollout\nmetadata: { name: other }\nspec: {}\n';
    expect(parse(`${kruise}---\n${readFileSync('test/fixtures/manifests/nginx.yaml', 'utf8')}`).read).toBe('Deployment nginx-deployment');
  });
});
