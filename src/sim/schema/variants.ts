import * as z from 'zod/mini';
import { base, describe, Problem, show, type FieldOptions, type Infer, type Schema } from './field.ts';
import { inner, refuse } from './inner.ts';
import { isMapping } from './json.ts';
import { nearest } from './nearest.ts';
import { cureForEntry, flow, meantBy } from './other-forms.ts';

/** Objects told apart by the word under `tag`; each variant's shape does not name the tag itself. `synonyms` are words that people try first; `fallback` is meant where the tag is left out. */
export function variants<const Tag extends string, V extends Record<string, Schema<object>>>(
  tag: Tag,
  table: V,
  options: FieldOptions & { synonyms?: Readonly<Record<string, string>>; fallback?: keyof V & string },
): Schema<{ [K in keyof V & string]: Record<Tag, K> & Infer<V[K]> }[keyof V & string]> {
  type Out = { [K in keyof V & string]: Record<Tag, K> & Infer<V[K]> }[keyof V & string];
  const words = Object.keys(table);
  const { synonyms, fallback } = options;
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
    const { [tag]: given, ...rest } = written;
    // A word used as a key is no field of the fallback's: it is meant for the tag.
    const word = given === undefined && !words.some((key) => Object.hasOwn(rest, key)) ? fallback : given;
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
    ...(fallback === undefined ? {} : { fallback }),
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
