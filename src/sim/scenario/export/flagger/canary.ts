import { MINUTE } from '../../../kernel/index.ts';
import type { Json } from '../../../schema/index.ts';
import type { Params } from '../../../strategies/flagger/params.ts';
import type { Scenario } from '../../types.ts';
import { COHORT_HEADER } from '../../manifests/cohort-header.ts';
import { writeBounds, writeDeployment } from '../deployment.ts';
import type { Doubts } from '../doubts.ts';
import type { Exporter } from '../exporter.ts';
import { writeAdvance } from './advance.ts';
import { flaggerInterval } from './interval.ts';
import { plainMetric, writeMetrics } from './metrics.ts';

/** A Canary of Flagger with its target Deployment, and a MetricTemplate for each query of one's own. */
export const flaggerAsCanary: Exporter = (scenario, name, doubts) => {
  const params = scenario.strategy.params as Params,
    { provider, progressDeadline, skipAnalysis } = params;
  const { checks, templates } = writeMetrics(params.metrics, name, doubts);
  const deadline = doubts.seconds(progressDeadline, 'progressDeadlineSeconds');
  const canary = {
    apiVersion: 'flagger.app/v1beta1',
    kind: 'Canary',
    metadata: { name },
    spec: {
      provider: provider === 'kubernetes' ? 'kubernetes' : 'istio',
      targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
      ...(progressDeadline === 10 * MINUTE ? {} : { progressDeadlineSeconds: deadline }),
      service: { port: 80, targetPort: 'http' },
      ...(skipAnalysis ? { skipAnalysis } : {}),
      analysis: writeAnalysis(scenario, params, checks, doubts),
    },
  };
  const deployment = writeDeployment(
    scenario,
    name,
    { minReady: params.minReady, progressDeadline, revisionHistoryLimit: 10, paused: false },
    { type: 'RollingUpdate', rollingUpdate: writeBounds(params) },
    doubts,
  );
  return { objects: [{ comment: '', value: canary }, ...deployment.objects, ...templates], says: deployment.says };
};

/** The same parameters, without what Flagger does not look at. */
export const plainParams = (params: Params): Params => ({
  ...params,
  mirrorWeight: params.mirror ? params.mirrorWeight : 100,
  metrics: params.metrics.map(plainMetric),
});

function writeAnalysis({ traffic }: Scenario, params: Params, checks: readonly Json[], doubts: Doubts): Record<string, Json> {
  const { interval, threshold, match, primaryReadyThreshold, canaryReadyThreshold } = params;
  checkMatch(
    params,
    traffic.cohorts.map(([cohort]) => cohort),
    doubts,
  );
  return {
    interval: flaggerInterval(interval, doubts),
    threshold,
    ...writeAdvance(params, doubts),
    ...(primaryReadyThreshold === 100 ? {} : { primaryReadyThreshold }),
    ...(canaryReadyThreshold === 100 ? {} : { canaryReadyThreshold }),
    ...(match.length === 0 ? {} : { match: match.map(({ cohort }) => ({ headers: { [COHORT_HEADER]: { exact: cohort } } })) }),
    ...writeAffinity(params, doubts),
    ...(checks.length === 0 ? {} : { metrics: [...checks] }),
    ...writeGates(params),
  };
}

function checkMatch({ match, iterations, provider }: Params, cohorts: readonly string[], doubts: Doubts): void {
  if (match.length > 0 && iterations === 0)
    doubts.cannot(
      'Rules come with iterations: beside weights, Flagger would divide only the users who match, which is not played here.',
    );
  if (match.length > 0 && provider === 'kubernetes')
    doubts.cannot('Plain Kubernetes services follow no rules, so A/B testing needs a mesh.');
  for (const [index, { cohort }] of match.entries()) {
    if (!cohorts.includes(cohort)) doubts.cannot(`A rule names the cohort ${cohort}, and traffic.cohorts has none of that name.`);
    if (match.findIndex((other) => other.cohort === cohort) < index)
      doubts.cannot(`Two rules name the cohort ${cohort}; one is enough.`);
  }
}

function writeAffinity({ sessionAffinity, provider }: Params, doubts: Doubts): Record<string, Json> {
  if (sessionAffinity === null) return {};
  if (provider === 'kubernetes') doubts.cannot('Plain Kubernetes services set no cookie, so session affinity needs a mesh.');
  const { cookieName, maxAge } = sessionAffinity;
  if (cookieName === '') doubts.cannot('The cookie of the session affinity needs a name.');
  return { sessionAffinity: { cookieName, maxAge: doubts.seconds(maxAge, 'maxAge') } };
}

/** Gates that stay closed until a person opens them, at the load tester that comes with Flagger. */
function writeGates({ confirmRollout, confirmPromotion }: Params): Record<string, Json> {
  const types = [...(confirmRollout ? ['confirm-rollout'] : []), ...(confirmPromotion ? ['confirm-promotion'] : [])];
  if (types.length === 0) return {};
  return { webhooks: types.map((type) => ({ name: type, type, url: 'http://flagger-loadtester.test/gate/check' })) };
}
