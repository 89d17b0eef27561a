import type { FailureCause, ReplicaState } from './facts.ts';

/** What a failure was, to be said after a number and before a revision: `987 hit a bug in v2`. */
export const CAUSE_LABELS: Record<FailureCause, string> = {
  noEndpoint: 'found no server to go to',
  refused: 'refused by a server that did not listen',
  reset: 'cut off when a server stopped',
  queueFull: 'turned away by a full queue',
  timeout: 'not answered in time',
  bug: 'hit a bug',
  incompatible: 'met data of another version',
  dependency: 'failed in a dependency',
};

/** What a replica is doing, in the words of a person who watches it. */
export const STATE_LABELS: Record<ReplicaState, string> = {
  pending: 'no node yet',
  scheduled: 'placed on a node',
  pulling: 'pulling the image',
  starting: 'starting',
  running: 'started, not ready yet',
  ready: 'ready',
  available: 'available',
  unready: 'not ready any more',
  terminating: 'going away',
  stopping: 'stopping',
  crashed: 'crashed',
  backOff: 'waiting to try again',
  lost: 'lost with the node',
  killed: 'killed',
  gone: 'gone',
};
