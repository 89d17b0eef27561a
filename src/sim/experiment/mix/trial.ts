import type { UndoneBy } from '../../metrics/index.ts';
import type { Scenario } from '../../scenario/index.ts';
import { valueOf, type Row } from '../play.ts';

/** What risk and the asserted table take from one run. Times are in microseconds. */
export interface Trial {
  seed: number;
  /** Requests that failed because of the rollout. */
  harm: number;
  /** The same as a full outage: for how long nobody would have been served. */
  outage: number;
  downtime: number;
  leadTime: number | null;
  /** Most servers at once, as a multiple of those at the start. */
  peak: number;
  /** From the undo until all requests were back on the old version. */
  wayBack: number | null;
  /** Who took the release back first. */
  undoneBy: UndoneBy | null;
}

/** @param scenario what was played */
export function trialOf(row: Row, { horizon, fleet }: Scenario): Trial {
  const harm = valueOf(row, 'blastRequests') ?? 0,
    offered = valueOf(row, 'offered') ?? 0;
  return {
    seed: row.seed,
    harm,
    outage: offered === 0 ? 0 : (harm / offered) * horizon,
    downtime: valueOf(row, 'downtime') ?? 0,
    leadTime: valueOf(row, 'leadTime'),
    peak: (valueOf(row, 'peakServers') ?? 0) / fleet.replicas,
    wayBack: valueOf(row, 'rollbackExecute'),
    undoneBy: row.undoneBy,
  };
}
