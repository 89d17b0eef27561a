import { conditionJudge } from '../judge.ts';
import type { MeasuredMetric, Monitor, Question, Samples, Series } from '../question.ts';
import type { Judgement } from '../spec.ts';
import { limitsOf } from './limits.ts';
import type { Limits, Look, Prober } from './prober.ts';
import { decilesOf, nameOf, overTime, partsOf, sideOf, UNIT_OF } from './values.ts';
import { inUnit, lately, requestsTo, silence } from './words.ts';

/** Argo's way: a query gives a vector of one value, or an empty one where there is no series at all, and two conditions look at it. */
export function argoProber({ question, successCondition, failureCondition }: MeasuredMetric): Prober {
  const judge = conditionJudge(successCondition, failureCondition),
    limits = limitsOf(successCondition, failureCondition);
  return {
    unit: UNIT_OF[question.metric],
    limits,
    sample: (look) => {
      const samples = samplesOf(question, look),
        { value } = samples.population;
      return { value: value === null ? [] : [value], samples };
    },
    judge: (value, samples) => {
      const judgement = judge(value, samples);
      return samples === null ? judgement : { phase: judgement.phase, message: sentence(question, limits, judgement, samples) };
    },
  };
}

/** What one query of a population within its window keeps. */
export function samplesOf(question: Question, { now, ask }: Look): Samples {
  const { population, window } = question,
    after = now - window;
  const side = sideOf(question, ask(population, after, now), window);
  return { after, until: now, population: side, baseline: null, series: [seriesOf(question, ask, after, now)], evidence: null };
}

/** Latencies as a distribution, for that is what a quantile is of; anything else as its course through the window. */
function seriesOf(question: Question, ask: Monitor, after: number, until: number): Series {
  const { metric, population, window } = question;
  const isLatency = metric === 'latency';
  const values = isLatency
    ? decilesOf(ask(population, after, until))
    : overTime(question, ask, population, after, until, partsOf(window));
  const along = isLatency ? ('deciles' as const) : ('time' as const);
  return { name: nameOf(question), unit: UNIT_OF[metric], along, values, baseline: null, says: '' };
}

/** What was seen, and what that comes to: half a sentence that needs no knowledge of conditions. */
function sentence(question: Question, limits: Limits, { phase, message }: Judgement, samples: Samples): string {
  const seen = seenOf(question, samples),
    { value } = samples.population;
  if (value === null) return phase === 'Error' ? `${seen}, so there is nothing to judge` : `${seen}; ${message}`;
  const unit = UNIT_OF[question.metric],
    least = phase === 'Failed' ? (limits.failsBelow ?? limits.atLeast) : limits.atLeast,
    most = phase === 'Failed' ? (limits.failsAbove ?? limits.atMost) : limits.atMost;
  if (phase === 'Failed' && least !== null && value < least) return `${seen}, below ${inUnit(least, unit)}`;
  if (phase === 'Failed' && most !== null && value > most) return `${seen}, above ${inUnit(most, unit)}`;
  if (phase === 'Inconclusive') return seen + betweenBounds(limits, unit);
  const fine = [
    ...(least === null ? [] : [`at least ${inUnit(least, unit)}`]),
    ...(most === null ? [] : [`at most ${inUnit(most, unit)}`]),
  ];
  return phase === 'Successful' && fine.length > 0 ? `${seen}; ${fine.join(' and ')} is fine` : `${seen}; ${message}`;
}

/** Where a value lies that is neither good enough nor bad enough. */
function betweenBounds({ atLeast, atMost, failsBelow, failsAbove }: Limits, unit: Prober['unit']): string {
  if (atMost !== null && failsAbove !== null)
    return `, more than the ${inUnit(atMost, unit)} that is fine, but not above ${inUnit(failsAbove, unit)}`;
  if (atLeast !== null && failsBelow !== null)
    return `, less than the ${inUnit(atLeast, unit)} that is fine, but not below ${inUnit(failsBelow, unit)}`;
  return '; neither the success nor the failure condition held';
}

/** What was seen, in half a sentence. */
export function seenOf({ metric, quantile, population, window }: Question, samples: Samples): string {
  const { requests, failed, value } = samples.population,
    asked = requestsTo(requests, population);
  if (metric === 'requestRate') return `${asked} in ${lately(window)}: ${inUnit(value ?? 0, 'perSecond')}`;
  if (requests === 0) return silence(population, window);
  if (metric === 'latency') {
    if (value === null) return `none of the ${asked} in ${lately(window)} was answered`;
    return `${inUnit(quantile, 'share')} of the ${requests - failed} answers of ${population ?? 'the service'} in ${lately(window)} took at most ${inUnit(value, 'seconds')}`;
  }
  const part = metric === 'errorRate' ? `${failed} of ${asked} failed` : `${requests - failed} of ${asked} succeeded`;
  return `${part} in ${lately(window)}: ${inUnit(value ?? 0, 'share')}`;
}
