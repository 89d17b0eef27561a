import { asBoolean, asList, asNumber, asText, fail, isList, isMap, kindOf, type Value } from './value.ts';

/** A function with the number of arguments that it takes. `result` is the measured value, whatever the arguments are. */
interface Callable {
  takes: number;
  run: (args: readonly Value[], result: Value) => Value;
}

const numeric = (name: string, run: (value: number) => Value): Callable => ({
  takes: 1,
  run: ([value]) => run(asNumber(value!, name)),
});

/** What a condition may call. Argo brings `asInt` to `default`; the rest belongs to its expression language. */
export const FUNCTIONS: Readonly<Record<string, Callable>> = {
  asInt: { takes: 1, run: ([value]) => (typeof value === 'number' ? truncated(value) : toInteger(asText(value!, 'asInt'))) },
  asFloat: { takes: 1, run: ([value]) => (typeof value === 'number' ? value : toFloat(asText(value!, 'asFloat'))) },
  isNaN: numeric('isNaN', (value) => Number.isNaN(value)),
  isInf: numeric('isInf', (value) => value === Infinity || value === -Infinity),
  // Argo looks at the measured value here and not at the first argument, which is only worked out (and may fail).
  isNil: { takes: 1, run: (_, result) => result === null },
  default: { takes: 2, run: ([, instead], result) => (result === null ? instead! : result) },
  len: { takes: 1, run: ([value]) => lengthOf(value!) },
  abs: numeric('abs', (value) => Math.abs(value)),
  floor: numeric('floor', (value) => Math.floor(value)),
  ceil: numeric('ceil', (value) => Math.ceil(value)),
  // Halves go away from zero.
  round: numeric('round', (value) => (value < 0 ? -Math.floor(-value + 0.5) : Math.floor(value + 0.5))),
  max: { takes: 2, run: ([a, b]) => Math.max(asNumber(a!, 'max'), asNumber(b!, 'max')) },
  min: { takes: 2, run: ([a, b]) => Math.min(asNumber(a!, 'min'), asNumber(b!, 'min')) },
};

/** Functions that look at each element of a list, through a closure. */
export const EACH: Readonly<Record<string, (list: readonly Value[], closure: (element: Value) => Value) => Value>> = {
  all: (list, closure) => list.every((element) => asBoolean(closure(element), 'all')),
  any: (list, closure) => list.some((element) => asBoolean(closure(element), 'any')),
  none: (list, closure) => !list.some((element) => asBoolean(closure(element), 'none')),
  one: (list, closure) => list.filter((element) => asBoolean(closure(element), 'one')).length === 1,
  count: (list, closure) => list.filter((element) => asBoolean(closure(element), 'count')).length,
  filter: (list, closure) => list.filter((element) => asBoolean(closure(element), 'filter')),
  map: (list, closure) => list.map(closure),
};

export const listFor = (value: Value, name: string): readonly Value[] => asList(value, name);

function lengthOf(value: Value): number {
  if (typeof value === 'string') return [...value].length;
  if (isList(value)) return value.length;
  return isMap(value) ? Object.keys(value).length : fail(`len needs a list or a text, has ${kindOf(value)}`);
}

const truncated = (value: number): number => (Number.isFinite(value) ? Math.trunc(value) : fail('asInt needs a finite number'));

function toInteger(text: string): number {
  const value = /^[+-]?\d+$/.test(text) ? Number(text) : NaN;
  return Math.abs(value) <= 2 ** 63 ? value : fail('asInt needs a text that is a whole number');
}

const WORDS: Readonly<Record<string, number>> = { nan: NaN, inf: Infinity, infinity: Infinity };

function toFloat(text: string): number {
  const word = /^([+-]?)(nan|inf|infinity)$/i.exec(text);
  if (word !== null) return (word[1] === '-' ? -1 : 1) * WORDS[word[2]!.toLowerCase()]!;
  const value = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : NaN;
  return Number.isFinite(value) ? value : fail('asFloat needs a text that is a number');
}
