/** A line of versions with a place on it. Plain data: each change is a new history. */
export interface History<T> {
  past: readonly Version<T>[];
  present: Version<T>;
  future: readonly Version<T>[];
}

export interface Version<T> {
  value: T;
  /** What was done to get here, for people: `undo at 4:10`. */
  label: string;
  /** Two changes in a row with the same non-empty key are one step of undo: a slider that is dragged is one edit. */
  key: string;
}

/** Undo goes this far back. */
export const DEPTH = 200;

export const beginning = <T>(value: T): History<T> => ({ past: [], present: { value, label: '', key: '' }, future: [] });

/** Adds a version; what had been undone is forgotten. */
export function commit<T>(history: History<T>, value: T, label: string, key = ''): History<T> {
  const { past, present } = history;
  const merges = key !== '' && present.key === key;
  return { past: merges ? past : [...past, present].slice(-DEPTH), present: { value, label, key }, future: [] };
}

/** One step back; itself at the beginning. */
export function undo<T>({ past, present, future }: History<T>): History<T> {
  const before = past.at(-1);
  return before === undefined
    ? { past, present, future }
    : { past: past.slice(0, -1), present: closed(before), future: [present, ...future] };
}

/** One step forward again; itself when nothing was undone. */
export function redo<T>({ past, present, future }: History<T>): History<T> {
  const after = future[0];
  return after === undefined
    ? { past, present, future }
    : { past: [...past, present], present: closed(after), future: future.slice(1) };
}

/** A version that has been travelled to takes in no further changes: the next edit is a step of its own. */
const closed = <T>(version: Version<T>): Version<T> => ({ ...version, key: '' });
