import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isUnderstood, recogniseQuery, type Names } from '../../../src/sim/analysis/index.ts';
import { formatDuration } from '../../../src/sim/schema/index.ts';

/** `errorRate of canary over 5m, share`, or why not. */
function said(query: string, names: Names = {}): string {
  const reading = recogniseQuery(query, names);
  if (!isUnderstood(reading)) return `not understood: ${reading.reason}`;
  const { metric, population, window, scale, quantile } = reading;
  return `${metric}${metric === 'latency' ? ` p${quantile * 100}` : ''} of ${population} over ${formatDuration(window)}, ${scale}`;
}

const CASES: [name: string, query: string, expected: string, names?: Names][] = [
  [
    'Argo’s own example of a success rate, Istio',
    `sum(irate(istio_requests_total{reporter="source",destination_service=~"{{args.service-name}}",response_code!~"5.*"}[5m])) / sum(irate(istio_requests_total{reporter="source",destination_service=~"{{args.service-name}}"}[5m]))`,
    'successRate of canary over 5m, share',
    { args: { 'service-name': 'shop-canary.prod.svc.cluster.local' } },
  ],
  [
    'the same with the stable service as its argument',
    `sum(irate(istio_requests_total{destination_service=~"{{ args.service-name }}",response_code!~"5.*"}[2m])) / sum(irate(istio_requests_total{destination_service=~"{{ args.service-name }}"}[2m]))`,
    'successRate of stable over 2m, share',
    { args: { 'service-name': 'shop' }, stable: ['shop'], canary: ['shop-next'] },
  ],
  [
    'an argument that leads to neither version',
    `sum(rate(http_requests_total{service="{{args.service-name}}",status!~"5.."}[1m])) / sum(rate(http_requests_total{service="{{args.service-name}}"}[1m]))`,
    'successRate of all over 1m, share',
    { args: { 'service-name': 'shop' } },
  ],
  [
    'the clusters of Envoy, by class of answer',
    `sum(irate(envoy_cluster_upstream_rq_xx{envoy_cluster_name="cds_egress_vn-canary_http_80",envoy_response_code_class!~"5.*"}[5m])) / sum(irate(envoy_cluster_upstream_rq_xx{envoy_cluster_name="cds_egress_vn-canary_http_80"}[5m]))`,
    'successRate of canary over 5m, share',
  ],
  [
    'Spring’s outcomes',
    `sum(rate(http_server_requests_seconds_count{outcome=~"SERVER_ERROR|CLIENT_ERROR",pod=~"checkout-latest.*"}[2m])) / sum(rate(http_server_requests_seconds_count{pod=~"checkout-latest.*"}[2m]))`,
    'errorRate of canary over 2m, share',
  ],
  [
    'APISIX',
    `sum(rate(apisix_http_status{code=~"5..",route="shop-stable"}[1m])) / sum(rate(apisix_http_status{route="shop-stable"}[1m]))`,
    'errorRate of stable over 1m, share',
  ],
  [
    'Flagger’s success rate for Istio, in percent',
    `sum(rate(istio_requests_total{reporter="destination",destination_workload_namespace="{{ namespace }}",destination_workload=~"{{ target }}",response_code!~"5.*"}[{{ interval }}])) / sum(rate(istio_requests_total{reporter="destination",destination_workload_namespace="{{ namespace }}",destination_workload=~"{{ target }}"}[{{ interval }}])) * 100`,
    'successRate of canary over 1m, percent',
  ],
  [
    'Flagger’s example of a template: what is missing from 100 percent',
    `100 - sum(rate(istio_requests_total{reporter="destination",destination_workload="{{ target }}",response_code!="404"}[30s])) / sum(rate(istio_requests_total{reporter="destination",destination_workload="{{ target }}"}[30s])) * 100`,
    'errorRate of canary over 30s, percent',
  ],
  [
    'Flagger’s latency for Istio',
    `histogram_quantile(0.99, sum(rate(istio_request_duration_milliseconds_bucket{reporter="destination",destination_workload="{{ target }}"}[1m])) by (le))`,
    'latency p99 of canary over 1m, milliseconds',
  ],
  [
    'the primary’s latency, with the labels in front',
    `histogram_quantile(0.95, sum by (le) (rate(istio_request_duration_milliseconds_bucket{destination_workload="podinfo-primary"}[5m])))`,
    'latency p95 of stable over 5m, milliseconds',
  ],
  [
    'milliseconds turned into seconds',
    `histogram_quantile(0.9, sum(rate(istio_request_duration_milliseconds_bucket{destination_version="canary"}[1m])) by (le)) / 1000`,
    'latency p90 of canary over 1m, seconds',
  ],
  [
    'errors of an NGINX ingress’s canary',
    `sum(rate(nginx_ingress_controller_requests{ingress="shop",canary!="",status=~"[4-5].*"}[1m])) / sum(rate(nginx_ingress_controller_requests{ingress="shop",canary!=""}[1m]))`,
    'errorRate of canary over 1m, share',
  ],
  [
    'errors of an NGINX ingress’s canary by its name',
    `sum(rate(nginx_ingress_controller_requests{canary="shop-canary",status=~"5.."}[2m])) / sum(rate(nginx_ingress_controller_requests{canary="shop-canary"}[2m]))`,
    'errorRate of canary over 2m, share',
  ],
  [
    'Flagger’s success rate for NGINX: one minus the errors, by a subtraction within',
    `100 * (1 - sum(rate(nginx_ingress_controller_requests{ingress=~"shop-canary",status=~"5.*"}[1m])) / sum(rate(nginx_ingress_controller_requests{ingress=~"shop-canary"}[1m])))`,
    'successRate of canary over 1m, percent',
  ],
  [
    'NGINX latency',
    `histogram_quantile(0.5, sum(rate(nginx_ingress_controller_request_duration_seconds_bucket{ingress="shop"}[1m])) by (le))`,
    'latency p50 of all over 1m, seconds',
  ],
  [
    'seconds turned into milliseconds',
    `histogram_quantile(0.99, sum(rate(http_request_duration_seconds_bucket{version="{{args.canary-hash}}"}[1m])) by (le)) * 1000`,
    'latency p99 of canary over 1m, milliseconds',
    { args: { 'canary-hash': 'latest' } },
  ],
  [
    'Linkerd’s success rate by classification',
    `sum(rate(response_total{namespace="prod",deployment="shop-canary",classification!="failure",direction="inbound"}[1m])) / sum(rate(response_total{namespace="prod",deployment="shop-canary",direction="inbound"}[1m]))`,
    'successRate of canary over 1m, share',
  ],
  [
    'Linkerd’s failures',
    `sum(rate(response_total{dst_deployment="shop-primary",classification="failure"}[30s])) / sum(rate(response_total{dst_deployment="shop-primary"}[30s]))`,
    'errorRate of stable over 30s, share',
  ],
  [
    'Linkerd’s latency',
    `histogram_quantile(0.99, sum(rate(response_latency_ms_bucket{deployment="shop-canary"}[1m])) by (le))`,
    'latency p99 of canary over 1m, milliseconds',
  ],
  [
    'plain requests, of everybody: a probe that looks at the wrong population',
    `sum(rate(http_requests_total{status=~"5.."}[5m])) / sum(rate(http_requests_total[5m]))`,
    'errorRate of all over 5m, share',
  ],
  [
    'plain requests by template hash',
    `sum(rate(http_requests_total{rollouts_pod_template_hash="{{args.latest-hash}}",code=~"2.."}[1m])) / sum(rate(http_requests_total{rollouts_pod_template_hash="{{args.latest-hash}}"}[1m]))`,
    'successRate of canary over 1m, share',
    { args: { 'latest-hash': 'Latest' } },
  ],
  [
    'plain requests that exclude the canary',
    `sum(rate(http_requests_total{version!="canary",code=~"5.."}[1m])) / sum(rate(http_requests_total{version!="canary"}[1m]))`,
    'errorRate of stable over 1m, share',
  ],
  ['a request rate', `sum(rate(http_requests_total{service="shop-preview"}[1m]))`, 'requestRate of canary over 1m, perSecond'],
  [
    'a request rate of Istio',
    `round(sum(irate(istio_requests_total{destination_workload="shop"}[1m])), 0.001)`,
    'requestRate of all over 1m, perSecond',
  ],
  [
    'a mean from sum and count',
    `sum(rate(http_request_duration_seconds_sum{app="shop-canary"}[1m])) / sum(rate(http_request_duration_seconds_count{app="shop-canary"}[1m]))`,
    'latency p50 of canary over 1m, seconds',
  ],
  [
    'a counter of errors by its name',
    `sum(rate(http_errors_total{job="shop-canary"}[2m])) / sum(rate(http_requests_total{job="shop-canary"}[2m]))`,
    'errorRate of canary over 2m, share',
  ],
  [
    'no traffic turned into a number',
    `sum(rate(http_requests_total{status!~"5..",track="canary"}[1m])) / sum(rate(http_requests_total{track="canary"}[1m])) or vector(1)`,
    'successRate of canary over 1m, share',
  ],
  [
    'processor time',
    `sum(rate(container_cpu_usage_seconds_total{pod=~"shop.*"}[1m]))`,
    'not understood: measures container_cpu_usage_seconds_total, which we do not know',
  ],
  [
    'a bare counter',
    `http_requests_total{app="shop"}`,
    'not understood: counts http_requests_total without rate(), and a bare count depends on how long the pod has lived',
  ],
  [
    'errors without a whole',
    `sum(rate(http_requests_total{status=~"5.."}[1m]))`,
    'not understood: is a rate of some answers only, and not a share of all requests',
  ],
  [
    'a status of either kind',
    `sum(rate(http_requests_total{status=~"2..|5.."}[1m])) / sum(rate(http_requests_total[1m]))`,
    'not understood: selects a status that is neither good nor bad as a whole',
  ],
  ['no query at all', `vector(1)`, 'not understood: names no series'],
  [
    'brackets that do not match',
    `sum(rate(http_requests_total[1m])`,
    'not understood: is not a query that we can take apart: its brackets do not match, or it holds too much',
  ],
];

test.each(CASES)('%s', (_, query, expected, names) => {
  expect(said(query, names)).toBe(expected);
});

test('a query that is not understood says how to map it', () => {
  const reading = recogniseQuery('avg(up)');
  expect(isUnderstood(reading)).toBe(false);
  expect('cure' in reading && reading.cure).toBe(
    'Map it in the scenario: { metric: successRate | errorRate | latency | requestRate, population, window }.',
  );
});

test('what a query leaves unsaid is named as assumed', () => {
  const reading = recogniseQuery('histogram_quantile(0.9, http_request_duration_seconds_bucket)');
  expect('assumed' in reading && reading.assumed).toEqual(['no range is given; 1 minute is assumed']);
});

test('no text crashes it', () => {
  const pieces = fc.constantFrom(
    'sum(',
    ')',
    'rate',
    '{',
    '}',
    '[',
    ']',
    '"',
    ',',
    '=~',
    '/',
    'http_requests_total',
    'by',
    '1',
    '-',
    '{{',
    '\\',
    '#',
  );
  fc.assert(fc.property(fc.array(pieces, { maxLength: 60 }), (words) => void recogniseQuery(words.join(' '))));
  fc.assert(fc.property(fc.string({ maxLength: 200 }), (text) => void recogniseQuery(text)));
});

test('a hostile query is refused by its length, and long runs of one character are read', () => {
  expect(said('('.repeat(10_000))).toBe('not understood: has 10000 characters; 5000 are read');
  for (const char of ['(', '"', '{', '[', '\\', '#', '-', '{{', '"\\'])
    expect(said(char.repeat(2_000))).toMatch(/^not understood/);
});
