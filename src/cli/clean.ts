// Text from a file must not steer the terminal: no escape sequences, no carriage returns, no direction overrides.
const UNSAFE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Text from outside, made safe for a terminal; line breaks and tabs stay. */
export const clean = (text: string): string => text.replace(UNSAFE, '');

/** The same for every string inside plain data. */
export function cleanDeep<T>(value: T): T {
  if (typeof value === 'string') return clean(value).replace(/[\n\t]/g, ' ') as T;
  if (Array.isArray(value)) return value.map(cleanDeep) as T;
  if (value === null || typeof value !== 'object' || ArrayBuffer.isView(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [cleanDeep(key), cleanDeep(inner)])) as T;
}
