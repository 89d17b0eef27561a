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
  return isOver ? [...harmInTheEnd(tolls), ...price(tolls), ...pace(tolls)] : [...harmSoFar(tolls), ...already(runs, at)];
}

interface Row extends Told { toll: Toll }

/** Strategies that are named one by one; of more, those that have failed fewest are summed up. */
const NAMED = 5;

const nobody = (rows: readonly Row[]): Part[] => [say(rows.length === 1 ? 'No request has failed because of the rollout' : 'No strategy has failed a request because of its rollout')];

function harmSoFar(rows: readonly Row[]): Part[] {
  const order = [...rows].sort((a, b) => b.toll.failed - a.toll.failed);
  const failing = order.filter(({ toll }) => toll.failed > 0), none = order.filter(({ toll }) => toll.failed === 0);
  if (failing.length === 0) return [...nobody(rows), say(' so far.')];
  const named = failing.slice(0, failing.length > NAMED + 1 ? NAMED : failing.length);
  const items = named.map(({ label, toll }, i) => [
    number(label), say(i > 0 ? ' ' : ' has failed '), hurt(format.count(toll.failed)), ...(i > 0 ? [] : [say(toll.failed === 1 ? ' request' : ' requests')]),
  ]);
  if (named.length < failing.length) items.push([say(`${format.count(failing.length - named.length)} others `), hurt(format.count(failing[named.length]!.toll.failed)), say(' or fewer')]);
  const rest = none.length === 0 ? [say('.')] : [say('; '), ...listed(none.map(({ label }) => [number(label)])), say(' none.')];
  return [say('So far '), ...listed(items), ...rest];
}

/** Who is through while others are not, in the order in which they were. */
function already(runs: readonly Told[], at: Micros): Part[] {
  const over = runs.filter(({ trace }) => isOverBy(trace, at)).sort((a, b) => outcomeAt(a.trace) - outcomeAt(b.trace));
  return over.length === 0 ? [] : [say(' Already over: '), ...listed(over.map(({ label }) => [number(label)])), say('.')];
}

/** The most and the least harm. */
function harmInTheEnd(rows: readonly Row[]): Part[] {
  const [most, least] = ends(rows, ({ toll }) => toll.failed), { failed, hurt: users } = most.toll;
  if (failed === 0) return [...nobody(rows), say('.')];
  const parts = [
    say('In this run '), number(most.label), say(' failed '), hurt(format.count(failed)), say(failed === 1 ? ' request, for ' : ' requests, for '),
    hurt(format.count(users)), say(` of ${format.plural(most.trace.header.users, 'user')}`),
  ];
  const fewest = least.toll.failed;
  if (fewest === failed) return [...parts, say(rows.length > 1 ? ', as many as every other.' : '.')];
  const rest = fewest === 0 ? [say(' none')] : [say(fewest * 2 < failed ? ' only ' : ' '), hurt(format.count(fewest)), say(', for '), hurt(format.count(least.toll.hurt))];
  return [...parts, say('; '), number(least.label), ...rest, say('.')];
}

/** Who paid for most servers beyond the usual. */
function price(rows: readonly Row[]): Part[] {
  const [most, least] = ends(rows, ({ toll }) => toll.surplus);
  if (most.toll.surplus < DEARER || most.toll.surplus - least.toll.surplus < DEARER) return [];
  return [say(' '), number(most.label), say(' cost most: '), number(`${format.decimal(Math.round(most.toll.surplus * 10) / 10)} server-minutes`), say(' above the steady state.')];
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
