import * as z from 'zod/mini';
import { base, describe, infoOf, Problem, show, type FieldOptions, type Infer, type Schema } from './field.ts';
import { isMapping } from './json.ts';
import { nearest } from './nearest.ts';
import { cureForEntry, flow, meantBy } from './other-forms.ts';

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
      return refuse(
        context,
        written,
        new Problem(`must be a list, is ${show(written)}`, 'Begin each entry with a dash, or write [ … ].'),
      );
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

/** Objects told apart by the word under `tag`; each variant's shape does not name the tag itself. `synonyms` are words that people try first. */
export function variants<const Tag extends string, V extends Record<string, Schema<object>>>(
  tag: Tag,
  table: V,
  options: FieldOptions & { synonyms?: Readonly<Record<string, string>> },
): Schema<{ [K in keyof V & string]: Record<Tag, K> & Infer<V[K]> }[keyof V & string]> {
  type Out = { [K in keyof V & string]: Record<Tag, K> & Infer<V[K]> }[keyof V & string];
  const words = Object.keys(table);
  const { synonyms } = options;
  const cureOf = (written: unknown): string | null => cureForEntry(written, tag, table, synonyms);
  const meant = (word: unknown): string => {
    const right = typeof word === 'string' ? meantBy(word, table, synonyms) : null;
    return right === null ? 'Use one of them.' : `Did you mean "${right}"?`;
  };
  const schema = z.transform((written: unknown, context): Out => {
    if (!isMapping(written))
      return refuse(
        context,
        written,
        new Problem(`must be a mapping, is ${show(written)}`, cureOf(written) ?? `Write { ${tag}: … }.`),
      );
    const { [tag]: word, ...rest } = written;
    const variant = typeof word === 'string' && Object.hasOwn(table, word) ? table[word] : undefined;
    if (variant === undefined) {
      const problem =
        word === undefined
          ? new Problem('is missing', cureOf(written) ?? `Add ${tag}: with one of ${words.join(', ')}.`)
          : new Problem(`must be one of ${words.join(', ')}, is ${show(word)}`, meant(word));
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
  const meant = (word: string): string => {
    const right = nearest(word, words);
    return right === null ? 'Use one of them.' : `Did you mean "${right}"?`;
  };
  const schema = z.transform((written: unknown, context): Out => {
    if (typeof written === 'string' && Object.hasOwn(table, written)) {
      return { kind: written, params: inner(table[written]!, {}, [written], context) };
    }
    if (!isMapping(written)) {
      const cure =
        typeof written === 'string' ? meant(written) : `Write one of ${words.map((word) => `{ ${word}: {} }`).join(', ')}.`;
      return refuse(
        context,
        written,
        new Problem(written === undefined ? 'is missing' : `must name one of ${words.join(', ')}, is ${show(written)}`, cure),
      );
    }
    const keys = Object.keys(written);
    const kubernetes = typeof written['type'] === 'string' ? nearest(written['type'], words) : null;
    if (kubernetes !== null) {
      const params = Object.entries(written).find(([key, value]) => key !== 'type' && isMapping(value))?.[1] ?? {};
      const problem = new Problem(
        'has a type, as in Kubernetes; here the type is the key',
        `Write ${flow({ [kubernetes]: params })}.`,
      );
      return refuse(context, written, problem);
    }
    for (const key of keys) {
      if (!Object.hasOwn(table, key))
        refuse(context, written, new Problem(`is not known; there are ${words.join(', ')}`, meant(key)), [key], true);
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
