import type { Json } from '../schema/index.ts';

/** What all that can look look at: at most 2 % errors in 20 seconds, seen twice. So that no strategy wins by better eyes. */
const EYES: { [key: string]: Json } = {
  metric: 'errorRate',
  atMost: '2%',
  window: '20s',
  interval: '10s',
  initialDelay: '15s',
  failureLimit: 1,
};
const ALL_ALONG: Json = { metrics: [EYES] };

/**
 * Parameters for a world that says nothing about a strategy: what a careful team would begin with. A strategy that is not named here
 * has good defaults of its own (Kubernetes' for recreate and rolling, the olden days' for by hand).
 */
export const PRESETS: Readonly<Record<string, { [key: string]: Json }>> = {
  // Argo's own defaults, and the same eyes for a minute after the switch; blue stands by for two, so that there is a way back.
  'blue-green': { postPromotionAnalysis: { metrics: [{ ...EYES, count: 5 }] }, scaleDownDelay: '2m' },
  // Scenario 14: the usual three steps, each long enough for two looks.
  canary: {
    trafficRouting: true,
    steps: [{ setWeight: 5 }, { pause: '40s' }, { setWeight: 25 }, { pause: '40s' }, { setWeight: 50 }, { pause: '40s' }],
    analysis: { startingStep: 1, metrics: [EYES] },
    scaleDownDelay: '20s',
  },
  // Scenario 25, judged by Kayenta: as many fresh servers of the old version are the measure.
  baseline: {
    weight: '5%',
    size: 1,
    warmUp: '20s',
    lifetime: '2m',
    interval: '40s',
    analysis: {
      metrics: [
        {
          name: 'comparison',
          judge: 'kayenta',
          comparedWith: 'baseline',
          metric: 'latency',
          quantile: '90%',
          direction: 'increase',
          also: [{ metric: 'errorRate', direction: 'increase' }],
        },
      ],
    },
  },
  // Scenario 20: Flagger's tutorial with a shorter tick; its checks are success and latency.
  flagger: {
    interval: '20s',
    stepWeight: 10,
    maxWeight: 50,
    threshold: 2,
    metrics: [
      { name: 'request-success-rate', interval: '20s', min: 98 },
      { name: 'request-duration', interval: '20s', max: 500 },
    ],
  },
  // Both are tests first. Here they end in a promotion, so that they can be compared with rollouts.
  shadow: { watch: '2m', afterwards: 'promote', analysis: ALL_ALONG },
  'ab-test': { watch: '2m', afterwards: 'promote', analysis: ALL_ALONG },
};
