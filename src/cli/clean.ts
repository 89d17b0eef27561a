import { clean } from '../report/index.ts';

export { clean };

/** The same for every string inside plain data. */
export function cleanDeep<T>(value: T): T {
  if (typeof value === 'string') return clean(value).replace(/[\n\t]/g, ' ') as T;
  if (Array.isArray(value)) return value.map(cleanDeep) as T;
  if (value === null || typeof value !== 'object' || ArrayBuffer.isView(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [cleanDeep(key), cleanDeep(inner)])) as T;
}
