import type { Scenario } from '../../scenario/index.ts';
import { valueOf, type Row } from '../play.ts';

/** What the guide takes from one run. Times are in microseconds. */
export interface Rehearsal {
  replication: number;
  seed: number;
  downtime: number;
  /** The full outage that would fail as many requests as the rollout did. */
  outage: number;
  /** Users hurt by the rollout, as a share of all. */
  hurt: number;
  /** Most servers at once beyond the usual, as a share of the usual. */
  extra: number;
  /** Time in which users were sent to both versions. */
  mixed: number;
  /** Until everybody was on the new version; null where that never was. */
  out: number | null;
  /** From the decision to go back until everybody was on the old version. */
  back: number | null;
  /** Neither there nor back at the end of the run, so that what comes later is not counted. */
  isUnfinished: boolean;
}

/** @param scenario what was played */
export function rehearsalOf(row: Row, { horizon, fleet, traffic }: Scenario): Rehearsal {
  const offered = valueOf(row, 'offered') ?? 0,
    harm = valueOf(row, 'blastRequests') ?? 0;
  return {
    replication: row.replication,
    seed: row.seed,
    downtime: valueOf(row, 'downtime') ?? 0,
    outage: offered === 0 ? 0 : (harm / offered) * horizon,
    hurt: (valueOf(row, 'blastUsers') ?? 0) / traffic.users,
    extra: ((valueOf(row, 'peakServers') ?? 0) - fleet.replicas) / fleet.replicas,
    mixed: valueOf(row, 'mixedVersions') ?? 0,
    out: valueOf(row, 'leadTime'),
    back: valueOf(row, 'rollbackExecute'),
    isUnfinished: row.outcome === 'stalled' || row.outcome === 'degraded',
  };
}
