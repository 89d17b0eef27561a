import { SECOND, type Micros } from '../../src/sim/kernel/index.ts';
import { writeSizes, type Written } from '../../src/sim/strategies/kubernetes/pass.ts';
import { isComplete, madeProgress, type DeploymentStatus } from '../../src/sim/strategies/kubernetes/progress.ts';

/*
 * The controller's own bookkeeping of its progress deadline, which its test tables describe: a condition with a reason and a time. The charts
 * keep a timer in its place, so that the deadline is an arrow in the picture. test/sim/strategies/deadline.test.ts holds the two to each
 * other; what decides in both (`isComplete`, `madeProgress`, `writeSizes`) is the same code.
 */

/** The Deployment's `Progressing` condition. */
export interface Progressing {
  status: 'True' | 'False';
  reason: string;
  /** When progress was last seen. */
  updatedAt: Micros;
}

const NEW_SET_AVAILABLE = 'NewReplicaSetAvailable',
  SET_UPDATED = 'ReplicaSetUpdated',
  TIMED_OUT = 'ProgressDeadlineExceeded';

/**
 * Whether progress has been missing for longer than the deadline.
 * @param deadline null = there is none
 * @param condition null = the controller has not judged yet, so nothing can be late
 */
export function isTimedOut(deadline: Micros | null, condition: Progressing | null, now: Micros): boolean {
  if (deadline === null || condition === null || condition.reason === NEW_SET_AVAILABLE) return false;
  return condition.reason === TIMED_OUT || condition.updatedAt + deadline < now;
}

/** The condition after one look at the fleet; null when there is no deadline, for then the controller keeps no such condition. */
export function syncProgressing({ desired, deadline, condition, before, after, now }: StatusView): Progressing | null {
  if (deadline === null) return null;
  // A rollout once complete stays so: crashes later are another condition's business.
  if (condition?.reason === NEW_SET_AVAILABLE && after.replicas === after.updated) return condition;
  if (isComplete(desired, after)) return { status: 'True', reason: NEW_SET_AVAILABLE, updatedAt: now };
  if (madeProgress(before, after)) return { status: 'True', reason: SET_UPDATED, updatedAt: now };
  if (isTimedOut(deadline, condition, now)) return { status: 'False', reason: TIMED_OUT, updatedAt: now };
  return condition;
}

/**
 * How long a controller that sees nothing happen may sleep before the deadline needs it awake; −1 = for ever, 0 = not at all.
 * Under a second counts as not at all.
 */
export function wakeAfter(
  desired: number,
  deadline: Micros | null,
  condition: Progressing | null,
  status: DeploymentStatus,
  now: Micros,
): Micros {
  if (deadline === null || condition === null || condition.reason === TIMED_OUT || isComplete(desired, status)) return -1;
  const left = condition.updatedAt + deadline - now;
  return left < SECOND ? 0 : left;
}

/** What a pass knew, and what it sees now. */
export interface StatusView {
  desired: number;
  deadline: Micros | null;
  condition: Progressing | null;
  before: DeploymentStatus;
  after: DeploymentStatus;
  now: Micros;
}

/** The two writes a pass makes to the API server; each says whether it got through. */
export interface Writes<S> {
  size(size: S): boolean;
  status(condition: Progressing | null): boolean;
}

/**
 * Writes a pass out against an API server that may refuse. A size that cannot be written does not keep the status from being
 * judged and written: the progress deadline still fires when nothing can be scaled.
 */
export function writePass<S>(
  sizes: readonly S[],
  view: StatusView,
  writes: Writes<S>,
): Written<S> & { condition: Progressing | null; statusFailed: boolean } {
  const written = writeSizes(sizes, (size) => writes.size(size));
  const condition = syncProgressing(view);
  return { ...written, condition, statusFailed: !writes.status(condition) };
}
