import * as z from 'zod/mini';
import { base, describe, infoOf, Problem, show, type FieldOptions, type Infer, type Schema } from './field.ts';
import { inner, refuse } from './inner.ts';
import { isMapping } from './json.ts';
import { flow } from './other-forms.ts';

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

const isTexts = (written: unknown): written is string[] =>
  Array.isArray(written) && written.length > 0 && written.every((entry) => typeof entry === 'string');

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
        new Problem(
          written === undefined ? 'is missing' : `must be a mapping, is ${show(written)}`,
          isTexts(written) ? `Write ${flow(Object.fromEntries(written.map((name) => [name, {}])))}.` : 'Write { name: { … } }.',
        ),
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
