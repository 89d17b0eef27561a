import { type AnalysisPhase, type Counting, type FactId, type FactOf, type Measured, type Micros, oncePerTrace, type Trace } from '../../../sim/index.ts';

/** One measurement, with when it was taken and which fact it is. */
export interface Point extends Measured { at: Micros; fact: FactId }

/** All measurements of one metric in one analysis. */
export interface Course { name: string; counting: Counting | undefined; points: Point[] }

/** What an analysis brought about: the next turn of the rollout. */
export interface Outcome { at: Micros; fact: FactId; state: string; reason: string }

/** An analysis as a reader would count them: one that the controller starts anew for every look is one all the same. */
export interface Analysis {
  id: FactId;
  title: string;
  from: Micros;
  /** Its end, as far as it has one: when, how, and why. */
  ended: { at: Micros; phase: AnalysisPhase; reason: string; fact: FactId } | null;
  courses: Course[];
  outcome: Outcome | null;
  /** Every measurement is a run of its own, and ends with a verdict of its own. */
  again: boolean;
}

type Started = FactOf<'analysis.started'>;

/** Controllers that start a new run for every look: their rules, and what a reader calls all looks together, and one of them. */
const AGAIN: Readonly<Record<string, { all: string; one: string }>> = {
  'flagger.checked': { all: 'checks', one: 'check' },
  'baseline.judge': { all: 'comparison', one: 'judgement' },
};

/** What a run is called if it is one of many looks; null = it is an analysis by itself. */
export function lookOf(trace: Trace, run: string): string | null {
  const started = trace.facts.find((fact) => fact.type === 'analysis.started' && fact.run === run);
  return started?.type === 'analysis.started' ? (AGAIN[started.why.rule]?.one ?? null) : null;
}

/** All analyses of a run, in the order in which they began. */
export const analysesOf = oncePerTrace((trace): Analysis[] => {
  const analyses: (Analysis & { rule: string; runs: string[] })[] = [];
  trace.facts.forEach((fact, id) => {
    if (fact.type === 'desired.changed') analyses.forEach((one) => (one.rule = ''));
    if (fact.type === 'analysis.started') {
      const again = AGAIN[fact.why.rule]?.all;
      const known = again === undefined ? undefined : analyses.findLast(({ rule }) => rule === fact.why.rule);
      if (known) known.runs.push(fact.run);
      else analyses.push(begun(fact, id, again));
    }
    if (fact.type === 'analysis.measured') {
      const { type: _, cause: __, ...measured } = fact;
      courseOf(analyses.findLast(({ runs }) => runs.includes(fact.run)), measured.metric)?.points.push({ ...measured, fact: id });
    }
    if (fact.type === 'analysis.ended') {
      const analysis = analyses.findLast(({ runs }) => runs.includes(fact.run));
      if (analysis) analysis.ended = { at: fact.at, phase: fact.phase, reason: analysis.again ? '' : fact.reason, fact: id };
    }
  });
  return analyses.map(({ rule: _, runs: __, ...analysis }) => ({ ...analysis, outcome: outcomeOf(trace, analysis) }));
});

const begun = (fact: Started, id: FactId, again: string | undefined): Analysis & { rule: string; runs: string[] } => ({
  id,
  title: again ?? fact.run,
  from: fact.at,
  ended: null,
  courses: fact.metrics.map((name) => ({ name, counting: fact.counting.find(({ metric }) => metric === name), points: [] })),
  outcome: null,
  again: again !== undefined,
  rule: fact.why.rule,
  runs: [fact.run],
});

const courseOf = (analysis: Analysis | undefined, metric: string): Course | undefined => analysis?.courses.find(({ name }) => name === metric);

/** The first turn of the rollout that the end of an analysis is a cause of; of checks, which may be answered only by the next tick, the next one. */
function outcomeOf(trace: Trace, { ended, again }: Analysis): Outcome | null {
  if (ended === null) return null;
  const turns = trace.facts.flatMap((fact, id) => (fact.type === 'rollout.state' && id > ended.fact ? [{ fact, id }] : []));
  const turn = turns.find(({ id }) => isCausedBy(trace, id, ended.fact)) ?? (again ? turns[0] : undefined);
  return turn === undefined ? null : { at: turn.fact.at, fact: turn.id, state: turn.fact.state, reason: turn.fact.reason };
}

/** Whether it had no end of its own, and was ended because nobody needed it any more. */
export const isCalledOff = ({ ended, courses }: Analysis): boolean =>
  ended?.phase === 'Successful' && courses.some(({ counting }) => counting !== undefined && counting.count === null && counting.successesInRow === 0);

function isCausedBy(trace: Trace, id: FactId, cause: FactId): boolean {
  for (let at: FactId | null = id; at !== null && at >= cause; at = trace.facts[at]!.cause) if (at === cause) return true;
  return false;
}
