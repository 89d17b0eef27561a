import { SECOND, type Micros } from '../kernel/index.ts';
import { formatDuration, formatRate, type Fault } from '../schema/index.ts';
import { REQUESTS_MAX } from './limits.ts';
import type { Scenario } from './types.ts';

const PROBES_MAX = 10_000_000;
const MEASUREMENTS_MAX = 200_000;

/** Refuses what would take too long to play: too many requests, probes or measurements. */
export function checkWork(scenario: Scenario): Fault[] {
  const { traffic, horizon, fleet } = scenario,
    faults: Fault[] = [];
  const requests = estimateRequests(scenario);
  if (requests > REQUESTS_MAX) {
    const message = `makes about ${millions(requests)} requests (${formatRate(traffic.rate)} over ${formatDuration(horizon)}, with spikes and retries), and ${millions(REQUESTS_MAX)} is the limit`;
    faults.push({ path: ['traffic', 'rate'], atKey: false, message, cure: 'Lower traffic.rate or horizon.' });
  }
  const probes = [fleet.readiness, fleet.liveness].reduce(
    (sum, probe) => sum + (probe === null ? 0 : (fleet.replicas * horizon) / probe.period),
    0,
  );
  if (probes > PROBES_MAX) {
    const message = `makes about ${millions(probes)} probes of ${fleet.replicas} servers over ${formatDuration(horizon)}, and ${millions(PROBES_MAX)} is the limit`;
    faults.push({
      path: ['horizon'],
      atKey: false,
      message,
      cure: 'Lower horizon or fleet.replicas, or raise the period of the probes.',
    });
  }
  const measurements = estimateMeasurements(scenario.strategy.params, horizon);
  if (measurements > MEASUREMENTS_MAX) {
    const message = `takes about ${millions(measurements)} measurements over ${formatDuration(horizon)}, and ${millions(MEASUREMENTS_MAX)} is the limit`;
    const cure = 'Raise the intervals of its metrics, or lower horizon.';
    faults.push({ path: ['strategy', scenario.strategy.kind], atKey: false, message, cure });
  }
  return faults;
}

/** How many measurements the analyses of a strategy could take within the horizon, a compared series counting as one each. */
function estimateMeasurements(params: unknown, horizon: Micros): number {
  if (Array.isArray(params)) return params.reduce<number>((sum, inner) => sum + estimateMeasurements(inner, horizon), 0);
  if (typeof params !== 'object' || params === null) return 0;
  const { interval, count, also } = params as { interval?: unknown; count?: unknown; also?: unknown };
  const series = 1 + (Array.isArray(also) ? also.length : 0);
  const own =
    typeof interval !== 'number' ? 0 : Math.min(horizon / interval, typeof count === 'number' ? count : Infinity) * series;
  return Object.values(params).reduce<number>((sum, inner) => sum + estimateMeasurements(inner, horizon), own);
}

/** Requests that would be sent if every one had to be tried as often as clients are willing to. */
export function estimateRequests({ traffic, horizon, faults }: Scenario): number {
  let busy = horizon;
  for (const fault of faults) {
    if (fault.kind === 'trafficSpike')
      busy += Math.max(0, fault.factor - 1) * Math.max(0, Math.min(fault.for, horizon - fault.at));
  }
  return (traffic.rate * busy * (1 + traffic.retries.attempts)) / SECOND;
}

const millions = (count: number): string => `${Math.round(count / 100_000) / 10} million`;
