import type { ReplicaSetView } from '../strategy.ts';
import { setOf, total } from './pass.ts';

/** A Deployment's status: counts over all its replica sets, terminating replicas left out. */
export interface DeploymentStatus {
  replicas: number;
  /** Replicas of the wanted revision. */
  updated: number;
  ready: number;
  available: number;
}

export const statusOf = (sets: readonly ReplicaSetView[], target: string): DeploymentStatus => ({
  replicas: total(sets, 'replicas'),
  updated: setOf(sets, target).replicas,
  ready: total(sets, 'ready'),
  available: total(sets, 'available'),
});

/** Every replica is of the wanted revision and available, and no other is left. */
export const isComplete = (desired: number, status: DeploymentStatus): boolean =>
  status.updated === desired && status.replicas === desired && status.available === desired;

/** Something moved the right way since the last look. Readiness that comes and goes counts each time it comes. */
export const madeProgress = (before: DeploymentStatus, after: DeploymentStatus): boolean =>
  after.updated > before.updated ||
  after.replicas - after.updated < before.replicas - before.updated ||
  after.ready > before.ready ||
  after.available > before.available;
