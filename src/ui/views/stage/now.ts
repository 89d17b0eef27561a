import { countBelow, knownAt, livesOf, poolOfReplica, poolsOf, SECOND, stretchAt, type Micros, type Trace } from '../../../sim/index.ts';

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

/** What each pool was sent in the second of an instant, by its index: attempts of users and mirrored copies. */
export function sentToPools(trace: Trace, at: Micros): { users: number[]; copies: number[] } {
  const { attempts } = trace, from = Math.floor(at / SECOND) * SECOND;
  const users = poolsOf(trace).map(() => 0), copies = poolsOf(trace).map(() => 0);
  const sent = attempts.sentAt.subarray(0, attempts.count);
  for (let row = countBelow(sent, from); row < attempts.count && sent[row]! < from + SECOND; row++) {
    const pool = poolOfReplica(trace, attempts.replica[row]!);
    if (pool >= 0) (attempts.request[row]! < 0 ? copies : users)[pool]!++;
  }
  return { users, copies };
}
