import type { Micros } from '../kernel/index.ts';
import { HOUR } from '../kernel/index.ts';
import type { Trace } from '../trace/index.ts';
import { series } from '../trace/index.ts';
import type { Metric } from './metric.ts';
import { toHours } from './metric.ts';
import { momentsOf } from './moments.ts';
import { outcomeAt, outcomeOf } from './outcome.ts';
import { integrate } from './steps.ts';

/** Time of all servers together up to an instant: from a place on a node until gone, stopping ones included. */
export function serverTime(trace: Trace, to: Micros): Micros {
  const { fleet } = series(trace);
  return integrate(fleet.at, 0, to, (step) => fleet.billed[step]!);
}

/** Most servers that existed at once up to an instant. */
export function peakServers(trace: Trace, to: Micros): number {
  const { fleet } = series(trace);
  let peak = 0;
  for (let step = 0; step < fleet.at.length && fleet.at[step]! <= to; step++) peak = Math.max(peak, fleet.billed[step]!);
  return peak;
}

const priced = (trace: Trace, time: Micros): number => (time / HOUR) * trace.header.pricePerHour;

export const serverHours: Metric = {
  id: 'serverHours',
  label: 'Server-hours',
  unit: 'serverHours',
  better: 'lower',
  explains:
    'Hours of all servers together, each from its place on a node until it is gone; starting and stopping ones cost as much as serving ones.',
  measure: (trace) => toHours(serverTime(trace, trace.header.horizon)),
};

export const cost: Metric = {
  id: 'cost',
  label: 'Cost',
  unit: 'money',
  better: 'lower',
  explains: 'Server-hours × price of one server for an hour.',
  measure: (trace) => priced(trace, serverTime(trace, trace.header.horizon)),
};

export const surplus: Metric = {
  id: 'surplus',
  label: 'Cost above steady state',
  unit: 'money',
  better: 'lower',
  explains: 'Cost less what the servers of the start would have cost over the same time; negative when servers were missing.',
  measure: (trace) => priced(trace, serverTime(trace, trace.header.horizon) - trace.header.replicas * trace.header.horizon),
};

/** From the start of the rollout until one of the two versions is gone for good; until the end of the run where that never happens. */
function rolloutLength(trace: Trace): Micros {
  const { stableGone, nextGone } = momentsOf(trace);
  // A test is over without an undo, and without a promotion.
  const gone = outcomeOf(trace) === 'compared' ? outcomeAt(trace) : (stableGone ?? nextGone);
  return (gone ?? trace.header.horizon) - trace.header.rolloutAt;
}

export const surplusCost: Metric = {
  id: 'surplusCost',
  label: 'Surplus cost',
  unit: 'share',
  better: 'lower',
  explains:
    'Server time beyond the usual, as a share of the usual, from the start of the rollout until one of the two versions was gone for good; negative when servers were missing.',
  measure: (trace) => {
    const { rolloutAt, replicas } = trace.header;
    const length = rolloutLength(trace),
      usual = replicas * length;
    if (usual === 0) return null;
    return (serverTime(trace, rolloutAt + length) - serverTime(trace, rolloutAt)) / usual - 1;
  },
};

export const peak: Metric = {
  id: 'peakServers',
  label: 'Most servers at once',
  unit: 'servers',
  better: 'lower',
  explains: 'The largest number of servers that existed at once, starting and stopping ones included.',
  measure: (trace) => peakServers(trace, trace.header.horizon),
};
