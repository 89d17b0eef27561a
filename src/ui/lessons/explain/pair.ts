import { find, named, QUANTITIES, stretchesOf, windowOf, type ControlSpec, type Lesson, type RunRecord } from '../../../lessons/index.ts';
import { countUpTo, failuresOf, SECOND, type Micros, type Trace } from '../../../sim/index.ts';

/** One of two runs that differ in one thing, on their common clock: instant 0 of it is `from` in the run. */
export interface Side {
  id: 'yours' | 'other';
  name: string;
  run: RunRecord;
  from: Micros;
}

/** A condition whose time is compared, in the words of its quantity. */
export interface Stretch {
  text: string;
  says: string;
}

/** The learner's own run and the contrasting one, counted from the same distance to their rollouts. */
export interface Pair {
  /** The one thing that differs. */
  control: ControlSpec;
  controlId: string;
  sides: readonly [Side, Side];
  /** From the start of the common clock to the start of both rollouts, and to its end. */
  begins: Micros;
  length: Micros;
  stretches: readonly Stretch[];
}

/** Shown after everything has come to rest. */
const REST = 5 * SECOND;

export function pairOf(lesson: Lesson, own: RunRecord, other: RunRecord): Pair {
  const { control: controlId, round } = lesson.spec.compare;
  const begins = Math.min(...[own, other].map(({ scenario }) => scenario.rollout.at - windowOf(lesson, round, scenario).from));
  const side = (id: Side['id'], name: string, run: RunRecord): Side => ({ id, name, run, from: run.scenario.rollout.at - begins });
  const sides = [side('yours', 'Your run', own), side('other', 'The other run', other)] as const;
  const wanted = Math.max(...sides.map(({ run, from }) => Math.max(windowOf(lesson, round, run.scenario).to, restOf(run.trace)) - from));
  const length = Math.min(wanted, ...sides.map(({ run, from }) => run.scenario.horizon - from));
  return { control: named(lesson.spec.controls, controlId), controlId, sides, begins, length, stretches: stretchesCompared(lesson) };
}

/** When nobody is failed any more and the rollout has come to its end. */
function restOf(trace: Trace): Micros {
  const turn = trace.facts.findLast(({ type }) => type === 'rollout.state')?.at ?? 0;
  return Math.max(turn, failuresOf(trace).at(-1)?.at ?? 0) + REST;
}

/** What the lesson tells of the other run is what is compared. */
const stretchesCompared = ({ spec }: Lesson): Stretch[] =>
  spec.values.flatMap(([, { log, time }]) => (log === 'contrast' && time !== null ? [{ text: time, says: inWords(time) }] : []));

/** A condition as one would say it: `known < 1` → no servers that routers know. */
export function inWords(condition: string): string {
  const [, name = '', comparison, bound] = /^(\w+) (<|>|<=|>=) (.+)$/.exec(condition) ?? [];
  const label = QUANTITIES[name]?.label ?? condition;
  if (comparison === '<' && bound === '1') return `no ${label}`;
  return comparison === '>' && bound === '0' ? label : condition;
}

/** What a run has cost by an instant of the common clock. */
export interface Toll {
  failed: number;
  hurt: number;
  /** How long each compared condition has held. */
  held: readonly Micros[];
}

export function tollAt({ run: { trace }, from }: Side, stretches: readonly Stretch[], at: Micros): Toll {
  const until = from + at,
    failures = failuresOf(trace);
  const failed = countUpTo(
    failures.map((failure) => failure.at),
    until,
  );
  return {
    failed,
    hurt: new Set(failures.slice(0, failed).map(({ user }) => user)).size,
    held: stretches.map(({ text }) => stretchesOf(trace, text).reduce((sum, stretch) => sum + Math.max(0, Math.min(until, stretch.to) - stretch.from), 0)),
  };
}

/** The turns of the lesson's story in both runs, on the common clock: ascending, each once. */
export function turnsOf(lesson: Lesson, { sides, length }: Pair): Micros[] {
  const turns = sides.flatMap(({ run, from }) => lesson.spec.moments.flatMap(([, moment]) => find(run.trace, moment) ?? []).map(({ at }) => at - from));
  return [...new Set([0, ...turns.filter((at) => at > 0 && at < length), length])].sort((a, b) => a - b);
}

/** The turn after, or before, an instant of the common clock. */
export function turnFrom(turns: readonly Micros[], at: Micros, by: -1 | 1): Micros {
  const found = by > 0 ? turns.find((turn) => turn > at) : turns.findLast((turn) => turn < at);
  return found ?? (by > 0 ? turns.at(-1)! : turns[0]!);
}
