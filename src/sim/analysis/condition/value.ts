/** What a condition computes with; `null` is `nil`. A query gives a list of numbers, one per series: `[]` when there is no data. */
export type Value = null | boolean | number | string | readonly Value[] | { readonly [key: string]: Value };

/** Why a condition has no value; Argo calls such a measurement an Error. */
export class EvaluationError extends Error {}

export const fail = (message: string): never => {
  throw new EvaluationError(message);
};

export const isList = (value: Value): value is readonly Value[] => Array.isArray(value);

export const isMap = (value: Value): value is { readonly [key: string]: Value } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The kind of a value as messages name it. */
export function kindOf(value: Value): string {
  if (value === null) return 'nil';
  if (isList(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (isMap(value)) return 'a mapping';
  return { boolean: 'true or false', number: 'a number', string: 'a text' }[typeof value as 'boolean' | 'number' | 'string'];
}

export const asNumber = (value: Value, what: string): number =>
  typeof value === 'number' ? value : fail(`${what} needs numbers, has ${kindOf(value)}`);

export const asBoolean = (value: Value, what: string): boolean =>
  typeof value === 'boolean' ? value : fail(`${what} needs true or false, has ${kindOf(value)}`);

export const asList = (value: Value, what: string): readonly Value[] =>
  isList(value) ? value : fail(`${what} needs a list, has ${kindOf(value)}`);

export const asText = (value: Value, what: string): string =>
  typeof value === 'string' ? value : fail(`${what} needs a text, has ${kindOf(value)}`);
