import type { Micros } from '../../kernel/index.ts';

/** The status of one Deployment (primary or canary), as far as readiness asks for it. */
export interface DeploymentStatus {
  /** The Deployment has changed since its controller last looked, so the counts are of the past. */
  isBehind: boolean;
  /** Wanted size; null = not said. */
  wanted: number | null;
  /** Servers of all its revisions, terminating ones left out. */
  replicas: number;
  /** Servers of its present template. */
  updated: number;
  available: number;
  /** Its own controller has reported that the deadline is over. */
  isOverdue: boolean;
  /** Since when fewer servers are available than its rolling update must keep; null = enough are. */
  unavailableSince: Micros | null;
}

export interface Readiness {
  isReady: boolean;
  /** While it is not ready: it may still become so. */
  isRetriable: boolean;
  /** What it waits for, as half a sentence; empty when ready. */
  waitsFor: string;
}

const READY: Readiness = { isReady: true, isRetriable: true, waitsFor: '' };

/**
 * Whether a Deployment is ready for the tick to go on.
 * @param threshold percent of the updated servers that must be available, rounded down
 */
export function readinessOf(status: DeploymentStatus, threshold: number, deadline: Micros, now: Micros): Readiness {
  if (status.isBehind) return notReady(true, 'its controller has not seen the change yet');
  if (status.isOverdue) return notReady(false, 'it is past its progress deadline');
  const isRetriable = status.unavailableSince === null || status.unavailableSince + deadline >= now;
  const { wanted, updated, replicas, available } = status;
  if (wanted !== null && updated < wanted)
    return notReady(isRetriable, `${updated} of ${wanted} servers are of the new revision`);
  const old = replicas - updated;
  if (old > 0)
    return notReady(isRetriable, old === 1 ? 'a server of the old revision is still there' : `${old} servers of the old revision are still there`);
  const enough = Math.floor((updated * threshold) / 100);
  return available < enough ? notReady(isRetriable, `${available} of the ${enough} servers it needs are available`) : READY;
}

const notReady = (isRetriable: boolean, waitsFor: string): Readiness => ({ isReady: false, isRetriable, waitsFor });
