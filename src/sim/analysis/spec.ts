import { SECOND, type Micros } from '../kernel/index.ts';
import type { Value } from './condition/index.ts';
import type { Verdict } from './phase.ts';

/** What one measurement comes to, with half a sentence that says why. */
export interface Judgement {
  phase: Verdict;
  message: string;
}

/** Turns a measured value into a judgement: Argo's conditions, or a statistical test over the samples behind the value. */
export type Judge<S = unknown> = (value: Value, samples: S | null) => Judgement;

/** One metric of an analysis, as an AnalysisTemplate has it. */
export interface MetricSpec {
  name: string;
  /** From the end of one measurement to the next; null = measured only once, unless `count` says otherwise. */
  interval: Micros | null;
  /** From the start of the run to the first measurement. Infinity = never: what becomes of a delay that nobody can read. */
  initialDelay: Micros;
  /** Measurements in all, errors not counted; null = once without an interval, without end with one. */
  count: number | null;
  /** More failed measurements than this fail the metric; −1 = any number may fail. */
  failureLimit: number;
  /** More inconclusive measurements than this make the metric inconclusive. */
  inconclusiveLimit: number;
  /** More errors in a row than this make the metric an error. */
  consecutiveErrorLimit: number;
  /** This many successes in a row are enough; 0 = not asked. */
  consecutiveSuccessLimit: number;
  successCondition: string | null;
  failureCondition: string | null;
  /** Measured and shown, but never counted. */
  dryRun: boolean;
}

/** What a metric is that says nothing of itself but its name. */
export const METRIC_DEFAULTS: Omit<MetricSpec, 'name'> = {
  interval: null,
  initialDelay: 0,
  count: null,
  failureLimit: 0,
  inconclusiveLimit: 0,
  consecutiveErrorLimit: 4,
  consecutiveSuccessLimit: 0,
  successCondition: null,
  failureCondition: null,
  dryRun: false,
};

/** After an error, the next try comes this soon, whatever the interval. */
export const ERROR_RETRY: Micros = 10 * SECOND;

/** How many measurements are wanted: one when neither count nor interval says anything; null = no end. */
export const wantedCount = ({ count, interval }: Pick<MetricSpec, 'count' | 'interval'>): number | null =>
  count ?? (interval === null ? 1 : null);

/** Why the controller would refuse a metric: which field, why, and the cure. */
export interface Refusal {
  field: 'count' | 'failureLimit';
  message: string;
  cure: string;
}

/** Null when the controller takes it. */
export function refusalOf(metric: MetricSpec): Refusal | null {
  const { count, interval, failureLimit, consecutiveSuccessLimit } = metric;
  if (count !== null && count > 1 && interval === null)
    return {
      field: 'count',
      message: 'needs an interval, because it is greater than 1',
      cure: 'Add interval: 10s, or measure once.',
    };
  if (failureLimit < 0 && consecutiveSuccessLimit === 0)
    return {
      field: 'failureLimit',
      message: 'may be −1 only with a consecutiveSuccessLimit',
      cure: 'Add consecutiveSuccessLimit: 3, or write 0 or more.',
    };
  const least = consecutiveSuccessLimit > 0 ? Math.max(0, failureLimit) + consecutiveSuccessLimit : failureLimit,
    what = consecutiveSuccessLimit > 0 ? 'failureLimit + consecutiveSuccessLimit' : 'its failureLimit';
  return count !== null && count < least
    ? { field: 'count', message: `must be at least ${what}, which is ${least}`, cure: `Write ${least} or more.` }
    : null;
}
