import * as z from 'zod/mini';
import type { Json } from './json.ts';

// Our Content-Security-Policy forbids code made from text, which is how the library would otherwise speed itself up.
z.config({ jitless: true });

/** A schema that takes what a person wrote and gives what the engine needs. */
export type Schema<T> = z.ZodMiniType<T, unknown>;
export type Infer<S> = S extends z.ZodMiniType<infer T, unknown> ? T : never;

/** The kind of form control that suits a field; the last three hold further fields and are no control themselves. */
export type Control =
  | 'integer'
  | 'percent'
  | 'intOrPercent'
  | 'duration'
  | 'distribution'
  | 'rate'
  | 'number'
  | 'choice'
  | 'switch'
  | 'text'
  | 'list'
  | 'object'
  | 'variants'
  | 'dictionary';

/** What a field is, in words and bounds: the source of every form control and of the reference. */
export interface FieldInfo {
  control: Control;
  label: string;
  /** One sentence that says what turning this knob does. */
  help: string;
  /** In human units; undefined when the field must be given. */
  default?: Json;
  /** True when `none` is a value. */
  optional: boolean;
  /** Bounds in `unit`: seconds for durations, percent for percentages, per second for rates. */
  min?: number;
  max?: number;
  step?: number;
  unit?: string;
  options?: readonly { value: string; label: string }[];
  /** Of an object: its fields in the order in which people read them. */
  fields?: Readonly<Record<string, Schema<unknown>>>;
  /** Of a list or dictionary: the schema of one entry. */
  item?: Schema<unknown>;
  /** Of variants: the key that tells them apart, and the object for each of its values. */
  tag?: string;
  /** The word that is meant where the tag is left out; undefined = the tag must be given. */
  fallback?: string;
  variants?: Readonly<Record<string, Schema<unknown>>>;
}

/** What every field is given by its author. */
export interface FieldOptions {
  label: string;
  help: string;
  /** In human units. Without it, the field must be given. */
  default?: Json;
}

/** The library's own registry maps schemas inside the metadata to their types, which would lose ours. */
const registry = new WeakMap<Schema<unknown>, FieldInfo>();

/** What is known about a schema made by the helpers of this folder. */
export function infoOf(schema: Schema<unknown>): FieldInfo {
  const info = registry.get(schema);
  if (info === undefined) throw new Error('This schema was not made by the field helpers.');
  return info;
}

/** The metadata that every field has. */
export const base = (control: Control, { label, help, default: given }: FieldOptions): FieldInfo => ({
  control,
  label,
  help,
  optional: false,
  ...(given === undefined ? {} : { default: given }),
});

/** Keeps the metadata with the schema, and puts the default, read like anything a person wrote, in the place of a missing value. */
export function describe<T>(schema: Schema<T>, info: FieldInfo): Schema<T> {
  const described = (info.default === undefined ? schema : z.prefault(schema, info.default)) as Schema<T>;
  registry.set(described as Schema<unknown>, info);
  return described;
}

/** What is wrong with a value (a sentence without its subject: `must be …, is …`), and the cure (a whole sentence). */
export class Problem {
  constructor(
    readonly message: string,
    readonly cure: string,
  ) {}
}

/** A leaf: a function from what was written to a value or a problem. */
export function leaf<T>(info: FieldInfo, read: (written: unknown) => T | Problem): Schema<T> {
  const schema = z.transform((written: unknown, context): T => {
    const value =
      written === undefined
        ? new Problem('is missing', `Add ${describeMissing(info)}: ${info.help.slice(0, 1).toLowerCase()}${info.help.slice(1)}`)
        : read(written);
    if (!(value instanceof Problem)) return value;
    context.issues.push({ code: 'custom', message: value.message, params: { cure: value.cure }, input: written });
    return z.NEVER;
  });
  return describe(schema as unknown as Schema<T>, info);
}

const EXAMPLES: Partial<Record<Control, string>> = {
  duration: 'a duration such as 90s',
  distribution: 'a duration such as 8s',
  percent: 'a percentage such as 25%',
  intOrPercent: 'a whole number or a percentage such as 25%',
  rate: 'a rate such as 60/s',
  integer: 'a whole number',
  number: 'a number',
  switch: 'true or false',
  text: 'a text',
  list: 'a list',
  object: 'its fields',
};
const describeMissing = (info: FieldInfo): string =>
  info.options ? `one of ${info.options.map(({ value }) => value).join(', ')}` : (EXAMPLES[info.control] ?? 'it');

/** A value as it should be quoted in a message: short, and on one line. */
export function show(written: unknown): string {
  if (written === null) return 'empty';
  if (Array.isArray(written)) return 'a list';
  if (typeof written === 'object') return 'a mapping';
  const short = plain(String(written), 40);
  return typeof written === 'string' ? `"${short}"` : short;
}

/** A text of somebody else's that is safe to print: on one line, without the characters that steer terminals or turn text around, and not too long. */
export function plain(text: string, max: number): string {
  const line = text
    .slice(0, 2 * max)
    .replaceAll(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]+/g, ' ');
  return line.length > max ? `${line.slice(0, max - 1)}…` : line;
}
