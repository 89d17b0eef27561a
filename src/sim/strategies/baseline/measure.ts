import type { MeasuredMetric } from '../../analysis/index.ts';
import type { Micros } from '../../kernel/index.ts';
import type { Why } from '../../trace/facts.ts';
import { namesOf, measuredMetrics } from '../argo/measured-metrics.ts';
import { ordinal } from '../argo/words.ts';
import { spoken } from '../kubernetes/words.ts';
import { explain } from './explain.ts';
import type { Params } from './params.ts';
import { fullMetrics } from './pipeline.ts';
import type { Scene } from './scene.ts';
import { intervalOf, intervalsOf } from './schedule.ts';
import { BASELINE, CANARY, PRODUCTION } from './sets.ts';

const POOLS = { canary: CANARY, stable: PRODUCTION, baseline: BASELINE };

/** Metrics with a name of their own, so that it stays the same in whichever run they are measured. */
function metricsOf({ analysis }: Pick<Params, 'analysis'>): MeasuredMetric[] {
  const metrics = fullMetrics(analysis),
    names = namesOf(metrics);
  return measuredMetrics({ metrics: metrics.map((metric, index) => ({ ...metric, name: names[index]! })) }, POOLS);
}

const addsUp = ({ judging }: MeasuredMetric): boolean => judging?.kind === 'sequential';

/** What one judgement measures, each metric once. A query without an answer is an error, and ends the judgement. */
export const looksOf = (params: Params, window: Micros): MeasuredMetric[] =>
  metricsOf(params)
    .filter((metric) => !addsUp(metric))
    .map((metric) => ({ ...metric, question: { ...metric.question, window } }));

/** What adds up over the whole comparison, and so needs a run that lasts as long; it looks as often as the pipeline judges. */
export const alongOf = (params: Params): MeasuredMetric[] =>
  metricsOf(params)
    .filter(addsUp)
    .map((metric) => ({ ...metric, interval: intervalOf(params), initialDelay: intervalOf(params), count: null }));

/** Why a judgement was asked for. @param index which one, from 1 */
export function explainJudgement(index: number, window: Micros, scene: Scene): Why {
  const { params, stable, trial } = scene,
    count = intervalsOf(params);
  return explain(scene, {
    rule: 'judge',
    says: `Judged the pair for the ${ordinal(index)} of ${count} ${count === 1 ? 'time' : 'times'}, over ${spoken(window)}.`,
    arithmetic: params.lookback === null ? `${spoken(window)} since the comparison began` : `the last ${spoken(window)}`,
    inputs: [
      { name: 'lifetime', value: spoken(params.lifetime) },
      { name: 'interval', value: spoken(intervalOf(params)) },
    ],
    alternatives: [
      `A failure ends the comparison now; ${index === count ? `anything less than a pass ends it for ${trial}` : 'a marginal score lets it go on'}.`,
      `Comparing with all of production would have set ${trial} against servers of ${stable} that have long been warm.`,
    ],
    source: 'a judgement at the end of every interval; the last one decides',
  });
}

export const explainAlong = (scene: Scene): Why =>
  explain(scene, {
    rule: 'measureAlong',
    says: 'Started the test that goes along with the whole comparison.',
    arithmetic: `${intervalsOf(scene.params)} looks, every ${spoken(intervalOf(scene.params))}`,
    alternatives: ['Beginning anew at every interval would have thrown away the evidence gathered before.'],
    source: 'evidence of a sequential test adds up for as long as it runs',
  });
