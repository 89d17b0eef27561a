import * as z from 'zod/mini';
import { DAY, SECOND, type Distribution, type Micros } from '../kernel/index.ts';
import { readDistribution, readDuration } from './distribution.ts';
import { describe, infoOf, leaf, Problem, show, type FieldInfo, type FieldOptions, type Infer, type Schema } from './field.ts';
import { isMapping } from './json.ts';
import { didYouMean } from './nearest.ts';
import { formatPercent, formatRate, parseDuration, parsePercent, parseRate } from './units.ts';

/** A whole number of servers, or a share of them, as Kubernetes' maxSurge and maxUnavailable. `percent` is a whole number, 0…100 and above. */
export type IntOrPercent = { unit: 'count'; value: number } | { unit: 'percent'; value: number };

type Bounded<B> = FieldOptions & { min?: B; max?: B };
const base = (control: FieldInfo['control'], { label, help, default: given }: FieldOptions): FieldInfo => ({
  control,
  label,
  help,
  optional: false,
  ...(given === undefined ? {} : { default: given }),
});
const bound = (text: string | undefined, otherwise: Micros): Micros => {
  const value = text === undefined ? otherwise : parseDuration(text);
  if (value === null) throw new Error(`Not a duration: ${text}`);
  return value;
};
const tooSmall = (min: string, written: unknown): Problem =>
  new Problem(`must be at least ${min}, is ${show(written)}`, `Write ${min} or more.`);
const tooLarge = (max: string, written: unknown): Problem =>
  new Problem(`must be at most ${max}, is ${show(written)}`, `Write ${max} or less.`);

/** A length of time: `250ms`, `90s`, `5m`, `1h30m`, `2d`. Bounds are written the same way; at most 1d unless `max` says otherwise. */
export function duration(options: Bounded<string>): Schema<Micros> {
  const bounds = { min: bound(options.min, 0), max: bound(options.max, DAY) };
  const info = { ...base('duration', options), min: bounds.min / SECOND, max: bounds.max / SECOND, unit: 's' };
  return leaf(info, (written) => readDuration(written, bounds));
}

/** A length of time that may vary: `8s`, `{ mean: 8s }`, `{ median: 8s, p99: 20s }`, `{ values: [1s, 2s] }`. */
export function distribution(options: Bounded<string>): Schema<Distribution> {
  const bounds = { min: bound(options.min, 0), max: bound(options.max, DAY) };
  const info = { ...base('distribution', options), min: bounds.min / SECOND, max: bounds.max / SECOND, unit: 's' };
  return leaf(info, (written) => readDistribution(written, bounds));
}

/** `25%` → 0.25. Bounds in percent; 0…100 unless said otherwise. */
export function percent(options: Bounded<number>): Schema<number> {
  const { min = 0, max = 100 } = options;
  return leaf({ ...base('percent', options), min, max, unit: '%' }, (written) => {
    const share = written === 0 ? 0 : typeof written === 'string' ? parsePercent(written) : null;
    if (share === null) {
      const meant = typeof written === 'number' && written > 0 && Number.isFinite(written);
      const cure = meant ? `Write ${formatPercent(written < 1 ? written : written / 100)}.` : 'Write a percentage such as 25%.';
      return new Problem(`must be a percentage, is ${show(written)}`, cure);
    }
    if (share * 100 < min) return tooSmall(`${min}%`, written);
    if (share * 100 > max) return tooLarge(`${max}%`, written);
    return share;
  });
}

/** `3` or `25%`: Kubernetes' IntOrString. `max` bounds the count, `percentMax` the percentage. */
export function intOrPercent(options: Bounded<number> & { percentMax?: number }): Schema<IntOrPercent> {
  const { min = 0, max = 500, percentMax = 100 } = options;
  return leaf<IntOrPercent>({ ...base('intOrPercent', options), min, max, step: 1 }, (written) => {
    if (typeof written === 'string' && /^\d{1,6}%$/.test(written)) {
      const value = Number(written.slice(0, -1));
      return value > percentMax ? tooLarge(`${percentMax}%`, written) : { unit: 'percent', value };
    }
    if (typeof written === 'string' && parsePercent(written) !== null) {
      return new Problem(
        `must be a whole percentage, is ${show(written)}`,
        'Kubernetes takes whole percentages only: write 25%.',
      );
    }
    const value = readInteger(
      written,
      min,
      max,
      'a whole number or a percentage',
      'Write a number such as 1 or a percentage such as 25%.',
    );
    return value instanceof Problem ? value : { unit: 'count', value };
  });
}

function readInteger(written: unknown, min: number, max: number, what = 'a whole number', cure?: string): number | Problem {
  if (typeof written !== 'number' || !Number.isInteger(written)) {
    const quoted = typeof written === 'string' && /^\d+$/.test(written);
    return new Problem(
      `must be ${what}, is ${show(written)}`,
      quoted ? `Remove the quotes: ${written.slice(0, 12)}.` : (cure ?? `Write a whole number, ${min} or more.`),
    );
  }
  if (written < min) return tooSmall(`${min}`, written);
  if (written > max) return tooLarge(`${max}`, written);
  return written;
}

/** A whole number within bounds. */
export function integer(options: Bounded<number> & { max: number; unit?: string }): Schema<number> {
  const { min = 0, max, unit } = options;
  return leaf({ ...base('integer', options), min, max, step: 1, ...(unit ? { unit } : {}) }, (written) =>
    readInteger(written, min, max),
  );
}

/** A number within bounds. */
export function number(options: Bounded<number> & { max: number; step?: number; unit?: string }): Schema<number> {
  const { min = 0, max, step, unit } = options;
  const info = { ...base('number', options), min, max, ...(step ? { step } : {}), ...(unit ? { unit } : {}) };
  return leaf(info, (written) => {
    if (typeof written !== 'number' || !Number.isFinite(written)) {
      return new Problem(`must be a number, is ${show(written)}`, `Write a number between ${min} and ${max}.`);
    }
    if (written < min) return tooSmall(`${min}`, written);
    if (written > max) return tooLarge(`${max}`, written);
    return written;
  });
}

/** `60/s`, `90/m`, `3600/h` → per second. Bounds per second. */
export function rate(options: Bounded<number> & { max: number }): Schema<number> {
  const { min = 0, max } = options;
  return leaf({ ...base('rate', options), min, max, unit: '/s' }, (written) => {
    const value = typeof written === 'string' ? parseRate(written) : null;
    if (value === null) {
      const bare = typeof written === 'number' && Number.isFinite(written) && written >= 0;
      return new Problem(
        `must be a rate, is ${show(written)}`,
        bare ? `Say per what: ${written}/s or ${written}/m.` : 'Write a rate such as 60/s.',
      );
    }
    if (value < min) return tooSmall(formatRate(min), written);
    if (value > max) return tooLarge(formatRate(max), written);
    return value;
  });
}

/** One of a few words; `options` maps each word to its label. */
export function choice<const K extends string>(options: FieldOptions & { options: Readonly<Record<K, string>> }): Schema<K> {
  const words = Object.keys(options.options) as K[];
  const info = { ...base('choice', options), options: words.map((value) => ({ value, label: options.options[value] })) };
  return leaf(info, (written) => {
    const found = words.find((word) => word === written);
    if (found !== undefined) return found;
    const cure = typeof written === 'string' ? didYouMean(written, words) : `Use one of ${words.join(', ')}.`;
    return new Problem(`must be one of ${words.join(', ')}, is ${show(written)}`, cure);
  });
}

/** True or false, and nothing that merely sounds like it. */
export function flag(options: FieldOptions): Schema<boolean> {
  return leaf(base('switch', options), (written) =>
    typeof written === 'boolean'
      ? written
      : new Problem(
          `must be true or false, is ${show(written)}`,
          'Write true or false; YAML 1.2 reads yes, no, on and off as text.',
        ),
  );
}

/** A line of text, at most `max` (200) characters. `pattern` comes with the sentence that explains it. */
export function text(
  options: FieldOptions & { max?: number; pattern?: { test: RegExp; says: string; cure: string } },
): Schema<string> {
  const { max = 200, pattern } = options;
  return leaf({ ...base('text', options), max }, (written) => {
    if (typeof written !== 'string') return new Problem(`must be a text, is ${show(written)}`, 'Put it in quotes.');
    if (written.length > max) return new Problem(`may have ${max} characters, has ${written.length}`, 'Shorten it.');
    if (pattern && !pattern.test.test(written)) return new Problem(`${pattern.says}, is ${show(written)}`, pattern.cure);
    return written;
  });
}

/** A mapping with known keys; any other key is an error. Without a `default` the mapping itself must be given. */
export function object<S extends Record<string, Schema<unknown>>>(
  shape: S,
  options: FieldOptions,
): Schema<{ [K in keyof S]: Infer<S[K]> }> {
  const schema = z.strictObject(shape) as unknown as Schema<{ [K in keyof S]: Infer<S[K]> }>;
  return describe(schema, { ...base('object', options), fields: shape });
}

/** A list with at most `max` entries; empty when omitted. */
export function list<T>(item: Schema<T>, options: FieldOptions & { max: number }): Schema<T[]> {
  const schema = z.transform((written: unknown, context): T[] => {
    const entries = written ?? [];
    if (!Array.isArray(entries))
      return refuse(context, written, new Problem(`must be a list, is ${show(written)}`, 'Write a list: [ … ].'));
    if (entries.length > options.max) {
      return refuse(context, written, new Problem(`may have ${options.max} entries, has ${entries.length}`, 'Shorten the list.'));
    }
    return entries.map((entry: unknown, index) => inner(item, entry, [index], context));
  });
  return describe(schema as unknown as Schema<T[]>, {
    ...base('list', options),
    default: options.default ?? [],
    max: options.max,
    item: item as Schema<unknown>,
  });
}

/** A mapping from names that the author chooses to entries, in the order of the file. Names begin with a letter; an empty entry means its defaults. */
export function dictionary<T>(
  item: Schema<T>,
  options: FieldOptions & { min?: number; max: number },
): Schema<(readonly [name: string, value: T])[]> {
  const { min = 0, max } = options;
  const schema = z.transform((written: unknown, context): (readonly [string, T])[] => {
    if (!isMapping(written)) {
      return refuse(
        context,
        written,
        new Problem(written === undefined ? 'is missing' : `must be a mapping, is ${show(written)}`, 'Write { name: { … } }.'),
      );
    }
    const names = Object.keys(written);
    if (names.length < min)
      return refuse(context, written, new Problem(`must have at least ${min} entries, has ${names.length}`, 'Add an entry.'));
    if (names.length > max)
      return refuse(context, written, new Problem(`may have ${max} entries, has ${names.length}`, 'Remove some.'));
    return names.map((name) => {
      // Names that look like numbers would lose their place: JavaScript sorts such keys to the front.
      if (!/^[A-Za-z][\w.-]{0,39}$/.test(name)) {
        const problem = new Problem(
          `is not a name`,
          'Begin names with a letter; use letters, digits, dots and dashes, 40 at most.',
        );
        return [name, refuse<T>(context, written, problem, [name], true)] as const;
      }
      return [name, inner(item, written[name] ?? {}, [name], context)] as const;
    });
  });
  return describe(schema as unknown as Schema<(readonly [string, T])[]>, {
    ...base('dictionary', options),
    min,
    max,
    item: item as Schema<unknown>,
  });
}

/** Objects told apart by the word under `tag`; each variant's shape does not name the tag itself. */
export function variants<const Tag extends string, V extends Record<string, Schema<object>>>(
  tag: Tag,
  table: V,
  options: FieldOptions,
): Schema<{ [K in keyof V & string]: Record<Tag, K> & Infer<V[K]> }[keyof V & string]> {
  type Out = { [K in keyof V & string]: Record<Tag, K> & Infer<V[K]> }[keyof V & string];
  const words = Object.keys(table);
  const schema = z.transform((written: unknown, context): Out => {
    if (!isMapping(written))
      return refuse(context, written, new Problem(`must be a mapping, is ${show(written)}`, `Write { ${tag}: … }.`));
    const { [tag]: word, ...rest } = written;
    const variant = typeof word === 'string' && Object.hasOwn(table, word) ? table[word] : undefined;
    if (variant === undefined) {
      const problem =
        word === undefined
          ? new Problem('is missing', `Add ${tag}: with one of ${words.join(', ')}.`)
          : new Problem(`must be one of ${words.join(', ')}, is ${show(word)}`, didYouMean(String(word), words));
      return refuse(context, word, problem, [tag]);
    }
    return { [tag]: word, ...inner(variant, rest, [], context) } as unknown as Out;
  });
  return describe(schema as unknown as Schema<Out>, {
    ...base('variants', options),
    tag,
    variants: table as Readonly<Record<string, Schema<unknown>>>,
  });
}

/** A mapping with exactly one key, which chooses: `{ rolling: { … } }`. An empty value means that variant's defaults. */
export function oneKeyOf<V extends Record<string, Schema<unknown>>>(
  table: V,
  options: FieldOptions,
): Schema<{ kind: keyof V & string; params: unknown }> {
  type Out = { kind: keyof V & string; params: unknown };
  const words = Object.keys(table);
  const schema = z.transform((written: unknown, context): Out => {
    if (typeof written === 'string' && Object.hasOwn(table, written)) {
      return { kind: written, params: inner(table[written]!, {}, [written], context) };
    }
    if (!isMapping(written)) {
      const cure =
        typeof written === 'string'
          ? didYouMean(written, words)
          : `Write one of ${words.map((word) => `{ ${word}: {} }`).join(', ')}.`;
      return refuse(
        context,
        written,
        new Problem(written === undefined ? 'is missing' : `must name one of ${words.join(', ')}, is ${show(written)}`, cure),
      );
    }
    const keys = Object.keys(written);
    for (const key of keys) {
      if (!Object.hasOwn(table, key))
        refuse(context, written, new Problem(`is not known; there are ${words.join(', ')}`, didYouMean(key, words)), [key], true);
    }
    if (keys.length !== 1) {
      const has = keys.length === 0 ? 'none' : keys.map((key) => show(key)).join(' and ');
      return refuse(context, written, new Problem(`must have exactly one of ${words.join(', ')}, has ${has}`, 'Keep one.'));
    }
    const kind = keys[0]!,
      variant = Object.hasOwn(table, kind) ? table[kind] : undefined;
    return variant === undefined ? z.NEVER : { kind, params: inner(variant, written[kind] ?? {}, [kind], context) };
  });
  return describe(schema as unknown as Schema<Out>, { ...base('variants', options), variants: table });
}

/** Allows `none` (or `false`), which becomes null; an omitted value does too, unless the schema has a default of its own. For mappings, `true` means all defaults. */
export function orNone<T>(schema: Schema<T>): Schema<T | null> {
  const info = infoOf(schema);
  const wrapped = z.transform((written: unknown, context): T | null => {
    if (written === 'none' || written === null || written === false) return null;
    if (info.control !== 'object') return inner(schema, written, [], context);
    if (typeof written === 'string') {
      const problem = new Problem(
        `must be a mapping or none, is ${show(written)}`,
        'Write its fields as key: value, or none to do without.',
      );
      return refuse(context, written, problem);
    }
    return inner(schema, written === true ? {} : written, [], context);
  });
  return describe(wrapped as unknown as Schema<T | null>, { ...info, optional: true, default: info.default ?? 'none' });
}

type Context = { issues: unknown[] };

function refuse<T>(context: Context, input: unknown, { message, cure }: Problem, path: PropertyKey[] = [], atKey = false): T {
  context.issues.push({ code: 'custom', message, params: { cure, atKey }, input, path });
  return z.NEVER;
}

/** Runs a schema inside another's transform; its issues keep their paths, put behind ours. */
function inner<T>(schema: Schema<T>, written: unknown, path: PropertyKey[], context: Context): T {
  const result = z.safeParse(schema, written);
  if (result.success) return result.data;
  for (const issue of result.error.issues) context.issues.push({ ...issue, input: written, path: [...path, ...issue.path] });
  return z.NEVER;
}
