import type { Arm } from '../../sim/index.ts';
import { keyOf } from './played.ts';
import type { Job } from './protocol.ts';

/** Replications in one job at most: few, so that stopping and choosing take effect soon. */
const JOB_MAX = 8;

/**
 * What is still to be played. One replication of every arm comes first, so that every row has a number soon, then ever larger
 * portions, always of all arms in turn, so that differences by replication can be told all along.
 * @param has whether a replication of what has this key has been played already
 */
export function jobsOf(
  arms: readonly Arm[],
  root: number,
  replications: number,
  has: (key: string, replication: number) => boolean,
): Job[] {
  const jobs: Job[] = [];
  for (let start = 0, size = 1; start < replications; start += size, size = Math.min(JOB_MAX, size * 2)) {
    const end = Math.min(replications, start + size);
    for (const arm of arms) {
      const key = keyOf(arm, root);
      let from = start;
      for (let at = start; at <= end; at++) {
        if (at < end && !has(key, at)) continue;
        if (at > from) jobs.push({ key, source: arm.source, root, from, to: at });
        from = at + 1;
      }
    }
  }
  return jobs;
}
