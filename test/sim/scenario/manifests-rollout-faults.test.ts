import fc from 'fast-check';
import { dump, loadAll } from 'js-yaml';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse, ScenarioError } from '../../../src/sim/scenario/index.ts';
import { complaint } from './complaint.ts';

const fixture = (name: string): string => readFileSync(`test/fixtures/manifests/argo/${name}.yaml`, 'utf8');
/** A fixture with one thing changed, which must be there. */
function edited(name: string, before: string | RegExp, after: string): string {
  const text = fixture(name), changed = text.replace(before, after);
  if (changed === text) throw new Error(`${name} has no ${String(before)}`);
  return changed;
}

test('a file with many mistakes tells all of them, each at its place and with the reason of the controller', () =>
  expect(complaint(fixture('many-errors'))).toBe(
    [
      'f.yaml:1:13  apiVersion: is "argoproj.io/v1alpha2" (no matches for kind "Rollout" in version "argoproj.io/v1alpha2"). Write apiVersion: argoproj.io/v1alpha1.',
      'f.yaml:8:28  spec.progressDeadlineSeconds: is 30, and minReadySeconds is 30 ("must be greater than minReadySeconds"). Set progressDeadlineSeconds to more than 30.',
      'f.yaml:19:22  spec.strategy.canary.stableService: is "checkout", which is the canaryService too ("This rollout uses the same service for the stable and canary services, but two different services are required."). Name two Services.',
      'f.yaml:21:17  spec.strategy.canary.maxSurge: and maxUnavailable are both 0, so no server could ever be replaced ("MaxSurge and MaxUnavailable both can not be zero"). Set one of them to 1 or more.',
      'f.yaml:23:7  spec.strategy.canary.scaleDownDelaySecond: is an unknown field (strict decoding error). Did you mean "scaleDownDelaySeconds"?',
      'f.yaml:24:7  spec.strategy.canary.dynamicStableScale: needs a traffic router ("Canary dynamicStableScale can only be used with traffic routing"). Add trafficRouting, or remove it.',
      'f.yaml:27:11  spec.strategy.canary.analysis.templates: gives no value for the argument service ("args.service was not resolved"). Add it to args: { name: service, value: … }.',
      'f.yaml:27:27  spec.strategy.canary.analysis.templates.0.templateName: names "error-rat", and this file has no AnalysisTemplate of that name ("AnalysisTemplate \'error-rat\' not found"). Did you mean "error-rate"?',
      'f.yaml:30:22  spec.strategy.canary.steps.0.setWeight: is 120 ("SetWeight needs to be between 0 and 100"). Write 0 to 100.',
      'f.yaml:32:11  spec.strategy.canary.steps.1.pause: is a second kind in one step, beside setWeight ("Step must have one of the following set: experiment, setWeight, setCanaryScale or pause"). Begin a new step with a dash.',
      'f.yaml:33:30  spec.strategy.canary.steps.2.pause.duration: is "10 minutes", which is no duration ("Duration needs to be greater than 0"). Write seconds, or 5m or 1h30m.',
      'f.yaml:34:11  spec.strategy.canary.steps.3: has an empty pause ("Step must have one of the following set: experiment, setWeight, setCanaryScale or pause"). Write pause: {} to wait for a person, or pause: { duration: 60s }.',
      'f.yaml:35:11  spec.strategy.canary.steps.4.setWeigth: is an unknown field (strict decoding error). Did you mean "setWeight"?',
      'f.yaml:36:11  spec.strategy.canary.steps.5.setCanaryScale: needs a traffic router ("SetCanaryScale requires TrafficRouting to be set"). Add trafficRouting, or remove the step.',
      'f.yaml:37:11  spec.strategy.canary.steps.6.setHeaderRoute: needs a router that can route by header, and there is none ("SetHeaderRoute requires TrafficRouting, supports Istio and ALB and Apisix"). Use istio, alb, apisix or a plugin, or remove the step.',
      'f.yaml:44:15  spec.strategy.canary.steps.7.analysis.templates: gives no value for the argument service ("args.service was not resolved"). Add it to args: { name: service, value: … }.',
      'f.yaml:55:17  spec.metrics.0.interval: is "1 minute", which is no duration ("invalid interval string"). Write 30s, 5m or 1h30m.',
      'f.yaml:57:21  spec.metrics.0.failureLimit: is 5, more than the count of 3 ("count must be >= failureLimit"). Write 3 or less, or raise count.',
      'f.yaml:58:25  spec.metrics.0.successCondition: cannot be read: one = compares nothing (character 11). Write ==.',
      'f.yaml:61:18  spec.metrics.0.provider.prometheus.query: uses the argument zone, which the template does not declare ("failed to resolve {{args.zone}}"). Use service.',
    ].join('\n'),
  ));

test('Services and routes of the file are held to what the Rollout says of them', () =>
  expect(complaint(fixture('mesh-errors'))).toBe(
    [
      'f.yaml:16:22  spec.strategy.canary.stableService: names Service "cart-stable", which selects tier: "web", and the pods have no such label ("Service "cart-stable" has unmatch label "tier" in rollout"). Make the selector of the Service and the labels of the pod template agree.',
      'f.yaml:17:22  spec.strategy.canary.canaryService: names Service "cart-canry", and this file has none of that name (services "cart-canry" not found). Did you mean "cart-canary"?',
      'f.yaml:22:31  spec.strategy.canary.trafficRouting.istio.virtualService.routes.1: is "admin", and VirtualService cart has no HTTP route of that name ("Istio VirtualService has invalid HTTP routes. Error: HTTP Route \'admin\' is not found in the defined Virtual Service."). Use primary.',
      'f.yaml:33:9  spec.http.0.route: does not lead to cart-canry ("Istio VirtualService has invalid HTTP routes. Error: Canary Service \'cart-canry\' not found in route"). Add - destination: { host: cart-canry } with a weight.',
    ].join('\n'),
  ));

const ISTIO = '        istio:\n          virtualService:\n            name: checkout\n            routes: [primary]\n';
const STRATEGY = 'spec.strategy.canary';

describe('the strategy:', () => {
  test.each([
    ['none', edited('basic-canary', /  strategy:\n[^]*?  revision/, '  revision'), `f.yaml:6:1  spec.strategy: has neither canary nor blueGreen ("Rollout has missing field '.spec.strategy.canary or .spec.strategy.blueGreen'"). Add canary: {} or blueGreen: { activeService: … }.`],
    ['both', edited('mission', '    canary:\n', '    blueGreen: { activeService: a }\n    canary:\n'), 'f.yaml:26:5  spec.strategy.blueGreen: is given together with canary ("Multiple Strategies can not be listed"). Keep one of the two.'],
    ['that of a Deployment', edited('basic-canary', '    canary:\n', '    rollingUpdate: {}\n    canary:\n'), 'f.yaml:9:5  spec.strategy.rollingUpdate: is an unknown field (strict decoding error). Use one of canary, blueGreen.'],
    ['a router that is none', edited('mission', ISTIO, '        {}\n'), `f.yaml:30:9  ${STRATEGY}.trafficRouting: names no router, so nothing would ever divide the requests. Add one of istio, nginx, alb, smi, ambassador, appMesh, traefik, apisix, plugins, or remove trafficRouting.`],
    ['weights out of 1000 with Istio', edited('mission', '        istio:\n', '        maxTrafficWeight: 1000\n        istio:\n'), `f.yaml:30:27  ${STRATEGY}.trafficRouting.maxTrafficWeight: is 1000 with istio ("Canary maxTrafficWeight in traffic routing only support in Nginx and Plugins"). Remove it: weights are out of 100.`],
    ['a weight above the maximum', edited('nginx', 'setWeight: 250', 'setWeight: 1250'), `f.yaml:41:22  ${STRATEGY}.steps.4.setWeight: is 1250 ("SetWeight needs to be between 0 and 1000"). Write 0 to 1000.`],
    ['a weight in quotes', edited('mission', 'setWeight: 20', 'setWeight: "20"'), `f.yaml:44:22  ${STRATEGY}.steps.2.setWeight: must be a whole number, is "20" (cannot unmarshal string into a field of type int32). Remove the quotes: 20.`],
    ['a pause beyond a rehearsal', edited('mission', 'duration: 10m', 'duration: 48h'), `f.yaml:45:18  ${STRATEGY}.steps.3.pause: must be at most 1d, is "2d". Write 1d or less.`],
    ['a delay without a router', edited('basic-canary', '      maxUnavailable: 0\n', '      maxUnavailable: 0\n      scaleDownDelaySeconds: 60\n'), `f.yaml:12:7  ${STRATEGY}.scaleDownDelaySeconds: needs a traffic router ("Canary scaleDownDelaySeconds can only be used with traffic routing"). Add trafficRouting, or remove it.`],
    ['a delay for a stable side that shrinks', edited('nginx', 'dynamicStableScale: true', 'dynamicStableScale: true\n      scaleDownDelaySeconds: 30'), `f.yaml:22:7  ${STRATEGY}.dynamicStableScale: and scaleDownDelaySeconds exclude each other ("Canary dynamicStableScale cannot be used with scaleDownDelaySeconds"). Remove one of the two.`],
    ['a bound below nothing', edited('basic-canary', 'maxSurge: "1"', 'maxSurge: -1'), `f.yaml:10:17  ${STRATEGY}.maxSurge: is -1 ("must be greater than or equal to 0"). Write 0 or more.`],
    ['a header route with nginx', edited('nginx', '        - setCanaryScale:\n            replicas: 2\n', '        - setHeaderRoute: { name: a, match: [{ headerName: X, headerValue: { exact: y } }] }\n'), `f.yaml:35:11  ${STRATEGY}.steps.0.setHeaderRoute: needs a router that can route by header, and nginx cannot ("SetHeaderRoute requires TrafficRouting, supports Istio and ALB and Apisix"). Use istio, alb, apisix or a plugin, or remove the step.`],
    ['a route that nobody manages', edited('alb-header', '            name: beta\n', '            name: gamma\n'), `f.yaml:41:19  ${STRATEGY}.steps.3.setHeaderRoute.name: is "gamma", which is no managed route ("Steps define a route that does not exist in spec.strategy.canary.trafficRouting.managedRoutes"). Add it to managedRoutes, or use staff or beta.`],
    ['no managed routes', edited('alb-header', '        managedRoutes:\n          - name: staff\n          - name: beta\n', ''), `f.yaml:24:7  ${STRATEGY}.trafficRouting.managedRoutes: is missing, and steps make routes ("Rollout has missing field 'spec.strategy.canary.trafficRouting.managedRoutes'"). Add managedRoutes: [{ name: staff }] to trafficRouting.`],
    ['a prefix with ALB', edited('alb-header', '{ exact: beta }', '{ prefix: beta }'), `f.yaml:44:30  ${STRATEGY}.steps.3.setHeaderRoute.match.0.headerValue: is no exact value, and ALB knows no other ("SetHeaderRoute match value invalid. ALB supports 'exact' value only"). Write exact: with the value.`],
    ['two values of a header', edited('mirror', '"qa-.*" }', '"qa-.*", exact: qa }'), `f.yaml:43:39  ${STRATEGY}.steps.4.setHeaderRoute.match.0.headerValue.regex: is one too many ("StringMatch match value must have exactly one of the following: exact, regex, prefix"). Keep one.`],
    ['a mirror with ALB', edited('alb-header', '        - setHeaderRoute:\n            name: staff\n            match:', '        - setMirrorRoute:\n            name: staff\n            match:'), `f.yaml:34:11  ${STRATEGY}.steps.1.setMirrorRoute: needs a router that can copy requests, and alb cannot ("SetMirrorRoute requires TrafficRouting, supports Istio only"). Use istio or a plugin, or remove the step.`],
    ['ping and pong the same', edited('alb-header', 'storefront-pong', 'storefront-ping'), `f.yaml:22:22  ${STRATEGY}.pingPong.pingService: is "storefront-ping", which is the pongService too ("This rollout uses the same service for the ping and pong services, but two different services are required."). Name two Services.`],
    ['active and preview the same', edited('blue-green', 'previewService: ledger-preview', 'previewService: ledger-active'), 'f.yaml:23:23  spec.strategy.blueGreen.previewService: is "ledger-active", which is the activeService too ("This rollout uses the same service for the active and preview services, but two different services are required."). Name two Services.'],
    ['no active service', edited('blue-green', '      activeService: ledger-active\n', ''), 'f.yaml:21:5  spec.strategy.blueGreen.activeService: is missing ("Required value"). Add activeService with the name of the Service that users go through.'],
    ['more on standby than in the history', edited('blue-green', 'RevisionLimit: 2', 'RevisionLimit: 4'), `f.yaml:27:36  spec.strategy.blueGreen.scaleDownDelayRevisionLimit: is 4, more than the revisionHistoryLimit of 3 ("This rollout's revision history limit can not be smaller than the rollout's scale down limit"). Write 3 or less.`],
    ['a threshold of its own kind', edited('nginx', 'type: Percent', 'type: Percentage'), `f.yaml:26:15  ${STRATEGY}.replicaProgressThreshold.type: is "Percentage" (supported values: "Percent", "Pod"). Write Percent or Pod.`],
  ])('%s', (_, text, expected) => expect(complaint(text)).toBe(expected));

  test('no services where the router needs them', () =>
    expect(complaint(edited('mission', '      canaryService: checkout-canary\n      stableService: checkout-stable\n', ''))).toBe(
      [
        `f.yaml:26:5  ${STRATEGY}.stableService: is missing, and istio needs it ("Canary service and Stable service must to be set to use Traffic Routing"). Add stableService with the name of a Service.`,
        `f.yaml:26:5  ${STRATEGY}.canaryService: is missing, and istio needs it ("Canary service and Stable service must to be set to use Traffic Routing"). Add canaryService with the name of a Service.`,
      ].join('\n'),
    ));
});

describe('routes and references:', () => {
  const QUERY = 'spec.metrics.0.provider';
  test.each([
    ['an Ingress that leads elsewhere', edited('nginx', 'name: search-stable\n                port', 'name: search\n                port'), `f.yaml:31:26  ${STRATEGY}.trafficRouting.nginx.stableIngress: names Ingress "search", and none of its rules leads to search-stable ("ingress \`search\` has no rules using service search-stable backend"). Add a rule with the backend service search-stable.`],
    ['one Ingress and several', edited('nginx', 'stableIngress: search\n', 'stableIngress: search\n          stableIngresses: [search]\n'), `f.yaml:32:11  ${STRATEGY}.trafficRouting.nginx.stableIngresses: is given together with stableIngress ("Either StableIngress or StableIngresses must be configured. Both are configured."). Keep one of the two.`],
    ['no Ingress', edited('nginx', '          stableIngress: search\n', ''), `f.yaml:30:9  ${STRATEGY}.trafficRouting.nginx.stableIngress: is missing ("Either StableIngress or StableIngresses must be configured. Neither are configured."). Add stableIngress with the name of an Ingress.`],
    ['no VirtualService', edited('mission', ISTIO, '        istio: {}\n'), `f.yaml:30:16  ${STRATEGY}.trafficRouting.istio: names no VirtualService ("either VirtualService or VirtualServices must be configured"). Add virtualService: { name: … }.`],
    ['a VirtualService with two routes', edited('mission', '            routes: [primary]\n', '').replace('    - name: primary\n', '    - name: other\n      route: []\n    - name: primary\n'), 'f.yaml:83:5  spec.http: has 2 routes, and the Rollout does not say which ("Istio VirtualService has invalid HTTP routes. Error: spec.http[] should be set in VirtualService and it must have exactly one route when omitting spec.strategy.canary.trafficRouting.istio.virtualService.routes"). Add routes: [other] to virtualService in the Rollout.'],
    ['a subset that is not there', edited('istio-analysis', '    - name: canary\n      labels', '    - name: newest\n      labels'), 'f.yaml:174:5  spec.subsets: have none named "canary", which the Rollout divides by. Use one of newest, stable.'],
    ['a Deployment that is not there', edited('workload-ref', '    name: inventory\n    scale', '    name: inventry\n    scale'), 'f.yaml:10:11  spec.workloadRef.name: names "inventry", and this file has no Deployment of that name. Did you mean "inventory"?'],
    ['another kind of workload', edited('workload-ref', '    kind: Deployment\n    name: inv', '    kind: StatefulSet\n    name: inv'), 'f.yaml:9:11  spec.workloadRef.kind: is "StatefulSet", and only a Deployment is understood here. Refer to a Deployment, or write the pod template into the Rollout.'],
    ['a template beside a workloadRef', edited('workload-ref', '  strategy:\n', '  template: { metadata: { labels: { a: b } } }\n  strategy:\n'), 'f.yaml:12:3  spec.template: is given together with workloadRef ("template must be empty for workload reference rollout"). Remove one of the two.'],
    ['a mistake in the Deployment behind it', edited('workload-ref', '          image: example.com/inventory:5.0.2\n', ''), 'f.yaml:37:11  spec.template.spec.containers.0.image: is missing ("Required value"). Add the image of the container.'],
    ['a template that is the cluster’s', edited('cluster-template', 'templateName: golden-signals\n                clusterScope: true', 'templateName: golden-signals'), `f.yaml:30:31  ${STRATEGY}.steps.2.analysis.templates.0.templateName: names "golden-signals", and this file has no AnalysisTemplate of that name ("AnalysisTemplate 'golden-signals' not found"). Add clusterScope: true: it is a ClusterAnalysisTemplate.`],
    ['a template that is part of itself', edited('cluster-template', '  name: latency\nspec:\n', '  name: latency\nspec:\n  templates: [{ templateName: golden-signals, clusterScope: true }]\n'), 'f.yaml:74:31  spec.templates.0.templateName: names a template that the analysis has already, by itself or as part of another ("two metrics have the same name"). Remove it.'],
    ['an argument that is missing', edited('mission', '        args:\n          - name: service\n            value: checkout-canary\n', ''), `f.yaml:37:11  ${STRATEGY}.analysis.templates: gives no value for the argument service ("args.service was not resolved"). Add it to args: { name: service, value: … }.`],
    ['an argument that is no text', edited('mission', 'value: checkout-canary', 'value: 5'), `f.yaml:40:20  ${STRATEGY}.analysis.args.0.value: must be a text, is 5 (cannot unmarshal number into a field of type string). Put it in quotes.`],
    ['a field that is not there', edited('mission', 'value: checkout-canary', 'valueFrom: { fieldRef: { fieldPath: metadata.labels.team } }'), `f.yaml:40:49  ${STRATEGY}.analysis.args.0.valueFrom.fieldRef.fieldPath: finds nothing at "metadata.labels.team" of the Rollout ("invalid path metadata.labels.team in rollout"). Correct the path, or add the field.`],
    ['a hash of nothing', edited('mission', 'value: checkout-canary', 'valueFrom: { podTemplateHashValue: latest }'), `f.yaml:40:48  ${STRATEGY}.analysis.args.0.valueFrom.podTemplateHashValue: is "latest" (supported values: "Stable", "Latest"). Did you mean "Latest"?`],
    ['a rule for no metric', edited('cluster-template', 'metricName: traffic', 'metricName: trafic'), `f.yaml:38:29  ${STRATEGY}.steps.2.analysis.dryRun.0.metricName: matches no metric ("Rule didn't match any metric name(s)"). Use success-rate, traffic, latency-p99, or .* for all.`],
    ['a query of somebody’s own', edited('mission', / {12}100 \* sum[^]*?---/, '            sum(business_value)\n---'), `f.yaml:64:1  ${QUERY}.prometheus.query: is not understood: it measures business_value, which we do not know. Say in a scenario, above the manifest, what it measures: queries: { error-rate: { metric: successRate, population: canary, window: 1m } }.`],
    ['another provider', edited('mission', '        prometheus:', '        web:'), `f.yaml:62:11  ${QUERY}.web: asks web, and only queries of Prometheus are understood by themselves. Say in a scenario, above the manifest, what it measures: queries: { error-rate: { metric: successRate, population: canary, window: 1m } }.`],
    ['two providers', edited('mission', '        prometheus:', '        web: { url: http://x }\n        prometheus:'), `f.yaml:61:14  ${QUERY}.web: is one provider too many ("multiple providers specified"). Keep one.`],
    ['no provider', edited('mission', / {6}provider:[^]*?---/, '---'), 'f.yaml:55:7  spec.metrics.0.provider: is missing ("no provider specified"). Add provider: { prometheus: { query: … } }.'],
    ['a condition over a field', edited('mission', 'isNaN(result[0]) || result[0] <= 1', 'result.value <= 1'), 'f.yaml:59:25  spec.metrics.0.successCondition: cannot be read: looks into the result, and a rehearsal measures one number (character 1). Write it over result[0].'],
    ['an interval without a unit', edited('mission', 'interval: 1m', 'interval: "60"'), 'f.yaml:56:17  spec.metrics.0.interval: is "60", which is no duration ("invalid interval string"). Write 60s.'],
    ['an interval below ours', edited('mission', 'interval: 1m', 'interval: 10ms'), 'f.yaml:56:17  spec.metrics.0.interval: must be at least 1s, is "10ms". Write 1s or more.'],
    ['an analysis that never ends', edited('blue-green', '      count: "{{args.measurements}}"\n', ''), 'f.yaml:54:17  spec.metrics.0.interval: is given without a count, so the analysis would never end ("AnalysisTemplate smoke has metric errors which runs indefinitely"). Add count: 5, or use the template in the background analysis.'],
    ['a count without an interval', edited('blue-green', '      interval: 15s\n', ''), 'f.yaml:54:14  spec.metrics.0.count: is 4, and there is no interval ("interval must be specified when count > 1"). Add interval: 30s, or write 1.'],
    ['a count in words', edited('blue-green', 'value: "4"', 'value: four'), 'f.yaml:55:14  spec.metrics.0.count: is "four", which is no whole number. Write a whole number.'],
    ['any number of failures without successes', edited('cluster-template', '\n      consecutiveSuccessLimit: 2', ''), 'f.yaml:82:21  spec.metrics.0.failureLimit: is -1, which means any number, and there is no consecutiveSuccessLimit ("failureLimit must be >= 0"). Write 0 or more, or add consecutiveSuccessLimit.'],
    ['too few measurements for both limits', edited('cluster-template', '"6"', '"4"'), 'f.yaml:54:14  spec.metrics.0.count: is 4, less than failureLimit + consecutiveSuccessLimit = 5. Write 5 or more.'],
    ['a metric of the same name', edited('cluster-template', 'name: latency-p99', 'name: traffic'), `f.yaml:79:13  spec.metrics.0.name: is there twice ("two metrics have the same name 'traffic'"). Rename one of the two.`],
  ])('%s', (_, text, expected) => expect(complaint(text)).toBe(expected));
});

describe('an experiment:', () => {
  const AT = `${STRATEGY}.steps.0.experiment`;
  test.each([
    ['a weight that the router cannot give', edited('experiment', '        smi:\n          rootService: ranking\n', '        traefik: { weightedTraefikServiceName: ranking }\n'), [
      `f.yaml:30:17  ${AT}.templates.0.weight: is not possible with traefik ("Experiment template weight is only available for TrafficRouting with SMI, ALB, and Istio at this time"). Remove it.`,
      `f.yaml:34:17  ${AT}.templates.1.weight: is not possible with traefik ("Experiment template weight is only available for TrafficRouting with SMI, ALB, and Istio at this time"). Remove it.`,
    ]],
    ['another version', edited('experiment', 'specRef: stable', 'specRef: primary'), [`f.yaml:29:26  ${AT}.templates.0.specRef: is "primary" (supported values: "stable", "canary"). Write stable or canary.`]],
    ['servers that it does not have', edited('experiment', 'templates.baseline.podTemplateHash', 'templates.control.podTemplateHash'), [`f.yaml:46:28  ${AT}.analyses.0.args.1.value: speaks of the template control, which the experiment does not have ("failed to resolve {{templates.control.podTemplateHash}}"). Use one of baseline, canary.`]],
    ['a template that is not there', edited('experiment', 'templateName: compare', 'templateName: compares'), [`f.yaml:40:31  ${AT}.analyses.0.templateName: names "compares", and this file has no AnalysisTemplate of that name ("AnalysisTemplate 'compares' not found"). Did you mean "compare"?`]],
    ['a duration without a unit', edited('experiment', 'duration: 5m', 'duration: "300"'), [`f.yaml:26:23  ${AT}.duration: is "300", which is no duration. Write 90s, 5m or 1h30m.`]],
  ])('%s', (_, text, expected) => expect(complaint(text)).toBe(expected.join('\n')));
});

describe('queries in the scenario', () => {
  const mission = fixture('mission');
  test.each([
    ['are misspelt', `queries: { eror-rate: { metric: latency } }\n---\n${mission}`, 'f.yaml:1:12  queries.eror-rate: names no template and no metric that the rehearsed manifest uses. Did you mean "error-rate"?'],
    ['measure nothing that there is', `queries: { error-rate: { metric: errors } }\n---\n${mission}`, 'f.yaml:1:34  queries.error-rate.metric: must be one of errorRate, successRate, latency, requestRate, is "errors". Use one of errorRate, successRate, latency, requestRate.'],
    ['are a list', `queries: [a]\n---\n${mission}`, 'f.yaml:1:10  queries: must be a mapping, is a list. Write { <name of the template>: { metric: errorRate } }.'],
    ['stand alone', 'queries: { a: { metric: latency } }\nstrategy: { rolling: {} }\n', 'f.yaml:1:12  queries.a: names no template and no metric that the rehearsed manifest uses. Remove it.'],
  ])('%s', (_, text, expected) => expect(complaint(text)).toBe(expected));

  test('win over what a query looks like', () => {
    const { source } = parse(`queries: { error-rate: { metric: successRate, population: all, window: 3m } }\n---\n${mission}`);
    expect(source['strategy']).toMatchObject({ canary: { analysis: { metrics: [{ metric: 'successRate', population: 'all', window: '3m', successCondition: 'isNaN(result[0]) || result[0] <= 1' }] } } });
  });
});

test('a scenario may not say again what the Rollout says', () =>
  expect(complaint(`strategy: { canary: { maxSurge: 1 } }\nfleet: { replicas: 3 }\n---\n${fixture('mission')}`)).toBe(
    [
      'f.yaml:1:1  strategy: is said by the Rollout checkout already. Remove it here, or remove the Rollout.',
      'f.yaml:2:10  fleet.replicas: is said by the Rollout checkout too (replicas). Remove one of the two.',
    ].join('\n'),
  ));

test('objects of any shape are read or refused, and every fault has its place', () => {
  const documents = readdirSync('test/fixtures/manifests/argo').map((name) => loadAll(readFileSync(`test/fixtures/manifests/argo/${name}`, 'utf8')));
  const strange = fc.oneof(fc.constantFrom(null, {}, [], '', 0, -1, 1.5, 1e12, true, 'none', '{{args.x}}', '{{args.service}}', [null], [{}], { name: null }), fc.string({ maxLength: 6 }), fc.jsonValue({ maxDepth: 2 }));
  let refused = 0, read = 0;
  fc.assert(
    fc.property(fc.constantFrom(...documents), fc.array(fc.tuple(fc.nat(100_000), strange), { minLength: 1, maxLength: 3 }), (file, changes) => {
      const tree = structuredClone(file) as unknown;
      for (const [at, value] of changes) replaceOne(tree, at, value);
      const text = (tree as unknown[]).map((document) => dump(document, { noRefs: true })).join('---\n'), lines = text.split('\n');
      try {
        parse(text);
        read++;
      } catch (error) {
        if (!(error instanceof ScenarioError)) throw error;
        refused++;
        for (const { line, column, message, cure } of error.issues) {
          expect(line).toBeGreaterThanOrEqual(1);
          expect(column).toBeLessThanOrEqual(lines[line! - 1]!.length + 1);
          expect(`${message} ${cure}`).not.toMatch(/undefined|\[object|NaN(?!\()|\n/);
          expect(cure).toMatch(/[.?]$/);
        }
      }
    }),
    { numRuns: 1_500, seed: 28 },
  );
  expect([read > 100, refused > 300]).toEqual([true, true]);
});

/** Puts a value at the place with this number, counted over everything inside the documents. */
function replaceOne(tree: unknown, number: number, value: unknown): void {
  const places: (readonly [holder: Record<string, unknown>, key: string])[] = [], rest: unknown[] = [tree];
  for (let at = rest.pop(); at !== undefined; at = rest.pop()) {
    if (typeof at !== 'object' || at === null) continue;
    for (const [key, inside] of Object.entries(at)) {
      if (at !== tree) places.push([at as Record<string, unknown>, key]);
      rest.push(inside);
    }
  }
  const place = places[number % Math.max(1, places.length)];
  if (place !== undefined) place[0][place[1]] = value;
}
