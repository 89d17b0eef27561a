import type { Trace } from '../trace/index.ts';
import { failedBy, offeredBy } from '../trace/index.ts';
import type { Metric } from './metric.ts';
import { isBreach, secondsOf } from './windows.ts';

/** Failed requests that the SLO forgives in one period, at this run's rate of requests; 0 for an SLO of 100%. */
export function errorBudget(trace: Trace): number {
  const { slo, horizon } = trace.header;
  return (1 - slo.availability) * offeredBy(trace, horizon) * (slo.period / horizon);
}

export const sloBreach: Metric = {
  id: 'sloBreach',
  label: 'Time below the SLO',
  unit: 'duration',
  better: 'lower',
  explains:
    'Total time of one-second windows in which the share of served requests was below the SLO. At a low rate one failure is enough.',
  measure: (trace) => secondsOf(trace).reduce((sum, second) => sum + (isBreach(trace, second) ? second.width : 0), 0),
};

export const budgetBurn: Metric = {
  id: 'budgetBurn',
  label: 'Error budget spent',
  unit: 'share',
  better: 'lower',
  explains:
    'Failed ÷ ((1 − SLO) × requests in one SLO period at the rate of this run). Above 100% this one rollout has spent it all.',
  measure: (trace) => {
    const budget = errorBudget(trace);
    return budget > 0 ? failedBy(trace, trace.header.horizon) / budget : null;
  },
};
