import { format, type Micros, OUTCOME_LABELS, outcomeAt, outcomeOf, type Sentence, type Trace } from '../../../sim/index.ts';
import { isOverBy } from './standing.ts';
import { tollAt, type Toll } from './toll.ts';

type Part = Sentence['parts'][number];

/** One strategy's run, by the name that people call it. */
export interface Told { label: string; trace: Trace }

const say = (text: string): Part => ({ text });
const number = (text: string): Part => ({ text, role: 'number' });
const hurt = (text: string): Part => ({ text, role: 'harm' });
const listed = (items: readonly Part[][]): Part[] => items.flatMap((item, i) => (i === 0 ? item : [say(i === items.length - 1 ? ' and ' : ', '), ...item]));

/** Server-minutes below which nobody would call one rollout dearer than another. */
const DEARER = 1;

/** What differs between some runs of one world at an instant, in a sentence or two; more once all of them are over. */
export function differsAt(runs: readonly Told[], at: Micros): Part[] {
  if (runs.length === 0) return [];
  const begins = Math.min(...runs.map(({ trace }) => trace.header.rolloutAt));
  if (at < begins) return [say(`The same users, the same requests, and ${runs[0]!.trace.header.stable} for all of them until ${format.clock(begins)}, when the rollout begins.`)];
  const tolls = runs.map(({ label, trace }) => ({ label, trace, toll: tollAt(trace, at) }));
  const isOver = runs.every(({ trace }) => isOverBy(trace, at));
  return isOver ? [...harm(tolls, true), ...users(tolls), ...price(tolls), ...pace(tolls)] : [...harm(tolls, false), ...already(runs, at)];
}

interface Row extends Told { toll: Toll }

function harm(rows: readonly Row[], isOver: boolean): Part[] {
  const order = [...rows].sort((a, b) => b.toll.failed - a.toll.failed);
  const failing = order.filter(({ toll }) => toll.failed > 0), none = order.filter(({ toll }) => toll.failed === 0);
  if (failing.length === 0) return [say(rows.length === 1 ? 'No request has failed because of the rollout' : 'No strategy has failed a request because of its rollout'), say(isOver ? '.' : ' so far.')];
  const items = failing.map(({ label, toll }, i) => [
    number(label), say(i > 0 ? ' ' : isOver ? ' failed ' : ' has failed '), hurt(format.count(toll.failed)), ...(i > 0 ? [] : [say(toll.failed === 1 ? ' request' : ' requests')]),
  ]);
  const rest = none.length === 0 ? [say('.')] : [say('; '), ...listed(none.map(({ label }) => [number(label)])), say(' none.')];
  return [say(isOver ? 'In this run ' : 'So far '), ...listed(items), ...rest];
}

/** Who is through while others are not. */
function already(runs: readonly Told[], at: Micros): Part[] {
  const over = runs.filter(({ trace }) => isOverBy(trace, at)).sort((a, b) => outcomeAt(a.trace) - outcomeAt(b.trace));
  if (over.length === 0) return [];
  const items = over.map(({ label, trace }) => [number(label), say(` (${OUTCOME_LABELS[outcomeOf(trace)]} at ${format.clock(outcomeAt(trace))})`)]);
  return [say(' Already over: '), ...listed(items), say('.')];
}

/** The most and the fewest users hurt. */
function users(rows: readonly Row[]): Part[] {
  const [most, least] = ends(rows, ({ toll }) => toll.hurt);
  if (most.toll.hurt === least.toll.hurt) return [];
  return [
    say(' '), number(most.label), say(' hurt '), hurt(format.count(most.toll.hurt)), say(` of ${format.plural(most.trace.header.users, 'user')}, `),
    number(least.label), say(' '), ...(least.toll.hurt === 0 ? [say('nobody')] : [hurt(format.count(least.toll.hurt))]), say('.'),
  ];
}

/** Who paid for most servers beyond the usual. */
function price(rows: readonly Row[]): Part[] {
  const [most, least] = ends(rows, ({ toll }) => toll.surplus);
  if (most.toll.surplus < DEARER || most.toll.surplus - least.toll.surplus < DEARER) return [];
  return [say(' '), number(most.label), say(' cost most: '), number(`${format.decimal(most.toll.surplus)} server-minutes`), say(' above the steady state.')];
}

/** Who was through first and last, counted from the start of the rollout. */
function pace(rows: readonly Row[]): Part[] {
  const isSettled = ({ trace }: Row): boolean => !['stalled', 'degraded'].includes(outcomeOf(trace));
  const settled = rows.filter(isSettled), others = rows.filter((row) => !isSettled(row));
  const lost = others.length === 0 ? [] : [say(' '), ...listed(others.map(({ label, trace }) => [number(label), say(` ended ${OUTCOME_LABELS[outcomeOf(trace)]}`)])), say('.')];
  if (settled.length < 2) return lost;
  const length = ({ trace }: Row): Micros => outcomeAt(trace) - trace.header.rolloutAt;
  const [last, first] = ends(settled, length);
  if (length(last) === length(first)) return lost;
  return [
    say(' '), number(first.label), say(' was over first, after '), number(format.duration(length(first))), say('; '),
    number(last.label), say(' last, after '), number(format.duration(length(last))), say('.'), ...lost,
  ];
}

/** The row with the most of something and the one with the least; of equals the first. */
function ends(rows: readonly Row[], of: (row: Row) => number): [most: Row, least: Row] {
  return [rows.reduce((best, row) => (of(row) > of(best) ? row : best)), rows.reduce((best, row) => (of(row) < of(best) ? row : best))];
}
