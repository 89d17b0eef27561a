import type { Trace } from '../trace/index.ts';
import { availability, failed, offered, served, usersHurt } from './availability.ts';
import { blastRequests, blastUsers } from './blast.ts';
import { capacityFloor, readyFloor } from './capacity.ts';
import { comparedSides } from './comparison.ts';
import { cost, peak, serverHours, surplus, surplusCost } from './cost.ts';
import { downtime } from './downtime.ts';
import { duplicateWrites } from './duplicates.ts';
import { exposureRequests, exposureUsers } from './exposure.ts';
import { failuresByCause } from './failures.ts';
import { flippedUsers, versionFlips } from './flips.ts';
import { latencies } from './latency.ts';
import { leadTime, retireTime } from './lead.ts';
import type { Metric } from './metric.ts';
import { mixedVersions } from './mixed.ts';
import { mttr } from './recovery.ts';
import { hurtBeforeUndo, rollbackParts, rollbackTime } from './rollback.ts';
import { budgetBurn, sloBreach } from './slo.ts';
import { shareBeyondWeight } from './stickiness.ts';

export { downtime } from './downtime.ts';
export { EXPORTED_UNITS, exported, said } from './metric.ts';
export type { Metric, Unit } from './metric.ts';
export { failuresOf, rolloutFailures } from './blast.ts';
export type { Failure } from './blast.ts';
export { comparisonOf } from './comparison.ts';
export type { Arm as ComparedSide, Comparison as SidesCompared } from './comparison.ts';
export { momentsOf, undoneBy } from './moments.ts';
export type { Moments, UndoneBy } from './moments.ts';
export { outcomeAt, outcomeOf } from './outcome.ts';
export type { Outcome } from './outcome.ts';
export { recoveryOf } from './recovery.ts';
export type { Recovery } from './recovery.ts';
export { ROLLBACK_PARTS, rollbackOf } from './rollback.ts';
export type { RollbackPart, RollbackStretch } from './rollback.ts';
export { OUTCOME_LABELS } from './outcome-labels.ts';
export { sentences } from './sentences.ts';
export type { Sentence } from './sentences.ts';

/** Every number we know to tell about a run, in the order in which a reader wants them: harm, time, capacity, money. */
export const METRICS: readonly Metric[] = [
  offered,
  served,
  failed,
  ...failuresByCause,
  availability,
  usersHurt,
  blastRequests,
  blastUsers,
  downtime,
  sloBreach,
  budgetBurn,
  mttr,
  leadTime,
  retireTime,
  mixedVersions,
  exposureRequests,
  exposureUsers,
  versionFlips,
  flippedUsers,
  shareBeyondWeight,
  duplicateWrites,
  rollbackTime,
  ...rollbackParts,
  hurtBeforeUndo,
  readyFloor,
  capacityFloor,
  peak,
  serverHours,
  cost,
  surplus,
  surplusCost,
  ...latencies,
  ...comparedSides,
];

/** All of them for one run, by id, in engine units (durations in microseconds). */
export const measure = (trace: Trace): Record<string, number | null> =>
  Object.fromEntries(METRICS.map((metric) => [metric.id, metric.measure(trace)]));
