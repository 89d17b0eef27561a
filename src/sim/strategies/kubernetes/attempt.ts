import type { Micros } from '../../kernel/index.ts';
import { syncProgressing, type DeploymentStatus, type Progressing } from './progress.ts';

/** The two writes a pass makes to the API server; each says whether it got through. */
export interface Writes<S> {
  scale(size: S): boolean;
  status(condition: Progressing | null): boolean;
}

export interface Attempted<S> {
  /** The writes of sizes that were tried; the first that fails ends them. */
  tried: S[];
  scaleFailed: boolean;
  condition: Progressing | null;
  statusFailed: boolean;
}

/** The status side of a pass: what the controller knew, and what it sees now. */
export interface StatusView {
  desired: number;
  deadline: Micros | null;
  condition: Progressing | null;
  before: DeploymentStatus;
  after: DeploymentStatus;
  now: Micros;
}

/**
 * Writes a pass out against an API server that may refuse. A size that cannot be written does not keep the status from being
 * judged and written: the progress deadline still fires when nothing can be scaled.
 */
export function attempt<S>(sizes: readonly S[], view: StatusView, writes: Writes<S>): Attempted<S> {
  const tried: S[] = [];
  let scaleFailed = false;
  for (const size of sizes) {
    tried.push(size);
    scaleFailed = !writes.scale(size);
    if (scaleFailed) break;
  }
  const condition = syncProgressing(view.desired, view.deadline, view.condition, view.before, view.after, view.now);
  return { tried, scaleFailed, condition, statusFailed: !writes.status(condition) };
}
