import { below, commonAncestor, pathsTo, visitsOf } from './chart.ts';
import { countUpTo, oncePerTrace, type Micros, type Trace } from '../../../sim/index.ts';

/** The way of a run through its chart: which arrows it took, and when. */
export interface Walk {
  /** From state to state, in order, as whole paths. */
  steps: { at: Micros; from: string; to: string }[];
  /** Instants of the visits, ascending. */
  at: Micros[];
  /** Boxes that the run enters at some time. */
  entered: ReadonlySet<string>;
}

export const walkOf = oncePerTrace((trace): Walk => {
  const visits = visitsOf(trace);
  return {
    steps: visits.slice(1).map((visit, i) => ({ at: visit.at, from: visits[i]!.state, to: visit.state })),
    at: visits.map(({ at }) => at),
    entered: new Set(visits.flatMap(({ state }) => pathsTo(state))),
  };
});

/** The arrow between siblings that stands for a step. */
export function arrowOf(from: string, to: string): string {
  const ancestor = commonAncestor(from, to);
  return `${below(from, ancestor)}>${below(to, ancestor)}`;
}

/** What lies behind a run at an instant. */
export interface Past {
  /** Arrows taken so far. */
  arrows: ReadonlySet<string>;
  /** The latest of them; empty before the first. */
  last: string;
  /** States, and boxes around them, that it has been in. */
  been: ReadonlySet<string>;
}

const pasts = oncePerTrace((): Map<number, Past> => new Map());

export function pastAt(trace: Trace, at: Micros): Past {
  const { steps, at: times } = walkOf(trace);
  const passed = countUpTo(times, at);
  const known = pasts(trace).get(passed);
  if (known) return known;
  const taken = steps.slice(0, Math.max(0, passed - 1)).map(({ from, to }) => arrowOf(from, to));
  const been = new Set(visitsOf(trace).slice(0, passed).flatMap(({ state }) => pathsTo(state)));
  const past: Past = { arrows: new Set(taken), last: taken.at(-1) ?? '', been };
  pasts(trace).set(passed, past);
  return past;
}
