import { SECOND } from '../kernel/index.ts';
import type { Micros } from '../kernel/index.ts';
import type { Trace } from '../trace/index.ts';
import { SERVED, oncePerTrace, series } from '../trace/index.ts';
import type { Metric } from './metric.ts';
import { secondsOf } from './windows.ts';

/** The fewest ready servers up to an instant, and since when. */
export function fewestReady(trace: Trace, to: Micros): { ready: number; at: Micros } {
  const { fleet } = series(trace);
  let fewest = { ready: Infinity, at: 0 };
  for (let step = 0; step < fleet.at.length && fleet.at[step]! <= to; step++) {
    const ready = trace.revisions.reduce((sum, revision) => sum + fleet.byRevision[revision]!.ready[step]!, 0);
    if (ready < fewest.ready) fewest = { ready, at: fleet.at[step]! };
  }
  return fewest;
}

/** Mean time that a served request kept a slot busy. */
const meanService = oncePerTrace((trace: Trace): Micros | null => {
  const { attempts } = trace;
  let [total, count] = [0, 0];
  for (let row = 0; row < attempts.count; row++) {
    if (attempts.outcome[row] !== SERVED || attempts.startedAt[row]! < 0) continue;
    total += attempts.endedAt[row]! - attempts.startedAt[row]!;
    count++;
  }
  return count > 0 ? total / count : null;
});

/** Length of the stretches over which offered load is averaged: long enough that chance does not look like a rush. */
const STRETCH = 10 * SECOND;

export const capacityFloor: Metric = {
  id: 'capacityFloor',
  label: 'Capacity floor',
  unit: 'times',
  better: 'higher',
  explains:
    'Least ready slots ÷ slots kept busy by the offered load (requests per second × mean service time), over stretches of 10 s. Below 1× queues grow.',
  measure: (trace) => {
    const service = meanService(trace);
    if (service === null) return null;
    const { fleet } = series(trace);
    const offered = new Map<number, number>();
    for (const second of secondsOf(trace)) {
      const stretch = Math.floor(second.at / STRETCH);
      offered.set(stretch, (offered.get(stretch) ?? 0) + second.offered);
    }
    let floor: number | null = null;
    for (let step = 0; step < fleet.at.length; step++) {
      const end = (fleet.at[step + 1] ?? trace.header.horizon) - 1;
      for (let stretch = Math.floor(fleet.at[step]! / STRETCH); stretch <= Math.floor(end / STRETCH); stretch++) {
        const width = Math.min(STRETCH, trace.header.horizon - stretch * STRETCH);
        const load = ((offered.get(stretch) ?? 0) * service) / width;
        if (load > 0) floor = Math.min(floor ?? Infinity, fleet.capacity[step]! / load);
      }
    }
    return floor;
  },
};

export const readyFloor: Metric = {
  id: 'readyFloor',
  label: 'Fewest ready servers',
  unit: 'servers',
  better: 'higher',
  explains: 'The least number of servers, of all versions, that were ready at once.',
  measure: (trace) => fewestReady(trace, trace.header.horizon).ready,
};
