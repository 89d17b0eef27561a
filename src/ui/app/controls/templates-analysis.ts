import type { Template } from './templates.ts';

/** What can be added to the metrics of an analysis: what people measure, and the two judges that compare. */
export const METRIC_TEMPLATES: readonly Template[] = [
  { id: 'errorRate', label: 'an error rate', value: { metric: 'errorRate', atMost: '1%', count: 3 } },
  { id: 'latency', label: 'a latency', value: { metric: 'latency', atMost: '300ms', count: 3 } },
  { id: 'successRate', label: 'a success rate', value: { metric: 'successRate', atLeast: '99%', count: 3 } },
  { id: 'requestRate', label: 'a request rate', value: { metric: 'requestRate', atLeast: '1/s', count: 3 } },
  { id: 'conditions', label: 'two conditions', value: { metric: 'errorRate', successCondition: 'result[0] <= 0.01', failureCondition: 'result[0] > 0.05', count: 3 } },
  { id: 'kayenta', label: 'a scored comparison', value: { judge: 'kayenta', metric: 'errorRate', direction: 'increase', count: 3 } },
  { id: 'sequential', label: 'a sequential test', value: { judge: 'sequential', count: 6 } },
];

/** Further series of a scored comparison. */
export const SERIES_TEMPLATES: readonly Template[] = [
  { id: 'latency', label: 'a latency', value: { metric: 'latency', direction: 'increase', group: 'latency' } },
  { id: 'errorRate', label: 'an error rate', value: { metric: 'errorRate', direction: 'increase', group: 'errors' } },
];
