import ln from '@stdlib/math-base-special-ln';
import { isMapping, type Json } from '../../schema/index.ts';
import type { Source } from '../../scenario/index.ts';
import { exampleOf, positionOf, type Dial } from './dial.ts';

/** One dial with the values that it is given, in the order of the axis. */
export interface Axis {
  dial: Dial;
  values: readonly Json[];
  /** The values as people write them. */
  labels: readonly string[];
  /** Where each stands, in the engine's units; null for a dial whose values have no order. */
  positions: readonly number[] | null;
  /** Steps that are even as ratios rather than as differences, such as 1, 2, 5, 10. */
  isLog: boolean;
  /** Place of the world's own value; null when it is not among them. */
  own: number | null;
}

/** Values at most on one axis: more cannot be told apart on a screen, and widen every interval. */
export const VALUES_MAX = 24;

/** An axis with its values in order, each once. @throws RangeError for values that are none, too many, or not of the dial's kind */
export function axisOf(dial: Dial, source: Source, given: readonly Json[] = dial.values(source)): Axis {
  if (given.length === 0) throw new RangeError(`${dial.id}: say which values, for there are no usual ones.`);
  for (const value of given)
    if (dial.kind !== 'word' && value !== 'none' && !isMapping(value) && positionOf(dial.kind, value, source) === null)
      throw new RangeError(`${dial.id}: "${labelOf(value)}" is not ${exampleOf(dial.kind)}.`);
  const own = dial.own(source);
  const places = given.map((value) => ({ value, at: positionOf(dial.kind, value, source) })),
    isOrdered = places.every(({ at }) => at !== null),
    ordered = isOrdered ? places.toSorted((a, b) => a.at! - b.at!) : places;
  const ownAt = own === null ? null : positionOf(dial.kind, own, source);
  const isSame = (a: (typeof places)[number], b: (typeof places)[number]): boolean =>
    isOrdered ? a.at === b.at : JSON.stringify(a.value) === JSON.stringify(b.value);
  const distinct = ordered.filter((place, index) => ordered.findIndex((other) => isSame(place, other)) === index);
  if (distinct.length > VALUES_MAX) throw new RangeError(`${dial.id}: ${distinct.length} values are too many; ${VALUES_MAX} is the limit.`);
  const positions = isOrdered ? distinct.map(({ at }) => at!) : null;
  const place = distinct.findIndex(({ value, at }) =>
    isOrdered ? at === ownAt : JSON.stringify(value) === JSON.stringify(own),
  );
  return {
    dial,
    values: distinct.map(({ value }) => value),
    labels: distinct.map(({ value }) => labelOf(value)),
    positions,
    isLog: positions !== null && isGeometric(positions),
    own: place < 0 ? null : place,
  };
}

/** Where the values stand on an axis from 0 to 1: even steps for what has no order. One value alone stands at 0. */
export function scaled({ positions, labels, isLog }: Pick<Axis, 'positions' | 'labels' | 'isLog'>): number[] {
  const places = (positions ?? labels.map((_, index) => index)).map((at) => (isLog ? ln(at) : at)),
    first = places[0]!,
    range = places.at(-1)! - first;
  return places.map((at) => (range === 0 ? 0 : (at - first) / range));
}

/** Whether the steps between values are more alike as ratios than as differences. */
function isGeometric(positions: readonly number[]): boolean {
  if (positions.length < 3 || positions[0]! <= 0) return false;
  return unevenness(positions.map(ln)) < unevenness(positions);
}

/** The variance of the steps, as a share of their mean squared. */
function unevenness(places: readonly number[]): number {
  const steps = places.slice(1).map((at, index) => at - places[index]!),
    mean = steps.reduce((sum, step) => sum + step, 0) / steps.length;
  return steps.reduce((sum, step) => sum + (step - mean) * (step - mean), 0) / (steps.length * mean * mean);
}

const labelOf = (value: Json): string =>
  typeof value === 'string' ? value : value === true ? 'on' : value === false ? 'off' : isMapping(value) || Array.isArray(value) ? JSON.stringify(value) : String(value);
