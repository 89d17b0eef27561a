import { knownAt, livesOf, stretchAt, type Micros, type Trace } from '../../../sim/index.ts';

/** Requests per second in the second of an instant: those sent to each revision, and all. Whole steps, for readers who want no motion. */
export function sentNow(trace: Trace, at: Micros): { all: number; byRevision: Record<string, number> } {
  const { windows, revisions } = trace;
  const window = Math.min(windows.count - 1, Math.floor(at / windows.width)), columns = revisions.length + 1;
  const perSecond = 1e6 / windows.width;
  const of = (column: number): number => (windows.offered[window * columns + column] ?? 0) * perSecond;
  const byRevision = Object.fromEntries(revisions.map((revision, column) => [revision, of(column)]));
  return { all: Array.from({ length: columns }, (_, column) => of(column)).reduce((sum, n) => sum + n, 0), byRevision };
}

/** Indexes of replicas that no longer exist while routers still send requests to them: each of those requests is lost. */
export const goneButKnown = (trace: Trace, at: Micros): number[] =>
  livesOf(trace).flatMap((life, index) => (stretchAt(life, at)?.state === 'gone' && knownAt(life, at) ? [index] : []));
