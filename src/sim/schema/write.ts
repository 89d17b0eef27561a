import type { Distribution } from '../kernel/index.ts';
import { infoOf, type Schema } from './field.ts';
import type { Json } from './json.ts';
import type { IntOrPercent } from './leaves.ts';
import { read } from './read.ts';
import { same } from './same.ts';
import { formatDuration, formatRate, parseRate } from './units.ts';

/**
 * A value of the engine as a person would write it: the way back from `read`, which makes the same value of it again. Fields that are
 * at their defaults are left out. Leaves that `leaf` makes by hand, with a unit of their own, are written as they are.
 */
export function write(schema: Schema<unknown>, value: unknown): Json {
  const info = infoOf(schema);
  if (value === null) return 'none';
  switch (info.control) {
    case 'duration':
      return formatDuration(value as number);
    case 'percent':
      return `${decimal(value as number, 2)}%`;
    case 'rate':
      return writeRate(value as number);
    case 'distribution':
      return writeDistribution(value as Distribution);
    case 'intOrPercent': {
      const bound = value as IntOrPercent;
      return bound.unit === 'percent' ? `${bound.value}%` : bound.value;
    }
    case 'list':
      return (value as unknown[]).map((entry) => write(info.item!, entry));
    case 'dictionary':
      return Object.fromEntries(
        (value as (readonly [string, unknown])[]).map(([name, entry]) => [name, write(info.item!, entry)]),
      );
    case 'object':
      return writeFields(info.fields!, value as Record<string, unknown>);
    case 'variants':
      return writeVariant(info.tag, info.variants!, value as Record<string, unknown>);
    case 'integer':
    case 'number':
    case 'choice':
    case 'switch':
    case 'text':
      return value as Json;
  }
}

/** The fields of an object that differ from their defaults, in the order in which people read them. */
export function writeFields(
  fields: Readonly<Record<string, Schema<unknown>>>,
  value: Readonly<Record<string, unknown>>,
): Record<string, Json> {
  const said = Object.entries(fields).filter(([key, field]) => !isDefault(field, value[key]));
  return Object.fromEntries(said.map(([key, field]) => [key, write(field, value[key])]));
}

function isDefault(field: Schema<unknown>, value: unknown): boolean {
  if (infoOf(field).default === undefined) return false;
  const given = read(field, undefined);
  return given.ok && same(given.value, value);
}

function writeVariant(
  tag: string | undefined,
  table: Readonly<Record<string, Schema<unknown>>>,
  value: Record<string, unknown>,
): Json {
  if (tag === undefined) return { [String(value['kind'])]: write(table[String(value['kind'])]!, value['params']) };
  const { [tag]: word, ...rest } = value;
  return { [tag]: String(word), ...writeFields(infoOf(table[String(word)]!).fields!, rest) };
}

/** The first way of writing it that loses nothing: a round number a second, a minute or an hour, else all its digits. */
function writeRate(perSecond: number): string {
  const ways = [formatRate(perSecond), `${decimal(rounded(perSecond * 60))}/m`, `${decimal(rounded(perSecond * 3600))}/h`];
  return ways.find((text) => parseRate(text) === perSecond) ?? `${decimal(perSecond)}/s`;
}

const rounded = (value: number): number => Math.round(value * 1e6) / 1e6;

function writeDistribution(distribution: Distribution): Json {
  switch (distribution.kind) {
    case 'constant':
      return formatDuration(distribution.value);
    case 'exponential':
      return { mean: formatDuration(distribution.mean) };
    case 'lognormal':
      return { median: formatDuration(distribution.median), p99: formatDuration(distribution.p99) };
    case 'empirical':
      return { values: distribution.sorted.map(formatDuration) };
  }
}

/**
 * A number of 0 or more in digits, without an exponent. The decimal point is moved by `places` in the text: arithmetic would
 * change the last digit of some.
 */
export function decimal(value: number, places = 0): string {
  const [mantissa = '', exponent = '0'] = String(value).split('e'),
    [whole = '', fraction = ''] = mantissa.split('.');
  const digits = whole + fraction,
    point = whole.length + Number(exponent) + places;
  const before =
    point <= 0
      ? '0'
      : digits
          .slice(0, point)
          .padEnd(point, '0')
          .replace(/^0+(?=\d)/, '');
  const after = (point < 0 ? '0'.repeat(-point) : '') + digits.slice(Math.max(0, point));
  return /[1-9]/.test(after) ? `${before}.${after.replace(/0+$/, '')}` : before;
}
