import type { Observation } from '../strategy.ts';
import { ordinal } from '../argo/words.ts';
import { sceneOf, type Context } from './context.ts';
import { alongOf, explainAlong, explainJudgement, looksOf } from './measure.ts';
import { intervalOf, intervalsOf, verdictOf, windowAt } from './schedule.ts';

type Ended = Extract<Observation, { type: 'analysis.ended' }>;

/** The comparison begins: what adds up is measured from now on. */
export function begunComparing(context: Context): Partial<Context> {
  const { params, fleet, trial, attempt } = context,
    metrics = alongOf(params),
    run = `${trial}.${attempt} all along`;
  const started: Partial<Context> = { since: fleet.at, dueAt: fleet.at + intervalOf(params), results: [], judging: null };
  if (metrics.length === 0) return { ...started, along: null, orders: [] };
  return { ...started, along: run, orders: [(to) => to.analyse(run, metrics, explainAlong(sceneOf(context)))] };
}

/** An interval is over: the pair is judged. Where all metrics add up over the whole comparison, there is nothing to judge by itself. */
export function judged(context: Context): Partial<Context> {
  const { params, fleet, trial, attempt, since, results } = context,
    index = results.length + 1,
    window = windowAt(params, since, fleet.at),
    metrics = looksOf(params, window);
  if (metrics.length === 0) return { ...passedInterval(context, 'Successful', ''), orders: [] };
  const judging = `${trial}.${attempt} interval ${index}`,
    why = explainJudgement(index, window, sceneOf(context));
  return { judging, orders: [(to) => to.analyse(judging, metrics, why)] };
}

/** What a run has come to: a judgement counts for its interval; what goes along counts when it has found something. */
export function heard(context: Context, { run, phase, says }: Ended): Partial<Context> {
  if (run === context.judging) return passedInterval(context, phase, says);
  return phase === 'Successful' ? {} : { ...passedInterval(context, 'Failed', says), along: null };
}

function passedInterval(context: Context, phase: Ended['phase'], says: string): Partial<Context> {
  const interval = intervalOf(context.params);
  // Both clocks: a person may have paused between the question and its answer.
  return { results: [...context.results, phase], says, judging: null, dueAt: context.fleet.at + interval, left: interval };
}

export const isAwaited = ({ judging, along }: Context, { run }: Ended): boolean => run === judging || run === along;

export const verdict = ({ params, results }: Context): ReturnType<typeof verdictOf> => verdictOf(results, intervalsOf(params));

/** Why the comparison ended as it did. What each judgement saw is told where it was measured. */
export function becauseOf({ params, results, says, trial }: Context): string {
  const count = intervalsOf(params),
    which = count === 1 ? 'its one judgement' : `the ${ordinal(results.length)} of ${count} judgements`;
  switch (results.at(-1)) {
    case 'Successful':
      return `${trial} has passed the comparison`;
    case 'Inconclusive':
      return `${trial} came out of the last judgement as no more than marginal`;
    case 'Error':
      return `${trial} could not be judged: ${says}`;
    default:
      return `${trial} has failed ${which}`;
  }
}
