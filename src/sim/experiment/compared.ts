/**
 * What a comparison shows unless it is told otherwise: harm, time, money. Few on purpose: every metric more makes all intervals
 * wider, for they hold together.
 */
export const COMPARED: readonly string[] = [
  'blastRequests',
  'usersHurt',
  'downtime',
  'leadTime',
  'rollbackTime',
  'surplus',
  'peakServers',
];

/**
 * By what one arm can be said to be better than another without weighing one thing against another: failed because of the rollout,
 * time until it is out, money beside the usual, time of the way back (where there was one). Less is better in all of them.
 */
export const DOMINANCE: readonly string[] = ['blastRequests', 'leadTime', 'surplus', 'rollbackTime'];
