import { METRICS, momentsOf } from '../../metrics/index.ts';
import { run } from '../../run.ts';
import type { Scenario } from '../../scenario/index.ts';
import type { Trace } from '../../trace/index.ts';
import { seedOf } from '../seeds.ts';

/** One run, boiled down to what risk, detection and the asserted table are made of. Times are in microseconds. */
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
  undoneBy: 'person' | 'controller' | null;
}

/** @param root seed of the whole experiment; the same replication has the same seed in every world */
export function trialOf(scenario: Scenario, replication: number, root: number): Trial {
  const seed = seedOf(root, replication),
    trace = run(scenario, { seed });
  const value = (id: string): number | null => METRICS.find((metric) => metric.id === id)!.measure(trace);
  const harm = value('blastRequests') ?? 0,
    offered = value('offered') ?? 0;
  return {
    seed,
    harm,
    outage: offered === 0 ? 0 : (harm / offered) * trace.header.horizon,
    downtime: value('downtime') ?? 0,
    leadTime: value('leadTime'),
    peak: (value('peakServers') ?? 0) / trace.header.replicas,
    wayBack: value('rollbackExecute'),
    undoneBy: undoneBy(trace),
  };
}

function undoneBy(trace: Trace): Trial['undoneBy'] {
  const { undo } = momentsOf(trace);
  if (undo === null) return null;
  const asked = trace.facts.some((fact) => fact.at === undo && fact.type === 'operator.acted' && fact.accepted);
  return asked ? 'person' : 'controller';
}
