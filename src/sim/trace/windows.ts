import { SECOND, type Micros } from '../kernel/index.ts';
import { FAILURE_CAUSES, FIRST_CAUSE, SERVED } from './facts.ts';
import type { Attempts, Requests, Windows } from './trace.ts';

/** Folds the request columns into seconds; a request counts where it arrived, under the revision of its last attempt. */
export function windowsOf(requests: Requests, attempts: Attempts, revisions: number, horizon: Micros): Windows {
  const count = Math.max(1, Math.ceil(horizon / SECOND)),
    columns = revisions + 1,
    causes = FAILURE_CAUSES.length;
  const offered = new Uint32Array(count * columns),
    served = new Uint32Array(count * columns);
  const failed = new Uint32Array(count * columns * causes);
  for (let i = 0; i < requests.count; i++) {
    const revision = attempts.revision[requests.lastAttempt[i]!]!;
    const window = Math.min(count - 1, Math.floor(requests.arrivedAt[i]! / SECOND));
    const row = window * columns + (revision < 0 ? revisions : revision);
    const outcome = requests.outcome[i]!;
    offered[row]!++;
    if (outcome === SERVED) served[row]!++;
    else if (outcome >= FIRST_CAUSE) failed[row * causes + outcome - FIRST_CAUSE]!++;
  }
  return { width: SECOND, count, offered, served, failed };
}
