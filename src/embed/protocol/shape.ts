/** A guard: whether a value from elsewhere is just this. */
export type Guard<T> = (value: unknown) => value is T;
export type Guarded<G> = G extends Guard<infer T> ? T : never;

export const isFlag: Guard<boolean> = (value): value is boolean => typeof value === 'boolean';

/** A finite number; between two bounds, ends included, where they are given. */
export const isNumber =
  (least = -Infinity, most = Infinity): Guard<number> =>
  (value): value is number =>
    typeof value === 'number' && Number.isFinite(value) && value >= least && value <= most;

/** A number to count or to name with: whole, from 0, small enough to be exact. */
export const isCount: Guard<number> = (value): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

/** Text up to a length, in UTF-16 units. */
export const isText =
  (most: number): Guard<string> =>
  (value): value is string =>
    typeof value === 'string' && value.length <= most;

/** One of some words, and nothing that is only like one: `constructor` is in no list. */
export const isOneOf =
  <const T extends string | number>(words: readonly T[]): Guard<T> =>
  (value): value is T =>
    (words as readonly unknown[]).includes(value);

export const orNull =
  <T>(guard: Guard<T>): Guard<T | null> =>
  (value): value is T | null =>
    value === null || guard(value);

export const isList =
  <T>(most: number, guard: Guard<T>): Guard<readonly T[]> =>
  (value): value is readonly T[] =>
    Array.isArray(value) && value.length <= most && value.every((item) => guard(item));

/** A plain object with just these keys, all of them: one key more, or one of another name, and it is something else. */
export const isShape =
  <T extends Readonly<Record<string, Guard<unknown>>>>(keys: T): Guard<{ readonly [K in keyof T]: Guarded<T[K]> }> =>
  (value): value is { readonly [K in keyof T]: Guarded<T[K]> } =>
    isPlain(value) &&
    Reflect.ownKeys(value).length === Object.keys(keys).length &&
    Object.entries(keys).every(([key, guard]) => Object.hasOwn(value, key) && guard((value as Record<string, unknown>)[key]));

function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}
