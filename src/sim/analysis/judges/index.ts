import type { MeasuredMetric } from '../question.ts';
import { argoProber } from './argo.ts';
import { flaggerProber } from './flagger.ts';
import { kayentaProber } from './kayenta.ts';
import type { Prober } from './prober.ts';
import { sequentialProber } from './sequential.ts';

export type { Limits, Look, Prober } from './prober.ts';

/** Whoever takes and judges the measurements of a metric. */
export function proberOf(metric: MeasuredMetric): Prober {
  const { judging } = metric;
  if (judging?.kind === 'kayenta') return kayentaProber(metric, judging);
  if (judging?.kind === 'flagger') return flaggerProber(metric, judging);
  return judging?.kind === 'sequential' ? sequentialProber(metric, judging) : argoProber(metric);
}
