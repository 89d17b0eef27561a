import type { ReplicaState } from '../../trace/facts.ts';

/**
 * Which state may follow which, as data. Deletion (`terminating`, or `gone` at once for what never ran) may come in any state;
 * a lost node may take any replica with it. A failed probe stops a container (`stopping`) whose replica stays and starts another.
 */
export const LIFECYCLE: Record<ReplicaState, readonly ReplicaState[]> = {
  pending: ['scheduled', 'terminating', 'gone', 'lost'],
  scheduled: ['pulling', 'terminating', 'gone', 'lost'],
  pulling: ['starting', 'backOff', 'terminating', 'gone', 'lost'],
  starting: ['running', 'ready', 'crashed', 'terminating', 'lost'],
  running: ['ready', 'stopping', 'crashed', 'terminating', 'lost'],
  ready: ['available', 'unready', 'stopping', 'crashed', 'terminating', 'lost'],
  available: ['unready', 'stopping', 'crashed', 'terminating', 'lost'],
  unready: ['ready', 'stopping', 'crashed', 'terminating', 'lost'],
  terminating: ['stopping', 'killed', 'gone', 'lost'],
  stopping: ['killed', 'crashed', 'terminating', 'gone', 'lost'],
  crashed: ['backOff', 'starting', 'terminating', 'gone', 'lost'],
  backOff: ['starting', 'pulling', 'terminating', 'gone', 'lost'],
  lost: ['ready', 'unready', 'running', 'starting', 'scheduled', 'pulling', 'backOff', 'crashed', 'terminating', 'gone'],
  killed: ['crashed', 'gone'],
  gone: [],
};

/** Upholds the table: a wrong move is a bug of ours, never of a scenario. */
export function checkMove(id: string, from: ReplicaState, to: ReplicaState): void {
  if (!LIFECYCLE[from].includes(to)) throw new Error(`replica ${id} cannot go from ${from} to ${to}`);
}
