import type { MetricParams } from '../argo/analysis-params.ts';
import type { Params } from './params.ts';

/** What the pipeline says for all metrics: when they are measured, how far back, and what becomes of each result. */
const PIPELINE = {
  window: 0,
  interval: null,
  initialDelay: 0,
  count: 1,
  failureLimit: 0,
  inconclusiveLimit: 0,
  consecutiveErrorLimit: 0,
  consecutiveSuccessLimit: 0,
};
type OfPipeline = keyof typeof PIPELINE;

/** The fields of a metric without those that the pipeline gives. */
export function ownOf<F extends object>(fields: F): Omit<F, OfPipeline> {
  const own: Partial<F> = { ...fields };
  for (const name of Object.keys(PIPELINE)) delete own[name as keyof F];
  return own as Omit<F, OfPipeline>;
}

/** The same metrics as other analyses have them. */
export const fullMetrics = ({ metrics }: Params['analysis']): MetricParams[] =>
  metrics.map((own): MetricParams => ({ ...PIPELINE, ...own }));
