/** `1 v2 server`, `5 v2 servers`, `no v2 server`. */
export const servers = (count: number, revision = ''): string =>
  `${count === 0 ? 'no' : count} ${revision === '' ? '' : `${revision} `}${count === 1 || count === 0 ? 'server' : 'servers'}`;

/** `is` or `are`, as the count wants. */
export const are = (count: number): string => (count === 1 || count === 0 ? 'is' : 'are');

/** `it` or `them`, as the count wants. */
export const them = (count: number): string => (count === 1 ? 'it' : 'them');

/** `a`, `a and b`, `a, b and c`. */
export const listed = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;

/** Starts a sentence. */
export const capitalised = (sentence: string): string => sentence.charAt(0).toUpperCase() + sentence.slice(1);
